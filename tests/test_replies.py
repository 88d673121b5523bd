"""What Lotse says, as plain dictionaries."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.load import Knowledge, load_knowledge
from bot.knowledge.model import Entry
from bot.replies import Replies, entries_of, outcome, payload
from bot.settings import PROJECT
from tests.knowledge.factory import CHILD, RENT, write_knowledge

TODAY = date(2026, 11, 22)


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return load_knowledge(write_knowledge(tmp_path / "knowledge"))


@pytest.fixture
def spoken(knowledge: Knowledge) -> Replies:
    return Replies(knowledge, TODAY)


def test_payload_is_what_rasa_reads() -> None:
    assert payload("capabilities") == "/capabilities"
    assert json.loads(payload("choose", entry="kurs").removeprefix("/choose")) == {"entry": "kurs"}


def test_answer_shows_the_text_with_source_and_date(knowledge: Knowledge, spoken: Replies) -> None:
    reply = spoken.answer(knowledge.entries["kindergeld"], "de", 0.91234)
    assert (reply["type"], reply["text"], reply["language"], reply["entry"]) == ("answer", CHILD, "de", "kindergeld")
    assert reply["answer"] == {
        "entry": "kindergeld",
        "topic": "geld",
        "score": 0.912,
        "sources": [
            {
                "title": "Familienkasse",
                "url": "https://www.arbeitsagentur.de/familie-und-kinder",
                "checked": "2026-04-29",
            }
        ],
        "as_of": "2026-11-01",
        "valid_until": None,
        "changing": False,
        "translation": "original",
    }
    assert [button["payload"] for button in reply["buttons"]] == ["/book_appointment"]


def test_translation_offers_the_german_original(knowledge: Knowledge, spoken: Replies) -> None:
    reply = spoken.answer(knowledge.entries["kindergeld"], "en")
    assert reply["answer"]["translation"] == "machine"
    assert reply["buttons"][0]["payload"] == '/read_german{"entry": "kindergeld"}'


def test_reviewed_translation_counts_as_machine_once_the_german_text_changed(
    knowledge: Knowledge, spoken: Replies
) -> None:
    entry = knowledge.entries["kindergeld"]
    german, english = entry.texts["de"], entry.texts["en"].model_copy(update={"status": "reviewed"})
    same = entry.model_copy(update={"texts": {"de": german, "en": english}})
    changed = german.model_copy(update={"body": german.body.replace("259", "260")})
    other = entry.model_copy(update={"texts": {"de": changed, "en": english}})
    assert spoken.answer(same, "en")["answer"]["translation"] == "reviewed"
    assert spoken.answer(other, "en")["answer"]["translation"] == "machine"


def test_missing_language_is_answered_in_english_with_a_word_about_it(knowledge: Knowledge, spoken: Replies) -> None:
    reply = spoken.answer(knowledge.entries["kindergeld"], "tr")
    assert reply["language"] == "en"
    assert reply["text"].startswith(knowledge.wording.text("answer.only_english", "tr"))
    assert reply["text"].endswith(knowledge.entries["kindergeld"].texts["en"].body)


def test_entry_in_german_only_is_answered_in_german_with_a_word_about_it(knowledge: Knowledge, spoken: Replies) -> None:
    reply = spoken.answer(knowledge.entries["wohngeld"], "tr")
    assert reply["language"] == "de"
    assert reply["text"] == f"{knowledge.wording.text('answer.only_german', 'tr')}\n\n{RENT}"


def test_expired_answer_shows_no_body_but_the_page_and_a_human(knowledge: Knowledge) -> None:
    entry = knowledge.entries["kindergeld"].model_copy(update={"valid_until": TODAY})
    assert CHILD in Replies(knowledge, TODAY).answer(entry, "de")["text"]
    reply = Replies(knowledge, date(2026, 11, 23)).answer(entry, "de")
    assert "259" not in reply["text"]
    assert "https://www.arbeitsagentur.de/familie-und-kinder" in reply["text"]
    assert "2026-11-22" in reply["text"]
    assert reply["buttons"][-1]["payload"] == "/book_appointment"
    assert "answer" not in reply and outcome([reply]) == "decline"


def test_choices_are_buttons_and_one_for_none_of_these(knowledge: Knowledge, spoken: Replies) -> None:
    reply = spoken.choices([knowledge.entries["kindergeld"], knowledge.entries["wohngeld"]], "en")
    assert [button["title"] for button in reply["buttons"][:2]] == [
        "How much child benefit do I get?",
        "Wer bekommt Wohngeld?",
    ]
    assert [button["payload"] for button in reply["buttons"]] == [
        '/choose{"entry": "kindergeld"}', '/choose{"entry": "wohngeld"}', "/none_of_these",
    ]  # fmt: skip


def test_declining_names_the_page_of_the_topic_else_the_general_one(knowledge: Knowledge, spoken: Replies) -> None:
    assert str(knowledge.topics["geld"].url) in spoken.decline("de", "geld")["text"]
    assert str(knowledge.topics["general"].url) in spoken.decline("de")["text"]
    assert str(knowledge.topics["general"].url) in spoken.decline("de", "a topic that is gone")["text"]
    assert spoken.decline("de")["offered"] == "booking"


def test_crisis_is_answered_in_the_next_best_language(spoken: Replies) -> None:
    assert spoken.crisis("medical", "de")["language"] == "de"
    reply = spoken.crisis("medical", "tr")
    assert (reply["language"], reply["kind"]) == ("en", "medical")
    assert "112" in reply["text"]


def test_booking_names_both_kinds_of_advice_centre(spoken: Replies) -> None:
    text = spoken.booking("en")["text"]
    assert "jugendmigrationsdienste.de" in text and "bamf-navi.bamf.de" in text


def test_examples_are_only_entries_that_exist(spoken: Replies) -> None:
    reply = spoken.capabilities("en")
    assert reply["buttons"] == []  # none of the examples is in the small folder
    assert "{" not in reply["text"]


def test_languages_are_offered_by_their_own_names(spoken: Replies) -> None:
    [reply] = spoken.languages("talk.which_language", "tr")
    assert {"title": "العربية", "payload": '/choose_language{"language": "ar"}'} in reply["buttons"]


def test_unknown_language_is_told_in_english_and_german_with_one_list(spoken: Replies) -> None:
    replies = spoken.languages("talk.unsupported_language", "it")
    assert [reply["language"] for reply in replies] == ["en", "de"]
    assert [bool(reply["buttons"]) for reply in replies] == [False, True]


def test_outcome_is_that_of_the_first_reply_that_has_one(knowledge: Knowledge, spoken: Replies) -> None:
    child, rent = knowledge.entries["kindergeld"], knowledge.entries["wohngeld"]
    intro = spoken.say("talk.two_questions", "de")
    assert outcome([intro, spoken.answer(child, "de"), spoken.answer(rent, "de")]) == "answer:kindergeld"
    assert outcome([spoken.choices([child, rent], "de")]) == "choices:kindergeld,wohngeld"
    assert outcome([spoken.crisis("medical", "de")]) == "crisis:medical"
    assert outcome([spoken.booking("de")]) == "booking"
    assert outcome([spoken.decline("de")]) == outcome([intro]) == outcome([]) == "decline"


def test_entries_are_those_answered_and_those_offered(knowledge: Knowledge, spoken: Replies) -> None:
    child, rent = knowledge.entries["kindergeld"], knowledge.entries["wohngeld"]
    replies = [spoken.answer(child, "de", 0.9), spoken.choices([rent], "de")]
    assert entries_of(replies) == [("kindergeld", 0.9), ("wohngeld", 0.0)]


NEW_YEAR = date(2027, 1, 2)
REAL = load_knowledge(PROJECT / "knowledge")
LANGUAGES = [code for code, language in REAL.languages.items() if language.tier == 1]
EXPIRING = [entry for entry in REAL.entries.values() if entry.valid_until == date(2026, 12, 31)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entry", EXPIRING, ids=lambda entry: entry.id)
def test_after_new_year_an_answer_of_2026_gives_way_to_the_official_page(entry: Entry, language: str) -> None:
    reply = Replies(REAL, NEW_YEAR).answer(entry, language)
    assert reply["language"] == language
    assert "€" not in reply["text"]
    assert not any(text.short in reply["text"] for text in entry.texts.values())
    assert str(entry.sources[0].url) in reply["text"]
    assert [button["payload"] for button in reply["buttons"]] == ["/book_appointment"]


@pytest.mark.parametrize("entry", REAL.entries.values(), ids=lambda entry: entry.id)
def test_an_answer_with_an_amount_of_2026_has_a_last_day(entry: Entry) -> None:
    if re.search(r"€[^.\n]*\(2026\)|\(2026\)[^.\n]*€", entry.texts["de"].body):
        assert entry.valid_until is not None
