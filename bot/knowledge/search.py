"""Finds the entries that may answer a question, best first.

Each entry gets a score: a weighted sum of how alike question and entry are by seven measures. The weights are learnt
(`lotse learn`) so that the right entry comes first; see `bot/evaluation/learn.py`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.encoder import Encoder, Vector
from bot.knowledge.index import Index, Scores, grams

# Measures, in this order. The first five need texts in the user's language; the last two work across languages.
MEASURES = ("phrasing", "centroid", "body", "phrasing_grams", "body_grams", "foreign", "discriminant")
_NONE = -2.0  # below every cosine
_COMPLETE = 0.9  # share of the entries that a language must have to be searched by itself


@dataclass(frozen=True)
class Candidate:
    """An entry with its score; `cosine` is the raw e5 similarity of its nearest phrasing."""

    entry: str
    score: float
    cosine: float
    grams: float


@dataclass(frozen=True)
class Measured:
    """All entries with their measures, (n, 7), and the raw cosine of each one's nearest phrasing, (n,)."""

    entries: list[str]
    measures: NDArray[np.float32]
    cosines: Scores


class Search:
    """Compares a question with every entry, in the user's language first."""

    def __init__(self, index: Index, encoder: Encoder, weights: dict[str, list[float]]) -> None:
        self._index = index
        self._encoder = encoder
        self._weights = {name: np.array(values, dtype=np.float32) for name, values in weights.items()}

    def speaks(self, language: str) -> bool:
        """Whether there are texts in that language for all but a few entries.

        Where more are missing, the question is compared with all languages: it may be one of those that are.
        """
        own = self._index.languages.get(language)
        return own is not None and len(own.entries) >= _COMPLETE * len(self._index.entries)

    def find(self, question: str, language: str, most: int = 5) -> list[Candidate]:
        """The most likely entries, best first; empty if nothing is known at all."""
        return self.rank(self.measure(question, self._encoder.query(question), language), language, most)

    def rank(self, measured: Measured, language: str, most: int) -> list[Candidate]:
        """Orders measured entries by their weighted score."""
        if not measured.entries:
            return []
        weights = self._weights["own" if self.speaks(language) else "foreign"]
        scores = measured.measures @ weights
        order = np.argsort(-scores)[:most]
        return [
            Candidate(
                measured.entries[at], float(scores[at]), float(measured.cosines[at]), float(measured.measures[at, 3])
            )
            for at in order
        ]

    def measure(self, question: str, vector: Vector, language: str) -> Measured:
        """Measures the entries in the user's language, or in all languages if it has too few."""
        if not self.speaks(language):
            return self._measure_foreign(vector)
        own = self._index.languages[language]
        near, length = centre(vector, own.mean)
        query = grams(question)
        alike = own.phrasings @ near
        columns = [
            own.best_by_entry(alike),
            own.centroids @ near,
            own.bodies @ near,
            own.best_by_entry(own.phrasing_grams.scores(query)),
            own.body_grams.scores(query),
            self._foreign_centroids(near, language),
            self._index.discriminant.scores(near)[self._index.places[language]],
        ]
        return Measured(
            own.entries, np.stack(columns, axis=1), own.best_by_entry(own.raw_cosines(vector, alike, length))
        )

    def _foreign_centroids(self, near: Vector, language: str) -> Scores:
        """How near the question is to each entry's phrasings in other languages, at best; 0 where there are none."""
        best = np.full(len(self._index.entries), _NONE, dtype=np.float32)
        for name, other in self._index.languages.items():
            if name != language:
                places = self._index.places[name]
                best[places] = np.maximum(best[places], other.centroids @ near)
        own = best[self._index.places[language]]
        return np.where(own == _NONE, np.float32(0), own)

    def _measure_foreign(self, vector: Vector) -> Measured:
        """For a language without texts for all entries: the nearest phrasing of each entry in any language."""
        index = self._index
        best = np.full(len(index.entries), _NONE, dtype=np.float32)
        cosines = best.copy()
        means = [one.mean for one in index.languages.values()]
        near, length = centre(vector, np.mean(means, axis=0) if means else vector)
        for language, other in index.languages.items():
            alike = other.phrasings @ near
            nearest = other.best_by_entry(alike)
            raw = other.best_by_entry(other.raw_cosines(vector, alike, length))
            places = index.places[language]
            nearer = nearest > best[places]
            best[places[nearer]], cosines[places[nearer]] = nearest[nearer], raw[nearer]
        measures = np.zeros((len(best), len(MEASURES)), dtype=np.float32)
        measures[:, MEASURES.index("foreign")] = best
        measures[:, MEASURES.index("discriminant")] = index.discriminant.scores(near)
        return Measured(index.entries, measures, cosines)


def centre(vector: Vector, mean: Vector) -> tuple[Vector, float]:
    """The question without what all phrasings have in common, as a unit vector, and how long that rest was."""
    rest = vector - mean
    length = max(float(np.linalg.norm(rest)), 1e-9)
    return rest / length, length
