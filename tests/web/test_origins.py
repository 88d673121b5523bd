"""Which pages may use the API from a browser."""

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.web.conftest import Chat, Start

OTHER = {"origin": "https://other.example"}


def test_page_of_another_site_is_refused(client: TestClient) -> None:
    refused = client.post("/api/conversations", json={}, headers=OTHER)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert refused.headers["content-type"] == "application/problem+json"
    assert client.post("/api/conversations", json={}, headers={"origin": "null"}).status_code == 403


@pytest.mark.parametrize("origin", ["http://testserver", "https://testserver", "https://testserver:8443"])
def test_own_page_is_served_also_behind_a_proxy(client: TestClient, origin: str) -> None:
    assert client.post("/api/conversations", json={}, headers={"origin": origin}).status_code == 201


def test_site_that_the_operator_names_is_served(start: Start) -> None:
    with start(allowed_origins=["https://other.example"]) as client:
        served = client.post("/api/conversations", json={}, headers=OTHER)
        assert served.status_code == 201
        assert served.headers["access-control-allow-origin"] == "https://other.example"


def test_socket_of_another_site_is_refused(client: TestClient) -> None:
    chat = Chat(client)
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(f"{chat.path}/stream", headers=OTHER):
        pass


def test_widget_itself_can_be_loaded_by_any_page(client: TestClient) -> None:
    assert client.get("/widget.js", headers=OTHER).status_code == 200
