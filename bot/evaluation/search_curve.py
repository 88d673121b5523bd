"""How long the search takes without the encoder, by number of entries: `lotse benchmark search`.

`run(sizes)` returns a list of Point, `table(points)` prints it. The entries are made up, so that nothing has to be
encoded: words of random letters and random unit vectors, eight phrasings and one body each, in one language. How often
a word occurs falls with its rank, as in real texts, so that the lists of the n-grams have realistic lengths.
"""

import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.encoder import DIMENSIONS, Encoder, Matrix
from bot.evaluation.tables import text_table
from bot.knowledge.decide import load_learnt
from bot.knowledge.index import Index, assemble
from bot.knowledge.search import Search

SIZES = (100, 1_000, 10_000, 50_000)
PHRASINGS = 8
PHRASING_WORDS = 6
BODY_WORDS = 80
QUESTIONS = 50
_VOCABULARY = 20_000


@dataclass(frozen=True)
class Point:
    """One size: seconds to build, milliseconds a search, and the highest memory of the process so far, in MB."""

    entries: int
    build_seconds: float
    p50_ms: float
    p95_ms: float
    peak_mb: int


def run(sizes: Sequence[int] = SIZES) -> list[Point]:
    """Builds an index of each size, smallest first, and searches it with made-up questions."""
    return [_point(size) for size in sorted(sizes)]


def table(points: Sequence[Point]) -> str:
    """The points as a table."""
    rows = [
        (f"{one.entries:,}", f"{one.p50_ms:.2f}", f"{one.p95_ms:.2f}", f"{one.build_seconds:.1f}", one.peak_mb)
        for one in points
    ]
    return text_table(["entries", "p50 ms", "p95 ms", "build s", "peak MB"], rows)


def _point(size: int) -> Point:
    random = np.random.default_rng(0)
    words = _Words(random)
    asked = [[words.text(PHRASING_WORDS) for _ in range(PHRASINGS)] for _ in range(size)]
    bodies = [words.text(BODY_WORDS) for _ in range(size)]
    vectors, body_vectors = _units(random, size * PHRASINGS), _units(random, size)
    started = time.perf_counter()
    index = Index({"de": assemble("de", [f"e{n}" for n in range(size)], asked, bodies, vectors, body_vectors)})
    built = time.perf_counter() - started
    search = Search(index, _NoEncoder(), load_learnt().weights)
    took = [_search(search, words.text(PHRASING_WORDS), vector) for vector in _units(random, QUESTIONS)]
    p50, p95 = np.percentile(took, [50, 95])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Point(size, round(built, 2), round(float(p50), 3), round(float(p95), 3), peak)


def _search(search: Search, question: str, vector: NDArray[np.float32]) -> float:
    started = time.perf_counter()
    search.rank(search.measure(question, vector, "de"), "de", 5)
    return (time.perf_counter() - started) * 1000


def _units(random: np.random.Generator, count: int) -> Matrix:
    vectors = random.standard_normal((count, DIMENSIONS), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


class _Words:
    """Texts of made-up words; the n-th commonest word occurs 1/n times as often as the first."""

    def __init__(self, random: np.random.Generator) -> None:
        letters = random.choice(list("eeeennniiissrrraaattdduuhhllgcmobwfkzpv"), (_VOCABULARY, 12))
        lengths = random.integers(3, 13, _VOCABULARY)
        self._words = ["".join(row[:length]) for row, length in zip(letters, lengths, strict=True)]
        self._sums = np.cumsum(1 / np.arange(1, _VOCABULARY + 1))
        self._random = random

    def text(self, words: int) -> str:
        """So many words, drawn by their frequency."""
        at = np.searchsorted(self._sums, self._random.random(words) * self._sums[-1])
        return " ".join(self._words[one] for one in at)


class _NoEncoder(Encoder):
    """Stands where the search expects an encoder; the questions come with their vectors."""

    def __init__(self) -> None:
        pass
