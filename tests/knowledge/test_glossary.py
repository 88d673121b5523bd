"""Office words: which questions ask for a meaning, and which do not."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.glossary import FILE, Glossary, Word, load_glossary, mistakes
from bot.knowledge.questions import answer_question
from bot.knowledge.service import shared_service
from bot.replies import Replies
from tests.conftest import PROJECT

GLOSSARY = load_glossary(PROJECT / "knowledge")


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("Was ist ein Bescheid?", "de", "Bescheid"), ("what is a bescheid", "en", "Bescheid"), ("що таке Bescheid", "uk", "Bescheid"),
        ("bescheid nedir", "tr", "Bescheid"), ("شو يعني Bescheid؟", "ar", "Bescheid"), ("что такое джобцентр Jobcenter", "ru", None),
        ("jobcenter چیه", "fa", "Jobcenter"), ("c'est quoi le Jobcenter ?", "fr", "Jobcenter"), ("qué es una duldung", "es", "Duldung"),
        ("co to jest Widerspruch", "pl", "Widerspruch"), ("ce este Kindergeld", "ro", "Kindergeld"), ("какво е Duldung", "bg", "Duldung"),
        ("was heißt aufenthaltserlaubniss", "de", "Aufenthaltserlaubnis"), ("was bedeutet hartz 4", "de", "Hartz IV"),
        ("was ist ein realschulabschluss", "de", "Mittlerer Schulabschluss"),
    ],
)  # fmt: skip
def test_a_question_for_a_meaning_finds_its_word(text: str, language: str, word: str | None) -> None:
    found = GLOSSARY.find(text, language)
    assert (found.word if found else None) == word


@pytest.mark.parametrize(
    "text",
    [
        "Bescheid",
        "ich verstehe meinen bescheid nicht",
        "was ist wenn ich keinen bescheid bekomme",
        "was kostet das",
        "was ist das",
        "was ist ein Bär",
    ],
)
def test_other_questions_are_left_to_the_search(text: str) -> None:
    assert GLOSSARY.find(text, "de") is None


def test_the_file_has_over_120_words_in_twelve_languages_without_mistakes() -> None:
    service = shared_service()
    tier_1 = [code for code, one in service.knowledge.languages.items() if one.tier == 1]
    assert len(GLOSSARY.words) >= 120
    assert not list(mistakes(GLOSSARY, tier_1, list(service.knowledge.entries)))


def test_the_reply_explains_in_the_language_and_offers_the_entry() -> None:
    service = shared_service()
    from datetime import date

    spoken = Replies(service.knowledge, date(2026, 11, 27))
    reply = answer_question(service, spoken, "kindergeld nedir", "tr")[0]
    assert reply["text"].startswith("**Kindergeld:** Her çocuk")
    assert reply["language"] == "tr"
    assert "kindergeld" in reply["buttons"][0]["payload"]


def test_mistakes_are_named() -> None:
    words = [
        Word(word="Amt", explanation={"de": "x"}, entry="nothing"),
        Word(word="amt", explanation={"de": "x", "en": "y"}),
    ]
    found = " ".join(mistakes(Glossary(words=words, asking={"de": "was"}), ["de", "en"], []))
    assert "no explanation in en" in found
    assert "no entry 'nothing'" in found
    assert "stands twice" in found
    assert "no words in en" in found


def test_without_a_file_there_are_no_words_and_a_broken_one_is_named(tmp_path: Path) -> None:
    assert load_glossary(tmp_path).words == []
    (tmp_path / FILE).write_text("words:\n  - word: Amt\n", "utf-8")
    with pytest.raises(KnowledgeError, match=r"glossary\.yml"):
        load_glossary(tmp_path)
