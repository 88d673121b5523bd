"""Crises come before everything else."""

from typing import Any

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

from bot.components.crisis import CrisisGuard, normalise
from bot.encoder import DIMENSIONS
from bot.languages import load_languages
from bot.yamlfile import read_yaml
from tests.components.factory import CONTEXT, RESOURCE, examples, message
from tests.conftest import PROJECT

TABLES = [
    {"name": "crisis_suicide", "elements": ["will sterben", "ölmek istiyorum", "أريد أن أموت"]},
    {"name": "crisis_violence", "elements": ["schlägt mich", "mann schlägt mich und will sterben"]},
    {"name": "countries", "elements": ["Syrien"]},
]


CONFIG = {"threshold": 0.7, "sure": 0.98}
CRISIS, OTHER = 0, 1  # the directions in which the examples lie


def _pointing(read: Message, crisis: float, other: float) -> Message:
    """Gives the message a vector between the two directions."""
    vector = np.zeros((1, DIMENSIONS), dtype=np.float32)
    vector[0, [CRISIS, OTHER]] = crisis, other
    read.add_features(Features(vector, "sentence", "text", "e5"))
    return read


@pytest.fixture
def guard(storage: LocalModelStorage) -> CrisisGuard:
    """Knows the word groups and one example each of a crisis and of something else."""
    data = examples([("crisis_violence", "crisis"), ("ask", "other")], TABLES)
    _pointing(data.training_examples[0], 5, 0)
    _pointing(data.training_examples[1], 0, 5)
    guard = CrisisGuard.create(CONFIG, storage, RESOURCE, CONTEXT)
    guard.train(data)
    return guard


def _ranked(text: str, **confidences: float) -> Message:
    """A message as it comes from the classifier."""
    read = message(text)
    ranking = [{"name": name, "confidence": value} for name, value in confidences.items()]
    read.set("intent_ranking", ranking)
    read.set("intent", ranking[0])
    return read


def _intent(guard: CrisisGuard, read: Message) -> Any:
    return guard.process([read])[0].get("intent")["name"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Ich WILL   sterben!", "crisis_suicide"),
        ("er schlaegt mich nicht", "ask"),  # "ae" is not how the word group is written
        ("Er schlägt mich.", "crisis_violence"),
        ("Er schlagt mich", "crisis_violence"),  # no umlaut on the keyboard
        ("ÖLMEK İSTİYORUM", "crisis_suicide"),
        ("olmek istiyorum", "crisis_suicide"),
        ("اريد ان اموت", "crisis_suicide"),  # without hamza
        ("ich will sterbenskranke Menschen pflegen", "crisis_suicide"),  # a word may go on: rather once too often
        ("Unwill sterben", "ask"),  # but it begins where a word begins
        ("Ich komme aus Syrien", "ask"),
    ],
)
def test_word_groups_mean_a_crisis(guard: CrisisGuard, text: str, intent: str) -> None:
    assert _intent(guard, _ranked(text, ask=0.99)) == intent


def test_longest_word_group_decides_between_two_crises(guard: CrisisGuard) -> None:
    assert _intent(guard, _ranked("mein Mann schlägt mich und will sterben", ask=0.9)) == "crisis_violence"


def test_crises_that_are_likely_together_win_by_the_likeliest(guard: CrisisGuard) -> None:
    read = _pointing(_ranked("…", ask=0.25, crisis_medical=0.3, crisis_violence=0.45), 3, 1)
    assert _intent(guard, read) == "crisis_violence"
    assert read.get("intent")["confidence"] == pytest.approx(0.75)  # how sure it is of any crisis


def test_below_the_threshold_the_intent_stays(guard: CrisisGuard) -> None:
    assert (
        _intent(guard, _pointing(_ranked("…", thanks=0.4, crisis_medical=0.3, crisis_violence=0.3), 3, 1)) == "thanks"
    )


def test_unlikely_crisis_that_is_first_all_the_same_is_a_question(guard: CrisisGuard) -> None:
    assert _intent(guard, _pointing(_ranked("…", crisis_violence=0.5, ask=0.3, thanks=0.2), 3, 1)) == "ask"


@pytest.mark.parametrize(
    ("probability", "crisis", "other", "intent"),
    [
        (0.97, 3, 1, "crisis_violence"),  # the nearest example is a crisis
        (0.97, 1, 3, "ask"),  # the nearest is none
        (0.99, 1, 3, "crisis_violence"),  # so sure that the examples are not asked
    ],
)
def test_nearest_example_confirms_a_likely_crisis(
    guard: CrisisGuard, probability: float, crisis: float, other: float, intent: str
) -> None:
    read = _ranked("…", crisis_violence=probability, ask=1 - probability)
    assert _intent(guard, _pointing(read, crisis, other)) == intent


def test_message_without_a_ranking_is_judged_by_its_words(guard: CrisisGuard) -> None:
    [calm, crisis] = guard.process([message("Guten Tag"), message("Ich will sterben")])
    assert calm.get("intent") is None
    assert crisis.get("intent")["name"] == "crisis_suicide"


def test_loaded_guard_knows_the_same_words_and_examples(guard: CrisisGuard, storage: LocalModelStorage) -> None:
    loaded = CrisisGuard.load(CONFIG, storage, RESOURCE, CONTEXT)
    assert _intent(loaded, _ranked("Ölmek istiyorum", ask=0.99)) == "crisis_suicide"
    assert _intent(loaded, _ranked("Ich komme aus Syrien", ask=0.99)) == "ask"
    likely = _ranked("…", crisis_violence=0.9, ask=0.1)
    assert _intent(loaded, _pointing(likely, 1, 3)) == "ask"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("łódź", "lodz"),
        ("می‌خواهم", "میخواهم"),
        ("كلمة", "کلمه"),
        ("l’eau", "l'eau"),
        ("a,  b\n", "a b"),
    ],
)
def test_spellings_of_the_same_words_compare_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize("language", load_languages(PROJECT / "knowledge"))
def test_every_language_has_words_for_every_crisis(language: str) -> None:
    rows = read_yaml(PROJECT / "data" / "nlu" / f"crisis.{language}.yml")["nlu"]
    tables = {row["lookup"]: row["examples"].splitlines() for row in rows if "lookup" in row}
    assert set(tables) == {f"crisis_{kind.name}" for kind in (PROJECT / "knowledge" / "crisis").iterdir()}
    for name, lines in tables.items():
        words = [normalise(line.removeprefix("- ")) for line in lines]
        assert len(words) >= 7 and min(map(len, words)) >= 4, name
