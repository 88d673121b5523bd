"""The application on a Redis of its own, with the trained assistant."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.storage.bundled import BundledServer
from bot.web.app import create_app
from bot.web.worker import AssistantThread

Start = Callable[..., AbstractContextManager[TestClient]]


class Chat:
    """A conversation as a page has it."""

    def __init__(self, client: TestClient, language: str | None = "de") -> None:
        self.client = client
        began = client.post("/api/conversations", json={"language": language} if language else {})
        assert began.status_code == 201, began.text
        self.began: dict[str, Any] = began.json()
        self.path = f"/api/conversations/{self.began['conversation']}"
        self.headers = {"authorization": f"Bearer {self.began['token']}"}

    def send(self, **message: Any) -> Any:
        return self.client.post(f"{self.path}/messages", json=message, headers=self.headers)

    def read(self, after: int = 0) -> Any:
        return self.client.get(f"{self.path}/messages?after={after}", headers=self.headers)


def wait_until_ready(client: TestClient) -> None:
    for _ in range(600):
        if client.get("/readyz").status_code == 200:
            return
        time.sleep(0.05)  # the first application of a run has the whole knowledge to load
    raise AssertionError(client.get("/readyz").text)


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BundledServer]:
    server = BundledServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def start(assistant: AssistantThread, redis_server: BundledServer, copied_folders: Path) -> Start:
    """Starts an application with other settings than usual."""

    @contextmanager
    def started(**settings: Any) -> Iterator[TestClient]:
        usual = {
            "redis_url": redis_server.url,
            "requests_per_minute_per_address": 100_000,
            "watch_knowledge": False,
        }
        app = create_app(Settings(**{**usual, **settings}), assistant)
        with TestClient(app) as client:
            wait_until_ready(client)
            yield client

    return started


@pytest.fixture(scope="session")
def client(start: Start) -> Iterator[TestClient]:
    """The usual application."""
    with start() as client:
        yield client
