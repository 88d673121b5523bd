"""What the gazetteers find in sentences."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.entities import GazetteerEntityExtractor, find_entities


def _found(text: str) -> list[tuple[str, str]]:
    return [(one["entity"], one["value"]) for one in find_entities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Bitte sprich Französisch",
        "Please speak French",
        "говори французькою",
        "Пожалуйста, на французском языке",
        "بالفرنسية من فضلك",
        "لطفا به فرانسوی صحبت کن",
        "Fransızca konuş",
        "Parle français s'il te plaît",
        "Habla francés por favor",
        "Mów po francusku",
        "Vorbește franceză te rog",
        "Говори на френски",
        "fransizca konusur musun",  # the keyboard has no ı
        "Fransızca'ya geç",
        "будь ласка, на французькій мові",
        "говори по-французски",
        "تكلم فرنسي",
        "mówisz w języku francuskim?",
        "en frances",
    ],
)
def test_asking_for_french_is_understood_in_every_language(text: str) -> None:
    assert _found(text) == [("language", "fr")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("турецкою будь ласка", "tr"),
        ("по-турецки, пожалуйста", "tr"),
        ("türkisch bitte", "tr"),
        ("عربي", "ar"),
        ("دری", "fa"),
        ("kurdî", "kmr"),
        ("українською", "uk"),
        ("italiano per favore", "it"),
    ],
)
def test_other_languages_are_understood_too(text: str, language: str) -> None:
    assert _found(text) == [("language", language)]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ich bin 24 Jahre alt", "24"),
        ("I am 25 years old", "25"),
        ("мені 19 років", "19"),
        ("мне 31 год", "31"),
        ("عمري ٢٥ سنة", "25"),
        ("سنم ۲۴ سال است", "24"),
        ("12 yaşındayım", "12"),
        ("J'ai 19 ans", "19"),
        ("tengo 30 años", "30"),
        ("mam 20 lat", "20"),
        ("am 22 de ani", "22"),
        ("на 23 години съм", "23"),
        ("Alter 17", "17"),
    ],
)
def test_age_is_found_in_every_language_and_in_western_digits(text: str, age: str) -> None:
    assert _found(text) == [("age", age)]


@pytest.mark.parametrize(("text", "level"), [("Ich habe B1", "B1"), ("c1 bitte", "C1"), ("маю А2", "A2"), ("в2", "B2")])
def test_level_is_found_in_latin_and_cyrillic_letters(text: str, level: str) -> None:
    found = _found(text)
    assert found[0][0] == "level"
    assert found[0][1].translate(str.maketrans("АВС", "ABC")) == found[0][1] == level


@pytest.mark.parametrize(
    ("text", "postcode"),
    [("Ich wohne in 50667 Köln", "50667"), ("01067 Dresden", "01067"), ("٥٠٦٦٧", "50667"), ("۵۰۶۶۷", "50667")],
)
def test_postcode_keeps_its_nought_and_comes_in_western_digits(text: str, postcode: str) -> None:
    assert _found(text) == [("postcode", postcode)]


@pytest.mark.parametrize("text", ["1234", "506671", "B3", "A12", "Zimmer 5"])
def test_other_numbers_are_neither_postcode_nor_level_nor_age(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("§ 24", "§ 24"),
        ("§24", "§ 24"),
        ("nach Paragraph 25a", "§ 25a"),
        ("в мене 24 параграф", "§ 24"),
        ("параграф 24", "§ 24"),
        ("paragraf 24", "§ 24"),
        ("المادة 24", "§ 24"),
        ("ich habe eine Duldung", "duldung"),
        ("ich bin geduldet", "duldung"),
        ("blaue Karte EU", "blaue-karte"),
        ("ich habe subsidiären Schutz oder subsidiärer Schutz", "subsidiaer"),
    ],
)
def test_residence_title_is_found_by_name_and_by_paragraph(text: str, title: str) -> None:
    assert _found(text) == [("residence_title", title)]


def test_offsets_point_to_the_words() -> None:
    text = "Ich komme aus Syrien, bin 24 Jahre alt und wohne in 50667 Köln"
    spans = {one["entity"]: text[one["start"] : one["end"]] for one in find_entities(text)}
    assert spans == {"country": "Syrien", "age": "24 Jahre", "postcode": "50667"}


def test_extractor_keeps_what_was_found_before() -> None:
    before = {"entity": "message_language", "value": "de", "start": 0, "end": 7}
    read = Message({"text": "Ich kann B1", "entities": [before]})
    GazetteerEntityExtractor().process([read])
    assert read.get("entities")[0] == before
    assert [(one["entity"], one["extractor"]) for one in read.get("entities")[1:]] == [
        ("level", "GazetteerEntityExtractor")
    ]
