"""Rasa component: recognises crises before anything else."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.encoder import DIMENSIONS, Matrix, Vector

PREFIX = "crisis_"
_WORDS = "words.json"
_EXAMPLES = "examples.npz"
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

    Three witnesses: word groups that almost always mean a crisis (lookup tables named like the intents); the
    classifier's probability summed over all crisis intents; and the nearest training example. From `threshold` on a
    message counts as a crisis if its nearest example is one; from `sure` on in any case. Both were set on the half of
    `tests/questions/` that is learnt from: crises there have 0.74 and more, others 0.68 and less, but for one, whose
    nearest example is none.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """threshold, sure: summed probabilities of the crisis intents."""
        return {"threshold": 0.71, "sure": 0.98}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._words: dict[str, list[str]] = {}
        self._crises = self._others = np.zeros((0, DIMENSIONS), dtype=np.float32)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisGuard:
        """Builds a guard that has learnt nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CrisisGuard:
        """Loads the word groups and examples that were in the training data."""
        guard = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            guard._words = json.loads((folder / _WORDS).read_text("utf-8"))
            with np.load(folder / _EXAMPLES, allow_pickle=False) as stored:
                guard._crises = stored["crises"].astype(np.float32)
                guard._others = stored["others"].astype(np.float32)
        return guard

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the lookup tables whose names begin with `crisis_`, and the vectors of all examples."""
        for table in training_data.lookup_tables:
            if table["name"].startswith(PREFIX):
                known = self._words.setdefault(table["name"], [])
                known += sorted({normalise(words) for words in table["elements"]} - set(known))
        vectors: dict[bool, list[Vector]] = {True: [], False: []}
        for example in training_data.intent_examples:
            vector = _vector(example)
            if vector is not None:
                vectors[example.get(INTENT).startswith(PREFIX)].append(vector)
        self._crises, self._others = (_stack(vectors[crisis]) for crisis in (True, False))
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _WORDS).write_text(json.dumps(self._words, ensure_ascii=False), "utf-8")
            half = {"crises": self._crises.astype(np.float16), "others": self._others.astype(np.float16)}
            np.savez(folder / _EXAMPLES, **half)
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
            if kind and (by_words or self._believes(confidence, message)):
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

    def _believes(self, confidence: float, message: Message) -> bool:
        """Whether the probability suffices, by itself or together with the nearest example."""
        if confidence < self._config["threshold"]:
            return False
        vector = _vector(message)
        if confidence >= self._config["sure"] or vector is None or not len(self._others):
            return True
        return bool(len(self._crises)) and float((self._crises @ vector).max()) > float((self._others @ vector).max())


def _vector(message: Message) -> Vector | None:
    """The message's e5 vector as the featurizer gives it, length 1; None without features."""
    features = message.get_dense_features(TEXT)[1]
    if features is None:
        return None
    vector: Vector = np.asarray(features.features[0], dtype=np.float32)
    unit: Vector = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return unit


def _stack(vectors: list[Vector]) -> Matrix:
    return np.stack(vectors) if vectors else np.zeros((0, DIMENSIONS), dtype=np.float32)
