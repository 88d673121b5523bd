"""Finding the right page of a city's website, on OMoS-QA (Kleinle, Prange, Friedrich 2024): `lotse benchmark omos DIR`.

`run(folder, cache)` returns a Result, `table(result)` prints it. The folder holds `{train,dev}_<language>.jsonl`; the
vectors are kept in the cache folder, since encoding all pages takes many minutes. Searched are all pages of the
question's city in the question's language, from both files; the dev questions that their page answers are asked. e5
compares the question with pieces of the page, character 4-grams (BM25) with the whole page, as Lotse does with
phrasings and bodies. Both scores are brought to the same scale over the city's pages before they are added.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.encoder import Encoder, Matrix, Vector, VectorCache
from bot.errors import LotseError
from bot.evaluation.tables import text_table
from bot.knowledge.index import Grams, Scores, grams
from bot.knowledge.search import centre

# Both learnt on the train questions, where anything from 0.4 to 0.7 and pieces or whole pages hardly differ.
WEIGHT_GRAMS = 0.5  # against 1 for e5
PIECE_WORDS = 100

LANGUAGES = ("de", "en", "ar", "fr", "uk")
METHODS = ("e5", "4-grams", "Lotse")
FIRST = (1, 3, 5)
Row = dict[str, Any]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Result:
    """By language and method the shares of questions whose page is among the first 1, 3 and 5; questions, pages."""

    shares: dict[str, dict[str, tuple[float, ...]]]
    questions: dict[str, int]
    pages: dict[str, int]


def run(folder: Path, cache: Path, encoder: Encoder | None = None, progress: Progress | None = None) -> Result:
    """Judges every language of the folder on its dev questions.

    `progress` is told (language, done, total) for each text that has to be encoded. Raises LotseError without data.
    """
    encoder = encoder or Encoder()
    result = Result({}, {}, {})
    for language in LANGUAGES:
        files = [folder / f"{part}_{language}.jsonl" for part in ("train", "dev")]
        if not all(file.is_file() for file in files):
            continue
        train, dev = ([json.loads(line) for line in file.read_text("utf-8").splitlines()] for file in files)
        asked = [row for row in dev if row["answers"]]
        cities = _cities([*train, *dev])
        vectors = VectorCache(cache / f"omos_{language}.npz")
        _encode(language, cities.values(), [*train, *asked], vectors, encoder, progress)
        ranks = _ranks(cities, train, asked, vectors, encoder)
        result.shares[language] = {
            method: tuple(float((ranks[method] < first).mean()) for first in FIRST) for method in METHODS
        }
        result.questions[language] = len(asked)
        result.pages[language] = sum(len(pages) for pages in cities.values())
    if not result.shares:
        raise LotseError(f"{folder} has no pair of files named like train_de.jsonl and dev_de.jsonl.")
    return result


def table(result: Result) -> str:
    """A row for each language and method."""
    rows = [
        [f"{language}: {method}", *shares, result.questions[language], result.pages[language]]
        for language, methods in result.shares.items()
        for method, shares in methods.items()
    ]
    return text_table(["right page among the first", *map(str, FIRST), "questions", "pages"], rows)


def pieces(page: str) -> list[str]:
    """The page in pieces of whole lines, about PIECE_WORDS words each, its title (the first line) before each."""
    title, *lines = [line.strip() for line in page.split("\n") if line.strip()]
    found: list[list[str]] = [[]]
    words = 0
    for line in lines:
        length = len(line.split())
        if found[-1] and words + length > PIECE_WORDS:
            found.append([])
            words = 0
        found[-1].append(line)
        words += length
    return ["\n".join([title, *piece]) for piece in found]


def _cities(rows: Iterable[Row]) -> dict[str, dict[Any, str]]:
    """By city: the pages by their id. Of a page that changed between two questions the first version counts."""
    cities: dict[str, dict[Any, str]] = {}
    for row in rows:
        cities.setdefault(row["city"], {}).setdefault(row["pageId"], row["context"])
    return cities


def _encode(
    language: str,
    cities: Iterable[dict[Any, str]],
    rows: list[Row],
    vectors: VectorCache,
    encoder: Encoder,
    progress: Progress | None,
) -> None:
    texts = {
        "query": [row["question"] for row in rows],
        "passage": [piece for pages in cities for page in pages.values() for piece in pieces(page)],
    }
    work = [(text, kind) for kind in texts for text in vectors.missing(texts[kind], kind)]
    for done, (text, kind) in enumerate(work, 1):
        vectors.vectors([text], kind, encoder)
        if done % 100 == 0 or done == len(work):
            vectors.save()
        if progress:
            progress(language, done, len(work))


def _ranks(
    cities: dict[str, dict[Any, str]], train: list[Row], asked: list[Row], vectors: VectorCache, encoder: Encoder
) -> dict[str, NDArray[np.int_]]:
    """By method: how many pages stand before the right one, for each question."""
    question_mean = vectors.vectors([row["question"] for row in train], "query", encoder).mean(axis=0)
    split = {city: [pieces(page) for page in pages.values()] for city, pages in cities.items()}
    every = [piece for of_city in split.values() for page in of_city for piece in page]
    piece_mean = vectors.vectors(every, "passage", encoder).mean(axis=0)
    sites = {
        city: _Site(list(pages.values()), split[city], vectors, piece_mean, encoder) for city, pages in cities.items()
    }
    ranks: dict[str, list[int]] = {method: [] for method in METHODS}
    for row in asked:
        near, _ = centre(vectors.vectors([row["question"]], "query", encoder)[0], question_mean)
        right = list(cities[row["city"]]).index(row["pageId"])
        for method, scores in sites[row["city"]].scores(row["question"], near).items():
            ranks[method].append(int((scores >= scores[right]).sum()) - 1)  # of equals the right one comes last
    return {method: np.array(values) for method, values in ranks.items()}


class _Site:
    """The pages of one city in one language."""

    def __init__(
        self, pages: list[str], split: list[list[str]], vectors: VectorCache, mean: Vector, encoder: Encoder
    ) -> None:
        self._starts = np.cumsum([0, *(len(page) for page in split[:-1])])
        flat = [piece for page in split for piece in page]
        centred: Matrix = vectors.vectors(flat, "passage", encoder) - mean
        self._pieces = centred / np.linalg.norm(centred, axis=1, keepdims=True)
        self._grams = Grams(pages)

    def scores(self, question: str, near: Vector) -> dict[str, Scores]:
        """By method: the score of each page."""
        e5 = np.maximum.reduceat(self._pieces @ near, self._starts)
        words = self._grams.scores(grams(question))
        return dict(zip(METHODS, (e5, words, _standard(e5) + WEIGHT_GRAMS * _standard(words)), strict=True))


def _standard(scores: Scores) -> Scores:
    standard: Scores = (scores - scores.mean()) / max(float(scores.std()), 1e-9)
    return standard
