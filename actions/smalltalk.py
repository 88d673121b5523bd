"""What Lotse can do, and in which language."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.common import entity, language_of, replies, say
from bot.knowledge.questions import answer_question


class ActionCapabilities(Action):
    """Names the topics, with example questions."""

    def name(self) -> str:
        return "action_capabilities"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        _, spoken = replies()
        return say(dispatcher, tracker, spoken.capabilities(language_of(tracker)))


class ActionSwitchLanguage(Action):
    """Goes on in the language that was asked for, and stays in it even if the user writes the old one."""

    def name(self) -> str:
        return "action_switch_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        service, spoken = replies()
        written, wanted = language_of(tracker), entity(tracker, "language")
        if wanted is None:
            # "language course" alone looks like a wish to change the language
            decision = service.decide(tracker.latest_message.get("text") or "", written)
            if decision.outcome != "decline":
                return say(
                    dispatcher, tracker, *answer_question(service, spoken, tracker.latest_message["text"], written)
                )
            return say(dispatcher, tracker, *spoken.languages("talk.which_language", written))
        if wanted not in service.knowledge.languages:
            return say(dispatcher, tracker, *spoken.languages("talk.unsupported_language", written))
        key = "talk.switched" if service.knowledge.languages[wanted].tier == 1 else "talk.essentials_only"
        reply = {**spoken.say(key, wanted), "chosen": {"language": wanted, "from": written}}
        return [*say(dispatcher, tracker, reply), SlotSet("language", wanted)]
