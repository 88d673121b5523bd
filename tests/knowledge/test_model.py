"""When an answer may be shown, and when a person has to look at it."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Source


def _entry(folder: Path, more: str = "", **changes: object):  # type: ignore[no-untyped-def]
    return load_knowledge(folder).entries["kindergeld"].model_copy(update=changes)


def test_answer_is_shown_on_its_last_day_and_not_after(folder: Path) -> None:
    entry = _entry(folder, valid_until=date(2026, 12, 31))
    assert not entry.expired(date(2026, 12, 31))
    assert entry.expired(date(2027, 1, 1))


def test_answer_without_a_last_day_never_expires(folder: Path) -> None:
    assert not _entry(folder).expired(date(2099, 1, 1))


@pytest.mark.parametrize(
    ("rhythm", "good", "due"),
    [
        ("monthly", date(2026, 12, 2), date(2026, 12, 3)),
        ("quarterly", date(2027, 2, 1), date(2027, 2, 2)),
        ("yearly", date(2027, 11, 2), date(2027, 11, 3)),
    ],
)
def test_review_is_due_when_the_rhythm_is_over(folder: Path, rhythm: str, good: date, due: date) -> None:
    entry = _entry(folder, review_every=rhythm)  # reviewed on 1 November 2026
    assert not entry.due(good)
    assert entry.due(due)


def test_translation_is_outdated_as_soon_as_the_german_body_changes(folder: Path) -> None:
    assert not _entry(folder).outdated("en")
    german = folder / "faq/geld/kindergeld/de.md"
    german.write_text(german.read_text("utf-8").replace("259", "260"), "utf-8")
    assert _entry(folder).outdated("en")
    assert not _entry(folder).outdated("de")


def test_another_phrasing_in_german_leaves_translations_up_to_date(folder: Path) -> None:
    german = folder / "faq/geld/kindergeld/de.md"
    german.write_text(german.read_text("utf-8").replace("kindergeld höhe", "kindergeld summe"), "utf-8")
    assert not _entry(folder).outdated("en")


def test_translation_that_does_not_say_what_it_was_made_from_is_outdated(folder: Path) -> None:
    english = folder / "faq/geld/kindergeld/en.md"
    lines = [line for line in english.read_text("utf-8").splitlines() if not line.startswith("translated_from")]
    english.write_text("\n".join(lines), "utf-8")
    assert _entry(folder).outdated("en")


def test_short_answer_is_the_first_paragraph(folder: Path) -> None:
    text = _entry(folder).texts["de"].model_copy(update={"body": "Kurz.\n\nLang."})
    assert text.short == "Kurz."


@pytest.mark.parametrize("url", ["familienkasse", "javascript:alert(1)", "/page"])
def test_source_needs_a_web_address(url: str) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate({"title": "Familienkasse", "url": url})
