"""What people type into the form."""

from datetime import datetime, timezone

import pytest

from bot.booking import reading

FRIDAY = datetime(2026, 11, 27, 14, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("text", "language", "age"),
    [
        ("19", "de", 19), ("ich bin 19 jahre alt", "de", 19), ("twenty-six", "en", 26), ("٢٦", "ar", 26),
        ("двадцать шесть", "ru", 26), ("sechsundzwanzig", "de", 26), ("2,6", "de", None), ("-3", "de", None),
        ("200", "de", None), ("19 oder 20", "de", None), ("jung", "de", None),
    ],
)  # fmt: skip
def test_an_age_is_read_in_figures_and_words(text: str, language: str, age: int | None) -> None:
    assert reading.age(text, language) == age


def test_a_place_is_a_postcode_or_a_town_and_a_wrong_one_is_named() -> None:
    assert reading.place("52349").postcode == "52349"
    assert (reading.place("ich wohne in Düren").postcode or "").startswith("523")
    assert reading.place("99999").wrong == "99999"
    assert reading.place("nirgendwo") == reading.Place()


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Ali@Example.org", reading.Contact("email", "Ali@example.org")), ("a@b", None),
        ("0171 1234567", reading.Contact("telephone", "+491711234567")), ("+380 67 123 4567", reading.Contact("telephone", "+380671234567")),
        ("٠١٧١١٢٣٤٥٦٧", reading.Contact("telephone", "+491711234567")), ("12", None), ("x@example.org\nBcc: y@example.org", None),
    ],
)  # fmt: skip
def test_a_contact_is_an_address_or_number_that_can_exist(text: str, contact: reading.Contact | None) -> None:
    assert reading.contact(text) == contact


@pytest.mark.parametrize("text", ["Ali\r\nBcc: x@y.de", "<script>", "a" * 41, "123", "x@y.de", ""])
def test_a_name_that_could_do_harm_or_is_none_is_refused(text: str) -> None:
    assert reading.name(text) is None


@pytest.mark.parametrize("text", ["Ali", "Олена", "فاطمة", "O'Neill", "Nguyễn Văn"])
def test_a_name_in_any_script_is_taken(text: str) -> None:
    assert reading.name(text) == text


@pytest.mark.parametrize(
    ("text", "spoken", "code"),
    [
        ("Arabisch", "de", "ar"), ("українською", "uk", "uk"), ("ich spreche Somali", "de", "so"), ("بالعربية", "ar", "ar"),
        ("english please", "ru", "en"), ("Deutsch oder Englisch", "de", None), ("egal", "de", None),
    ],
)  # fmt: skip
def test_a_language_is_named_in_any_language(text: str, spoken: str, code: str | None) -> None:
    assert reading.language(text, spoken) == code


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("per telefon", 1),
        ("Telefon", 1),
        ("2", 1),
        ("٣", 2),
        ("video", 2),
        ("Per", None),
        ("9", None),
        ("am", None),
        ("am telefon", 1),
        ("am telefon oder video", None),
        ("telefon?", None),
        ("ich will lieber per telefon reden", None),
    ],
)
def test_a_button_can_be_written(text: str, place: int | None) -> None:
    assert reading.meant(text, ["Persönlich", "Per Telefon", "Per Video"]) == place


@pytest.mark.parametrize(
    ("text", "place"), [("Ja", 0), ("1", 0), ("ja, buchen", 0), ("buchen", None), ("nicht buchen", None)]
)
def test_where_it_matters_only_the_whole_button_counts(text: str, place: int | None) -> None:
    assert reading.meant(text, ["Ja, buchen", "Ändern"], loosely=False) == place


def test_a_text_becomes_one_line() -> None:
    assert reading.line("a\nb\u202e  c ") == "a b c"
