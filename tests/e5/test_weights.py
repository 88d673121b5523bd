"""Reading the model's file."""

from pathlib import Path

import numpy as np
import pytest

from bot.e5.weights import Weights, model_path
from bot.errors import LotseError


def test_sizes_are_those_of_e5_small() -> None:
    weights = Weights(model_path())
    assert (weights.hidden, weights.layers, weights.heads, weights.inner) == (384, 12, 12, 1536)


def test_values_and_scales_of_a_matrix_belong_together() -> None:
    values, scales = Weights(model_path()).blocks("l0.fo.w", 1536)
    assert values.shape == (384, 1536 // 32, 16)
    assert scales.size == 384 * 1536 // 32


def test_embeddings_come_in_the_order_asked_for() -> None:
    weights = Weights(model_path())
    both = weights.words(np.array([7, 4000]))
    assert both.shape == (2, 384)
    assert np.array_equal(both[::-1], weights.words(np.array([4000, 7])))


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"something else")
    with pytest.raises(LotseError, match=r"other\.bin is not a model"):
        Weights(path)


def test_matrix_is_what_its_blocks_say() -> None:
    weights = Weights(model_path())
    values, scales = weights.blocks("l0.fo.w", 1536)
    first = [(int(pair) & 15, int(pair) >> 4) for pair in values[0, 0]]
    expected = (np.array(first).reshape(-1) - 8) * scales[0]
    assert np.allclose(weights.matrix("l0.fo.w", 1536)[0, :32], expected)
