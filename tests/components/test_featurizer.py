"""e5 vectors without what all examples have in common."""

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.featurizer import E5Featurizer
from bot.encoder import DIMENSIONS, shared_encoder
from tests.components.factory import CONTEXT, RESOURCE, examples, message

TEXTS = ["Was kostet der Kurs?", "Guten Tag", "Ich brauche einen Termin"]
CONFIG = {**E5Featurizer.get_default_config(), "scale": 2.0}


def _vector(read: Message) -> np.ndarray:
    return read.get_dense_features(TEXT)[1].features[0]


@pytest.fixture
def trained(storage: LocalModelStorage) -> E5Featurizer:
    featurizer = E5Featurizer.create(CONFIG, storage, RESOURCE, CONTEXT)
    featurizer.train(examples(("x", text) for text in TEXTS))
    return featurizer


def test_features_are_the_scaled_distance_from_the_examples_mean(trained: E5Featurizer) -> None:
    vectors = shared_encoder().encode(TEXTS, "query")
    [read] = trained.process([message(TEXTS[0])])
    np.testing.assert_allclose(_vector(read), 2.0 * (vectors[0] - np.mean(vectors, axis=0)), atol=1e-5)


def test_examples_lie_around_nought(trained: E5Featurizer) -> None:
    data = trained.process_training_data(examples(("x", text) for text in TEXTS))
    mean = np.mean([_vector(example) for example in data.training_examples], axis=0)
    np.testing.assert_allclose(mean, np.zeros(DIMENSIONS), atol=1e-5)


def test_loaded_featurizer_gives_the_same_features(trained: E5Featurizer, storage: LocalModelStorage) -> None:
    loaded = E5Featurizer.load(CONFIG, storage, RESOURCE, CONTEXT)
    [before], [after] = trained.process([message("Hallo")]), loaded.process([message("Hallo")])
    np.testing.assert_array_equal(_vector(before), _vector(after))


def test_message_without_text_is_left_alone(trained: E5Featurizer) -> None:
    [read] = trained.process([Message({})])
    assert read.get_dense_features(TEXT) == (None, None)
