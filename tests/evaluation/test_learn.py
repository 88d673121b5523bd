"""Learning weights and thresholds, on cases whose best solution can be reasoned out."""

import numpy as np
import pytest

from bot.evaluation.learn import fit_weights, thresholds
from bot.evaluation.questions import Question
from bot.knowledge.search import MEASURES, Measured


def _thresholds(rows: list[tuple[float, float, bool, bool, bool]]) -> tuple[float, float]:
    right, among, is_right, is_among, unanswerable = (np.array(column) for column in zip(*rows, strict=True))
    return thresholds(right, among, is_right, is_among, unanswerable)


def test_thresholds_fall_between_right_and_wrong() -> None:
    """Right answers have 0.8, right choices 0.6 (0.4 as answers), unanswerable questions 0.2 in both: clean gaps.

    Answering from above 0.4 up to 0.8 is free of mistakes; so are choices from above 0.2 up to 0.6.
    """
    rows = (
        [(0.8, 0.9, True, True, False)] * 20
        + [(0.4, 0.6, False, True, False)] * 10
        + [(0.2, 0.2, False, False, True)] * 20
    )
    answer_from, choices_from = _thresholds(rows)
    assert 0.4 < answer_from <= 0.8
    assert 0.2 < choices_from <= 0.6


def test_wrong_answers_as_sure_as_right_ones_are_not_given() -> None:
    """A fifth of what has 0.8 is wrong, far above the limit, so nothing with 0.8 may be answered; choices still help."""
    rows = (
        [(0.8, 0.7, True, True, False)] * 40
        + [(0.8, 0.7, False, True, False)] * 10
        + [(0.2, 0.1, False, False, True)] * 20
    )
    answer_from, choices_from = _thresholds(rows)
    assert answer_from > 0.8
    assert 0.1 < choices_from <= 0.7


def test_choices_are_kept_back_if_too_few_unanswerable_questions_are_declined() -> None:
    """Half of the unanswerable look like choices (0.5): declining them is worth more than two lucky choices in 50."""
    rows = [(0.9, 0.9, True, True, False)] * 48 + [(0.3, 0.5, False, True, False)] * 2
    rows += [(0.1, 0.5, False, False, True)] * 10 + [(0.1, 0.1, False, False, True)] * 10
    assert _thresholds(rows)[1] > 0.5


def test_answer_counts_more_than_the_same_entry_as_a_choice() -> None:
    rows = [(0.6, 0.9, True, True, False)] * 30 + [(0.1, 0.05, False, False, True)] * 10
    assert 0.1 < _thresholds(rows)[0] <= 0.6


@pytest.fixture
def told_apart_by_body() -> tuple[list[Question], list[Measured]]:
    """Thirty questions whose right entry has the higher `body`; every other measure is the same for all entries."""
    generator = np.random.default_rng(7)
    rows, measured = [], []
    for number in range(30):
        right = int(generator.integers(3))
        measures = np.full((3, len(MEASURES)), 0.5, dtype=np.float32)
        measures[:, MEASURES.index("body")] = 0.1
        measures[right, MEASURES.index("body")] = 0.9
        rows.append(Question(id=str(number), language="de", text="?", expect={"entries": [f"entry-{right}"]}))
        measured.append(Measured([f"entry-{at}" for at in range(3)], measures, measures[:, 0]))
    return rows, measured


def test_measure_that_tells_entries_apart_gets_the_weight(
    told_apart_by_body: tuple[list[Question], list[Measured]],
) -> None:
    weights = dict(zip(MEASURES, fit_weights(*told_apart_by_body), strict=True))
    assert weights.pop("body") > 1
    assert max(weights.values()) < 0.1  # what tells nothing apart only costs the penalty


def test_misleading_measure_gets_no_weight_rather_than_a_negative_one(
    told_apart_by_body: tuple[list[Question], list[Measured]],
) -> None:
    rows, measured = told_apart_by_body
    for one in measured:
        one.measures[:, MEASURES.index("centroid")] = 1 - one.measures[:, MEASURES.index("body")]
    assert dict(zip(MEASURES, fit_weights(rows, measured), strict=True))["centroid"] == 0


def test_unanswerable_questions_say_nothing_about_the_weights(
    told_apart_by_body: tuple[list[Question], list[Measured]],
) -> None:
    rows, measured = told_apart_by_body
    nothing = Question(id="none", language="de", text="?", expect={"none": True})
    assert fit_weights([*rows, nothing], [*measured, measured[0]]) == fit_weights(rows, measured)
