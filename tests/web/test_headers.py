"""Security headers."""

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Start


@pytest.mark.parametrize("path", ["/", "/widget.js", "/api/languages", "/healthz", "/nothing"])
def test_every_response_says_what_a_page_may_do(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; "
        "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'; "
        "frame-ancestors 'self'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


def test_answers_of_the_api_are_kept_by_no_cache(client: TestClient) -> None:
    assert client.get("/api/languages").headers["cache-control"] == "no-store"


def test_https_behind_a_trusted_proxy_is_asked_for_again(start: Start) -> None:
    secure = {"x-forwarded-proto": "https"}
    with start(trust_proxy=True) as client:
        assert "max-age" in client.get("/healthz", headers=secure).headers["strict-transport-security"]
    with start(trust_proxy=False) as client:
        assert "strict-transport-security" not in client.get("/healthz", headers=secure).headers


def test_sites_that_are_allowed_may_show_the_chat_in_a_frame(start: Start) -> None:
    with start(allowed_origins=["https://jmd.example"]) as client:
        policy = client.get("/").headers["content-security-policy"]
        assert policy.endswith("frame-ancestors 'self' https://jmd.example")


def test_other_sites_may_use_the_api_only_if_they_are_allowed(start: Start, client: TestClient) -> None:
    asked = {"origin": "https://jmd.example", "access-control-request-method": "POST"}
    assert "access-control-allow-origin" not in client.options("/api/ask", headers=asked).headers
    with start(allowed_origins=["https://jmd.example"]) as allowing:
        allowed = allowing.options("/api/ask", headers=asked)
        assert allowed.headers["access-control-allow-origin"] == "https://jmd.example"
        refused = allowing.options("/api/ask", headers={**asked, "origin": "https://other.example"})
        assert "access-control-allow-origin" not in refused.headers
