"""Asking links, on a server of our own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.knowledge.links import addresses, ask, no_network
from bot.knowledge.load import load_knowledge
from tests.conftest import PROJECT


class Pages(BaseHTTPRequestHandler):
    """/good answers, /moved redirects to it, /picky refuses HEAD, everything else is not there."""

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/picky" else self._status())

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/picky" else self._status())

    def _status(self) -> int:
        return {"/good": 200, "/moved": 302}.get(self.path, 404)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("location", "/good")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def base() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


async def test_each_address_gets_its_state(base: str) -> None:
    asked = await ask({f"{base}/{name}": ("x",) for name in ("good", "moved", "picky", "gone")})
    assert [one.works for one in asked] == [True, True, True, False]
    assert asked[3].status == 404
    assert not no_network(asked)


async def test_without_a_network_it_is_the_network_that_is_missing() -> None:
    asked = await ask({"http://127.0.0.1:1/": ("x",), "http://127.0.0.1:1/y": ("x",)})
    assert no_network(asked)
    assert asked[0].problem == "ConnectError"


def test_every_address_of_the_knowledge_is_collected_with_its_places() -> None:
    found = addresses(load_knowledge(PROJECT / "knowledge"))
    assert "https://www.bamf.de/" in found or "https://www.bamf.de" in found
    assert all(url.startswith("http") and places for url, places in found.items())
