"""Rasa component: tokens from spaCy's blank pipelines, one for each language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

from bot.languages import load_languages
from bot.settings import load_settings

# spaCy's Vietnamese needs a package of its own; its words are separated by spaces all the same.
_WITHOUT_OWN = {"vi", "so"}


@lru_cache(maxsize=32)
def blank_pipeline(language: str) -> Language:
    """spaCy's empty pipeline for a language, or the one for any language where spaCy has none."""
    if language in _WITHOUT_OWN:
        return spacy.blank("xx")
    try:
        return spacy.blank(language)
    except ImportError:  # raised by spaCy for a code that it does not know
        return spacy.blank("xx")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyBlankTokenizer(Tokenizer):
    """Splits a message by the rules of the language that was found in it."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpacyBlankTokenizer:
        """Builds the tokenizer and its pipelines: the first message in a language must not wait for one."""
        for language in load_languages(load_settings().knowledge_dir):
            blank_pipeline(language)
        return cls(config)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What Rasa's tokenizers may be told; all as usual."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of one attribute of the message, white space left out."""
        text = message.get(attribute)
        doc = blank_pipeline(message.get("language") or "xx").make_doc(text)
        return [Token(token.text, token.idx) for token in doc if not token.is_space]
