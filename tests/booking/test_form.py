"""The form takes answers, forgets what they make invalid, and holds slots."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.booking.days import Words
from bot.booking.form import Form
from bot.booking.service import Booking
from bot.booking.slots import days_of, key_of
from bot.booking.steps import STEPS, Context, State
from tests.booking.conftest import make_booking
from tests.booking.factory import office

NOW = datetime(2026, 11, 27, 14, tzinfo=timezone.utc)
ME = Context("me", "de", NOW, Words("vormittag", "nachmittag"))


@pytest.fixture
def form(booking: Booking) -> Form:
    return Form(booking)


def press(form: Form, state: State, value: str, context: Context = ME) -> Any:
    return form.answer(state, value, context, by_button=True)


def write(form: Form, state: State, text: str, context: Context = ME) -> Any:
    return form.answer(state, text, context, by_button=False)


def up_to(form: Form, step: str, context: Context = ME) -> State:
    """A form that is open at a step."""
    state = form.begin("geld")
    answers = {
        "age": "age-young", "place": "place-52349", "speech": "speech-de", "way": "way-in_person", "slot": "",
        "name": "Ali", "contact": "contact-chat", "consent": "consent-yes",
    }  # fmt: skip
    while state["step"] != step:
        now = state["step"]
        if now == "slot":
            press(form, state, f"slot-{key_of(form.free(state, context.now)[0])}", context)
        elif now == "name":
            write(form, state, answers[now], context)
        else:
            assert press(form, state, answers[now], context).understood, now
    return state


def test_a_known_topic_is_not_asked() -> None:
    form = Form(None)  # type: ignore[arg-type]  # nothing to look up yet
    assert form.begin()["step"] == "topic"
    assert form.begin("geld")["step"] == "age"


def test_all_steps_lead_to_a_booked_appointment(form: Form, booking: Booking) -> None:
    state = up_to(form, "summary")
    answered = press(form, state, "summary-yes")
    stored = booking.store.get(answered.booked)
    assert stored is not None
    assert (stored.state, stored.way, stored.details["name"]) == ("booked", "in_person", "Ali")


def test_one_office_is_not_asked_for_and_of_two_one_is_chosen(form: Form, store: Any) -> None:
    assert up_to(form, "slot")["office"] == "test"
    two = Form(make_booking(store, office(), office(id="second")))
    state = up_to(two, "office")
    assert press(two, state, "office-second").understood
    assert state["step"] == "slot"


def test_another_place_needs_another_time_and_lets_go_of_the_old_one(form: Form, booking: Booking) -> None:
    state = up_to(form, "summary")
    assert booking.store.taken("test", NOW)
    press(form, state, "change-place")
    assert state["step"] == "place"
    assert "held" not in state
    assert not booking.store.taken("test", NOW)


def test_the_summary_asks_what_to_change(form: Form) -> None:
    state = up_to(form, "summary")
    press(form, state, "change")
    assert state["choosing"]
    press(form, state, "change-name")
    write(form, state, "Samir")
    assert state["step"] == "summary"
    assert state["name"] == "Samir"


def test_an_office_that_closes_meanwhile_is_asked_for_again(store: Any) -> None:
    booking = make_booking(store, office(), office(id="second"))
    form = Form(booking)
    state = up_to(form, "office")
    press(form, state, "office-second")
    del booking.offices["second"]
    form.leave_closed(state)
    assert (state["office"], state["step"]) == ("test", "slot")


def test_back_from_the_choice_of_changes_leads_to_the_summary(form: Form) -> None:
    state = up_to(form, "summary")
    press(form, state, "change")
    press(form, state, "back")
    assert (state["step"], state.get("choosing")) == ("summary", None)


def test_back_opens_the_step_before(form: Form) -> None:
    state = up_to(form, "speech")
    press(form, state, "back")
    assert state["step"] == "place"
    first = form.begin()
    press(form, first, "back")
    assert first["step"] == STEPS[0]


@pytest.mark.parametrize(
    ("step", "text", "remark"),
    [
        ("age", "2,6", "appointment.bad_age"), ("age", "200", "appointment.bad_age"), ("age", "alt", "appointment.bad_age"),
        ("place", "99999", "appointment.bad_postcode"), ("place", "Atlantis", "appointment.bad_place"),
        ("place", "10115", "appointment.no_office"), ("slot", "gestern", "appointment.past_date"),
        ("slot", "irgendwann", "appointment.bad_date"), ("name", "<b>", "appointment.bad_name"),
        ("contact", "a@b", "appointment.bad_contact"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_and_the_step_stays(form: Form, step: str, text: str, remark: str) -> None:
    state = up_to(form, step)
    answered = write(form, state, text)
    assert (answered.understood, answered.remark) == (False, remark)
    assert state["step"] == step


@pytest.mark.parametrize("text", ["was kostet ein deutschkurs?", "ich möchte wissen wie viel kindergeld man bekommt"])
def test_what_looks_like_a_question_is_left_to_others(form: Form, text: str) -> None:
    state = up_to(form, "age")
    answered = write(form, state, text)
    assert not answered.understood
    assert answered.remark is None


def test_a_call_needs_a_number_also_when_the_way_is_changed_later(form: Form) -> None:
    state = up_to(form, "summary")
    press(form, state, "change-way")
    press(form, state, "way-telephone")
    assert state["step"] == "slot"
    press(form, state, f"slot-{key_of(form.free(state, NOW)[0])}")
    assert state["step"] == "contact"
    for wrong in ("ali@example.org", "0151"):
        assert write(form, state, wrong).remark == "appointment.bad_number"
    assert not press(form, state, "contact-chat").understood
    assert write(form, state, "02421 123456").understood
    assert state["step"] == "summary"


@pytest.mark.parametrize("step", ["name", "contact"])
def test_a_question_is_no_name_and_no_contact(form: Form, step: str) -> None:
    state = up_to(form, step)
    assert write(form, state, "Warum fragt ihr?").remark is None
    assert step not in state


@pytest.mark.parametrize("value", [f"{step}-x" for step in STEPS] + ["way-telephone", "slot-later", "place-52349"])
def test_a_button_of_an_earlier_form_does_no_harm_in_a_new_one(form: Form, value: str) -> None:
    state = form.begin()
    answered = press(form, state, value)
    assert answered.asks_again
    assert state["step"] in ("topic", "age")


def test_another_language_can_be_written(form: Form) -> None:
    for text, code, interpreter in (
        ("Arabisch bitte", "ar", False),
        ("Tigrinya", "ti", True),
        ("Deutsch", "de", False),
    ):
        state = up_to(form, "speech")
        assert write(form, state, text).understood
        assert (state["speech"], state["interpreter"]) == (code, interpreter)
    assert not write(form, up_to(form, "speech"), "egal").understood


def test_a_written_day_moves_the_view(form: Form) -> None:
    state = up_to(form, "slot")
    write(form, state, "nächsten Donnerstag")
    assert days_of(form.free(state, NOW))[0][0].isoformat() == "2026-12-03"


def test_other_days_show_later_ones_and_at_the_end_begin_again(form: Form) -> None:
    state = up_to(form, "slot")
    shown = [day for day, _ in days_of(form.free(state, NOW))]
    press(form, state, "slot-later")
    assert days_of(form.free(state, NOW))[0][0] > shown[-1]
    for _ in range(40):
        press(form, state, "slot-later")
        if days_of(form.free(state, NOW))[0][0] == shown[0]:
            return
    raise AssertionError("never came back to the first day")


def test_a_slot_that_somebody_else_holds_cannot_be_had(form: Form) -> None:
    mine, other = up_to(form, "slot"), up_to(form, "slot", Context("you", "de", NOW, Words()))
    slot = f"slot-{key_of(form.free(mine, NOW)[0])}"
    assert press(form, other, slot, Context("you", "de", NOW, Words())).understood
    answered = press(form, mine, slot)
    assert answered.remark == "appointment.slot_taken"
    assert mine["step"] == "slot"


def test_who_never_saw_that_it_was_booked_is_told_so_and_books_nothing_twice(form: Form, booking: Booking) -> None:
    state = up_to(form, "summary")
    lost = dict(state)
    assert form.booked_before(state, "me") is None
    number = press(form, state, "summary-yes").booked
    assert form.booked_before(lost, "me") == number
    assert form.booked_before(lost, "you") is None
    assert press(form, lost, "summary-yes").booked == number
    assert len(booking.store.taken("test", NOW)["a"]) == 1


def test_a_hold_that_has_expired_asks_for_the_time_again(form: Form) -> None:
    state = up_to(form, "summary")
    late = Context("me", "de", NOW + timedelta(minutes=11), Words())
    answered = press(form, state, "summary-yes", late)
    assert answered.remark == "appointment.hold_expired"
    assert state["step"] == "slot"
    assert state["name"] == "Ali"


def test_questions_go_along_only_if_the_user_says_so(form: Form, booking: Booking) -> None:
    for consent, expected in (("consent-yes", []), ("consent-share", ["was ist das?"])):
        state = up_to(form, "consent")
        state["questions"] = ["was ist das?"]
        press(form, state, consent)
        stored = booking.store.get(press(form, state, "summary-yes").booked)
        assert stored is not None
        assert stored.details["questions"] == expected


@pytest.mark.parametrize(
    "value", ["age-old", "way-pigeon", "office-none", "consent-no", "summary-yes", "nonsense", "slot-1"]
)
def test_a_button_that_was_never_shown_changes_nothing(form: Form, value: str) -> None:
    state = up_to(form, "way")
    before = dict(state)
    assert not press(form, state, value).understood
    assert state == before
