"""The real server as a process of its own, and a real Chromium that looks at it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chat import KNOWLEDGE, PROJECT, Chat
from tests.browser.town import Town

OpenChat = Callable[..., Chat]
READY_WITHIN = 180  # seconds
PATIENCE = 20_000  # milliseconds: the machine may have other work to do
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def town() -> Iterator[Town]:
    """Somebody else's web site, which the server allows."""
    town = Town()
    yield town
    town.close()


# Scope "package", not "session": Playwright's event loop must have ended before other tests start theirs.
@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory, town: Town) -> Iterator[str]:
    """The address of a server that answers."""
    folder = tmp_path_factory.mktemp("server")
    port = _free_port()
    log = folder / "log.txt"
    command = [sys.executable, "-m", "uvicorn", "--factory", "bot.web.app:create_app", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--ws", "wsproto"], cwd=PROJECT, env=_environment(folder, town), stdout=output, stderr=output
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_ready(address, process, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _environment(folder: Path, town: Town) -> dict[str, str]:
    """The project's knowledge, data of its own, and limits that no test reaches."""
    data = folder / "data"
    data.mkdir()
    vectors = PROJECT / ".lotse" / "vectors.npz"
    if vectors.exists():
        shutil.copy(vectors, data)  # encoding all answers again would take a minute
    settings = {
        "LOTSE_DATA_DIR": str(data),
        "LOTSE_KNOWLEDGE_DIR": str(KNOWLEDGE),
        "LOTSE_MESSAGES_PER_MINUTE": "1000",
        "LOTSE_REQUESTS_PER_MINUTE_PER_ADDRESS": "100000",
        "LOTSE_WATCH_KNOWLEDGE": "false",
        "LOTSE_IMPRINT_URL": "https://example.org/imprint",
        "LOTSE_PRIVACY_URL": "https://example.org/privacy",
        "LOTSE_ALLOWED_ORIGINS": json.dumps([town.origin]),
        "RASA_TELEMETRY_ENABLED": "false",
    }
    return {**os.environ, **settings}


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"{address}/readyz").is_success:
                return
        except httpx.TransportError:
            pass  # it does not listen yet
        time.sleep(0.5)
    pytest.fail(f"The server does not answer. Its log:\n{log.read_text('utf-8', 'replace')[-5000:]}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium of this machine; Playwright brings none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("No Chromium found. Install one, for example: sudo apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[OpenChat]:
    """Opens a page in a window of its own that prefers a language; at the end nothing may have gone wrong."""
    opened: list[Chat] = []

    def open_page(
        language: str = "de",
        path: str = "/",
        width: int = 390,
        height: int = 800,
        host: str = "lotse-chat",
        **options: Any,
    ) -> Chat:
        context = browser.new_context(
            base_url=server,
            locale=language,
            viewport={"width": width, "height": height},
            **{"reduced_motion": "reduce", **options},
        )
        context.set_default_timeout(PATIENCE)
        chat = Chat(context.new_page(), host)
        opened.append(chat)
        chat.open(path)
        return chat

    yield open_page
    for chat in opened:
        chat.page.context.close()
    assert [error for chat in opened for error in chat.errors] == []


@pytest.fixture
def open_chat(open_page: OpenChat) -> OpenChat:
    """Opens a page and agrees, so that one can write."""

    def open_chat(*arguments: Any, **options: Any) -> Chat:
        chat = open_page(*arguments, **options)
        chat.agree()
        return chat

    return open_chat


@pytest.fixture
def chat(open_chat: OpenChat) -> Chat:
    """The chat in German on a phone."""
    return open_chat()
