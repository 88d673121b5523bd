"""Answer, choices or decline: exactly at the thresholds."""

import math

import pytest

from bot.knowledge.decide import FEATURES, Learnt, Mode, decide, features, load_learnt, probabilities
from bot.knowledge.search import MEASURES, Candidate


def _mode(answer_from: float, choices_from: float) -> Mode:
    """Right with the logistic of the best score; among the first three with that of one more."""
    return Mode(
        weights=[1.0] * 6,
        means=[0.0] * 6,
        scales=[1.0] * 6,
        answer=[1.0, 0, 0, 0, 0, 0],
        answer_bias=0.0,
        choices=[1.0, 0, 0, 0, 0, 0],
        choices_bias=1.0,
        answer_from=answer_from,
        choices_from=choices_from,
    )


def _candidates(*scores: float) -> list[Candidate]:
    return [Candidate(f"entry-{number}", score, 0.9, 0.5) for number, score in enumerate(scores)]


def test_nothing_found_is_declined() -> None:
    decision = decide([], "Was?", _mode(0.0, 0.0))
    assert (decision.outcome, decision.entries, decision.probability) == ("decline", [], 0.0)


@pytest.mark.parametrize(
    ("score", "outcome", "entries"),
    [
        (0.0, "answer", 1),  # probability 0.5, the threshold itself
        (-0.001, "choices", 3),
        (-1.0, "choices", 3),  # among the first three with 0.5, that threshold itself
        (-1.001, "decline", 3),
    ],
)
def test_threshold_itself_is_enough(score: float, outcome: str, entries: int) -> None:
    found = _candidates(score, -5, -6, -7, -8)
    decision = decide(found, "Was kostet das?", _mode(0.5, 0.5))
    assert (decision.outcome, decision.entries) == (outcome, found[:entries])
    assert decision.probability == pytest.approx(1 / (1 + math.exp(-score)))


def test_features_are_the_best_and_its_lead() -> None:
    values = dict(zip(FEATURES, features(_candidates(9, 7, 4, 3, 1), "drei kleine Worte"), strict=True))
    assert values == {
        "best": 9, "lead": 2, "lead_over_third": 6, "cosine": 0.9, "grams": 0.5, "length": pytest.approx(math.log(4)),
    }  # fmt: skip


def test_missing_rivals_are_far_behind() -> None:
    values = dict(zip(FEATURES, features(_candidates(9), "Wort"), strict=True))
    assert (values["lead"], values["lead_over_third"]) == (2, 2)


def test_features_are_centred_and_scaled_as_learnt() -> None:
    mode = _mode(0.5, 0.5).model_copy(update={"means": [3.0] * 6, "scales": [2.0] * 6})
    right, among = probabilities(mode, [5.0, 0, 0, 0, 0, 0])
    assert right == pytest.approx(1 / (1 + math.exp(-1)))  # (5 - 3) / 2 = 1
    assert among == pytest.approx(1 / (1 + math.exp(-2)))


def test_extreme_scores_stay_probabilities() -> None:
    for score in (1e9, -1e9):
        assert all(0 <= value <= 1 for value in probabilities(_mode(0.5, 0.5), [score, 0, 0, 0, 0, 0]))


def test_shipped_weights_fit_the_search_and_the_features() -> None:
    learnt: Learnt = load_learnt()
    for mode in (learnt.own, learnt.foreign):
        assert len(mode.weights) == len(MEASURES)
        assert {len(mode.means), len(mode.scales), len(mode.answer), len(mode.choices)} == {len(FEATURES)}
        assert min(mode.weights) >= 0 and min(mode.scales) > 0
        assert 0 < mode.choices_from < 1 and 0 < mode.answer_from < 1
