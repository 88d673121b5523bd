"""WebSocket: new messages as they come."""

from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.web.conftest import Chat, Start


def opened(chat: Chat) -> Any:
    return chat.client.websocket_connect(f"{chat.path}/stream")


def first(chat: Chat, after: int = 2) -> dict[str, Any]:
    return {"token": chat.began["token"], "after": after}


def closing(socket: Any) -> tuple[int, str]:
    with pytest.raises(WebSocketDisconnect) as closed:
        while True:
            socket.receive_json()
    return closed.value.code, closed.value.reason


def test_messages_that_came_before_are_sent_first(client: TestClient) -> None:
    chat = Chat(client)
    with opened(chat) as socket:
        socket.send_json(first(chat, after=1))
        assert socket.receive_json() == chat.began["messages"][1] | {"from": "lotse"}


def test_messages_sent_over_http_arrive_on_the_socket(client: TestClient) -> None:
    chat = Chat(client)
    with opened(chat) as socket:
        socket.send_json(first(chat))
        answered = chat.send(text="Hallo").json()
        assert [socket.receive_json()["id"] for _ in range(2)] == [3, 4]
        assert answered["messages"][0]["id"] == 4


def test_message_sent_over_the_socket_is_answered_like_http(client: TestClient) -> None:
    chat = Chat(client)
    with opened(chat) as socket:
        socket.send_json(first(chat))
        socket.send_json({"text": "Hallo", "client_id": "one"})
        received = [socket.receive_json() for _ in range(3)]
    answer = next(one for one in received if "messages" in one)
    news = [one for one in received if "messages" not in one]
    assert answer["client_id"] == "one" and answer["language"] == "de"
    assert [message["from"] for message in news] == ["user", "lotse"]
    assert answer["messages"] == news[1:]
    assert chat.send(text="Hallo", client_id="one").json()["messages"][0]["id"] == answer["messages"][0]["id"]


def test_message_that_is_not_understood_is_a_problem_and_the_socket_stays_open(client: TestClient) -> None:
    chat = Chat(client)
    with opened(chat) as socket:
        socket.send_json(first(chat))
        socket.send_json({"payload": "/restart", "client_id": "bad"})
        problem = socket.receive_json()
        assert (problem["code"], problem["client_id"]) == ("bad_request", "bad")
        socket.send_json({"text": "Hallo"})
        assert socket.receive_json()


def test_wrong_token_and_no_token_close_the_socket(client: TestClient) -> None:
    chat = Chat(client)
    for message in ({"token": "wrong"}, {"after": 1}, {"token": 5}):
        with opened(chat) as socket:
            socket.send_json(message)
            assert closing(socket) == (4401, "not_allowed")


@pytest.mark.parametrize("text", ["{", "[]", "5", "null", "[" * 50_000, '{"token": "a", "after": "b"}'])
def test_what_is_not_understood_first_closes_the_socket(client: TestClient, text: str) -> None:
    with opened(Chat(client)) as socket:
        socket.send_text(text)
        assert closing(socket) == (4400, "bad_request")


def test_bytes_and_oversized_messages_close_the_socket(client: TestClient) -> None:
    chat = Chat(client)
    with opened(chat) as socket:
        socket.send_bytes(b"\xff\x00")
        assert closing(socket)[0] == 4400
    with opened(chat) as socket:
        socket.send_json(first(chat))
        socket.send_text('{"text": "' + "x" * 70_000 + '"}')
        assert closing(socket) == (1009, "message_too_long")


def test_erased_conversation_closes_the_socket(client: TestClient) -> None:
    chat = Chat(client)
    with opened(chat) as socket:
        socket.send_json(first(chat, after=1))
        socket.receive_json()
        client.delete(chat.path, headers=chat.headers)
        assert closing(socket) == (4404, "conversation_gone")


def test_unknown_conversation_closes_the_socket(client: TestClient) -> None:
    with client.websocket_connect("/api/conversations/unknown/stream") as socket:
        socket.send_json({"token": "x"})
        assert closing(socket) == (4404, "conversation_gone")


def test_address_that_asks_too_often_gets_no_socket(start: Start) -> None:
    with start(requests_per_minute_per_address=1, trust_proxy=True) as client:
        headers = {"x-forwarded-for": "192.0.2.99"}
        client.get("/api/languages", headers=headers)
        with client.websocket_connect("/api/conversations/unknown/stream", headers=headers) as socket:
            assert closing(socket) == (4429, "rate_limit")
