"""Days that people type."""

from datetime import date, datetime, timezone

import pytest

from bot.booking.days import Words, is_only_day, moment
from bot.wording import Wording
from tests.conftest import PROJECT

FRIDAY = datetime(2026, 11, 27, 14, tzinfo=timezone.utc)
WORDING = Wording.load(PROJECT / "knowledge")


def words_of(language: str) -> Words:
    names = ("morning", "afternoon", "day_after_tomorrow")
    return Words(*(WORDING.text(f"appointment.words_{name}", language) for name in names))


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("nächsten Dienstag nachmittag", "de", date(2026, 12, 1)), ("next Tuesday afternoon", "en", date(2026, 12, 1)),
        ("завтра після обіду", "uk", date(2026, 11, 28)), ("الثلاثاء", "ar", date(2026, 12, 1)),
        ("فردا صبح", "fa", date(2026, 11, 28)), ("3.12.", "de", date(2026, 12, 3)), ("mardi prochain", "fr", date(2026, 12, 1)),
        ("jutro", "pl", date(2026, 11, 28)), ("gestern", "de", date(2026, 11, 26)),
        ("نحو بعد غد", "ar", date(2026, 11, 29)), ("پس فردا", "fa", date(2026, 11, 29)), ("سه شنبه آینده", "fa", date(2026, 12, 1)),
        ("наступного вівторка", "uk", date(2026, 12, 1)), ("haftaya salı", "tr", date(2026, 12, 1)),
        ("pasado mañana", "es", date(2026, 11, 29)), ("marțea viitoare", "ro", date(2026, 12, 1)),
        ("nächste woche mittwoch", "de", date(2026, 12, 2)), ("във вторник", "bg", date(2026, 12, 1)),
        ("w przyszły wtorek", "pl", date(2026, 12, 1)), ("в следующую среду", "ru", date(2026, 12, 2)),
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_users_language(text: str, language: str, day: date) -> None:
    found = moment(text, language, FRIDAY, words_of(language))
    assert found is not None
    assert found.day == day


def test_the_part_of_the_day_is_heard() -> None:
    found = moment("dienstag nachmittag", "de", FRIDAY, words_of("de"))
    assert found is not None
    assert found.hours == (12, 19)


@pytest.mark.parametrize("text", ["hallo", "was kostet das im montagekurs?"])
def test_no_day_is_none(text: str) -> None:
    assert moment(text, "de", FRIDAY, words_of("de")) is None


@pytest.mark.parametrize(
    ("text", "language", "only"),
    [
        ("jutro po południu", "pl", True), ("morgen", "de", True), ("am 3. Dezember", "de", True), ("pojutrze", "pl", True),
        ("morgen werde ich abgeschoben", "de", False), ("завтра меня депортируют", "ru", False),
        ("jutro mnie deportują", "pl", False), ("ich kann nicht mehr", "de", False), ("let me die", "en", False), ("let me die", "de", False), ("غدا", "ar", True),
    ],
)  # fmt: skip
def test_a_text_that_is_only_a_day_is_told_from_others(text: str, language: str, only: bool) -> None:
    assert is_only_day(text, language, FRIDAY, words_of(language)) == only
