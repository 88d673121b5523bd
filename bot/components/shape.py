"""Rasa component: messages that have too little in them to be understood."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_WORD = re.compile(r"\w+")


def shape(text: str) -> str | None:
    """`no_words` without a letter (emojis, digits, punctuation), `too_short` with a single one, otherwise None.

    A level such as B1 is one letter and all the same a word.
    """
    letters = sum(char.isalpha() for char in text)
    if letters == 0:
        return "no_words"
    whole = any(len(word) > 1 and not word.isdigit() for word in _WORD.findall(text))
    return "too_short" if letters == 1 and not whole else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ShapeGuard(GraphComponent):
    """Overrides the intent of messages without words: a classifier would guess one all the same."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ShapeGuard:
        """Builds the guard; it has nothing to configure or to learn."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent of wordless messages."""
        for message in messages:
            intent = shape(message.get(TEXT) or "")
            if intent:
                message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the examples alone."""
        return training_data
