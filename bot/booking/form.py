"""The booking form: which step comes next, and what an answer changes. Says nothing and stores nothing but holds.

A button answers with `<step>-<value>`, a person with text.
"""

from collections.abc import Callable
from datetime import datetime

from bot.booking import reading
from bot.booking.days import moment
from bot.booking.model import WAYS, Way
from bot.booking.routing import Found, age_group
from bot.booking.service import Booking
from bot.booking.slots import BERLIN, DAYS_SHOWN, TimeSlot, key_of
from bot.booking.steps import DEPENDS, KEYS, LONGEST_TOPIC, STEPS, Answered, Context, State, contacts
from bot.storage.tables import BOOKED


class Form:
    """Takes answers. Each `_take_…` method has one step."""

    def __init__(self, booking: Booking) -> None:
        self._booking = booking

    def begin(self, topic: str | None = None) -> State:
        """A new form; the topic may be known from the conversation."""
        state: State = {"topic": topic} if topic else {}
        self.advance(state)
        return state

    def advance(self, state: State) -> None:
        """Opens the first step without an answer; a step with only one possible answer is answered here."""
        for step in STEPS[:-1]:
            if step == "office" and "office" not in state:
                found = self.found(state)
                if len(found) == 1:
                    state["office"] = found[0].office.id
            if not self._answered(state, step):
                state["step"] = step
                return
        state["step"] = "summary"

    def booked_before(self, state: State, holder: str) -> str | None:
        """The appointment, if the last yes has booked it although the answer never arrived."""
        stored = self._booking.store.get(state["held"])
        return stored.id if stored and stored.state == BOOKED and stored.holder == holder else None

    def leave_closed(self, state: State) -> None:
        """Lets go of an office that is in service no more, so that another is asked for."""
        if "office" in state and state["office"] not in self._booking.offices:
            for key in (*KEYS["office"], *KEYS["slot"]):
                state.pop(key, None)
            self.advance(state)

    def _answered(self, state: State, step: str) -> bool:
        """Whether the step needs no asking; a contact must fit the way: a call needs a number."""
        if step == "contact" and "contact" in state:
            return state["contact"]["kind"] in contacts(state)
        return all(key in state for key in KEYS[step][:1])

    def found(self, state: State) -> list[Found]:
        """The offices that fit what was said so far."""
        if "group" not in state or "postcode" not in state:
            return []
        return self._booking.find(state["group"], state["postcode"], state.get("speech", "de"), state.get("way"))

    def ways(self, state: State) -> list[Way]:
        """The ways that the offices there offer."""
        offered = self.found({**state, "way": None})
        return [way for way in WAYS if any(way in one.office.ways for one in offered)]

    def free(self, state: State, now: datetime) -> list[TimeSlot]:
        """Free slots of the chosen office, from the day on that was asked for; those in the language if there are."""
        office = self._booking.offices.get(state.get("office", ""))
        if office is None:
            return []
        language = state.get("speech") if state.get("speech") in office.languages else None
        slots = self._booking.slots(office.id, now, language)
        first = state.get("from_day", "")
        wanted = [slot for slot in slots if slot.local_day.isoformat() >= first]
        hours = state.get("hours")
        if hours:
            fitting = [slot for slot in wanted if hours[0] <= slot.start.astimezone(BERLIN).hour < hours[1]]
            wanted = fitting or wanted
        return wanted

    def answer(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        """Takes an answer to the open step, or a button of any step."""
        step = state["step"]
        if by_button:
            step, _, text = text.partition("-")
            if step == "back":
                return self._back(state)
            if step == "change" and state["step"] == "summary":
                return self._change(state, text, context)
        if step not in STEPS or (by_button and not self._may_answer(state, step)):
            return Answered(False, asks_again=by_button)
        take: Callable[[State, str, Context, bool], Answered] = getattr(self, f"_take_{step}")
        result = take(state, text, context, by_button)
        if result.understood and not result.booked:
            self._forget_dependents(state, step, context)
            self.advance(state)
        result.asks_again |= by_button
        return result

    def _may_answer(self, state: State, step: str) -> bool:
        """Whether the steps before are answered: a button of an earlier form may still be on the screen."""
        return all(self._answered(state, before) for before in STEPS[: STEPS.index(step)])

    def _back(self, state: State) -> Answered:
        """Opens the step before again."""
        if state.pop("choosing", None):
            return Answered(True)
        before = STEPS[: STEPS.index(state["step"])]
        asked = [step for step in before if not (step == "office" and len(self.found(state)) == 1)]
        if asked:
            for key in KEYS[asked[-1]]:
                state.pop(key, None)
            state["step"] = asked[-1]
        return Answered(True)

    def _change(self, state: State, step: str, context: Context) -> Answered:
        """Opens a step again from the summary; without one the summary asks which."""
        if step not in KEYS:
            state["choosing"] = True
            return Answered(True)
        for key in KEYS[step]:
            state.pop(key, None)
        state.pop("choosing", None)
        self._forget_dependents(state, step, context)
        state["step"] = step
        return Answered(True)

    def _forget_dependents(self, state: State, step: str, context: Context) -> None:
        for other in DEPENDS.get(step, ()):
            for key in (*KEYS[other], "from_day", "hours"):
                state.pop(key, None)
        if "slot" in DEPENDS.get(step, ()):
            self._booking.store.release(context.holder)

    def _take_topic(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        state["topic"] = reading.line(text)[:LONGEST_TOPIC]
        return Answered(True)

    def _take_age(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        if by_button:
            if text not in ("child", "young", "adult"):
                return Answered(False)
            state["group"] = text
        else:
            age = reading.age(text, context.language)
            if age is None:
                return _unclear(text, "appointment.bad_age")
            state["group"] = age_group(age)
        return Answered(True, "appointment.child" if state["group"] == "child" else None)

    def _take_place(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        place = reading.place(text)
        if place.postcode is None:
            if place.wrong:
                return Answered(False, "appointment.bad_postcode", {"postcode": place.wrong})
            return _unclear(text, "appointment.bad_place", longest=4)
        state["postcode"] = place.postcode
        if self._booking.find(state["group"], place.postcode, context.language):
            return Answered(True)
        del state["postcode"]
        return Answered(False, "appointment.no_office")

    def _take_speech(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        if not by_button:
            wanted = reading.language(text, context.language)
            if wanted is None:
                return Answered(False)
            spoken = any(wanted in one.office.languages for one in self.found(state))
            state["speech"], state["interpreter"] = wanted, wanted != "de" and not spoken
            return Answered(True)
        if text not in ("own", "interpreter", "de"):
            return Answered(False)
        state["speech"] = "de" if text == "de" else context.language
        state["interpreter"] = text == "interpreter"
        return Answered(True)

    def _take_way(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        if not by_button or text not in self.ways(state):
            return Answered(False)
        state["way"] = text
        return Answered(True)

    def _take_office(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        if not by_button or text not in [one.office.id for one in self.found(state)]:
            return Answered(False)
        state["office"] = text
        return Answered(True)

    def _take_slot(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        if not by_button:
            return self._take_day(state, text, context)
        if text == "later":
            days = sorted({slot.local_day for slot in self.free(state, context.now)})
            state["from_day"] = days[DAYS_SHOWN].isoformat() if len(days) > DAYS_SHOWN else ""
            return Answered(False, asks_again=True)
        slot = next((one for one in self.free(state, context.now) if key_of(one) == text), None)
        held = self._booking.hold(slot, context.holder, context.language, context.now) if slot else None
        if slot is None or held is None:
            return Answered(False, "appointment.slot_taken")
        state.update(held=held, start=slot.start.isoformat(), end=slot.end.isoformat())
        return Answered(True)

    def _take_day(self, state: State, text: str, context: Context) -> Answered:
        found = moment(text, context.language, context.now, context.words)
        if found is None:
            return _unclear(text, "appointment.bad_date", longest=3)
        if found.day < context.now.astimezone(BERLIN).date():
            return Answered(False, "appointment.past_date")
        state["from_day"], state["hours"] = found.day.isoformat(), found.hours
        days = {slot.local_day for slot in self.free(state, context.now)}
        return Answered(False, None if found.day in days else "appointment.full_day", asks_again=True)

    def _take_name(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        name = None if by_button else reading.name(text)
        if name is None:
            return _unclear(text, "appointment.bad_name", longest=8)
        state["name"] = name
        return Answered(True)

    def _take_contact(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        contact = reading.Contact("chat") if by_button else reading.contact(text)
        if contact is None or contact.kind not in contacts(state):
            return _unclear(text, f"appointment.bad_{'number' if contacts(state) == ('telephone',) else 'contact'}")
        state["contact"] = {"kind": contact.kind, "value": contact.value}
        return Answered(True)

    def _take_consent(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        if not by_button or text not in ("yes", "share"):
            return Answered(False)
        state["consent"], state["share"] = True, text == "share"
        return Answered(True)

    def _take_summary(self, state: State, text: str, context: Context, by_button: bool) -> Answered:
        if not by_button or text != "yes" or state["step"] != "summary":
            return Answered(False)
        details = {key: state[key] for key in ("topic", "name", "contact", "speech", "interpreter", "share", "group")}
        details["questions"] = state.get("questions", []) if state["share"] else []
        appointment = self._booking.book(state["held"], context.holder, context.now, state["way"], details)
        if appointment is None:
            for key in KEYS["slot"]:
                state.pop(key, None)
            state["step"] = "slot"
            return Answered(False, "appointment.hold_expired")
        return Answered(True, booked=appointment.id)


def _unclear(text: str, remark: str, longest: int = 2) -> Answered:
    """A try at an answer gets the remark; a longer text without figures may be a question and is left alone."""
    is_try = len(text.split()) <= longest or any(sign.isdecimal() for sign in text)
    return Answered(False, remark if is_try and not reading.is_question(text) else None)
