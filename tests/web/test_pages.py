"""The widget and its pages as browsers get them."""

import base64
import hashlib

import pytest
from starlette.testclient import TestClient

MOST = 25_000  # bytes of everything needed to open the chat and to write, in one language


@pytest.mark.parametrize("path", ["/", "/demo", "/demo/options"])
def test_pages_are_asked_for_each_time_and_sent_only_if_new(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200 and page.text.startswith("<!doctype html>")
    assert page.headers["cache-control"] == "no-cache"
    assert client.get(path, headers={"if-none-match": page.headers["etag"]}).status_code == 304


def test_widget_is_kept_for_minutes_and_its_versions_for_good(client: TestClient) -> None:
    widget = client.get("/widget.js")
    assert "max-age=300" in widget.headers["cache-control"]
    version = client.get("/widget/version.json").json()
    pinned = client.get(version["file"])
    assert "immutable" in pinned.headers["cache-control"]
    assert pinned.content == widget.content
    assert version["integrity"] == "sha384-" + base64.b64encode(hashlib.sha384(widget.content).digest()).decode()


@pytest.mark.parametrize(("accepts", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", None)])
def test_widget_comes_in_the_best_encoding_the_browser_takes(
    client: TestClient, accepts: str, encoding: str | None
) -> None:
    with client.stream("GET", "/widget.js", headers={"accept-encoding": accepts}) as response:
        assert response.headers.get("content-encoding") == encoding
        assert response.headers["content-type"].startswith("text/javascript")
        assert response.headers["vary"] == "accept-encoding"
        assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("language", ["de", "ar", "ti", "bg", "ps", "vi"])
def test_script_styles_and_sentences_stay_small(client: TestClient, language: str) -> None:
    size = 0
    for path in ("/widget.js", f"/api/wording/{language}"):
        with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as response:
            size += len(b"".join(response.iter_raw()))
    assert size <= MOST


def test_nothing_outside_the_folders_can_be_had(client: TestClient) -> None:
    for path in ("/widget/../pages.py", "/widget/..%2fpages/demo.html", "/assets/%2e%2e/demo.html", "/widget/"):
        assert client.get(path).status_code == 404
