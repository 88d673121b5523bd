"""Crises: people and numbers first."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.common import language_of, replies, say, sure_answer

PREFIX = "crisis_"


class ActionCrisis(Action):
    """Says what helps in the crisis that was recognised; the conversation then goes on as before."""

    def name(self) -> str:
        return "action_crisis"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        service, spoken = replies()
        language = language_of(tracker)
        question = sure_answer(tracker, service, language)
        if question:
            entry = service.knowledge.entries[question.entries[0].entry]
            return say(dispatcher, tracker, spoken.answer(entry, language, question.probability))
        kind = tracker.latest_message["intent"]["name"].removeprefix(PREFIX)
        return say(dispatcher, tracker, spoken.crisis(kind, language))
