"""Several processes behind one address: what one knows all know, and one that dies is replaced."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

from bot.evaluation.processes import free_port
from tests.conftest import PROJECT

PATIENCE = 240.0
MESSAGES = 25
TALKS = 4


class Server:
    """`lotse serve --workers 2` with a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.base = f"http://127.0.0.1:{free_port()}"
        environment = {
            **os.environ,
            "LOTSE_DATA_DIR": str(data),
            "LOTSE_PORT": self.base.rpartition(":")[2],
            "LOTSE_MESSAGES_PER_MINUTE": "10000",
            "LOTSE_REQUESTS_PER_MINUTE_PER_ADDRESS": "100000",
            "LOTSE_LOG_LEVEL": "ERROR",
        }
        command = [str(Path(sys.executable).with_name("lotse")), "serve", "--workers", "2"]
        self.process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
        self.wait()

    def workers(self) -> list[psutil.Process]:
        """The processes that answer; Python's own helpers are small."""
        children = psutil.Process(self.process.pid).children()
        found = []
        for one in children:
            with contextlib.suppress(psutil.Error):  # killed, and not yet cleared away
                if "spawn_main" in " ".join(one.cmdline()):
                    found.append(one)
        return found

    def wait(self) -> None:
        """Until both processes answer."""
        until = time.monotonic() + PATIENCE
        ready = 0
        while ready < 20:
            try:
                ready = ready + 1 if httpx.get(f"{self.base}/readyz", timeout=30).status_code == 200 else 0
            except httpx.HTTPError:
                ready = 0
            if ready == 0:
                time.sleep(0.5)
            assert time.monotonic() < until, "the processes did not become ready"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()


@pytest.fixture(scope="module")
def server(copied_folders: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("data")
    (data / "vectors.npz").write_bytes((PROJECT / ".lotse" / "vectors.npz").read_bytes())
    server = Server(data)
    yield server
    server.stop()


def talk(server: Server, name: int, stop: threading.Event) -> list[dict[str, object]]:
    """Sends messages one after the other, each until it is answered; returns what the server then has."""
    began = httpx.post(f"{server.base}/api/conversations", json={"language": "de"}, timeout=60).json()
    path, headers = (
        f"{server.base}/api/conversations/{began['conversation']}",
        {"authorization": f"Bearer {began['token']}"},
    )
    for number in range(MESSAGES):
        message = {"text": f"was kostet der integrationskurs {number}", "client_id": f"{name}-{number}"}
        until = time.monotonic() + PATIENCE
        while True:
            try:
                sent = httpx.post(f"{path}/messages", json=message, headers=headers, timeout=60)
                assert sent.status_code == 200  # a process that is not ready yet takes no message
                break
            except httpx.HTTPError:  # the process died with it
                pass
            assert time.monotonic() < until
            time.sleep(0.05)
        if number == MESSAGES // 3:
            stop.set()
    messages: list[dict[str, object]] = httpx.get(f"{path}/messages?after=0", headers=headers, timeout=60).json()[
        "messages"
    ]
    return messages


def test_a_process_killed_under_load_loses_and_doubles_nothing(server: Server) -> None:
    before = {one.pid for one in server.workers()}
    assert len(before) == 2
    half = threading.Event()
    with ThreadPoolExecutor(TALKS) as pool:
        talks = [pool.submit(talk, server, name, half) for name in range(TALKS)]
        assert half.wait(PATIENCE)
        os.kill(min(before), signal.SIGKILL)
        for one in talks:
            asked = [message["text"] for message in one.result(PATIENCE) if message["from"] == "user"]
            assert asked == [f"was kostet der integrationskurs {number}" for number in range(MESSAGES)]
    until = time.monotonic() + PATIENCE
    while len(server.workers()) < 2 and time.monotonic() < until:
        time.sleep(0.2)
    server.wait()
    assert len({one.pid for one in server.workers()} - before) == 1


def test_figures_are_of_all_processes_together(server: Server) -> None:
    def messages() -> float:
        lines = httpx.get(f"{server.base}/metrics", timeout=30).text.splitlines()
        return sum(float(line.split()[1]) for line in lines if line.startswith("lotse_message_seconds_count"))

    before = messages()
    began = httpx.post(f"{server.base}/api/conversations", json={"language": "de"}, timeout=60).json()
    for number in range(6):
        with httpx.Client() as client:  # a new connection may reach the other process
            client.post(
                f"{server.base}/api/conversations/{began['conversation']}/messages",
                json={"text": f"kindergeld {number}"},
                headers={"authorization": f"Bearer {began['token']}"},
                timeout=60,
            ).raise_for_status()
    assert messages() - before == 6
