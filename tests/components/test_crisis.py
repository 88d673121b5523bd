"""Crises come before everything else."""

from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.components.crisis import CrisisGuard, normalise
from tests.components.factory import CONTEXT, RESOURCE, examples, message

TABLES = [
    {"name": "crisis_suicide", "elements": ["will sterben", "ölmek istiyorum", "أريد أن أموت"]},
    {"name": "crisis_violence", "elements": ["schlägt mich", "mann schlägt mich und will sterben"]},
    {"name": "countries", "elements": ["Syrien"]},
]


@pytest.fixture
def guard(storage: LocalModelStorage) -> CrisisGuard:
    guard = CrisisGuard.create({"threshold": 0.7}, storage, RESOURCE, CONTEXT)
    guard.train(examples([], TABLES))
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
    read = _ranked("…", ask=0.3, crisis_medical=0.3, crisis_violence=0.4)
    assert _intent(guard, read) == "crisis_violence"
    assert read.get("intent")["confidence"] == 1.0


def test_below_the_threshold_the_intent_stays(guard: CrisisGuard) -> None:
    assert _intent(guard, _ranked("…", ask=0.31, crisis_medical=0.3, crisis_violence=0.39)) == "ask"


def test_message_without_a_ranking_is_judged_by_its_words(guard: CrisisGuard) -> None:
    [calm, crisis] = guard.process([message("Guten Tag"), message("Ich will sterben")])
    assert calm.get("intent") is None
    assert crisis.get("intent")["name"] == "crisis_suicide"


def test_loaded_guard_knows_the_same_words(guard: CrisisGuard, storage: LocalModelStorage) -> None:
    loaded = CrisisGuard.load({}, storage, RESOURCE, CONTEXT)
    assert _intent(loaded, _ranked("Ölmek istiyorum", ask=0.99)) == "crisis_suicide"
    assert _intent(loaded, _ranked("Ich komme aus Syrien", ask=0.99)) == "ask"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Straße", "STRASSE"), ("łódź", "lodz"), ("می‌خواهم", "میخواهم"), ("كلمة", "کلمه"), ("l’eau", "l'eau"), ("a,  b\n", "a b")],
)
def test_spellings_of_the_same_words_compare_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
