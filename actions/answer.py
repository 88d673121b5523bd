"""Answering questions: search, decide, say."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.common import entity, language_of, replies, say
from bot.knowledge.questions import answer_follow_up, answer_question

LONG = 1500  # characters: more is a story, not a question


class ActionAnswer(Action):
    """Answers the question in the latest message."""

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        service, spoken = replies()
        language, text = language_of(tracker), tracker.latest_message.get("text") or ""
        if language not in service.knowledge.languages:
            return say(dispatcher, tracker, *spoken.languages("talk.unsupported_language", language))
        if len(text) > LONG:
            return say(dispatcher, tracker, spoken.say("talk.too_long", language))
        return say(
            dispatcher, tracker, *answer_question(service, spoken, text, language, tracker.get_slot("last_entry"))
        )


class ActionFollowUp(Action):
    """Answers a question that leans on the last answer ("and what does it cost?")."""

    def name(self) -> str:
        return "action_follow_up"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        service, spoken = replies()
        language, text = language_of(tracker), tracker.latest_message.get("text") or ""
        return say(
            dispatcher, tracker, *answer_follow_up(service, spoken, text, language, tracker.get_slot("last_entry"))
        )


class ActionChoose(Action):
    """Answers the question that was chosen by a button."""

    def name(self) -> str:
        return "action_choose"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        service, spoken = replies()
        entry = service.knowledge.entries.get(entity(tracker, "entry") or "")
        language = language_of(tracker)
        # The entry may have been taken out of service since the button was shown.
        return say(dispatcher, tracker, spoken.answer(entry, language) if entry else spoken.decline(language))


class ActionReadGerman(Action):
    """Shows the German original of an answer; the conversation stays in its language."""

    def name(self) -> str:
        return "action_read_german"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        service, spoken = replies()
        entry = service.knowledge.entries.get(entity(tracker, "entry") or tracker.get_slot("last_entry") or "")
        return say(dispatcher, tracker, spoken.answer(entry, "de") if entry else spoken.decline(language_of(tracker)))


class ActionDecline(Action):
    """Says that nothing fits, names the official page and offers a human."""

    def name(self) -> str:
        return "action_decline"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        _, spoken = replies()
        return say(dispatcher, tracker, spoken.decline(language_of(tracker)))
