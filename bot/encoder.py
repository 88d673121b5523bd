"""Turns text into vectors with multilingual-e5-small (MIT; 8 bit, on the CPU, no network).

The only place that knows the encoder: another one takes its place here.
"""

import hashlib
import os
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]

DIMENSIONS = 384
NAME = "e5-small-q8"  # part of every cache key: another model, other vectors
CACHE = "vectors.npz"  # in the data folder; training and search share it, since phrasings are examples too
_RECENT = 256
_LONG = 500  # characters at either end: a text as long as the engine can take would keep everybody waiting for a second


class Encoder:
    """Encodes questions and passages as unit vectors, shape (384,).

    May be used by several threads at once: the engine works without Python's lock and shares nothing but the model.
    The vectors of the last few questions are kept: the featurizer and the search ask for the same one within a message.
    """

    def __init__(self) -> None:
        from bot.e5.engine import Engine  # loads a 70 MB file: at first use, not at import

        self._engine = Engine()
        self._lock = threading.Lock()
        self._recent: OrderedDict[str, Vector] = OrderedDict()

    def query(self, text: str) -> Vector:
        """Encodes a question, shape (384,), length 1. Of a very long text only the beginning and the end are read."""
        if len(text) > 2 * _LONG:
            text = f"{text[:_LONG]} {text[-_LONG:]}"
        with self._lock:
            if text in self._recent:
                self._recent.move_to_end(text)
                return self._recent[text]
        vector: Vector = self._engine.encode(text, is_query=True)
        with self._lock:
            self._recent[text] = vector
            if len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
        return vector

    def encode(self, texts: Sequence[str], kind: str) -> list[Vector]:
        """Encodes texts, as many at once as there are cores, without remembering them; kind is "query" or "passage"."""
        is_query = kind == "query"
        if len(texts) < 2:
            return [self._engine.encode(text, is_query=is_query) for text in texts]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda text: self._engine.encode(text, is_query=is_query), texts))


class VectorCache:
    """Vectors on disk by content hash, so that a restart encodes only what changed.

    One `.npz` file holding a (n, 384) matrix and n keys; written whole and moved into place, so that a crash leaves
    the old file. An unreadable file counts as empty: it can always be computed again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._vectors: dict[str, Vector] = {}
        self._dirty = False
        try:
            with np.load(path, allow_pickle=False) as stored:
                self._vectors = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            pass

    @staticmethod
    def key(text: str, kind: str) -> str:
        """The content hash under which a text's vector is kept."""
        return hashlib.sha256(f"{NAME}\0{kind}\0{text}".encode()).hexdigest()[:32]

    def missing(self, texts: Sequence[str], kind: str) -> list[str]:
        """Those of the texts whose vector is not kept yet, each once, in order."""
        return [text for text in dict.fromkeys(texts) if self.key(text, kind) not in self._vectors]

    def vectors(self, texts: Sequence[str], kind: str, encoder: Encoder) -> Matrix:
        """Vectors of the texts, shape (len(texts), 384); computes those that are missing."""
        missing = self.missing(texts, kind)
        for text, vector in zip(missing, encoder.encode(missing, kind), strict=True):
            self._vectors[self.key(text, kind)] = vector
            self._dirty = True
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        return np.stack([self._vectors[self.key(text, kind)] for text in texts])

    def save(self) -> None:
        """Writes the cache if anything was added."""
        if not self._dirty:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(f".{os.getpid()}.tmp")
        keys = np.array(list(self._vectors), dtype="U32")
        with temporary.open("wb") as file:
            np.savez(file, keys=keys, vectors=np.stack(list(self._vectors.values())))
        temporary.replace(self._path)
        self._dirty = False


_shared: Encoder | None = None
_shared_lock = threading.Lock()


def shared_encoder() -> Encoder:
    """The process's one encoder: the Rasa components, which Rasa builds itself, and the search use the same."""
    global _shared
    with _shared_lock:
        if _shared is None:
            _shared = Encoder()
        return _shared
