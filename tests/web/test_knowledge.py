"""Questions without a conversation, feedback, languages, sentences."""

from datetime import datetime

import redis
from starlette.testclient import TestClient

from bot.storage.bundled import BundledServer
from bot.web.services import BERLIN
from tests.web.conftest import Start


def test_question_without_a_conversation_is_answered_and_not_kept(
    client: TestClient, redis_server: BundledServer
) -> None:
    store = redis.Redis(unix_socket_path=str(redis_server.socket), decode_responses=True)
    client.get("/api/languages")
    before = set(store.keys("*"))
    asked = client.post("/api/ask", json={"text": "Was kostet der Integrationskurs?"}).json()
    assert asked["outcome"] == "answer:integrationskurs-kosten"
    assert asked["language"] == "de"
    assert asked["entries"][0]["entry"] == "integrationskurs-kosten"
    assert 0.5 < asked["entries"][0]["score"] <= 1
    assert asked["messages"][0]["answer"]["entry"] == "integrationskurs-kosten"
    assert set(store.keys("*")) == before


def test_crisis_is_found_without_a_conversation_too(client: TestClient) -> None:
    asked = client.post("/api/ask", json={"text": "Ich will nicht mehr leben"}).json()
    assert asked["outcome"] == "crisis:suicide"
    assert asked["messages"][0]["type"] == "crisis"


def test_feedback_is_counted(client: TestClient, redis_server: BundledServer) -> None:
    store = redis.Redis(unix_socket_path=str(redis_server.socket), decode_responses=True)
    key = f"lotse:feedback:{datetime.now(BERLIN).date().isoformat()}"
    vote = {"entry": "integrationskurs-kosten", "language": "ar", "helpful": False}
    before = int(store.hget(key, "integrationskurs-kosten ar no") or 0)
    assert client.post("/api/feedback", json=vote).status_code == 204
    assert int(store.hget(key, "integrationskurs-kosten ar no")) == before + 1


def test_reason_of_a_no_is_counted_by_itself(client: TestClient, redis_server: BundledServer) -> None:
    store = redis.Redis(unix_socket_path=str(redis_server.socket), decode_responses=True)
    key = f"lotse:feedback:{datetime.now(BERLIN).date().isoformat()}"
    vote = {"entry": "integrationskurs-kosten", "language": "so", "helpful": False, "reason": "hard"}
    assert client.post("/api/feedback", json=vote).status_code == 204
    assert store.hget(key, "integrationskurs-kosten so hard") == "1"
    assert store.hget(key, "integrationskurs-kosten so no") is None
    assert client.post("/api/feedback", json={**vote, "reason": "Sonnenblume"}).status_code == 400


def test_feedback_about_what_does_not_exist_is_refused(client: TestClient) -> None:
    for wrong in ({"entry": "nothing", "language": "de"}, {"entry": "integrationskurs-kosten", "language": "xx"}):
        assert client.post("/api/feedback", json={**wrong, "helpful": True}).status_code == 400


def test_languages_are_listed_with_their_own_names_and_directions(client: TestClient) -> None:
    languages = {row["code"]: row for row in client.get("/api/languages").json()}
    assert " ".join(languages) == "de en uk ru ar fa tr fr es pl ro bg ps kmr so ti sq vi"
    assert languages["ar"] == {"code": "ar", "name": "العربية", "direction": "rtl", "tier": 1}
    assert languages["so"]["tier"] == 2


def test_sentences_come_by_key_with_their_placeholders(client: TestClient) -> None:
    german = client.get("/api/wording/de").json()
    turkish = client.get("/api/wording/tr").json()
    arabic = client.get("/api/wording/ar").json()
    assert german["sentences"]["widget.send"] == "Senden"
    assert "{max}" in german["sentences"]["error.message_too_long"]
    assert set(turkish["sentences"]) == set(german["sentences"])
    assert turkish["sentences"]["widget.send"] != "Senden"
    assert arabic["direction"] == "rtl"
    assert {key.split(".")[0] for key in german["sentences"]} == {"widget", "label", "error", "answer"}
    assert [row["code"] for row in german["languages"]][:2] == ["de", "en"]
    assert (german["hours"], german["max_chars"], german["links"]) == (24, 5000, {})


def test_sentences_name_the_operators_own_pages(start: Start) -> None:
    with start(imprint_url="https://example.org/imprint") as client:
        assert client.get("/api/wording/de").json()["links"] == {"imprint": "https://example.org/imprint"}


def test_sentences_are_compressed_and_not_sent_twice(client: TestClient) -> None:
    first = client.get("/api/wording/de")
    assert first.headers["content-encoding"] == "gzip"
    assert "max-age=300" in first.headers["cache-control"]
    again = client.get("/api/wording/de", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = client.get("/api/wording/de", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.json() == first.json()


def test_sentences_of_an_unknown_language_are_not_found(client: TestClient) -> None:
    assert client.get("/api/wording/xx").status_code == 404


def test_api_is_described_without_a_third_party(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert "/api/conversations/{conversation}/messages" in described["paths"]
    assert "Problem" in described["components"]["schemas"]
    assert client.get("/docs").status_code == 404
