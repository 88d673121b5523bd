"""What operators look at."""

from starlette.testclient import TestClient

from tests.web.conftest import Chat


def test_application_is_alive_and_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_metrics_count_requests_messages_and_outcomes_without_telling_conversations_apart(client: TestClient) -> None:
    chat = Chat(client)
    chat.send(text="Was kostet der Integrationskurs?")
    chat.send(payload="/book_appointment")
    text = client.get("/metrics").text
    assert 'route="/api/conversations/{conversation}/messages"' in text
    assert 'lotse_message_seconds_count{kind="text"}' in text
    assert 'lotse_message_seconds_count{kind="button"}' in text
    assert 'lotse_outcomes_total{language="de",outcome="answer"}' in text
    assert "lotse_knowledge_problems 0.0" in text
    assert chat.began["conversation"] not in text


def test_paths_that_nobody_serves_are_counted_as_one(client: TestClient) -> None:
    for number in range(3):
        client.get(f"/guess-{number}")
    text = client.get("/metrics").text
    assert "guess" not in text and 'route="other"' in text
