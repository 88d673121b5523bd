"""Vectors and the cache that keeps them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.encoder import DIMENSIONS, Encoder, Matrix, Vector, VectorCache, shared_encoder

TEXTS = ["Wie viel Kindergeld gibt es?", "Was kostet der Kurs?", "Hallo"]


class Counting:
    """The encoder, with a list of what it was asked to encode."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], kind: str) -> list[Vector]:
        self.asked += texts
        return shared_encoder().encode(texts, kind)


@pytest.fixture
def counting() -> Counting:
    return Counting()


def _vectors(path: Path, texts: list[str], encoder: Counting, kind: str = "query") -> Matrix:
    """As a process does that starts, encodes and saves."""
    cache = VectorCache(path)
    vectors = cache.vectors(texts, kind, encoder)  # type: ignore[arg-type]
    cache.save()
    return vectors


def test_questions_become_unit_vectors() -> None:
    vector = shared_encoder().query("Was kostet der Kurs?")
    assert vector.shape == (DIMENSIONS,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_same_question_in_another_language_is_nearer_than_another_question() -> None:
    query = shared_encoder().query
    german, english = query("Wie viel Kindergeld gibt es?"), query("How much child benefit is there?")
    other = query("Where can I see a doctor at night?")
    assert german @ english > german @ other + 0.03


def test_repeated_question_is_not_encoded_again() -> None:
    encoder = shared_encoder()
    assert encoder.query("noch einmal dieselbe Frage") is encoder.query("noch einmal dieselbe Frage")


def test_question_that_was_long_ago_is_encoded_alike() -> None:
    encoder: Encoder = shared_encoder()
    first = encoder.query("eine alte Frage")
    for number in range(300):
        encoder._recent[f"filled {number}"] = first  # as if 300 other questions had come
    encoder.query("eine neue Frage")
    np.testing.assert_allclose(encoder.query("eine alte Frage"), first, atol=1e-6)


def test_restart_encodes_only_what_changed(tmp_path: Path, counting: Counting) -> None:
    before = _vectors(tmp_path / "v.npz", TEXTS, counting)
    counting.asked.clear()
    after = _vectors(tmp_path / "v.npz", [*TEXTS, "Neu"], counting)
    assert counting.asked == ["Neu"]
    np.testing.assert_array_equal(after[:3], before)


def test_question_and_passage_of_the_same_words_are_kept_apart(tmp_path: Path, counting: Counting) -> None:
    query = _vectors(tmp_path / "v.npz", ["Hallo"], counting)
    passage = _vectors(tmp_path / "v.npz", ["Hallo"], counting, "passage")
    assert counting.asked == ["Hallo", "Hallo"]
    assert not np.array_equal(query, passage)


@pytest.mark.parametrize("left", [0, 1, 100, -1])
def test_truncated_file_is_computed_again(tmp_path: Path, counting: Counting, left: int) -> None:
    path = tmp_path / "v.npz"
    before = _vectors(path, TEXTS, counting)
    path.write_bytes(path.read_bytes()[:left])
    counting.asked.clear()
    np.testing.assert_allclose(_vectors(path, TEXTS, counting), before, atol=1e-6)
    assert counting.asked == TEXTS
    assert VectorCache(path).missing(TEXTS, "query") == []  # and the file is whole again


def test_file_of_something_else_counts_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "v.npz"
    np.savez(path, something=np.zeros(3))
    assert VectorCache(path).missing(TEXTS, "query") == TEXTS


def test_missing_names_each_text_once_in_order(tmp_path: Path) -> None:
    assert VectorCache(tmp_path / "v.npz").missing(["b", "a", "b"], "query") == ["b", "a"]


def test_no_texts_give_an_empty_matrix_and_no_file(tmp_path: Path, counting: Counting) -> None:
    assert _vectors(tmp_path / "v.npz", [], counting).shape == (0, DIMENSIONS)
    assert not (tmp_path / "v.npz").exists()


def test_saving_leaves_no_other_file_behind(tmp_path: Path, counting: Counting) -> None:
    _vectors(tmp_path / "data" / "v.npz", ["Hallo"], counting)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["v.npz"]


def test_texts_encoded_at_once_are_the_same_as_one_by_one() -> None:
    encoder = Encoder()
    texts = [f"Frage {number}: wie viel kostet der Kurs für {number} Personen?" for number in range(20)]
    together = encoder.encode(texts, "query")
    assert all(np.array_equal(vector, encoder.query(text)) for vector, text in zip(together, texts, strict=True))
