"""The list of languages."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.languages import load_languages
from tests.knowledge.factory import REAL

GERMAN = "- {code: de, name: Deutsch, direction: ltr, tier: 1}\n"


def _written(folder: Path, text: str) -> Path:
    (folder / "languages.yml").write_text(text, "utf-8")
    return folder


def test_languages_keep_the_order_in_which_they_are_offered(tmp_path: Path) -> None:
    rows = "- {code: tr, name: Türkçe, direction: ltr, tier: 1}\n" + GERMAN
    assert list(load_languages(_written(tmp_path, rows))) == ["tr", "de"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (GERMAN + "- {code: ar, name: العربية, tier: 1}\n", "needs code, name, direction and tier"),
        (GERMAN + "- ar\n", "needs code, name, direction and tier"),
        (GERMAN + "- {code: ar, name: العربية, direction: right, tier: 1}\n", "ar: direction is ltr or rtl"),
        (GERMAN + "- {code: ar, name: العربية, direction: rtl, tier: 3}\n", "tier is 1 or 2"),
        ("- {code: ar, name: العربية, direction: rtl, tier: 1}\n", "original language 'de' is missing"),
        ("", "original language 'de' is missing"),
    ],
)
def test_incomplete_list_says_what_is_missing(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        load_languages(_written(tmp_path, rows))


def test_projects_languages_are_twelve_in_full_and_six_in_essentials() -> None:
    languages = load_languages(REAL)
    full = [one.code for one in languages.values() if one.tier == 1]
    assert full == "de en uk ru ar fa tr fr es pl ro bg".split()
    assert {one.code for one in languages.values() if one.tier == 2} == {"ps", "kmr", "so", "ti", "sq", "vi"}


def test_languages_in_arabic_letters_run_from_right_to_left() -> None:
    languages = load_languages(REAL)
    assert {one.code for one in languages.values() if one.direction == "rtl"} == {"ar", "fa", "ps"}
