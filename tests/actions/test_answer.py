"""Answering, choosing, reading the German original, declining."""

import pytest

from actions.answer import LONG, ActionAnswer, ActionChoose, ActionDecline, ActionFollowUp, ActionReadGerman
from tests.actions.conftest import Run


async def test_question_is_answered_and_remembered(run: Run) -> None:
    done = await run(ActionAnswer(), "Integrationskurs'un (uyum kursu) ücreti ne kadar?", language="tr")
    assert done.types == ["answer"]
    custom = done.said[0]["custom"]
    assert (custom["entry"], custom["language"], custom["spoken"]) == ("integrationskurs-kosten", "tr", "tr")
    assert done.slots == {"last_entry": "integrationskurs-kosten", "offered": None}


async def test_unanswerable_question_offers_a_human_and_keeps_the_last_answer(run: Run) -> None:
    done = await run(
        ActionAnswer(), "Wer wird deutscher Fußballmeister?", language="de", last_entry="integrationskurs-was"
    )
    assert done.slots == {"offered": "booking"}


async def test_without_a_language_the_answer_is_german(run: Run) -> None:
    done = await run(ActionAnswer(), "Was kostet der Integrationskurs?")
    assert done.said[0]["custom"]["language"] == "de"


async def test_language_that_is_not_spoken_gets_english_german_and_the_list(run: Run) -> None:
    done = await run(ActionAnswer(), "Quanto costa il corso?", language="it")
    assert [one["custom"]["language"] for one in done.said] == ["en", "de"]
    assert '/choose_language{"language": "ar"}' in done.payloads


@pytest.mark.parametrize(("length", "answered"), [(LONG, True), (LONG + 1, False)])
async def test_very_long_message_is_asked_to_be_shorter(run: Run, length: int, answered: bool) -> None:
    text = "Was kostet der Integrationskurs? ".ljust(length, "x")
    done = await run(ActionAnswer(), text, language="en")
    assert (done.said[0]["text"].startswith("Your message is very long")) is not answered


async def test_follow_up_leans_on_the_last_answer(run: Run) -> None:
    done = await run(
        ActionFollowUp(), "und wie lange dauert das?", "follow_up", language="de", last_entry="integrationskurs-was"
    )
    assert done.types in (["answer"], ["choices"])


async def test_chosen_entry_is_answered(run: Run) -> None:
    done = await run(ActionChoose(), "", "choose", {"entry": "integrationskurs-was"}, language="ar")
    assert done.said[0]["custom"]["entry"] == "integrationskurs-was"
    assert done.said[0]["custom"]["language"] == "ar"
    assert done.slots["last_entry"] == "integrationskurs-was"


@pytest.mark.parametrize("entities", [{"entry": "taken-out-of-service"}, {}])
async def test_chosen_entry_that_is_gone_is_declined(run: Run, entities: dict[str, str]) -> None:
    done = await run(ActionChoose(), "", "choose", entities, language="de")
    assert done.said[0]["custom"]["outcome"] == "decline"


async def test_german_original_leaves_the_conversation_in_its_language(run: Run) -> None:
    done = await run(ActionReadGerman(), "", "read_german", {"entry": "integrationskurs-was"}, language="tr")
    assert (done.said[0]["custom"]["language"], done.said[0]["custom"]["spoken"]) == ("de", "tr")


async def test_german_original_without_a_name_is_that_of_the_last_answer(run: Run) -> None:
    done = await run(ActionReadGerman(), "", "read_german", language="tr", last_entry="integrationskurs-was")
    assert done.said[0]["custom"]["entry"] == "integrationskurs-was"


async def test_no_fitting_choice_is_declined_with_a_page_and_a_human(run: Run) -> None:
    done = await run(ActionDecline(), "", "none_of_these", language="uk")
    assert "https://" in done.said[0]["text"]
    assert "/book_appointment" in done.payloads
