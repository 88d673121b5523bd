"""Tokens by the rules of the message's language."""

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.tokenizer import SpacyBlankTokenizer, blank_pipeline
from bot.languages import load_languages
from tests.knowledge.factory import REAL


@pytest.fixture(scope="module")
def tokenizer() -> SpacyBlankTokenizer:
    return SpacyBlankTokenizer(SpacyBlankTokenizer.get_default_config())


def _tokens(tokenizer: SpacyBlankTokenizer, text: str, language: str | None = None) -> list[str]:
    found = tokenizer.tokenize(Message({TEXT: text, "language": language}), TEXT)
    assert all(text[token.start : token.end] == token.text for token in found)
    return [token.text for token in found]


def test_words_and_signs_are_apart(tokenizer: SpacyBlankTokenizer) -> None:
    assert _tokens(tokenizer, "Was kostet  der Kurs?\n", "de") == ["Was", "kostet", "der", "Kurs", "?"]
    assert _tokens(tokenizer, "كم تكلفة الدورة؟", "ar") == ["كم", "تكلفة", "الدورة", "؟"]


def test_language_decides_about_contractions(tokenizer: SpacyBlankTokenizer) -> None:
    assert _tokens(tokenizer, "I can't", "en") == ["I", "ca", "n't"]
    assert _tokens(tokenizer, "I can't") == ["I", "can't"]


@pytest.mark.parametrize("language", [*load_languages(REAL), "it", "zh", "xx", "no-such-language"])
def test_every_language_has_a_tokenizer(tokenizer: SpacyBlankTokenizer, language: str) -> None:
    assert _tokens(tokenizer, "abc def", language)
    assert blank_pipeline(language) is blank_pipeline(language)


def test_nothing_but_space_has_no_tokens(tokenizer: SpacyBlankTokenizer) -> None:
    assert _tokens(tokenizer, " \n ", "de") == []
