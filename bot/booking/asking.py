"""What the form asks: a question with its buttons for each step, and the summary."""

import json
from datetime import datetime
from typing import Any

from bot.booking.form import Form
from bot.booking.model import Office
from bot.booking.reading import is_question, meant, numbered
from bot.booking.slots import DAYS_SHOWN, TimeSlot, days_of, key_of
from bot.booking.steps import STEPS, State, contacts
from bot.booking.telling import TOPICS, Telling, button, day_label, time_label, when
from bot.languages import Language
from bot.replies import Button, Reply
from bot.wording import Wording

# Steps whose buttons may be written out; in the others figures and words are answers themselves.
_WRITTEN = ("topic", "speech", "way", "office", "consent", "summary")
_LOOSELY = ("speech", "way", "office")
_SHOWN = {"speech": "language", "slot": "slots"}  # the steps' names for the widget, where they differ
_LONGEST_YES = 4  # words; in a longer text there may be more than a yes
_YES_NO = {
    "consent": {"affirm": "consent-yes", "deny": "stop"},
    "summary": {"affirm": "summary-yes", "deny": "change"},
}


class Asking(Telling):
    """Builds the form's replies in one language."""

    def __init__(self, form: Form, wording: Wording, languages: dict[str, Language], language: str) -> None:
        super().__init__(wording, languages, language)
        self._form = form

    def ask(self, state: State, offices: dict[str, Office], now: datetime) -> Reply:
        """The open step's question; every one can be left, and all but the first taken back."""
        step = state["step"]
        text = self.say(f"appointment.ask_{_question(state)}")
        shown: dict[str, Any] = {"step": _SHOWN.get(step, step)}
        if step == "slot":
            slots = self._form.free(state, now)
            text, buttons = self._slots(text, slots)
            shown["days"] = self._days(slots)
        elif step == "summary":
            text, buttons = self._summary(state, offices)
            office = offices[state["office"]]
            about = {"way": state["way"], "start": state["start"]}
            shown |= {**about, "office": office.name, "address": str(office.address)}
        else:
            buttons = self._buttons(state)
        return self.reply(text, [*buttons, *self._always(step)], shown)

    def meant(self, state: State, offices: dict[str, Office], now: datetime, text: str, intent: str) -> str | None:
        """The button that somebody means who writes instead of pressing: its words, its number, or yes and no."""
        step = state["step"]
        short = len(text.split()) <= _LONGEST_YES and not is_question(text)
        if short and intent in _YES_NO.get(step, {}) and not state.get("choosing"):
            return _YES_NO[step][intent]
        if step == "slot":
            slots = self._slots("", self._form.free(state, now))[1]
            number = numbered(text, len(slots))
            return _step_of(slots[number]) if number is not None else None
        if step not in _WRITTEN:
            return None
        own = self._summary(state, offices)[1] if step == "summary" else self._buttons(state)
        buttons = [*own, *self._always(step)]
        place = meant(text, [one["title"] for one in buttons], loosely=step in _LOOSELY)
        return _step_of(buttons[place]) if place is not None else None

    def _buttons(self, state: State) -> list[Button]:
        """The open step's own buttons."""
        buttons: list[Button] = getattr(self, f"_buttons_{state['step']}", lambda state: [])(state)
        return buttons

    def _always(self, step: str) -> list[Button]:
        back = [] if step == STEPS[0] else [button("back", self.say("appointment.back"))]
        return [*back, button("stop", self.say("appointment.stop"))]

    def _buttons_topic(self, state: State) -> list[Button]:
        topics = [button(f"topic-{topic}", self.say(f"topic.{topic}")) for topic in TOPICS]
        return [*topics, button("topic-other", self.say("appointment.other_topic"))]

    def _buttons_age(self, state: State) -> list[Button]:
        return [button(f"age-{group}", self.say(f"appointment.age_{group}")) for group in ("young", "adult", "child")]

    def _buttons_speech(self, state: State) -> list[Button]:
        name = self._languages[self._language].name
        german = button("speech-de", self._languages["de"].name)
        if self._language == "de":
            return [german]
        spoken = any(self._language in one.office.languages for one in self._form.found(state))
        own = [button("speech-own", name)] if spoken else []
        interpreter = button("speech-interpreter", self.say("appointment.with_interpreter", name=name))
        return [*own, interpreter, german]

    def _buttons_way(self, state: State) -> list[Button]:
        return [button(f"way-{way}", self.say(f"appointment.way_{way}")) for way in self._form.ways(state)]

    def _buttons_office(self, state: State) -> list[Button]:
        return [
            button(
                f"office-{one.office.id}", self.say("appointment.office_away", name=one.office.name, km=round(one.km))
            )
            for one in self._form.found(state)[:5]
        ]

    def _buttons_contact(self, state: State) -> list[Button]:
        return [button("contact-chat", self.say("appointment.only_chat"))] if "chat" in contacts(state) else []

    def _buttons_consent(self, state: State) -> list[Button]:
        return [
            button("consent-yes", self.say("appointment.consent_yes")),
            button("consent-share", self.say("appointment.consent_share")),
        ]

    def _days(self, slots: list[TimeSlot]) -> list[dict[str, Any]]:
        return [
            {
                "date": day.isoformat(),
                "label": day_label(found[0].start, self._language),
                "slots": [button(f"slot-{key_of(one)}", time_label(one.start, self._language)) for one in found],
            }
            for day, found in days_of(slots, 2 * DAYS_SHOWN)
        ]

    def _slots(self, text: str, slots: list[TimeSlot]) -> tuple[str, list[Button]]:
        """For channels without a grid: the first times of each of the next days."""
        if not slots:
            return self.say("appointment.no_slots"), []
        buttons = [
            button(f"slot-{key_of(one)}", when(one.start, self._language))
            for _, found in days_of(slots)
            for one in found[:2]
        ]
        return text, [*buttons, button("slot-later", self.say("appointment.other_days"))]

    def _summary(self, state: State, offices: dict[str, Office]) -> tuple[str, list[Button]]:
        office = offices[state["office"]]
        lines = self.lines(state, office, datetime.fromisoformat(state["start"]))
        if state.get("choosing"):
            buttons = [button(f"change-{step}", self.say(f"appointment.label_{_label(step)}")) for step in STEPS[:-2]]
            return self.say("appointment.ask_change"), buttons
        return f"{self.say('appointment.ask_summary')}\n\n{lines}", [
            button("summary-yes", self.say("appointment.book_now")),
            button("change", self.say("appointment.change")),
        ]


def _step_of(pressed: Button) -> str:
    """What a button of the form answers."""
    return str(json.loads(pressed["payload"].removeprefix("/book"))["step"])


def _question(state: State) -> str:
    """The key of the open step's question."""
    by_way = {"telephone": "number", "video": "video"}
    return by_way.get(state["way"], "contact") if state["step"] == "contact" else str(state["step"])


def _label(step: str) -> str:
    return {"slot": "time", "age": "age", "place": "place"}.get(step, step)
