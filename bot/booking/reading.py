"""Reads what people type into the form: an age, a place, how to be reached. In their language and digits."""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from babel import Locale, UnknownLocaleError
from email_validator import EmailNotValidError, validate_email
from num2words import num2words

from bot.booking.places import exists, find_postcode, town, western_digits
from bot.booking.routing import OLDEST
from bot.gazetteer import fold, language_names

_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,])")
_SIGNED = re.compile(r"[-−–]\s*\d")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
LONGEST_NAME = 40
_LOCALES = {"kmr": "ku", "en": "en_GB"}  # in Europe the day stands before the month
_QUESTION_MARKS = "?؟？"
_SHORTEST_PART = 3  # letters of a button's title that are enough to mean it
_MOST_WORDS = 4  # a longer text may say more


def age(text: str, language: str) -> int | None:
    """The age in years that a text names, as a number or in words; None for none, a broken or an impossible one."""
    plain = western_digits(text)
    if _SIGNED.search(plain):
        return None
    numbers = [int(found) for found in _NUMBER.findall(plain)]
    if not numbers and not any(sign.isdigit() for sign in plain):
        numbers = [_number_words(language)[words] for words in (_words(text),) if words in _number_words(language)]
    return numbers[0] if len(numbers) == 1 and numbers[0] <= OLDEST else None


def _words(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


@lru_cache(maxsize=32)
def _number_words(language: str) -> dict[str, int]:
    try:
        return {_words(num2words(number, lang=language)): number for number in range(OLDEST + 1)}
    except NotImplementedError:
        return {}


@dataclass(frozen=True)
class Place:
    """What was meant: an existing postcode, or the one that does not exist (`wrong`), or neither."""

    postcode: str | None = None
    wrong: str | None = None


def place(text: str) -> Place:
    """The place that a text names, by postcode or by the name of a town in any language."""
    found = find_postcode(text)
    if found:
        return Place(postcode=found) if exists(found) else Place(wrong=found)
    if any(sign.isdigit() for sign in text):
        return Place(wrong="".join(sign for sign in western_digits(text) if sign.isdigit())[:10])
    words = text.split()
    # The name may stand in a sentence: the longest run of words that is a town.
    for length in range(min(len(words), 4), 0, -1):
        for start in range(len(words) - length + 1):
            postcode = town(" ".join(words[start : start + length]))
            if postcode:
                return Place(postcode=postcode)
    return Place()


@dataclass(frozen=True)
class Contact:
    """How somebody is reached; `value` as it is used: a normalised address, or a number such as +49…"""

    kind: str
    value: str = ""


def contact(text: str) -> Contact | None:
    """An e-mail address or a telephone number; None if it is neither, or one that cannot exist."""
    cleaned = _CONTROL.sub(" ", text).strip()
    if "@" in cleaned:
        try:
            checked = validate_email(cleaned, check_deliverability=False)
        except EmailNotValidError:
            return None
        return Contact("email", checked.normalized)
    try:
        number = phonenumbers.parse(western_digits(cleaned), "DE")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return Contact("telephone", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def name(text: str) -> str | None:
    """What somebody wants to be called: one line of letters, or None. It ends up in mails and on pages."""
    if _CONTROL.search(text) or len(text.strip()) > LONGEST_NAME or is_question(text):
        return None
    cleaned = " ".join(text.split())
    return cleaned if any(sign.isalpha() for sign in cleaned) and not re.search(r"[<>@/\\{}|;:]", cleaned) else None


def line(text: str) -> str:
    """A text as one line without control characters and signs that turn the direction of writing."""
    return " ".join(_CONTROL.sub(" ", text).split())


def is_question(text: str) -> bool:
    """Whether somebody asks instead of answering."""
    return any(sign in text for sign in _QUESTION_MARKS)


def language(text: str, spoken: str) -> str | None:
    """The code of the language that a text names, in the language spoken, in German, in English or by its own name."""
    names = _language_names(spoken)
    words = [word.strip(".,!") for word in text.casefold().split()]
    found = {names[word] for word in (*words, " ".join(words)) if word in names}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=32)
def _language_names(language: str) -> dict[str, str]:
    return language_names(language)


def meant(text: str, titles: list[str], loosely: bool = True) -> int | None:
    """Which button somebody writes instead of pressing it: by its title, what stands before a comma, or its number.

    loosely: a part of the title that no other has will do too, or a word of it. Not where a "yes" has consequences.
    """
    wanted, named = fold(line(text)).strip(" .!"), [fold(title) for title in titles]
    for same in (named, [title.partition(",")[0] for title in named]):
        if wanted in same:
            return same.index(wanted)
    number = numbered(text, len(titles))
    if number is not None:
        return number
    if not loosely or is_question(text) or len(wanted.split()) > _MOST_WORDS:
        return None
    parts = [
        [wanted] if len(wanted) >= _SHORTEST_PART else [],
        [word for word in wanted.split() if len(word) > _SHORTEST_PART],
    ]
    for some in parts:
        found = {place for place, title in enumerate(named) for part in some if part in title}
        if len(found) == 1:
            return found.pop()
    return None


def numbered(text: str, most: int) -> int | None:
    """Which of so many buttons somebody means who writes nothing but its number, beginning with 1."""
    number = western_digits(line(text)).strip(" .)")
    return int(number) - 1 if re.fullmatch(r"[1-9]\d?", number) and int(number) <= most else None


def locale(language: str) -> Locale:
    """The CLDR locale for dates; German where there is none."""
    try:
        return Locale.parse(_LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("de")
