"""Which language is answered in."""

import pytest

from bot.components.language import LanguageIdentifier, choose
from bot.detection import Detected, Evidence
from tests.components.factory import message
from tests.knowledge.factory import detector

OURS = ["de", "en", "uk", "ru", "ar", "tr"]


def _chosen(code: str, probability: float = 0.99, words: int = 5, from_text: bool = True, **evidence: str) -> str:
    return choose(Detected(code, probability, from_text, words), Evidence(**evidence), OURS)


def test_message_is_answered_in_its_language() -> None:
    assert _chosen("uk") == "uk"
    assert _chosen("uk", conversation="de", interface="de") == "uk"


def test_who_asked_for_a_language_keeps_it_while_writing_in_the_old_one() -> None:
    assert _chosen("de", chosen="tr", chosen_from="de", conversation="tr") == "tr"
    assert _chosen("tr", chosen="tr", chosen_from="de", conversation="tr") == "tr"


def test_third_language_ends_the_choice() -> None:
    assert _chosen("ar", chosen="tr", chosen_from="de", conversation="tr") == "ar"


def test_unclear_third_language_does_not_end_the_choice() -> None:
    assert _chosen("ar", 0.4, chosen="tr", chosen_from="de", conversation="tr") == "tr"


def test_unclear_message_stays_in_the_conversations_language_else_in_the_pages() -> None:
    assert _chosen("ru", 0.59, conversation="uk", interface="de") == "uk"
    assert _chosen("ru", 0.59, interface="uk") == "uk"
    assert _chosen("ru", 0.6, conversation="uk") == "ru"


def test_unclear_message_with_nothing_else_known_is_read_as_it_looks() -> None:
    assert _chosen("ru", 0.4) == "ru"


def test_message_without_words_stays_in_the_conversations_language_however_sure() -> None:
    assert _chosen("de", 0.99, words=0, from_text=False, conversation="uk") == "uk"
    assert _chosen("de", 0.99, words=0, from_text=False, interface="tr") == "tr"
    assert _chosen("de", 0.99, words=0, from_text=False) == "de"


@pytest.mark.parametrize(
    ("probability", "words", "expected"),
    [(0.99, 3, "it"), (0.99, 2, "uk"), (0.8, 3, "it"), (0.79, 9, "uk")],
)
def test_unknown_language_is_only_believed_if_sure_and_in_three_words(
    probability: float, words: int, expected: str
) -> None:
    assert _chosen("it", probability, words, conversation="uk") == expected


def test_unbelieved_unknown_language_with_nothing_else_known_is_german() -> None:
    assert _chosen("it", 0.99, 1) == "de"


def test_german_office_words_in_a_ukrainian_sentence_do_not_switch() -> None:
    evidence = Evidence(conversation="uk", interface="de")
    for text in ("Jobcenter", "Berechtigungsschein BAMF?", "а що з Wohngeld і Kindergeld", "Aufenthaltserlaubnis"):
        assert choose(detector().detect(text, evidence), evidence, OURS) == "uk", text


@pytest.fixture(scope="module")
def identifier(copied_folders) -> LanguageIdentifier:  # type: ignore[no-untyped-def]
    return LanguageIdentifier()


def test_language_is_reported_as_an_entity_over_the_whole_message(identifier: LanguageIdentifier) -> None:
    [read] = identifier.process([message("Скільки коштує курс?")])
    assert read.get("language") == "uk"
    assert read.get("entities") == [{"entity": "message_language", "value": "uk", "start": 0, "end": 20}]


def test_language_takes_into_account_what_the_application_knows(identifier: LanguageIdentifier) -> None:
    read = identifier.process([message("ok", conversation_language="tr"), message("ok", interface_language="en")])
    assert [one.get("language") for one in read] == ["tr", "en"]
    kept = identifier.process(
        [message("Was kostet der Kurs?", chosen="tr", chosen_from="de", conversation_language="tr")]
    )
    assert kept[0].get("language") == "tr"
