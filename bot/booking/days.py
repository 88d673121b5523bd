"""Reads days that people type: "next Tuesday afternoon", «завтра після обіду», "3.12."."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.booking.places import western_digits
from bot.booking.reading import is_question, locale
from bot.booking.slots import BERLIN
from bot.gazetteer import fold

_DAY_MONTH = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.?(?!\d)")  # "3.12." would be taken for a time of day
_LONGEST = 80  # characters: more is a story, and would keep the parser busy
_PERSIAN_DAY = re.compile(r"(یک|دو|سه|چهار|پنج) ?(?=شنبه)")  # often typed without the joiner that parsers want
# A weekday's last letters change with the case: «вівторок», «вівторка»; those of a short name must not be many.
_SHORTEST_STEM, _SHORT_NAME = 4, 6


_SMALL_WORD = 3  # letters: "am", "we", «у»


@dataclass(frozen=True)
class Moment:
    """A day, and the part of it that somebody would like: hours of local time, beginning and end."""

    day: date
    hours: tuple[int, int] | None = None


@dataclass(frozen=True)
class Words:
    """Words of a language, separated by commas: parts of the day, and the day after tomorrow."""

    morning: str = ""
    afternoon: str = ""
    day_after_tomorrow: str = ""


def moment(text: str, language: str, now: datetime, words: Words) -> Moment | None:
    """The day that a text names, never in the past unless it says so itself; None if it names none."""
    plain = _PERSIAN_DAY.sub("\\1\u200c", _DAY_MONTH.sub(r"\1/\2", western_digits(text)[:_LONGEST]))
    local = now.astimezone(BERLIN).replace(tzinfo=None)
    if _has(plain, words.day_after_tomorrow):
        day: date | None = local.date() + timedelta(days=2)  # parsers take half of it for "tomorrow"
    else:
        day = _parsed(plain, language, local) or _weekday(plain, language, local.date())
    if day is None:
        return None
    if _has(plain, words.afternoon):
        return Moment(day, (12, 19))
    return Moment(day, (6, 12) if _has(plain, words.morning) else None)


def is_only_day(text: str, language: str, now: datetime, words: Words) -> bool:
    """Whether a text says nothing but a day and perhaps a part of it."""
    rest = text.casefold()
    for word in ",".join((words.morning, words.afternoon, words.day_after_tomorrow)).split(","):
        rest = rest.replace(word.strip().casefold(), " ") if word.strip() else rest
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": now.astimezone(BERLIN).replace(tzinfo=None), "DATE_ORDER": "DMY"}
    for found, _ in search_dates(rest[:_LONGEST], languages=_parser_languages(language), settings=settings) or ():
        if len(found) > _SMALL_WORD or not found.isascii():  # "die" is Dienstag to the parser
            rest = rest.replace(found, " ")
    return rest != text.casefold() and all(len(word) <= _SMALL_WORD for word in re.findall(r"[^\W\d]+", rest))


def _has(text: str, words: str) -> bool:
    return any(word.strip().casefold() in text.casefold() for word in words.split(",") if word.strip())


def _parsed(text: str, language: str, local: datetime) -> date | None:
    import dateparser  # half a second; only who types a date needs it
    from dateparser.search import search_dates

    settings = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": local, "DATE_ORDER": "DMY"}
    languages = _parser_languages(language)
    whole: datetime | None = dateparser.parse(text.strip(" ."), languages=languages, settings=settings)
    if whole is None:
        found = search_dates(text, languages=languages, settings=settings)
        whole = found[0][1] if found else None
    return whole.date() if whole else None


@lru_cache(maxsize=32)
def _parser_languages(language: str) -> list[str]:
    from dateparser.data.languages_info import language_order

    return [code for code in dict.fromkeys((language, "de", "en")) if code in language_order]


def _weekday(text: str, language: str, today: date) -> date | None:
    """The next day of the week that a text names in a form which the parser does not know."""
    words = [] if is_question(text) else re.findall(r"\w+", fold(text))
    for stem, number in _stems(language):
        if any(word.startswith(stem) for word in words):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


@lru_cache(maxsize=32)
def _stems(language: str) -> list[tuple[str, int]]:
    """The beginnings of the weekdays' names with their numbers, Monday 0, the longest first."""
    names = [(fold(name), number) for number, name in locale(language).days["format"]["wide"].items()]
    stems = [(name[: max(_SHORTEST_STEM, len(name) - _ending(name))], number) for name, number in names]
    return sorted(stems, key=lambda one: -len(one[0]))


def _ending(name: str) -> int:
    return 1 if len(name) <= _SHORT_NAME else 2
