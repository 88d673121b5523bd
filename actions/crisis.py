"""Crises: people and numbers first."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.common import language_of, replies, say

PREFIX = "crisis_"
EMERGENCY = "notfall"
SURE = 0.9  # below this, a sure answer on an everyday topic says that it is a question and no crisis


class ActionCrisis(Action):
    """Says what helps in the crisis that was recognised; the conversation then goes on as before."""

    def name(self) -> str:
        return "action_crisis"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        service, spoken = replies()
        language, message = language_of(tracker), tracker.latest_message
        if message["intent"]["confidence"] < SURE:
            decision = service.decide(message.get("text") or "", language)
            entry = service.knowledge.entries[decision.entries[0].entry] if decision.outcome == "answer" else None
            if entry and entry.topic != EMERGENCY:
                return say(dispatcher, tracker, spoken.answer(entry, language, decision.probability))
        kind = message["intent"]["name"].removeprefix(PREFIX)
        return say(dispatcher, tracker, spoken.crisis(kind, language))
