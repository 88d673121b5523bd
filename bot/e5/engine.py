"""Text in, unit vector out: tokenizer, embeddings and the graph of multilingual-e5-small."""

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bot.e5 import graph
from bot.e5.tokenizer import Tokenizer
from bot.e5.weights import Floats, Weights, model_path


class Engine:
    """Encodes texts. May be used by several threads at once: ONNX Runtime works without Python's lock."""

    def __init__(self) -> None:
        self._weights = Weights(model_path())
        self._tokenizer = Tokenizer(self._weights)
        positions = self._weights.vector("emb.pos").reshape(-1, self._weights.hidden)
        self._positions = positions + self._weights.vector("emb.type")[: self._weights.hidden]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # threads that share a short text cost more than they give
        options.enable_cpu_mem_arena = (
            False  # keeps what the longest text ever took; costs nothing that can be measured
        )
        self._session = onnxruntime.InferenceSession(
            graph.build(self._weights), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, text: str, is_query: bool) -> Floats:
        """The unit vector of a question or a passage, shape (hidden,).

        What goes beyond 510 pieces counts as a text of its own; the vectors are averaged by length.
        """
        pieces = self._tokenizer.pieces(("query: " if is_query else "passage: ") + text)
        size = self._weights.longest - 2  # room for the marks of beginning and end
        parts = [pieces[start : start + size] for start in range(0, len(pieces), size)]
        total = np.sum([self._mean(part) * len(part) for part in parts], axis=0)
        vector: Floats = (total / max(float(np.linalg.norm(total)), 1e-12)).astype(np.float32)
        return vector

    def _mean(self, pieces: list[int]) -> Floats:
        framed: NDArray[np.int64] = np.array([self._weights.begin, *pieces, self._weights.end])
        embedded = self._weights.words(framed) + self._positions[: len(framed)]
        mean: Floats = self._session.run([graph.OUTPUT], {graph.INPUT: embedded})[0]
        return mean
