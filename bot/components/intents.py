"""Rasa component: intents by logistic regression on e5 vectors and character n-grams together.

Rasa's own LogisticRegressionClassifier weighs all intents alike, so that the seven crisis intents together outweigh the
one for questions; here they count as often as they occur. The n-grams help where e5 is vague: short and misspelt words.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

_FILE = "intents.skops"
# skops loads scikit-learn and NumPy classes only; the vectorizer keeps its weights as a sparse matrix.
_TRUSTED = ["scipy.sparse._csr.csr_matrix"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Gives every intent a probability."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """ngram_weight: length of the n-gram vector beside that of e5, which is about the featurizer's scale."""
        return {"ngram_weight": 3.0, "max_ngrams": 30000}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._ngrams = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True, max_features=self._config["max_ngrams"]
        )
        self._classifier = LogisticRegression(max_iter=300, tol=1e-3, random_state=42)
        self._weights: tuple[Any, Any] | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """Builds an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """Loads the trained classifier."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            stored = skops.io.load(folder / _FILE, trusted=_TRUSTED)
        component._ngrams, component._classifier = stored["ngrams"], stored["classifier"]
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the intents of all examples."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT) and one.get(INTENT)]
        self._ngrams.fit([one.get(TEXT) for one in examples])
        self._classifier.fit(self._matrix(examples), [one.get(INTENT) for one in examples])
        with self._model_storage.write_to(self._resource) as folder:
            skops.io.dump({"ngrams": self._ngrams, "classifier": self._classifier}, folder / _FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the examples alone."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking of each message with text."""
        texts = [message for message in messages if message.get(TEXT)]
        if not texts:
            return messages
        for message, row in zip(texts, self._probabilities(texts), strict=True):
            order = np.argsort(-row)
            ranking = [{"name": str(self._classifier.classes_[at]), "confidence": float(row[at])} for at in order]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _probabilities(self, messages: list[Message]) -> Any:
        """What scikit-learn's `predict_proba` gives, shape (messages, intents).

        It would copy 30,000 weights an intent for each message; here they lie ready, those of e5 and of the n-grams.
        """
        dense, ngrams = self._features(messages)
        if self._weights is None:
            both = self._classifier.coef_.T
            self._weights = (
                np.ascontiguousarray(both[: dense.shape[1]]),
                np.ascontiguousarray(both[dense.shape[1] :]),
            )
        return softmax(dense @ self._weights[0] + ngrams @ self._weights[1] + self._classifier.intercept_, axis=1)

    def _matrix(self, messages: list[Message]) -> csr_matrix:
        dense, ngrams = self._features(messages)
        return hstack([csr_matrix(dense), ngrams]).tocsr()

    def _features(self, messages: list[Message]) -> tuple[Any, csr_matrix]:
        dense = np.concatenate([message.get_dense_features(TEXT)[1].features for message in messages])
        ngrams = self._ngrams.transform([message.get(TEXT) for message in messages])
        return dense, ngrams * self._config["ngram_weight"]
