"""Learns the search's weights and the decision's thresholds from one half of the questions.

Weights: conditional logit (McFadden 1974) over all entries, that is, the softmax of the weighted measures should put
the right entry first; ridge penalty, weights not negative. Decision: two logistic regressions on `decide.FEATURES`.
Thresholds: the pair that answers most while what is wrong stays below WRONG and enough of the unanswerable is declined.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.encoder import Encoder
from bot.evaluation.questions import Question
from bot.knowledge.decide import CHOICES, Learnt, Mode, features
from bot.knowledge.index import Index
from bot.knowledge.search import MEASURES, Measured, Search

RIDGE = 3e-3
WRONG = 0.025  # below the 0.04 that is allowed, since the other half will do a little worse
DECLINED = 0.93
Floats = NDArray[np.float64]


def learn(questions: list[Question], index: Index, encoder: Encoder) -> Learnt:
    """Learns both modes from the questions of the learning half."""
    rows = [one for one in questions if one.learning and one.kind in ("entries", "none")]
    search = Search(index, encoder, {})
    at_home = [row for row in rows if search.speaks(row.language)]
    own = [_measure(row, index, encoder) for row in at_home]
    others = {language: _without(index, language) for language in {row.language for row in rows}}
    foreign = [_measure(row, others[row.language], encoder) for row in rows]
    source = f"{len(rows)} questions, {date.today().isoformat()}, lotse learn"
    return Learnt(own=_mode(at_home, own), foreign=_mode(rows, foreign), learnt_from=source)


def _without(index: Index, language: str) -> Index:
    """As if there were no texts in that language."""
    return Index({code: one for code, one in index.languages.items() if code != language})


def _measure(row: Question, index: Index, encoder: Encoder) -> Measured:
    return Search(index, encoder, {}).measure(row.text, encoder.query(row.text), row.language)


def _right(row: Question, measured: Measured) -> NDArray[np.bool_]:
    return np.isin(measured.entries, row.expect.get("entries", []))


def fit_weights(rows: list[Question], measured: list[Measured]) -> list[float]:
    """Weights of MEASURES that put the right entries first."""
    from scipy.optimize import minimize

    data = [
        (one.measures.astype(float), _right(row, one))
        for row, one in zip(rows, measured, strict=True)
        if _right(row, one).any()
    ]

    def loss(weights: Floats) -> float:
        total = 0.0
        for measures, right in data:
            scores = measures @ weights
            top = scores.max()
            total += np.log(np.exp(scores - top).sum()) - np.log(np.exp(scores[right] - top).sum())
        return float(total / len(data) + RIDGE * weights @ weights)

    start = np.full(len(MEASURES), 3.0)
    found = minimize(loss, start, method="L-BFGS-B", bounds=[(0, None)] * len(MEASURES))
    return [round(float(weight), 3) for weight in found.x]


def _mode(rows: list[Question], measured: list[Measured]) -> Mode:
    from sklearn.linear_model import LogisticRegression

    weights = fit_weights(rows, measured)
    ranker = Search(Index({}), None, {"own": weights, "foreign": weights})  # type: ignore[arg-type]
    ranked = [ranker.rank(one, row.language, 5) for row, one in zip(rows, measured, strict=True)]
    values = np.array([features(found, row.text) for row, found in zip(rows, ranked, strict=True)])
    expected = [set(row.expect.get("entries", [])) for row in rows]
    first = np.array([found[0].entry in right for found, right in zip(ranked, expected, strict=True)])
    among = np.array(
        [bool({one.entry for one in found[:CHOICES]} & right) for found, right in zip(ranked, expected, strict=True)]
    )
    means, scales = values.mean(axis=0), values.std(axis=0)
    scales[scales < 1e-3] = 1.0  # a feature that is always the same: n-grams across languages
    scaled = (values - means) / scales
    answer, choices = (LogisticRegression(C=1.0).fit(scaled, target) for target in (first, among))
    answer_from, choices_from = thresholds(
        answer.predict_proba(scaled)[:, 1],
        choices.predict_proba(scaled)[:, 1],
        first,
        among,
        np.array([row.kind == "none" for row in rows]),
    )
    return Mode(
        weights=weights,
        means=_rounded(means),
        scales=_rounded(scales),
        answer=_rounded(answer.coef_[0]),
        answer_bias=round(float(answer.intercept_[0]), 4),
        choices=_rounded(choices.coef_[0]),
        choices_bias=round(float(choices.intercept_[0]), 4),
        answer_from=answer_from,
        choices_from=choices_from,
    )


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 4) for value in values]


def thresholds(
    right: Floats,
    among: Floats,
    is_right: NDArray[np.bool_],
    is_among: NDArray[np.bool_],
    unanswerable: NDArray[np.bool_],
) -> tuple[float, float]:
    """From which probabilities to answer and to offer choices.

    Best is what helps most (right, or right among the choices; an answer counts a little more than a choice) within
    the limits WRONG and DECLINED; a step beyond a limit costs more than it can gain.
    """
    best, found = -np.inf, (0.9, 0.9)
    for answer_from in np.arange(30, 97) / 100:
        answered = right >= answer_from
        for choices_from in np.arange(10, 95) / 100:
            offered = ~answered & (among >= choices_from)
            helped = ((answered & is_right) | (offered & is_among))[~unanswerable].mean()
            wrong = (answered & ~is_right).mean()
            declined = (~answered & ~offered)[unanswerable].mean()
            value = helped + 0.2 * (answered & is_right)[~unanswerable].mean()
            value -= 10 * max(0.0, wrong - WRONG) + 5 * max(0.0, DECLINED - declined)
            if value > best:
                best, found = value, (float(answer_from), float(choices_from))
    return found
