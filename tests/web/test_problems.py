"""Errors: always the same shape, in the reader's language, and never more than the reader needs."""

import logging

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.web.problems import CatchAll, add_problem_handlers
from tests.web.conftest import Chat


def assert_problem(response, status: int, code: str) -> None:  # type: ignore[no-untyped-def]
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert set(response.json()) == {"type", "title", "status", "detail", "code"}
    assert (response.json()["status"], response.json()["code"]) == (status, code)
    assert "Traceback" not in response.text


def test_unknown_route_and_wrong_method_are_problems(client: TestClient) -> None:
    assert_problem(client.get("/api/nothing"), 404, "bad_request")
    assert_problem(client.get("/widget/nothing.js"), 404, "bad_request")
    wrong = client.put("/api/languages")
    assert_problem(wrong, 405, "bad_request")
    assert wrong.headers["allow"] == "GET"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe\x00", b"[]", b'"text"', b'{"text": "\\ud800"}', b"[" * 60_000, b'{"text": "a", "text": 5}'],
)
def test_body_that_cannot_be_read_is_a_problem(client: TestClient, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    assert_problem(client.post("/api/ask", content=body, headers=headers), 400, "bad_request")


def test_wrong_query_is_a_problem(client: TestClient) -> None:
    chat = Chat(client)
    for after in ("x", "-1", "1.5", "9" * 5000):
        assert_problem(client.get(f"{chat.path}/messages?after={after}", headers=chat.headers), 400, "bad_request")


def test_detail_is_in_the_readers_language(client: TestClient) -> None:
    details = {
        client.get("/api/nothing", headers={"accept-language": language}).json()["detail"]
        for language in ("de", "en", "ar", "uk", "tr")
    }
    assert len(details) == 5


def test_what_the_user_wrote_is_not_repeated_in_a_problem(client: TestClient) -> None:
    refused = client.post("/api/ask", json={"text": {"secret": "Meine Adresse"}})
    assert_problem(refused, 400, "bad_request")
    assert "Adresse" not in refused.text


def test_unexpected_error_is_a_problem_and_logged_without_its_message(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    broken = FastAPI()
    broken.add_middleware(CatchAll, services=client.app.state.services)  # type: ignore[attr-defined]

    @broken.get("/")
    async def fail() -> None:
        raise KeyError("what the user wrote")

    with caplog.at_level(logging.ERROR):
        assert_problem(TestClient(broken).get("/"), 500, "internal")
    assert "KeyError" in caplog.text and " in fail" in caplog.text
    assert "what the user wrote" not in caplog.text


def test_a_database_that_cannot_be_reached_is_not_available(client: TestClient) -> None:
    app = FastAPI()
    add_problem_handlers(app, client.app.state.services)  # type: ignore[attr-defined]

    @app.get("/")
    def broken() -> None:
        sa.create_engine("sqlite:////nowhere/at/all.db").connect()

    response = TestClient(app).get("/")
    assert_problem(response, 503, "unavailable")
    assert response.headers["retry-after"] == "5"
