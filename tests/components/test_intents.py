"""Intents: learnt from a few examples, the same after loading."""

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.featurizer import E5Featurizer
from bot.components.intents import IntentClassifier
from tests.components.factory import CONTEXT, RESOURCE, examples, message

PAIRS = {
    "greet": ["hallo", "guten tag", "hello there", "merhaba", "привіт", "hi"],
    "book": ["ich will einen termin", "i need an appointment", "randevu istiyorum", "хочу записатися на прийом", "termin bitte", "book an appointment"],
    "ask": ["was kostet der kurs", "how much is the course", "kurs ne kadar", "скільки коштує курс", "wer zahlt den kurs", "course price"],
}  # fmt: skip
CONFIG = E5Featurizer.get_default_config()


@pytest.fixture
def featurizer(storage: LocalModelStorage) -> E5Featurizer:
    return E5Featurizer.create(CONFIG, storage, Resource("featurizer"), CONTEXT)


@pytest.fixture
def data(featurizer: E5Featurizer) -> TrainingData:
    pairs = examples((intent, text) for intent, texts in PAIRS.items() for text in texts)
    featurizer.train(pairs)
    return featurizer.process_training_data(pairs)


@pytest.fixture
def trained(data: TrainingData, storage: LocalModelStorage) -> IntentClassifier:
    classifier = IntentClassifier.create({}, storage, RESOURCE, CONTEXT)
    classifier.train(data)
    return classifier


def _read(classifier: IntentClassifier, featurizer: E5Featurizer, *texts: str) -> list[Message]:
    return classifier.process(featurizer.process([message(text) for text in texts]))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Guten Morgen", "greet"),
        ("could I have an appointment please", "book"),
        ("який курс і скільки він коштує", "ask"),
        ("was kosted der kursss", "ask"),
    ],
)
def test_unseen_message_gets_the_intent_of_the_examples_it_is_like(
    trained: IntentClassifier, featurizer: E5Featurizer, text: str, intent: str
) -> None:
    [read] = _read(trained, featurizer, text)
    assert read.get("intent")["name"] == intent


def test_ranking_is_a_distribution_with_the_intent_first(trained: IntentClassifier, featurizer: E5Featurizer) -> None:
    [read] = _read(trained, featurizer, "hallo")
    ranking = read.get("intent_ranking")
    assert ranking[0] == read.get("intent")
    assert {one["name"] for one in ranking} == set(PAIRS)
    assert sum(one["confidence"] for one in ranking) == pytest.approx(1)
    assert ranking == sorted(ranking, key=lambda one: -one["confidence"])


def test_loaded_classifier_gives_the_same_answers(
    trained: IntentClassifier, featurizer: E5Featurizer, storage: LocalModelStorage
) -> None:
    loaded = IntentClassifier.load({}, storage, RESOURCE, CONTEXT)
    texts = ["hallo", "termin", "kurs", "etwas ganz anderes"]
    before, after = _read(trained, featurizer, *texts), _read(loaded, featurizer, *texts)
    assert [one.get("intent_ranking") for one in before] == [one.get("intent_ranking") for one in after]


def test_probabilities_are_those_of_scikit_learn(trained: IntentClassifier, featurizer: E5Featurizer) -> None:
    read = _read(trained, featurizer, "hallo", "was kostet der kurs", "termin bitte")
    wanted = trained._classifier.predict_proba(trained._matrix(read))
    for one, row in zip(read, wanted, strict=True):
        confidence = {found["name"]: found["confidence"] for found in one.get("intent_ranking")}
        assert [confidence[name] for name in trained._classifier.classes_] == pytest.approx(row)


def test_examples_without_intent_are_not_learnt_from(
    data: TrainingData, trained: IntentClassifier, featurizer: E5Featurizer, storage: LocalModelStorage
) -> None:
    odd = featurizer.process([message("hallo kurs termin")])
    again = IntentClassifier.create({}, storage, RESOURCE, CONTEXT)
    again.train(TrainingData([*data.training_examples, *odd]))
    [before], [after] = _read(trained, featurizer, "hallo"), _read(again, featurizer, "hallo")
    assert before.get("intent_ranking") == after.get("intent_ranking")


def test_message_without_text_is_left_alone(trained: IntentClassifier) -> None:
    [read] = trained.process([Message({})])
    assert read.get("intent") is None
