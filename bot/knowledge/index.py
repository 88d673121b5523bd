"""The search index: e5 vectors and character n-grams of every phrasing and body, by language."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.encoder import Encoder, Matrix, Vector, VectorCache
from bot.knowledge.discriminant import discriminant
from bot.knowledge.model import Entry, Text

GRAM = 4
_BATCH = 16  # texts between two words about the progress
Scores = NDArray[np.float32]
Progress = Callable[[int, int], None]


def grams(text: str) -> list[str]:
    """Character 4-grams of the words, each padded with spaces; accents folded, so that hasty typing still matches."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("ı", "i"))  # NFKD keeps the dotless i
    plain = "".join(char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char))
    padded = (f" {word} " for word in plain.split())
    return [word[at : at + GRAM] for word in padded for at in range(max(1, len(word) - GRAM + 1))]


class Grams:
    """BM25 over character n-grams of many short texts, each of which belongs to a row."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

        self._known: dict[str, int] = {}
        # numbers instead of strings: a hundred thousand texts then fit in memory
        numbered = [[self._known.setdefault(gram, len(self._known)) for gram in grams(text)] for text in texts]
        bm25 = bm25s.BM25(method="lucene")
        bm25.index((numbered, self._known), create_empty_token=False, show_progress=False)
        self._rows: NDArray[np.intp] = bm25.scores["indices"].astype(np.intp)  # NumPy picks rows faster by intp
        self._values: Scores = bm25.scores["data"]
        self._ends: list[int] = bm25.scores["indptr"].tolist()
        self._texts = len(texts)

    def scores(self, query: Sequence[str]) -> Scores:
        """Score of each text, divided by the number of the query's n-grams: comparable across lengths."""
        scores = np.zeros(self._texts, dtype=np.float32)
        for gram, count in Counter(query).items():
            at = self._known.get(gram)
            if at is not None:
                here = slice(self._ends[at], self._ends[at + 1])
                scores[self._rows[here]] += count * self._values[here]  # a text stands at most once in a slice
        return scores / max(len(query), 1)


@dataclass(frozen=True)
class LanguageIndex:
    """One language. Phrasings (with the question) are sorted by entry; `starts` says where each entry begins.

    phrasings: (p, 384), bodies: (n, 384), centroids: (n, 384), starts: (n,), for n entries; mean: (384,), what all
    phrasings have in common, taken away before comparing. A phrasing's raw vector is mean + length × row; offsets is
    rows · mean, (p,), so that raw cosines need no second matrix.
    """

    language: str
    entries: list[str]
    starts: NDArray[np.intp]
    phrasings: Matrix
    bodies: Matrix
    centroids: Matrix
    mean: Vector
    lengths: Scores
    offsets: Scores
    phrasing_grams: Grams
    body_grams: Grams

    def best_by_entry(self, scores: Scores) -> Scores:
        """Turns a score for each phrasing into the best one for each entry, shape (n,)."""
        best: Scores = np.maximum.reduceat(scores, self.starts)
        return best

    def raw_cosines(self, vector: Vector, alike: Scores, length: float) -> Scores:
        """Raw e5 cosines with each phrasing, (p,), from the centred ones; `length` is that of the centred question."""
        shared = float(vector @ self.mean)
        # the question is its own mean part plus length × unit; both meet each row
        cosines: Scores = shared + self.lengths * (length * alike + self.offsets)
        return cosines


def _unit(vectors: Matrix) -> Matrix:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Matrix = vectors / np.maximum(lengths, 1e-9)
    return unit


def build_language(language: str, texts: list[tuple[str, Text]], cache: VectorCache, encoder: Encoder) -> LanguageIndex:
    """Builds one language's index from (entry id, text) pairs; at least one."""
    asked = [[text.question, *text.phrasings] for _, text in texts]
    bodies = [passage(text) for _, text in texts]
    return assemble(
        language,
        [entry for entry, _ in texts],
        asked,
        bodies,
        cache.vectors([phrasing for phrasings in asked for phrasing in phrasings], "query", encoder),
        cache.vectors(bodies, "passage", encoder),
    )


