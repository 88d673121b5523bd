"""Redis dies or is full while people write: what was acknowledged is kept, once, and the rest is refused clearly."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from starlette.testclient import TestClient

from bot.storage.bundled import BundledServer
from tests.conftest import pid_of
from tests.web.conftest import (  # noqa: F401
    Chat,
    Start,
    redis_server,
    start,
)

MESSAGES = 12
TALKS = 3
PATIENCE = 30.0


@pytest.fixture
def client(start: Start, own_server: BundledServer) -> Iterator[TestClient]:  # noqa: F811
    with start(redis_url=own_server.url, messages_per_minute=1000) as client:
        yield client


def asked(chat: Chat) -> list[str]:
    return [message["text"] for message in chat.read().json()["messages"] if message["from"] == "user"]


def talk(chat: Chat, half: threading.Event) -> int:
    """Sends messages, each again until it is acknowledged; returns how often it was refused."""
    refused = 0
    for number in range(MESSAGES):
        until = time.monotonic() + PATIENCE
        while (sent := chat.send(text=f"kindergeld {number}", client_id=str(number))).status_code != 200:
            assert sent.status_code == 503, sent.text
            assert sent.json()["code"] == "unavailable"
            assert time.monotonic() < until
            refused += 1
            time.sleep(0.05)
        if number == MESSAGES // 3:
            half.set()
    return refused


def test_redis_killed_under_load_loses_and_doubles_nothing(client: TestClient, own_server: BundledServer) -> None:
    chats = [Chat(client) for _ in range(TALKS)]
    half = threading.Event()
    with ThreadPoolExecutor(TALKS) as pool:
        talks = [pool.submit(talk, chat, half) for chat in chats]
        assert half.wait(PATIENCE)
        os.kill(pid_of(own_server), signal.SIGKILL)
        time.sleep(0.5)
        own_server.start()
        assert sum(one.result(PATIENCE * 2) for one in talks) > 0
    for chat in chats:
        assert asked(chat) == [f"kindergeld {number}" for number in range(MESSAGES)]


def test_a_full_redis_refuses_clearly_and_keeps_what_it_has(client: TestClient, own_server: BundledServer) -> None:
    chat = Chat(client)
    assert chat.send(text="kindergeld 0", client_id="0").status_code == 200
    with redis.Redis(unix_socket_path=str(own_server.socket)) as direct:
        direct.config_set("maxmemory-policy", "noeviction")
        direct.config_set("maxmemory", 1)
        refused = chat.send(text="kindergeld 1", client_id="1")
        ready = client.get("/readyz")
        direct.config_set("maxmemory", 0)
    assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
    assert ready.status_code == 503  # a proxy sends people elsewhere, and the operator is told
    assert asked(chat) == ["kindergeld 0"]
    assert chat.send(text="kindergeld 1", client_id="1").status_code == 200
    assert asked(chat) == ["kindergeld 0", "kindergeld 1"]
