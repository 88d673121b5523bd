"""One question, two in one message, and questions that lean on the last answer."""

from datetime import date

import pytest

from bot.knowledge.questions import answer_follow_up, answer_question, parts
from bot.knowledge.service import KnowledgeService
from bot.replies import Replies

COSTS, DIPLOMA = "Was kostet der Integrationskurs?", "Wie beantrage ich die Anerkennung meines Abschlusses?"


@pytest.fixture
def spoken(real: KnowledgeService) -> Replies:
    return Replies(real.knowledge, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Was kostet der Kurs? Wer zahlt das alles?", ["Was kostet der Kurs?", "Wer zahlt das alles?"]),
        ("كم تكلفة الدورة؟ ومن يدفع الثمن؟", ["كم تكلفة الدورة؟", "ومن يدفع الثمن؟"]),
        ("Was kostet der Kurs\nWer zahlt das alles", ["Was kostet der Kurs\nWer zahlt das alles"]),
        ("Hallo! Was kostet der Kurs?", ["Was kostet der Kurs?"]),
        ("Der Kurs kostet 2.29 Euro", ["Der Kurs kostet 2.29 Euro"]),
        ("👍 ?", []),
        ("", []),
    ],
)
def test_message_is_split_at_the_ends_of_questions(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_no_more_than_three_sentences_are_looked_at() -> None:
    assert len(parts("Das ist ein Satz. " * 9)) == 3


def test_two_questions_get_two_answers(real: KnowledgeService, spoken: Replies) -> None:
    replies = answer_question(real, spoken, f"{COSTS} {DIPLOMA}", "de")
    assert [reply.get("entry") for reply in replies] == [None, "integrationskurs-kosten", "anerkennung-antrag"]
    assert replies[0]["text"] == real.knowledge.wording.text("talk.two_questions", "de")


def test_same_question_twice_gets_one_answer(real: KnowledgeService, spoken: Replies) -> None:
    replies = answer_question(real, spoken, f"{COSTS} {COSTS}", "de")
    assert [reply.get("entry") for reply in replies] == ["integrationskurs-kosten"]


def test_story_before_the_question_does_not_get_in_its_way(real: KnowledgeService, spoken: Replies) -> None:
    replies = answer_question(real, spoken, f"Ich wohne in Köln und bin neu hier. {COSTS}", "de")
    assert [reply.get("entry") for reply in replies] == ["integrationskurs-kosten"]


def test_answer_carries_how_sure_it_is(real: KnowledgeService, spoken: Replies) -> None:
    reply = answer_question(real, spoken, COSTS, "de")[0]
    assert 0.5 < reply["answer"]["score"] <= 1


def test_unanswerable_question_leads_to_a_page_and_a_human(real: KnowledgeService, spoken: Replies) -> None:
    [reply] = answer_question(real, spoken, "Wer wird deutscher Fußballmeister?", "de")
    assert reply["outcome"] == "decline"
    assert "https://" in reply["text"]
    assert reply["buttons"][0]["payload"] == "/book_appointment"


def test_message_without_words_is_declined_not_a_mistake(real: KnowledgeService, spoken: Replies) -> None:
    assert len(answer_question(real, spoken, "?!", "de")) == 1


def test_follow_up_stays_near_the_last_answer(real: KnowledgeService, spoken: Replies) -> None:
    [reply] = answer_follow_up(real, spoken, "und wie lange dauert das?", "de", "integrationskurs-was")
    last = real.knowledge.entries["integrationskurs-was"]
    offered = {reply["entry"]} if "entry" in reply else set(reply["entries"])
    assert offered <= {last.id, *last.related}


def test_follow_up_with_a_subject_of_its_own_is_a_new_question(real: KnowledgeService, spoken: Replies) -> None:
    [reply] = answer_follow_up(real, spoken, DIPLOMA, "de", "integrationskurs-was")
    assert reply["entry"] == "anerkennung-antrag"


@pytest.mark.parametrize("last", [None, "", "an-entry-that-is-gone"])
def test_follow_up_without_an_answer_before_is_a_question(
    real: KnowledgeService, spoken: Replies, last: str | None
) -> None:
    [reply] = answer_follow_up(real, spoken, COSTS, "de", last)
    assert reply["entry"] == "integrationskurs-kosten"
