"""Who is counted as whom, and how much is too much."""

from typing import Any

import redis
from starlette.requests import HTTPConnection

from bot.storage.bundled import BundledServer
from bot.web.limits import address_of
from tests.web.conftest import Chat, Start


def connection(address: str | None, *forwarded: str) -> HTTPConnection:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return HTTPConnection({"type": "http", "client": (address, 1) if address else None, "headers": headers})


def test_forwarded_address_counts_only_behind_a_trusted_proxy() -> None:
    forged = connection("10.0.0.1", "1.1.1.1, 2.2.2.2")
    assert address_of(forged, trust_proxy=False) == "10.0.0.1"
    assert address_of(forged, trust_proxy=True) == "2.2.2.2"
    assert address_of(connection("10.0.0.1", "1.1.1.1", "3.3.3.3"), trust_proxy=True) == "3.3.3.3"


def test_household_with_many_addresses_counts_once() -> None:
    one, other = connection("2001:db8:1:2::a"), connection("2001:db8:1:2:ffff::b")
    assert address_of(one, False) == address_of(other, False)
    assert address_of(one, False) != address_of(connection("2001:db8:1:3::a"), False)


def test_connection_without_an_address_is_counted_too() -> None:
    assert address_of(connection(None), False) == ""


def test_address_that_asks_too_often_is_told_when_to_come_back(start: Start, redis_server: BundledServer) -> None:
    with start(requests_per_minute_per_address=5, trust_proxy=True) as client:
        mine: dict[str, Any] = {"headers": {"x-forwarded-for": "192.0.2.77", "accept-language": "tr"}}
        assert [client.get("/api/languages", **mine).status_code for _ in range(6)] == [200] * 5 + [429]
        refused = client.get("/api/languages", **mine)
        assert refused.json()["code"] == "rate_limit"
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert client.get("/api/languages", headers={"x-forwarded-for": "192.0.2.78"}).status_code == 200
        assert client.get("/healthz", **mine).status_code == 200
    store = redis.Redis(unix_socket_path=str(redis_server.socket), decode_responses=True)
    assert not [key for key in store.keys("*") if "192.0.2" in key]


def test_conversation_that_writes_too_much_is_told_so_and_others_go_on(start: Start) -> None:
    with start(messages_per_minute=2) as client:
        chat, other = Chat(client), Chat(client)
        assert [chat.send(text="Hallo").status_code for _ in range(3)] == [200, 200, 429]
        assert len(chat.read(2).json()["messages"]) == 4
        assert other.send(text="Hallo").status_code == 200


def test_body_is_refused_by_its_stated_length_and_while_it_comes_in(start: Start) -> None:
    with start(body_max_bytes=4096) as client:
        big = b'{"text": "' + b"x" * 5000 + b'"}'
        stated = client.post("/api/ask", content=big, headers={"content-type": "application/json"})
        unstated = client.post("/api/ask", content=iter([big[:3000], big[3000:]]))
        for response in (stated, unstated):
            assert (response.status_code, response.json()["code"]) == (413, "message_too_long")


def test_text_that_is_too_long_is_refused_with_the_limit_in_the_sentence(start: Start) -> None:
    with start(message_max_chars=100) as client:
        refused = Chat(client).send(text="x" * 101)
        assert (refused.status_code, refused.json()["code"]) == (413, "message_too_long")
        assert "100" in refused.json()["detail"]
