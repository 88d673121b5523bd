"""Booking an appointment with a human: Rasa's form around `bot.booking.form`."""

from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.common import entity, language_of, replies, say, sure_answer
from bot.booking.asking import Asking
from bot.booking.days import Words, is_only_day
from bot.booking.form import Form
from bot.booking.links import Links
from bot.booking.service import now_utc, shared_booking
from bot.booking.steps import Answered, Context, State
from bot.booking.telling import TOPICS
from bot.replies import Replies
from bot.settings import load_settings

FORM = "booking_form"
STATE, DONE = "booking", "booking_done"  # slots: what was answered; how the form ended, which ends it for Rasa
CRISIS = "crisis_"
BUTTON = "book"
_QUESTIONS = 5  # of the conversation, that may be sent along
_ASKING = ("ask", "follow_up", "nlu_fallback")


class ActionBooking(Action):
    """Opens the form, or says who counsels where nothing can be booked."""

    def name(self) -> str:
        return "action_booking"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        service, spoken = replies()
        answer = sure_answer(tracker, service, spoken)
        if answer:
            return say(dispatcher, tracker, answer)
        return _open(dispatcher, tracker, spoken)


class ActionAffirm(Action):
    """Takes "yes" as a yes to what was offered last."""

    def name(self) -> str:
        return "action_affirm"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        _, spoken = replies()
        if tracker.get_slot("offered") == "booking":
            return _open(dispatcher, tracker, spoken)
        return say(dispatcher, tracker, spoken.say("talk.affirm", language_of(tracker)))


class ValidateBookingForm(Action):
    """Takes the answer to the open step. Without events Rasa turns to the other rules: a question, a crisis."""

    def name(self) -> str:
        return f"validate_{FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        state: State | None = tracker.get_slot(STATE)
        intent = str((tracker.latest_message.get("intent") or {}).get("name"))
        text = str(tracker.latest_message.get("text") or "")
        by_button = intent == BUTTON
        if state is None or _in_crisis(tracker, state) or (text.startswith("/") and not by_button):
            return [SlotSet(STATE, state)] if intent == "book_appointment" else []
        state = dict(state)
        value = str(entity(tracker, "step") or "") if by_button else text
        _, spoken = replies()
        if state["step"] == "summary" and (number := _form().booked_before(state, tracker.sender_id)):
            return _booked(dispatcher, tracker, number)
        _form().leave_closed(state)
        if not by_button:
            written = _asking(language_of(tracker)).meant(state, shared_booking().offices, now_utc(), text, intent)
            by_button, value = written is not None, written or text
        if value == "stop" or (not by_button and _is_stop(text, spoken, language_of(tracker))):
            shared_booking().store.release(tracker.sender_id)
            stopped = spoken.say("appointment.stopped", language_of(tracker))
            return [*say(dispatcher, tracker, stopped), SlotSet(STATE, None), SlotSet(DONE, "stopped")]
        answered = _form().answer(state, value, _context(tracker, spoken), by_button)
        if answered.booked:
            return _booked(dispatcher, tracker, answered.booked)
        return _remark(dispatcher, tracker, spoken, state, answered)


class ActionAskBooking(Action):
    """Asks the open step."""

    def name(self) -> str:
        return f"action_ask_{DONE}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        state: State | None = tracker.get_slot(STATE)
        if _in_crisis(tracker, state):
            return []  # not now; the next message finds the form where it was
        _, spoken = replies()
        language = language_of(tracker)
        first: str | None = None
        if state is None:
            state, first = _form().begin(_topic(tracker)), "appointment.start"
            state["questions"] = _questions(tracker)
        elif tracker.get_slot("interrupted"):
            first = "appointment.go_on"
        _form().leave_closed(state)
        reply = _asking(language).ask(state, shared_booking().offices, now_utc())
        if first:
            reply["text"] = f"{spoken.say(first, language)['text']}\n\n{reply['text']}"
        return [*say(dispatcher, tracker, reply), SlotSet(STATE, state), SlotSet("interrupted", None)]


class ActionInterrupt(Action):
    """Notes that something came between the form's questions."""

    def name(self) -> str:
        return "action_interrupt"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        return [SlotSet("interrupted", True)]


def _open(dispatcher: CollectingDispatcher, tracker: Tracker, spoken: Replies) -> list[EventType]:
    if not shared_booking().offices:
        return say(dispatcher, tracker, spoken.booking(language_of(tracker)))
    return [SlotSet(STATE, None), SlotSet(DONE, None), FollowupAction(FORM)]


def _booked(dispatcher: CollectingDispatcher, tracker: Tracker, number: str) -> list[EventType]:
    stored = shared_booking().store.get(number)
    if stored is None:  # erased in the same second
        return [SlotSet(STATE, None), SlotSet(DONE, "gone")]
    office = shared_booking().offices[stored.office]
    card = _asking(language_of(tracker)).booked(stored, office, _links().manage(number))
    return [*say(dispatcher, tracker, card), SlotSet(STATE, None), SlotSet(DONE, "booked")]


def _remark(
    dispatcher: CollectingDispatcher, tracker: Tracker, spoken: Replies, state: State, answered: Answered
) -> list[EventType]:
    """What was not right about the answer; Rasa then asks again, unless the answer may have been something else."""
    language = language_of(tracker)
    if answered.remark:
        said = [spoken.say(answered.remark, language, **answered.values)]
        if answered.remark == "appointment.no_office":
            said.append({**spoken.booking(language), "type": "text"})
        say(dispatcher, tracker, *said)
    understood = answered.understood or answered.remark or answered.asks_again
    return [SlotSet(STATE, state)] if understood else []


def _context(tracker: Tracker, spoken: Replies) -> Context:
    language = language_of(tracker)
    parts = ("morning", "afternoon", "day_after_tomorrow")
    words = Words(*(str(spoken.say(f"appointment.words_{part}", language)["text"]) for part in parts))
    return Context(tracker.sender_id, language, now_utc(), words)


def _in_crisis(tracker: Tracker, state: State | None) -> bool:
    """Whether the message is about a crisis; "tomorrow afternoon" is none where a day was asked for."""
    if not str((tracker.latest_message.get("intent") or {}).get("name")).startswith(CRISIS):
        return False
    _, spoken = replies()
    context = _context(tracker, spoken)
    text = str(tracker.latest_message.get("text") or "")
    asked = (state or {}).get("step") == "slot"
    return not (asked and is_only_day(text, context.language, context.now, context.words))


def _is_stop(text: str, spoken: Replies, language: str) -> bool:
    words = spoken.say("appointment.words_stop", language)["text"].split(",")
    return text.strip(" .!").casefold() in [word.strip().casefold() for word in words]


def _topic(tracker: Tracker) -> str | None:
    """The topic of the last answer, if there was one that counsellors have as a topic."""
    service, _ = replies()
    entry = service.knowledge.entries.get(tracker.get_slot("last_entry") or "")
    return entry.topic if entry and entry.topic in TOPICS else None


def _questions(tracker: Tracker) -> list[str]:
    """The last questions of the conversation, as they were written."""
    asked = [
        str(event.get("text"))
        for event in tracker.events
        if event.get("event") == "user" and ((event.get("parse_data") or {}).get("intent") or {}).get("name") in _ASKING
    ]
    return asked[-_QUESTIONS:]


@lru_cache(maxsize=1)
def _form() -> Form:
    return Form(shared_booking())


@lru_cache(maxsize=1)
def _links() -> Links:
    return Links.load(load_settings())


def _asking(language: str) -> Asking:
    knowledge = replies()[0].knowledge
    return Asking(_form(), knowledge.wording, knowledge.languages, language)
