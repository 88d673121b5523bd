"""Messages with too little in them."""

import pytest

from bot.components.shape import ShapeGuard, shape
from tests.components.factory import message


@pytest.mark.parametrize("text", ["", "👍", "🙏🏽🙏🏽", "12345", "٢٥", "?!…", " \n", "+49 170 1234567"])
def test_message_without_a_letter_has_no_words(text: str) -> None:
    assert shape(text) == "no_words"


@pytest.mark.parametrize("text", ["a", "я?", "و", "1 a 2", "👍 ß"])
def test_single_letter_is_too_short(text: str) -> None:
    assert shape(text) == "too_short"


@pytest.mark.parametrize("text", ["ok", "да", "لا", "👍 ja", "你好", "B1?ja", "B1"])
def test_two_letters_may_be_understood(text: str) -> None:
    assert shape(text) is None


def test_guard_overrides_what_the_classifier_guessed() -> None:
    emoji, words = message("👍"), message("guten Tag")
    for read in (emoji, words):
        read.set("intent", {"name": "ask", "confidence": 0.9})
        read.set("intent_ranking", [{"name": "ask", "confidence": 0.9}])
    ShapeGuard().process([emoji, words])
    assert emoji.get("intent") == {"name": "no_words", "confidence": 1.0}
    assert emoji.get("intent_ranking") == []
    assert words.get("intent")["name"] == "ask"
