"""Finds the entries that may answer a question, best first.

Each entry gets a score: a weighted sum of how alike question and entry are by five measures. The weights are learnt
(`lotse learn`) so that the right entry comes first; see `bot/evaluation/learn.py`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.encoder import Encoder, Vector
from bot.knowledge.index import Index, LanguageIndex, Scores, grams

# Measures, in this order. The first five need texts in the user's language; the last works across languages.
MEASURES = ("phrasing", "centroid", "body", "phrasing_grams", "body_grams", "foreign")


@dataclass(frozen=True)
class Candidate:
    """An entry with its score; `cosine` is the raw e5 similarity of its nearest phrasing."""

    entry: str
    score: float
    cosine: float
    grams: float


@dataclass(frozen=True)
class Measured:
    """All entries with their measures, (n, 6), and the raw cosine of each one's nearest phrasing, (n,)."""

    entries: list[str]
    measures: NDArray[np.float32]
    cosines: Scores


class Search:
    """Compares a question with every entry, in the user's language first."""

    def __init__(self, index: Index, encoder: Encoder, weights: dict[str, list[float]]) -> None:
        self._index = index
        self._encoder = encoder
        self._weights = {name: np.array(values, dtype=np.float32) for name, values in weights.items()}

    def find(self, question: str, language: str, most: int = 5) -> list[Candidate]:
        """The most likely entries, best first; empty if nothing is known at all."""
        return self.rank(self.measure(question, self._encoder.query(question), language), language, most)

    def rank(self, measured: Measured, language: str, most: int) -> list[Candidate]:
        """Orders measured entries by their weighted score."""
        if not measured.entries:
            return []
        weights = self._weights["own" if language in self._index.languages else "foreign"]
        scores = measured.measures @ weights
        order = np.argsort(-scores)[:most]
        return [
            Candidate(
                measured.entries[at], float(scores[at]), float(measured.cosines[at]), float(measured.measures[at, 3])
            )
            for at in order
        ]

    def measure(self, question: str, vector: Vector, language: str) -> Measured:
        """Measures every entry that has a text in the user's language, or else in any language."""
        own = self._index.languages.get(language)
        if own is None:
            return self._measure_foreign(vector)
        near, length = centre(vector, own.mean)
        query = grams(question)
        alike = own.phrasings @ near
        foreign = self._foreign_centroids(near, own)
        columns = [
            own.best_by_entry(alike),
            own.centroids @ near,
            own.bodies @ near,
            own.best_by_entry(own.phrasing_grams.scores(query)),
            own.body_grams.scores(query),
            np.array([foreign.get(entry, 0.0) for entry in own.entries], dtype=np.float32),
        ]
        return Measured(own.entries, np.stack(columns, axis=1), own.best_by_entry(own.raw_cosines(vector, alike, length)))

    def _foreign_centroids(self, near: Vector, own: LanguageIndex) -> dict[str, float]:
        """How near the question is to each entry's phrasings in other languages, at best."""
        best: dict[str, float] = {}
        for other in self._index.languages.values():
            if other is not own:
                for entry, score in zip(other.entries, (other.centroids @ near).tolist(), strict=True):
                    best[entry] = max(score, best.get(entry, -1.0))
        return best

    def _measure_foreign(self, vector: Vector) -> Measured:
        """For a language without texts of its own: the nearest phrasing of each entry in any language."""
        languages = list(self._index.languages.values())
        best: dict[str, tuple[float, float]] = {}
        mean = np.mean([one.mean for one in languages], axis=0) if languages else vector
        near, length = centre(vector, mean)
        for other in languages:
            alike = other.phrasings @ near
            raw = other.best_by_entry(other.raw_cosines(vector, alike, length))
            for entry, score, cosine in zip(other.entries, other.best_by_entry(alike).tolist(), raw.tolist(), strict=True):
                best[entry] = max((score, cosine), best.get(entry, (-1.0, -1.0)))
        measures = np.zeros((len(best), len(MEASURES)), dtype=np.float32)
        measures[:, 5] = [score for score, _ in best.values()]
        return Measured(list(best), measures, np.array([cosine for _, cosine in best.values()], dtype=np.float32))


def centre(vector: Vector, mean: Vector) -> tuple[Vector, float]:
    """The question without what all phrasings have in common, as a unit vector, and how long that rest was."""
    rest = vector - mean
    length = max(float(np.linalg.norm(rest)), 1e-9)
    return rest / length, length
