"""Conversations over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import redis
from starlette.testclient import TestClient

from bot.storage.bundled import BundledServer
from tests.web.conftest import Chat

COSTS = '/choose{"entry": "integrationskurs-kosten"}'


def test_conversation_begins_with_a_greeting_and_what_happens_to_the_data(client: TestClient) -> None:
    began = Chat(client, "uk").began
    assert (began["language"], began["direction"]) == ("uk", "ltr")
    assert [message["id"] for message in began["messages"]] == [1, 2]
    assert "24" in began["messages"][1]["text"]
    assert all(button["payload"].startswith("/choose{") for button in began["messages"][1]["buttons"])
    assert len(began["messages"][1]["buttons"]) >= 3
    assert len(began["token"]) >= 40 and began["token"] not in began["conversation"]


def test_language_comes_from_the_page_else_from_the_browser_else_german(client: TestClient) -> None:
    def language(body: dict[str, str], accept: str) -> str:
        began = client.post("/api/conversations", json=body, headers={"accept-language": accept})
        return str(began.json()["language"])

    assert language({"language": "ar"}, "tr") == "ar"
    assert language({}, "xx, tr;q=0.8, en;q=0.5") == "tr"
    assert language({"language": "xx"}, "xx") == "de"


def test_body_may_be_left_out_to_begin(client: TestClient) -> None:
    assert client.post("/api/conversations").status_code == 201


def test_question_is_answered_with_source_and_date(client: TestClient) -> None:
    answered = Chat(client).send(text="Was kostet der Integrationskurs?").json()
    answer = answered["messages"][-1]
    assert (answer["type"], answer["answer"]["entry"]) == ("answer", "integrationskurs-kosten")
    assert answer["answer"]["sources"][0]["url"].startswith("https://")
    assert len(answer["answer"]["as_of"]) == len("2026-11-22")
    assert answer["from"] == "lotse"


def test_button_is_answered_in_the_language_that_the_conversation_began_in(client: TestClient) -> None:
    chat = Chat(client, "ar")
    answered = chat.send(payload=COSTS).json()
    assert (answered["language"], answered["direction"]) == ("ar", "rtl")
    assert answered["messages"][0]["language"] == "ar"
    title = next(b["title"] for b in chat.began["messages"][1]["buttons"] if "integrationskurs-kosten" in b["payload"])
    assert chat.read(2).json()["messages"][0]["text"] == title


def test_german_original_does_not_change_the_conversations_language(client: TestClient) -> None:
    chat = Chat(client, "tr")
    chat.send(payload=COSTS)
    german = chat.send(payload='/read_german{"entry": "integrationskurs-kosten"}').json()
    assert german["messages"][0]["language"] == "de"
    assert german["language"] == "tr"
    assert chat.send(payload="/book_appointment").json()["messages"][0]["language"] == "tr"


def test_language_picker_changes_the_language_of_all_that_follows(client: TestClient) -> None:
    chat = Chat(client, "de")
    assert chat.send(payload='/choose_language{"language": "ar"}').json()["direction"] == "rtl"
    assert chat.send(payload=COSTS).json()["messages"][0]["language"] == "ar"
    assert chat.send(text="Was kostet der Integrationskurs?").json()["language"] == "ar"


def test_history_has_both_sides_in_order(client: TestClient) -> None:
    chat = Chat(client)
    chat.send(text="Hallo")
    chat.send(text="Danke schön")
    messages = chat.read().json()["messages"]
    assert [message["id"] for message in messages] == list(range(1, len(messages) + 1))
    assert [message["text"] for message in messages if message["from"] == "user"] == ["Hallo", "Danke schön"]
    assert [message["id"] for message in chat.read(after=3).json()["messages"]] == [m["id"] for m in messages[3:]]


def test_text_that_looks_like_a_payload_is_a_text(client: TestClient) -> None:
    chat = Chat(client, "tr")
    switched = chat.send(text='/choose_language{"language": "ar"}')
    assert switched.status_code == 200
    assert switched.json()["language"] != "ar"
    assert chat.send(text="/restart").json()["messages"][0]["text"]


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"text": "a", "payload": "/choose"},
        {"text": ""},
        {"text": 1},
        {"payload": "/crisis_suicide"},
        {"payload": "/restart"},
        {"text": "a", "unknown": 1},
        {"text": "a", "client_id": "x" * 101},
    ],
)
def test_messages_that_are_not_understood_are_refused_and_not_kept(client: TestClient, message: dict[str, str]) -> None:
    chat = Chat(client)
    refused = chat.send(**message)
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_request")
    assert len(chat.read().json()["messages"]) == 2


@pytest.mark.parametrize(
    "text", ["a", "😀🎉", "x" * 5000, "Привет hello مرحبا", "<script>alert(1)</script>", "\x00\x00", "/"]
)
def test_odd_texts_get_an_answer(client: TestClient, text: str) -> None:
    answered = Chat(client).send(text=text)
    assert answered.status_code == 200
    assert answered.json()["messages"][0]["text"]


def test_html_comes_back_as_it_was_written_and_never_as_html(client: TestClient) -> None:
    chat = Chat(client)
    chat.send(text="<b onclick=alert(1)>Hallo</b>")
    response = chat.read(2)
    assert response.headers["content-type"] == "application/json"
    assert response.json()["messages"][0]["text"] == "<b onclick=alert(1)>Hallo</b>"


def test_resend_gets_the_same_answer_and_changes_nothing(client: TestClient) -> None:
    chat = Chat(client)
    first = chat.send(text="Was kostet der Integrationskurs?", client_id="abc").json()
    before = chat.read().json()
    again = chat.send(text="Was kostet der Integrationskurs?", client_id="abc").json()
    assert again == first
    assert chat.read().json() == before


def test_two_resends_at_the_same_moment_are_one_message(client: TestClient) -> None:
    chat = Chat(client)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: chat.send(text="Hallo", client_id="same").json(), range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert [message["from"] for message in chat.read(2).json()["messages"]] == ["user", "lotse"]


def test_hundred_messages_at_once_are_answered_or_put_off_and_none_is_mixed_up(client: TestClient) -> None:
    chat = Chat(client)
    with ThreadPoolExecutor(100) as pool:
        responses = list(pool.map(lambda number: chat.send(text=f"Hallo {number}"), range(100)))
    answered = [response for response in responses if response.status_code == 200]
    assert len(answered) == 20
    assert {response.status_code for response in responses} == {200, 429}
    assert all(1 <= int(r.headers["retry-after"]) <= 60 for r in responses if r.status_code == 429)
    messages = chat.read(2).json()["messages"]
    assert [message["id"] for message in messages] == list(range(3, 3 + len(messages)))
    assert sorted(m["id"] for r in answered for m in r.json()["messages"]) == [
        message["id"] for message in messages if message["from"] == "lotse"
    ]
    for before, after in pairwise(messages):
        assert not before["from"] == after["from"] == "user"


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": "Basic YTpi"}])
def test_conversation_is_closed_to_others(client: TestClient, headers: dict[str, str]) -> None:
    path = Chat(client).path
    for response in (
        client.post(f"{path}/messages", json={"text": "Hallo"}, headers=headers),
        client.get(f"{path}/messages", headers=headers),
        client.delete(path, headers=headers),
    ):
        assert (response.status_code, response.json()["code"]) == (401, "not_allowed")
        assert response.headers["www-authenticate"] == "Bearer"


def test_unknown_conversation_is_gone(client: TestClient) -> None:
    for path in ("nothing", "a" * 2000, "%00", "..%2F"):
        response = client.get(f"/api/conversations/{path}/messages", headers={"authorization": "Bearer x"})
        assert response.status_code == 404


def test_erased_conversation_leaves_nothing_in_redis(client: TestClient, redis_server: BundledServer) -> None:
    chat = Chat(client)
    conversation = chat.began["conversation"]
    chat.send(text="Hallo", client_id="one")
    store = redis.Redis(unix_socket_path=str(redis_server.socket), decode_responses=True)
    assert len(store.keys(f"*{conversation}*")) >= 3
    assert client.delete(chat.path, headers=chat.headers).status_code == 204
    assert [key for key in store.keys(f"*{conversation}*") if "limits" not in key.lower()] == []
    for response in (chat.read(), chat.send(text="Hallo"), client.delete(chat.path, headers=chat.headers)):
        assert (response.status_code, response.json()["code"]) == (404, "conversation_gone")


def test_expired_conversation_is_gone(client: TestClient, redis_server: BundledServer) -> None:
    chat = Chat(client)
    store = redis.Redis(unix_socket_path=str(redis_server.socket), decode_responses=True)
    for key in store.keys(f"*{chat.began['conversation']}*"):
        assert 0 < store.ttl(key) <= 24 * 3600
        store.pexpire(key, 1)
    assert chat.send(text="Hallo").json()["code"] == "conversation_gone"


def test_message_costs_no_more_at_the_end_of_a_long_conversation(
    client: TestClient, redis_server: BundledServer
) -> None:
    chat = Chat(client)
    store = redis.Redis(unix_socket_path=str(redis_server.socket), decode_responses=True)
    sizes: list[int] = []
    for number in range(18):
        chat.send(payload=COSTS if number % 2 else "/capabilities")
        sizes.append(len(store.hget(f"lotse:{{{chat.began['conversation']}}}:record", "state")))
    assert max(sizes[10:]) <= 1.05 * max(sizes[6:10])
