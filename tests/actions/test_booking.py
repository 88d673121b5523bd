"""Leading to a human, the booking form, and what "yes" means."""

from typing import Any

import pytest

from actions.booking import ActionAffirm, ActionAskBooking, ActionBooking, ActionInterrupt, ValidateBookingForm
from bot.booking.offices import Offices
from bot.booking.service import shared_booking
from bot.storage.appointments import Stored
from tests.actions.conftest import Run

STATE = {"topic": "geld", "step": "age"}
SUMMARY = {
    "topic": "geld", "group": "young", "postcode": "52349", "speech": "de", "interpreter": False, "way": "in_person",
    "office": "beispiel-jmd-dueren", "held": "x", "start": "2026-12-03T09:00:00+00:00", "name": "Ali",
    "contact": {"kind": "chat", "value": ""}, "consent": True, "share": False, "step": "summary",
}  # fmt: skip


async def test_a_wish_for_a_human_opens_the_form(run: Run) -> None:
    done = await run(ActionBooking(), "I need an appointment", "book_appointment", language="en")
    assert done.said == []
    assert done.slots["booking"] is None


async def test_without_offices_it_is_said_who_counsels(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_booking(), "_in_service", Offices())
    done = await run(ActionBooking(), "I need an appointment", "book_appointment", language="en")
    assert done.types == ["appointment"]
    assert "jugendmigrationsdienste.de" in done.said[0]["text"] and "bamf-navi" in done.said[0]["text"]


async def test_yes_takes_up_the_offer_of_a_human(run: Run) -> None:
    assert "booking_done" in (await run(ActionAffirm(), "ja", "affirm", language="de", offered="booking")).slots


async def test_yes_to_nothing_asks_for_the_question(run: Run) -> None:
    done = await run(ActionAffirm(), "yes", "affirm", language="en", offered=None)
    assert (done.types, done.said[0]["text"]) == (["text"], "Good. What would you like to know?")


async def test_the_form_begins_with_the_topic_or_takes_it_from_the_last_answer(run: Run) -> None:
    asked = await run(ActionAskBooking(), language="de")
    assert asked.said[0]["custom"]["appointment"]["step"] == "topic"
    known = await run(ActionAskBooking(), language="de", last_entry="kindergeld")
    assert known.said[0]["custom"]["appointment"]["step"] == "age"
    assert known.slots["booking"]["topic"] == "geld"


async def test_an_answer_moves_the_form_on(run: Run) -> None:
    done = await run(ValidateBookingForm(), "neunzehn", language="de", booking=STATE)
    assert done.slots["booking"]["group"] == "young"


async def test_a_button_moves_the_form_on(run: Run) -> None:
    done = await run(ValidateBookingForm(), "", "book", {"step": "age-adult"}, language="de", booking=STATE)
    assert done.slots["booking"]["group"] == "adult"


@pytest.mark.parametrize(
    ("intent", "text", "ends"),
    [
        ("affirm", "ja bitte", "gone"), ("ask", "Ja, Termin buchen", "gone"), ("deny", "nein", None),
        ("affirm", "ja aber was kostet das?", None),
    ],
)  # fmt: skip
async def test_yes_and_no_count_at_the_summary(
    run: Run, monkeypatch: pytest.MonkeyPatch, intent: str, text: str, ends: str | None
) -> None:
    monkeypatch.setattr(shared_booking(), "book", lambda *args: Stored("none", *[None] * 11))  # type: ignore[arg-type]
    done = await run(ValidateBookingForm(), text, intent, language="de", booking=SUMMARY)
    assert done.slots.get("booking_done") == ends
    assert bool((done.slots.get("booking") or {}).get("choosing")) == (intent == "deny")


async def test_a_button_may_be_written_out(run: Run) -> None:
    state = {**SUMMARY, "step": "way"}
    done = await run(ValidateBookingForm(), "Telefon", "nlu_fallback", language="de", booking=state)
    assert done.slots["booking"]["way"] == "telephone"


@pytest.mark.parametrize(
    ("intent", "text"), [("crisis_violence", "hilfe"), ("ask", "was kostet der kurs?"), ("choose", "/choose")]
)
async def test_what_is_no_answer_is_left_to_the_other_rules(run: Run, intent: str, text: str) -> None:
    done = await run(ValidateBookingForm(), text, intent, language="de", booking=STATE)
    assert (done.said, done.slots) == ([], {})


@pytest.mark.parametrize("text", ["Stopp", "abbrechen!", "stop"])
async def test_stop_forgets_everything(run: Run, text: str) -> None:
    done = await run(ValidateBookingForm(), text, language="de", booking=STATE)
    assert done.slots["booking"] is None
    assert done.slots["booking_done"] == "stopped"


async def test_where_nothing_can_be_booked_the_finders_are_named(run: Run) -> None:
    state = {"topic": "geld", "group": "young", "step": "place"}
    done = await run(ValidateBookingForm(), "10115", language="de", booking=state)
    assert "jugendmigrationsdienste.de" in done.said[-1]["text"]


async def test_after_a_crisis_the_form_is_silent(run: Run) -> None:
    assert (await run(ActionAskBooking(), "", "crisis_suicide", language="de", booking=STATE)).said == []


@pytest.mark.parametrize(("text", "taken"), [("jutro po południu", True), ("jutro mnie deportują", False)])
async def test_a_day_is_no_crisis_where_a_day_was_asked_for(run: Run, text: str, taken: bool) -> None:
    state = {**SUMMARY, "step": "slot"}
    done = await run(ValidateBookingForm(), text, "crisis_deportation", language="pl", booking=state)
    assert bool(done.slots.get("booking")) == taken
    assert bool((await run(ActionAskBooking(), text, "crisis_deportation", language="pl", booking=state)).said) == taken


async def test_after_a_question_the_form_says_that_it_goes_on(run: Run) -> None:
    assert (await run(ActionInterrupt())).slots == {"interrupted": True}
    done = await run(ActionAskBooking(), language="de", booking=STATE, interrupted=True)
    assert done.said[0]["text"].startswith("Weiter mit deinem Termin")


@pytest.mark.parametrize("language", ["de", "en", "uk", "ru", "ar", "fa", "tr", "fr", "es", "pl", "ro", "bg"])
async def test_every_step_is_asked_in_every_language(run: Run, language: str) -> None:
    base: dict[str, Any] = {
        "topic": "geld", "group": "young", "postcode": "52349", "speech": language, "interpreter": True, "way": "in_person",
        "office": "beispiel-jmd-dueren", "start": "2026-12-03T09:00:00+00:00", "name": "Ali",
        "contact": {"kind": "chat", "value": ""}, "share": False,
    }  # fmt: skip
    texts = set()
    for step in ("topic", "age", "place", "speech", "way", "office", "slot", "name", "contact", "consent", "summary"):
        done = await run(ActionAskBooking(), language=language, booking={**base, "step": step})
        assert "{" not in done.said[0]["text"]
        assert all(button["title"] for button in done.said[0]["buttons"])
        texts.add(done.said[0]["text"])
    assert len(texts) == 11
