"""Postcodes and towns as people write them."""

import pytest

from bot.booking import places


@pytest.mark.parametrize("name", ["Düren", "dueren", "DÜREN", "Дюрен"])
def test_a_town_is_found_in_any_spelling_or_script(name: str) -> None:
    assert places.town(name) in ("52349", "52351", "52353", "52355")


def test_an_unknown_town_is_none() -> None:
    assert places.town("Atlantis") is None


def test_a_postcode_is_found_in_a_sentence_and_in_other_digits() -> None:
    assert places.find_postcode("ich wohne in 52349 Düren") == "52349"
    assert places.find_postcode("٥٢٣٤٩") == "52349"
    assert places.find_postcode("0171 1234567") is None


def test_existing_postcodes_are_told_from_others() -> None:
    assert places.exists("10115")
    assert not places.exists("99999")


def test_cologne_and_dueren_are_about_forty_kilometres_apart() -> None:
    cologne, dueren = places.coordinates("50667"), places.coordinates("52349")
    assert cologne is not None
    assert dueren is not None
    assert 30 < places.distance(cologne, dueren) < 45
