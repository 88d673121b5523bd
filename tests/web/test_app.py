"""Faults: Redis gone, a damaged model, no knowledge, and a busy assistant."""

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.storage.bundled import BundledServer
from bot.web.app import create_app
from tests.conftest import pid_of
from tests.web.conftest import Chat, Start


def test_redis_gone_is_said_at_once_and_nothing_acknowledged_is_lost(start: Start, own_server: BundledServer) -> None:
    with start(redis_url=own_server.url) as client:
        chat = Chat(client)
        acknowledged = chat.send(text="Hallo", client_id="before").json()
        os.kill(pid_of(own_server), signal.SIGKILL)
        began = time.monotonic()
        for response in (chat.send(text="Was kostet der Integrationskurs?", client_id="lost"), chat.read()):
            assert (response.status_code, response.json()["code"]) == (503, "unavailable")
            assert "retry-after" in response.headers
        assert client.get("/readyz").json()["reasons"] == {"redis": "does not answer"}
        assert client.get("/healthz").status_code == 200
        assert time.monotonic() - began < 2
        own_server.start()
        assert chat.read(2).json()["messages"][1:] == acknowledged["messages"]
        assert chat.send(text="Hallo", client_id="before").json() == acknowledged
        assert chat.send(text="Was kostet der Integrationskurs?", client_id="lost").status_code == 200
        assert [m["from"] for m in chat.read(2).json()["messages"]] == ["user", "lotse", "user", "lotse"]


def test_redis_that_hangs_keeps_nobody_waiting(start: Start, own_server: BundledServer) -> None:
    with start(redis_url=own_server.url) as client:
        chat = Chat(client)
        pid = pid_of(own_server)
        os.kill(pid, signal.SIGSTOP)
        try:
            began = time.monotonic()
            assert chat.send(text="Hallo").status_code == 503
            assert time.monotonic() - began < 4
        finally:
            os.kill(pid, signal.SIGCONT)
        assert chat.send(text="Hallo").status_code == 200


def test_socket_says_when_redis_is_gone_and_works_when_it_is_back(start: Start, own_server: BundledServer) -> None:
    with start(redis_url=own_server.url) as client:
        chat = Chat(client)
        with client.websocket_connect(f"{chat.path}/stream") as socket:
            socket.send_json({"token": chat.began["token"], "after": 2})
            os.kill(pid_of(own_server), signal.SIGKILL)
            socket.send_json({"text": "Hallo", "client_id": "one"})
            assert socket.receive_json()["code"] == "unavailable"
            own_server.start()
            socket.send_json({"text": "Hallo", "client_id": "one"})
            received = [socket.receive_json() for _ in range(3)]
            assert sorted(one["id"] for one in received if "id" in one) == [3, 4]


def test_bundled_redis_is_started_with_the_application_and_stops_with_it(start: Start, tmp_path: Path) -> None:
    with start(redis_url=None, data_dir=tmp_path) as client:
        assert Chat(client).send(text="Hallo").status_code == 200
        assert (tmp_path / "redis" / "redis.sock").exists()
    assert not (tmp_path / "redis" / "redis.sock").exists()


def test_damaged_model_is_reported_and_the_process_stays_alive(
    tmp_path: Path, redis_server: BundledServer, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "lotse.tar.gz").write_bytes(b"not a model")
    app = create_app(Settings(redis_url=redis_server.url, model_dir=tmp_path, watch_knowledge=False))
    with TestClient(app) as client:
        while client.get("/readyz").json()["reasons"].get("assistant") == "loading":
            time.sleep(0.05)
        assert "ModelError" in client.get("/readyz").json()["reasons"]["assistant"]
        assert client.get("/healthz").status_code == 200
        refused = client.post("/api/conversations", headers={"accept-language": "en"})
        assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
        assert client.get("/api/wording/de").status_code == 200
    assert "make train" in caplog.text


def test_missing_knowledge_is_reported(tmp_path: Path, redis_server: BundledServer) -> None:
    app = create_app(Settings(redis_url=redis_server.url, knowledge_dir=tmp_path, watch_knowledge=False))
    with TestClient(app) as client:
        while client.get("/readyz").json()["reasons"].get("assistant") == "loading":
            time.sleep(0.05)
        assert "KnowledgeError" in client.get("/readyz").json()["reasons"]["assistant"]
        assert client.get("/api/wording/de").json()["code"] == "unavailable"


def test_knowledge_without_entries_declines_and_is_not_ready(client: TestClient, copied_folders: Path) -> None:
    service = client.app.state.services.knowledge  # type: ignore[attr-defined]
    faq, away = copied_folders / "knowledge" / "faq", copied_folders / "faq-away"
    shutil.move(faq, away)
    try:
        service.reload()
        assert client.get("/readyz").json()["reasons"] == {"knowledge": "has no entries"}
        answered = Chat(client).send(text="Was kostet der Integrationskurs?")
        assert answered.status_code == 200
        assert answered.json()["messages"][0]["type"] == "text"
    finally:
        shutil.move(away, faq)
        service.reload()
    assert client.get("/readyz").status_code == 200


def test_application_stays_responsive_while_messages_are_handled(client: TestClient) -> None:
    chats = [Chat(client) for _ in range(8)]
    senders = [
        threading.Thread(target=lambda chat=chat: [chat.send(text=f"Wo finde ich Hilfe {n}?") for n in range(5)])
        for chat in chats
    ]
    for sender in senders:
        sender.start()
    times: list[float] = []
    while any(sender.is_alive() for sender in senders):
        began = time.perf_counter()
        assert client.get("/healthz").status_code == 200
        times.append(time.perf_counter() - began)
        time.sleep(0.005)
    times.sort()
    assert times[len(times) // 2] < 0.1  # 40 messages one after the other would take a second and more


def test_no_message_and_no_address_is_in_the_log(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(0), start(trust_proxy=True) as client:
        chat = Chat(client)
        client.headers["x-forwarded-for"] = "192.0.2.55"
        chat.send(text="Mein Name ist Sonnenblume und was kostet der Integrationskurs?")
        chat.send(text="/Sonnenblume{nonsense")
        chat.send(payload='/choose{"entry": "sonnenblume"}')
        client.post("/api/ask", json={"text": "Sonnenblume"})
    assert "onnenblume" not in caplog.text
    assert "192.0.2.55" not in caplog.text
    assert chat.began["token"] not in caplog.text
