"""In which language is a message written?"""

import pytest

from bot.detection import Evidence, read_office_words
from bot.errors import KnowledgeError
from tests.knowledge.factory import detector

SENTENCES = [
    ("de", "Wie viel kostet der Deutschkurs?"),
    ("en", "How do I get my diploma recognised?"),
    ("uk", "Скільки коштує курс німецької мови?"),
    ("ru", "Сколько стоит курс немецкого языка?"),
    ("ar", "كم تكلفة دورة اللغة الألمانية؟"),
    ("fa", "هزینه دوره زبان آلمانی چقدر است؟"),
    ("tr", "Almanca kursu ne kadar?"),
    ("fr", "Combien coûte le cours d'allemand ?"),
    ("es", "¿Cuánto cuesta el curso de alemán?"),
    ("pl", "Ile kosztuje kurs niemieckiego?"),
    ("ro", "Cât costă cursul de germană?"),
    ("bg", "Колко струва курсът по немски език?"),
    ("ti", "ትምህርቲ ጀርመን ክንደይ ዋጋኡ?"),
    ("ps", "د جرمني ژبې کورس څومره لګښت لري؟"),
    ("kmr", "Ez êdî naxwazim bijîm, ji kê re dikarim telefon bikim?"),
    ("ps", "زه مرسته غواړم"),
    ("kmr", "Îşev cihê min ê razanê tune, ez nikarim biçim malê"),
    ("so", "Koorsada luqadda Jarmalka immisa ayay ku kacdaa?"),
    ("sq", "Sa kushton kursi i gjermanishtes?"),
    ("vi", "Khóa học tiếng Đức giá bao nhiêu?"),
]


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_sentence_is_recognised_by_itself(language: str, text: str) -> None:
    found = detector().detect(text)
    assert found.code == language
    assert found.probability > 0.9
    assert found.from_text


def test_language_that_lotse_does_not_speak_is_told_apart() -> None:
    found = detector().detect("Quanto costa il corso di tedesco?")
    assert (found.code, found.words) == ("it", 6)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Хочу на Integrationskurs, що таке Berechtigungsschein?"),
        ("tr", "Jobcenter'den Bescheid geldi, Widerspruch nasıl yapılır?"),
        ("ar", "وصلني Bescheid من Jobcenter ماذا أفعل؟"),
        ("en", "My Aufenthaltstitel expires, what is a Fiktionsbescheinigung?"),
        ("ru", "Мне пришёл Bescheid из Jobcenter, что делать?"),
    ],
)
def test_german_office_words_do_not_make_a_message_german(language: str, text: str) -> None:
    assert detector().detect(text).code == language


def test_office_words_alone_say_nothing_about_the_language() -> None:
    found = detector().detect("Jobcenter Bescheid", Evidence(conversation="uk"))
    assert (found.code, found.from_text) == ("uk", False)
    assert detector().detect("Jobcenter Bescheid").code == "de"


@pytest.mark.parametrize("text", ["", "👍", "12345", "?!", "https://www.bamf.de/english", "a@b.de"])
def test_message_without_words_stays_in_the_conversations_language(text: str) -> None:
    found = detector().detect(text, Evidence(conversation="tr"))
    assert (found.code, found.from_text, found.words) == ("tr", False, 0)


def test_address_of_a_page_says_nothing_about_the_language() -> None:
    assert detector().detect("ile kosztuje kurs https://example.org/how-much-is-the-course").code == "pl"


@pytest.mark.parametrize("conversation", ["de", "en", "tr"])
def test_word_of_all_languages_is_read_in_the_conversations(conversation: str) -> None:
    assert detector().detect("ok", Evidence(conversation=conversation)).code == conversation


def test_clear_sentence_weighs_more_than_conversation_and_page() -> None:
    evidence = Evidence(conversation="ru", interface="ru")
    assert detector().detect("Скільки коштує курс німецької мови?", evidence).code == "uk"


def test_page_weighs_less_than_the_conversation() -> None:
    assert detector().detect("ok", Evidence(conversation="tr", interface="en")).code == "tr"


def test_same_message_is_always_read_the_same() -> None:
    assert len({detector().detect("Almanya kurs tamam") for _ in range(5)}) == 1


def test_very_long_message_is_no_problem() -> None:
    assert detector().detect("Скільки коштує курс? " * 250).code == "uk"


def test_office_words_come_longest_first_without_comments(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "office-words.txt").write_text("# words\nAmt\n\nJobcenter\n", "utf-8")
    assert read_office_words(tmp_path) == ["jobcenter", "amt"]


def test_missing_or_badly_saved_office_words_are_explained(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KnowledgeError, match="this file is missing"):
        read_office_words(tmp_path)
    (tmp_path / "office-words.txt").write_bytes("Behörde".encode("latin-1"))
    with pytest.raises(KnowledgeError, match="UTF-8"):
        read_office_words(tmp_path)


def test_a_kurdish_word_alone_goes_on_in_kurdish() -> None:
    assert detector().detect("rawestîne", Evidence(conversation="kmr", interface="kmr")).code == "kmr"
