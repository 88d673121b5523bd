"""Leading to a human, and what "yes" means."""

from actions.booking import ActionAffirm, ActionBooking
from tests.actions.conftest import Run


async def test_booking_names_both_kinds_of_advice_centre(run: Run) -> None:
    done = await run(ActionBooking(), "I need an appointment", "book_appointment", language="en")
    assert done.types == ["appointment"]
    assert "jugendmigrationsdienste.de" in done.said[0]["text"] and "bamf-navi" in done.said[0]["text"]


async def test_yes_takes_up_the_offer_of_a_human(run: Run) -> None:
    assert (await run(ActionAffirm(), "ja", "affirm", language="de", offered="booking")).types == ["appointment"]


async def test_yes_to_nothing_asks_for_the_question(run: Run) -> None:
    done = await run(ActionAffirm(), "yes", "affirm", language="en", offered=None)
    assert (done.types, done.said[0]["text"]) == (["text"], "Good. What would you like to know?")


async def test_offer_counts_only_once(run: Run) -> None:
    done = await run(ActionAffirm(), "ja", "affirm", language="de", offered="booking")
    assert done.slots["offered"] is None
