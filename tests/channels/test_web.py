"""The web channel: what the user may send, and what of a reply is shown."""

import pytest

from bot.channels import web


@pytest.mark.parametrize("text", ['/choose{"entry": "x"}', "  /restart", "// /restart", "\u00a0/restart", "\n/restart"])
def test_text_never_reaches_the_assistant_as_a_command(text: str) -> None:
    assert not web.clean_text(text).strip().startswith("/")


def test_rest_of_a_text_that_begins_with_a_slash_is_kept() -> None:
    assert web.clean_text("/ was kostet das?") == "was kostet das?"
    assert web.clean_text("und/oder") == "und/oder"


def test_text_of_slashes_alone_is_not_empty() -> None:
    assert web.clean_text("///") == "…"


def test_control_characters_are_taken_out_of_a_text() -> None:
    assert web.clean_text("a\x00b\x1b[31mc\nd\te") == "ab[31mc\nd\te"


@pytest.mark.parametrize(
    ("payload", "intent", "entities"),
    [
        ('/choose{"entry": "integrationskurs-kosten"}', "choose", {"entry": "integrationskurs-kosten"}),
        ('/choose_language{"language":"ar"}', "choose_language", {"language": "ar"}),
        ("/none_of_these", "none_of_these", {}),
        ("/read_german", "read_german", {}),
    ],
)
def test_payloads_of_buttons_are_read(payload: str, intent: str, entities: dict[str, str]) -> None:
    assert web.read_payload(payload) == (intent, entities)


@pytest.mark.parametrize(
    "payload",
    [
        "choose",
        "/crisis_suicide",
        "/restart",
        "/choose@0.5{}",
        '/choose{"entry": ["a"]}',
        '/choose{"entry": "a b"}',
        '/choose{"language": "de"}',
        '/none_of_these{"entry": "a"}',
        '/choose{"entry": "a"} /restart',
        "/choose{nonsense}",
        "/choose[1]",
        "",
    ],
)
def test_what_no_button_sends_is_refused(payload: str) -> None:
    with pytest.raises(ValueError):
        web.read_payload(payload)


def test_message_shows_the_contracts_fields_and_nothing_internal() -> None:
    reply = {
        "type": "choices",
        "text": "Meinst du das?",
        "language": "de",
        "buttons": [{"title": "Ja", "payload": "/choose"}],
        "entries": ["a"],
        "offered": "booking",
        "outcome": "decline",
        "chosen": {"language": "de", "from": "en"},
    }
    assert web.message(reply) == {
        "from": "lotse",
        "type": "choices",
        "text": "Meinst du das?",
        "language": "de",
        "buttons": [{"title": "Ja", "payload": "/choose"}],
    }
