"""The fixed sentences and their fall-backs."""

import re
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.languages import load_languages
from bot.wording import Wording, placeholders, read_wording
from tests.knowledge.factory import REAL

SENTENCES = {
    "de": {"talk.greet": "Hallo {name}!", "talk.more": "Mehr?", "error.gone": "Weg."},
    "en": {"talk.greet": "Hello {name}!", "talk.more": "More?"},
    "tr": {"talk.greet": "Merhaba {name}!"},
}


@pytest.fixture
def wording() -> Wording:
    return Wording(SENTENCES)


def test_sentence_comes_in_the_language_else_in_english_else_in_german(wording: Wording) -> None:
    assert wording.text("talk.greet", "tr", name="Ada") == "Merhaba Ada!"
    assert wording.text("talk.more", "tr") == "More?"
    assert wording.text("error.gone", "tr") == "Weg."
    assert wording.text("talk.more", "xx") == "More?"


def test_unknown_sentence_is_a_mistake_of_the_program(wording: Wording) -> None:
    with pytest.raises(KeyError):
        wording.text("talk.nothing", "de")


def test_values_may_hold_braces_and_more_values_than_needed_do_no_harm(wording: Wording) -> None:
    assert wording.text("talk.greet", "en", name="{name} {x}", other=1) == "Hello {name} {x}!"


def test_translation_with_a_misspelt_placeholder_gives_way_to_the_next_language() -> None:
    wording = Wording({**SENTENCES, "tr": {"talk.greet": "Merhaba {isim}!"}})
    assert wording.text("talk.greet", "tr", name="Ada") == "Hello Ada!"


def test_section_keeps_placeholders_for_the_page_to_fill_in(wording: Wording) -> None:
    assert wording.section("talk", "tr") == {"greet": "Merhaba {name}!", "more": "More?"}


def test_placeholders_are_the_names_in_braces() -> None:
    assert placeholders("Seit {date} in {place}, {date}") == {"date", "place"}


def test_keys_are_written_with_their_section(tmp_path: Path) -> None:
    path = tmp_path / "de.yml"
    path.write_text("talk:\n  greet: >-\n    Guten\n    Tag\n", "utf-8")
    assert read_wording(path) == {"talk.greet": "Guten Tag"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this file is empty"),
        ("talk:\n  greet:\n", "talk.greet has no sentence"),
        ("talk:\n  greet: '  '\n", "talk.greet has no sentence"),
        ("talk:\n  greet: [a, b]\n", "talk.greet has no sentence"),
        ("talk:\n  greet: Hallo: du\n", r"de\.yml:2: not readable"),
    ],
)
def test_file_without_sentences_is_explained(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "de.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=said):
        read_wording(path)


def test_german_original_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "wording").mkdir()
    with pytest.raises(KnowledgeError, match=r"original de\.yml is missing"):
        Wording.load(tmp_path)


LANGUAGES = load_languages(REAL)
ALL = Wording.load(REAL)
VALUES = {
    "hours": 24, "topics": "A; B", "example": "Was kostet der Kurs?", "link": "[x](https://example.org)",
    "date": "1. Dezember 2026", "jmd4you": "[jmd4you](https://jmd4you.de)", "mbeon": "[mbeon](https://mbeon.de)",
    "postcode": "00000", "name": "Ali", "km": "2,5", "time": "Dienstag, 09:00", "office": "Beratung Köln", "max": 5000,
}  # fmt: skip


def test_every_language_has_a_file() -> None:
    assert set(ALL.languages) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_complete_in_every_language(language: str) -> None:
    for key in ALL.keys():  # noqa: SIM118 - not a dictionary
        own = ALL.raw(key, language)
        assert placeholders(own) == placeholders(ALL.raw(key, "de")), key
        spoken = ALL.text(key, language, **VALUES)
        assert not re.search("[{}]", spoken), key
        assert all(str(VALUES[name]) in spoken for name in placeholders(own)), key
        assert spoken.count("**") % 2 == 0 and "<" not in spoken, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_those_of_the_german_sentence_in_the_digits_that_people_dial(language: str) -> None:
    for key in ALL.keys():  # noqa: SIM118 - not a dictionary
        figures = [re.findall(r"\d+", ALL.raw(key, one)) for one in (language, "de")]
        assert all(figure.isascii() for figure in figures[0]), key
        if key == "widget.crisis":
            assert figures[0] == ["112", "110"]
        assert set(figures[0]) == set(figures[1]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_of_words_are_separated_by_plain_commas(language: str) -> None:
    for key in ("words_morning", "words_afternoon", "words_day_after_tomorrow", "words_stop"):
        words = [word.strip() for word in ALL.raw(f"appointment.{key}", language).split(",")]
        assert all(words) and not any(sign in word for word in words for sign in "،፣;"), key