def assemble(
    language: str,
    entries: list[str],
    asked: list[list[str]],
    bodies: list[str],
    asked_vectors: Matrix,
    body_vectors: Matrix,
) -> LanguageIndex:
    """Puts one language's index together from encoded texts.

    asked: each entry's phrasings; asked_vectors: (p, 384), theirs in the same order; body_vectors: (n, 384).
    """
    starts = np.cumsum([0, *(len(phrasings) for phrasings in asked[:-1])])
    mean = asked_vectors.mean(axis=0)
    centred = asked_vectors - mean
    lengths = np.linalg.norm(centred, axis=1)
    phrasings = _unit(centred)
    return LanguageIndex(
        language=language,
        entries=entries,
        starts=starts,
        phrasings=phrasings,
        lengths=lengths,
        offsets=phrasings @ mean,
        bodies=_unit(body_vectors - body_vectors.mean(axis=0)) if len(bodies) > 1 else body_vectors,
        centroids=_unit(np.add.reduceat(phrasings, starts, axis=0)),
        mean=mean,
        phrasing_grams=Grams([phrasing for phrasings in asked for phrasing in phrasings]),
        body_grams=Grams(bodies),
    )


def passage(text: Text) -> str:
    """What is encoded of an answer: its question and its words."""
    return f"{text.question}\n{text.body}"


class Index:
    """All languages. `entries` names each entry once; `places` says where a language's entries stand among them."""

    def __init__(self, languages: dict[str, LanguageIndex]) -> None:
        self.languages = languages
        numbers: dict[str, int] = {}
        self.places: dict[str, NDArray[np.intp]] = {
            language: np.array([numbers.setdefault(entry, len(numbers)) for entry in one.entries], dtype=np.intp)
            for language, one in languages.items()
        }
        self.entries = list(numbers)
        self.discriminant = discriminant(
            len(self.entries),
            [(one.phrasings * one.lengths[:, None], self._numbers(language)) for language, one in languages.items()],
        )

    def _numbers(self, language: str) -> NDArray[np.intp]:
        """For each phrasing of a language the place of its entry among all."""
        one = self.languages[language]
        ends = np.append(one.starts[1:], len(one.phrasings))
        return np.repeat(self.places[language], ends - one.starts)

    @classmethod
    def build(
        cls,
        entries: Iterable[Entry],
        cache: VectorCache,
        encoder: Encoder,
        progress: Progress | None = None,
    ) -> "Index":
        """Builds the index; encodes what the cache lacks and saves the cache.

        `progress` is told (done, total) for each text that has to be encoded.
        """
        by_language: dict[str, list[tuple[str, Text]]] = {}
        for entry in entries:
            for language, text in entry.texts.items():
                by_language.setdefault(language, []).append((entry.id, text))
        _encode_missing(by_language, cache, encoder, progress)
        built = {
            language: build_language(language, texts, cache, encoder) for language, texts in sorted(by_language.items())
        }
        return cls(built)


def _encode_missing(
    by_language: dict[str, list[tuple[str, Text]]], cache: VectorCache, encoder: Encoder, progress: Progress | None
) -> None:
    texts = [text for pairs in by_language.values() for _, text in pairs]
    queries = cache.missing([asked for text in texts for asked in (text.question, *text.phrasings)], "query")
    passages = cache.missing([passage(text) for text in texts], "passage")
    done, total = 0, len(queries) + len(passages)
    for kind, texts_of_kind in (("query", queries), ("passage", passages)):
        for at in range(0, len(texts_of_kind), _BATCH):
            batch = texts_of_kind[at : at + _BATCH]
            cache.vectors(batch, kind, encoder)
            done += len(batch)
            if progress:
                progress(done, total)
    cache.save()
