"""Rasa's tracker store for trackers that lie in the conversation's record between messages.

The record is read and written once for a message; the tracker travels with it, so a message is kept whole or not at
all, and Rasa itself never waits for Redis.
"""

import json
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

# About three turns, more than the policies look at; without a bound each message would cost more than the last.
_MOST_EVENTS = 24
# What Lotse said is kept as messages already. By name, since Rasa looks through all its classes for each event.
_KEPT = {kind.type_name: kind for kind in (UserUttered, ActionExecuted, SlotSet, ActiveLoop)}
_UNDERSTOOD = ("text", "intent", "entities")


class HandedTrackers(TrackerStore):
    """Holds the trackers of the messages that are being answered: `hand_in` before, `hand_out` after."""

    def __init__(self) -> None:
        super().__init__(Domain.empty())
        self._handed: dict[str, tuple[str | None, str]] = {}
        self._states: dict[str, str] = {}

    def hand_in(self, conversation: str, state: str | None, language: str) -> None:
        """Takes a conversation's state; a new one (None) begins in that language."""
        self._handed[conversation] = (state, language)

    def hand_out(self, conversation: str) -> str | None:
        """Gives the state after the message and forgets the conversation. None if Rasa has not come to save it."""
        self._handed.pop(conversation, None)
        return self._states.pop(conversation, None)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker from the state handed in."""
        if sender_id not in self._handed:
            return None
        state, language = self._handed[sender_id]
        tracker = self.init_tracker(sender_id)
        if state is None:
            tracker.update(SlotSet("language", language))
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        for fields in json.loads(state) if state else []:
            tracker.update(_KEPT[fields["event"]]._from_parameters(fields))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the tracker as a state to be handed out."""
        slots = [SlotSet(slot.name, slot.value).as_dict() for slot in tracker.slots.values() if slot.value is not None]
        events = [_slim(event) for event in (*_opening(tracker), *_recent(tracker))]
        self._states[tracker.sender_id] = json.dumps(slots + events, ensure_ascii=False, separators=(",", ":"))


def _recent(tracker: DialogueStateTracker) -> list[Event]:
    """The newest events, from the beginning of a turn on."""
    events = [event for event in tracker.events if event.type_name in _KEPT][-_MOST_EVENTS:]
    begins = (at for at, event in enumerate(events) if event == ActionExecuted(ACTION_LISTEN_NAME))
    return events[next(begins, 0) :]


def _opening(tracker: DialogueStateTracker) -> list[Event]:
    """The opening of the form that is active, if it lies before the oldest event that is kept.

    Rasa skips what happened between two runs of a form; it must find one to go back to.
    """
    form = tracker.active_loop_name
    if form is None or ActiveLoop(form) in _recent(tracker):
        return []
    return [ActionExecuted(form), ActiveLoop(form)]


def _slim(event: Event) -> dict[str, Any]:
    """As a dictionary, without what the components noted on the way to understanding a message."""
    fields: dict[str, Any] = event.as_dict()
    if isinstance(event, UserUttered):
        fields["parse_data"] = {key: fields["parse_data"][key] for key in _UNDERSTOOD if key in fields["parse_data"]}
        fields.pop("metadata", None)
    return fields
