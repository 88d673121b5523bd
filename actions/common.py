"""What all actions share: the knowledge in service, the conversation's language, and saying a reply."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.knowledge.service import KnowledgeService, shared_service
from bot.languages import DEFAULT
from bot.replies import Replies, Reply

BERLIN = ZoneInfo("Europe/Berlin")
EMERGENCY = "notfall"
SURE = 0.9  # probability of an intent from which no second opinion is heard


def language_of(tracker: Tracker) -> str:
    """The language of the next reply."""
    return tracker.get_slot("language") or DEFAULT


def replies() -> tuple[KnowledgeService, Replies]:
    """The knowledge in service and what can be said from it today."""
    service = shared_service()
    return service, Replies(service.knowledge, datetime.now(BERLIN).date())


def say(dispatcher: CollectingDispatcher, tracker: Tracker, *said: Reply) -> list[EventType]:
    """Says the replies; returns the slots that follow from them: what to lean on and what "yes" would mean.

    `spoken` tells the application the conversation's language: a reply may be in another one (the German original).
    """
    for reply in said:
        rest = {key: value for key, value in reply.items() if key not in ("text", "buttons")}
        rest["spoken"] = reply["chosen"]["language"] if "chosen" in reply else language_of(tracker)
        dispatcher.utter_message(text=reply["text"], buttons=reply["buttons"], json_message=rest)
    last = said[-1] if said else {}
    events: list[EventType] = [SlotSet("offered", last.get("offered"))]
    if entry := last.get("entry"):
        events.append(SlotSet("last_entry", entry))
    return events


def entity(tracker: Tracker, name: str) -> Any:
    """The last value of an entity in the latest message, or None."""
    values = list(tracker.get_latest_entity_values(name))
    return values[-1] if values else None


def sure_answer(tracker: Tracker, service: KnowledgeService, spoken: Replies) -> Reply | None:
    """The answer to an everyday question, if the search is sure of it and the intent is not sure of itself.

    A second opinion on intents that something other than an answer follows from.
    """
    message = tracker.latest_message
    if message["intent"]["confidence"] >= SURE:
        return None
    language = language_of(tracker)
    decision = service.decide(message.get("text") or "", language)
    if decision.outcome != "answer":
        return None
    entry = service.knowledge.entries[decision.entries[0].entry]
    return None if entry.topic == EMERGENCY else spoken.answer(entry, language, decision.probability)
