"""Rasa component: e5 sentence vectors as dense features."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.encoder import CACHE, DIMENSIONS, Encoder, Matrix, Vector, VectorCache, shared_encoder
from bot.settings import load_settings

_FILE = "mean.npy"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class E5Featurizer(DenseFeaturizer, GraphComponent):
    """Centred and scaled e5 vectors.

    e5's cosines all lie between 0.7 and 0.9; without the common part taken away, a regularised classifier cannot tell
    intents apart. The mean is learnt from the training examples and kept with the model.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """scale: what centred vectors are multiplied by, against the classifier's fixed regularisation."""
        return {**DenseFeaturizer.get_default_config(), "scale": 12.0}

    def __init__(
        self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource, mean: Vector
    ) -> None:
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._mean = mean
        settings = load_settings()
        self._encoder: Encoder = shared_encoder()
        self._cache_path = settings.data_dir / CACHE

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> E5Featurizer:
        """Builds an untrained featurizer."""
        mean = np.zeros(DIMENSIONS, dtype=np.float32)
        return cls(config, execution_context.node_name, model_storage, resource, mean)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> E5Featurizer:
        """Loads the mean that was learnt."""
        with model_storage.read_from(resource) as folder:
            mean = np.load(folder / _FILE, allow_pickle=False)
        return cls(config, execution_context.node_name, model_storage, resource, mean)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the mean of the examples' vectors."""
        vectors = self._vectors(training_data)
        if len(vectors):
            self._mean = vectors.mean(axis=0)
        with self._model_storage.write_to(self._resource) as folder:
            np.save(folder / _FILE, self._mean, allow_pickle=False)
        return self._resource

    def _vectors(self, training_data: TrainingData) -> Matrix:
        cache = VectorCache(self._cache_path)
        texts = [example.get(TEXT) for example in training_data.training_examples if example.get(TEXT)]
        vectors = cache.vectors(texts, "query", self._encoder)
        cache.save()
        return vectors

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds features to all examples; their vectors are cached on disk, as most stay the same between trainings."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        for example, vector in zip(examples, self._vectors(training_data), strict=True):
            self._add(example, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds features to messages."""
        for message in messages:
            if message.get(TEXT):
                self._add(message, self._encoder.query(message.get(TEXT)))
        return messages

    def _add(self, message: Message, vector: Vector) -> None:
        feature = ((vector - self._mean) * self._config["scale"]).reshape(1, -1)
        message.add_features(Features(feature, FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS]))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check beyond the types that YAML gives."""
