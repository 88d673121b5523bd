"""What is said about an appointment."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.booking.places import western_digits
from bot.booking.telling import Telling, day_label, when
from bot.languages import load_languages
from bot.storage.appointments import Stored
from bot.wording import Wording
from tests.booking.factory import office
from tests.conftest import PROJECT

START = datetime(2026, 12, 1, 8, tzinfo=timezone.utc)
SAID: dict[str, Any] = {
    "topic": "geld", "group": "young", "speech": "ar", "interpreter": True, "way": "in_person", "name": "Ali",
    "contact": {"kind": "chat", "value": ""},
}  # fmt: skip


def telling(language: str) -> Telling:
    return Telling(Wording.load(PROJECT / "knowledge"), load_languages(PROJECT / "knowledge"), language)


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("de", "Dienstag, 1. Dezember 2026"), ("en", "Tuesday, 1 December 2026"), ("fa", "سه‌شنبه ۱ دسامبر ۲۰۲۶"),
        ("uk", "вівторок, 1 грудня 2026 р."), ("tr", "1 Aralık 2026 Salı"), ("nonsense", "Dienstag, 1. Dezember 2026"),
    ],
)  # fmt: skip
def test_a_day_has_its_weekday_and_the_gregorian_date_in_every_language(language: str, label: str) -> None:
    assert " ".join(western_digits(day_label(START, language)).split()) == western_digits(label)


def test_times_are_those_of_the_clocks_in_germany() -> None:
    assert when(START, "de").endswith("09:00")
    assert when(datetime(2026, 7, 1, 8, tzinfo=timezone.utc), "de").endswith("10:00")


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("de", "ar", "Arabisch"),
        ("ar", "ar", "العربية"),
        ("de", "kmr", "Kurdisch"),
        ("de", "it", "Italienisch"),
        ("fr", "uk", "ukrainien"),
    ],
)
def test_a_language_is_named_for_who_reads(language: str, code: str, name: str) -> None:
    assert telling(language).language_name(code).startswith(name)


def test_what_people_wrote_is_no_markdown() -> None:
    said = {**SAID, "topic": "[Klick](http://x)", "name": "**Ali** <b>"}
    lines = telling("de").lines(said, office(), START)
    assert "[Klick](http://x)" not in lines
    assert "**Ali**" not in lines


def test_the_card_leads_to_page_calendar_and_map_and_says_whether_a_wheelchair_gets_in() -> None:
    stored = Stored(
        "a1", "test", "a", START, START + timedelta(minutes=45), "booked", "me", None, "en", "in_person", 0, SAID
    )
    card = telling("en").booked(stored, office(sample=True), "https://x/appointment/t")
    assert card["appointment"]["ics_url"] == "https://x/appointment/t.ics"
    assert card["appointment"]["route_url"].startswith("https://www.openstreetmap.org/")
    assert "wheelchair" in card["text"]
    assert "does not exist" in card["text"]
