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
        kind = tracker.latest_message["intent"]["name"].removeprefix(PREFIX)
        answer = sure_answer(tracker, service, spoken)
        return say(dispatcher, tracker, answer or spoken.crisis(kind, language_of(tracker)))
