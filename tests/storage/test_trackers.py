"""The assistant's memory between messages: bounded, and complete in what is still needed."""

import asyncio
import json

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.storage.trackers import HandedTrackers

SLOTS = [TextSlot(name, mappings=[], influence_conversation=False) for name in ("language", "age", "last_entry")]


def store() -> HandedTrackers:
    trackers = HandedTrackers()
    trackers.domain = Domain([], [], list(SLOTS), {}, [], {}, {})
    return trackers


def one_message(trackers: HandedTrackers, state: str | None, number: int) -> str:
    """Handles a message as Rasa does, and returns the state after it."""

    async def handle() -> str | None:
        trackers.hand_in("c", state, "ar")
        tracker: DialogueStateTracker = await trackers.get_or_create_tracker("c", append_action_listen=False)
        noise = {"intent": {"name": "ask"}, "entities": [], "text": "Frage", "intent_ranking": [{"name": "ask"}] * 50}
        tracker.update(UserUttered("Frage", {"name": "ask"}, parse_data=noise))
        tracker.update(ActionExecuted("action_answer"))
        tracker.update(BotUttered("Antwort " * 100))
        tracker.update(SlotSet("last_entry", f"entry-{number}"))
        tracker.update(ActionExecuted("action_listen"))
        await trackers.save(tracker)
        return trackers.hand_out("c")

    after = asyncio.run(handle())
    assert after is not None
    return after


def restored(trackers: HandedTrackers, state: str | None) -> DialogueStateTracker:
    trackers.hand_in("c", state, "ar")
    return asyncio.run(trackers.get_or_create_tracker("c", append_action_listen=False))


def test_new_conversation_begins_in_its_language_and_listens() -> None:
    tracker = restored(store(), None)
    assert tracker.get_slot("language") == "ar"
    assert tracker.latest_action_name == "action_listen"


def test_state_does_not_grow_with_the_conversation() -> None:
    trackers, state = store(), None
    sizes: list[int] = []
    for number in range(40):
        state = one_message(trackers, state, number)
        sizes.append(len(state))
    assert len(json.loads(state or "")) <= 27  # 24 events and the slots that are set
    assert max(sizes[20:]) - min(sizes[20:]) < 100
    assert "Antwort" not in (state or "") and "ranking" not in (state or "")


def test_slots_outlive_the_events_that_set_them() -> None:
    trackers = store()
    state = one_message(trackers, None, 0)
    state = json.dumps([{"event": "slot", "name": "age", "value": "19"}, *json.loads(state)])
    for number in range(1, 30):
        state = one_message(trackers, state, number)
    tracker = restored(trackers, state)
    assert tracker.get_slot("age") == "19"
    assert tracker.get_slot("language") == "ar"
    assert tracker.get_slot("last_entry") == "entry-29"


def test_kept_events_begin_where_a_turn_begins() -> None:
    trackers, state = store(), None
    for number in range(30):
        state = one_message(trackers, state, number)
    events = [event for event in json.loads(state or "") if event["event"] != "slot"]
    assert events[0]["event"] == "action" and events[0]["name"] == "action_listen"
    assert events[1]["event"] == "user"


def test_nothing_stays_in_memory_after_a_message() -> None:
    trackers = store()
    one_message(trackers, None, 0)
    assert trackers.hand_out("c") is None
    assert asyncio.run(trackers.retrieve("c")) is None
