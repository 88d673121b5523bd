"""What all actions share."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.common import entity, language_of, say


def _tracker(entities: list[dict[str, str]] | None = None, **slots: str) -> Tracker:
    return Tracker("x", slots, {"entities": entities or []}, [], False, None, {}, "action_listen")


@pytest.mark.parametrize(("slots", "expected"), [({"language": "tr"}, "tr"), ({}, "de")])
def test_language_is_that_of_the_slot_else_german(slots: dict[str, str], expected: str) -> None:
    assert language_of(_tracker(**slots)) == expected


def test_last_of_several_entities_counts() -> None:
    found = [
        {"entity": "language", "value": "de"},
        {"entity": "age", "value": "20"},
        {"entity": "language", "value": "tr"},
    ]
    assert entity(_tracker(found), "language") == "tr"
    assert entity(_tracker(found), "postcode") is None


def test_last_reply_says_what_yes_means_and_what_to_lean_on() -> None:
    first = {"type": "answer", "text": "A", "buttons": [], "entry": "one"}
    last = {
        "type": "text",
        "text": "B",
        "buttons": [{"title": "t", "payload": "/p"}],
        "entry": "two",
        "offered": "booking",
    }
    dispatcher = CollectingDispatcher()
    events = say(dispatcher, _tracker(language="tr"), first, last)
    assert {event["name"]: event["value"] for event in events} == {"offered": "booking", "last_entry": "two"}
    assert [one["text"] for one in dispatcher.messages] == ["A", "B"]
    assert dispatcher.messages[1]["buttons"] == last["buttons"]
    assert dispatcher.messages[0]["custom"] == {"type": "answer", "entry": "one", "spoken": "tr"}
