"""Rasa component: recognises crises before anything else."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

PREFIX = "crisis_"
_FILE = "words.json"
_SPACE = re.compile(r"[\s\W_]+")
# Letters that NFKD leaves alone but people write either way; the zero-width non-joiner of Persian goes.
_SAME = str.maketrans({"ß": "ss", "ł": "l", "ı": "i", "ي": "ی", "ك": "ک", "ة": "ه", "\u200c": None, "’": " ", "'": " "})


def normalise(text: str) -> str:
    """Lower case, no accents or vowel signs, single spaces: the form in which word groups are compared."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_SAME))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPACE.sub(" ", letters).strip()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisGuard(GraphComponent):
    """Overrides the intent when a message speaks of a crisis.

    Two witnesses: word groups that almost always mean a crisis (lookup tables named like the intents), and the
    classifier's probability summed over all crisis intents. A crisis missed is worse than one seen wrongly, so
    `threshold` is lower than for any other intent; `lotse learn` reports what a threshold costs on both sides.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """threshold: summed probability of the crisis intents from which a message counts as a crisis."""
        return {"threshold": 0.5}

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, words: dict[str, list[str]]
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._words = words

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisGuard:
        """Builds a guard that knows no word groups yet."""
        return cls(config, model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CrisisGuard:
        """Loads the word groups that were in the training data."""
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / _FILE).read_text("utf-8"))
        return cls(config, model_storage, resource, words)

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the lookup tables whose names begin with `crisis_`."""
        for table in training_data.lookup_tables:
            if table["name"].startswith(PREFIX):
                known = self._words.setdefault(table["name"], [])
                known += sorted({normalise(words) for words in table["elements"]} - set(known))
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(self._words, ensure_ascii=False), "utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the examples alone."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Puts the crisis first wherever there is one; what only looks a little like one becomes a question.

        The intent's confidence says how sure it is: 1 by words, the summed probability by the classifier.
        """
        for message in messages:
            by_words = self._by_words(message.get(TEXT) or "")
            kind, confidence = (by_words, 1.0) if by_words else self._by_classifier(message)
            if kind and confidence >= self._config["threshold"]:
                message.set(INTENT, {INTENT_NAME_KEY: kind, PREDICTED_CONFIDENCE_KEY: confidence}, add_to_output=True)
            elif str((message.get(INTENT) or {}).get(INTENT_NAME_KEY)).startswith(PREFIX):
                message.set(INTENT, {INTENT_NAME_KEY: "ask", PREDICTED_CONFIDENCE_KEY: confidence}, add_to_output=True)
        return messages

    def _by_words(self, text: str) -> str | None:
        plain = f" {normalise(text)}"
        hits = [(len(words), kind) for kind, table in self._words.items() for words in table if " " + words in plain]
        return max(hits)[1] if hits else None

    def _by_classifier(self, message: Message) -> tuple[str | None, float]:
        """The likeliest crisis and the probability of any."""
        ranking = [one for one in message.get("intent_ranking", []) if one["name"].startswith(PREFIX)]
        if not ranking:
            return None, 0.0
        likeliest = max(ranking, key=lambda one: float(one["confidence"]))
        return str(likeliest["name"]), float(sum(one["confidence"] for one in ranking))
