"""Leading to a human."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.common import language_of, replies, say, sure_answer


class ActionBooking(Action):
    """Says who counsels and where to find them."""

    def name(self) -> str:
        return "action_booking"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        service, spoken = replies()
        answer = sure_answer(tracker, service, spoken)
        return say(dispatcher, tracker, answer or spoken.booking(language_of(tracker)))


class ActionAffirm(Action):
    """Takes "yes" as a yes to what was offered last."""

    def name(self) -> str:
        return "action_affirm"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        _, spoken = replies()
        language = language_of(tracker)
        if tracker.get_slot("offered") == "booking":
            return say(dispatcher, tracker, spoken.booking(language))
        return say(dispatcher, tracker, spoken.say("talk.affirm", language))
