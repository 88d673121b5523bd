"""Names of languages and countries as people write them."""

import pytest

from bot.gazetteer import country_names, fold, language_names


def test_folding_takes_away_capitals_and_accents() -> None:
    assert fold("Türkçe") == "turkce"
    assert fold("ROMÂNĂ") == "romana"


@pytest.mark.parametrize(
    ("language", "form", "meant"),
    [
        ("de", "englisch", "en"),
        ("de", "persisch", "fa"),
        ("tr", "fransızca", "fr"),
        ("tr", "fransizca", "fr"),  # typed without a Turkish keyboard
        ("uk", "французькою", "fr"),
        ("uk", "російською", "ru"),
        ("ru", "английском", "en"),
        ("pl", "ukraińsku", "uk"),
        ("ar", "بالفرنسية", "fr"),
        ("ar", "دری", "fa"),
        ("ti", "ብትግርኛ", "ti"),
        ("so", "english", "en"),  # CLDR knows Somali, and English is understood in any case
        ("de", "українська", "uk"),  # by its own name
        ("de", "italienisch", "it"),  # one that Lotse does not speak: it must be able to say so
        ("de", "kurdisch", "kmr"),
    ],
)
def test_language_is_known_by_the_forms_people_use(language: str, form: str, meant: str) -> None:
    assert language_names(language)[form] == meant


def test_no_name_is_so_short_that_it_is_another_word() -> None:
    assert min(len(form) for form in language_names("vi")) >= 3


@pytest.mark.parametrize(
    ("language", "form", "code"),
    [
        ("de", "syrien", "SY"),
        ("uk", "сирія", "SY"),
        ("ar", "سوريا", "SY"),
        ("tr", "türkiye", "TR"),
        ("tr", "turkiye", "TR"),
        ("uk", "germany", "DE"),
    ],
)
def test_country_is_known_in_the_users_language_and_in_english(language: str, form: str, code: str) -> None:
    assert country_names(language)[form] == code


def test_regions_of_the_world_are_no_countries() -> None:
    assert "europa" not in country_names("de")
    assert "welt" not in country_names("de")
