"""The page and its files."""

from starlette.testclient import TestClient


def test_page_is_served_and_asked_for_again_each_time(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200 and page.text.startswith("<!doctype html>")
    assert page.headers["cache-control"] == "no-cache"
    assert client.get("/", headers={"if-none-match": page.headers["etag"]}).status_code == 304


def test_file_is_kept_for_long_only_under_a_version(client: TestClient) -> None:
    assert client.get("/static/chat.js").headers["cache-control"] == "no-cache"
    assert "immutable" in client.get("/static/chat.js?v=1").headers["cache-control"]
    assert client.get("/static/missing.js?v=1").status_code == 404


def test_nothing_outside_the_folder_is_served(client: TestClient) -> None:
    for path in ("/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/"):
        assert client.get(path).status_code == 404
