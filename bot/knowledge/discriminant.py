"""Which directions of the e5 space tell the entries apart, learnt from the phrasings of all languages together.

Linear discriminant analysis (Fisher 1936; Rao 1948) with a shrunk covariance (Friedman 1989): the space is stretched so
that phrasings of one entry lie close together in every direction; then a question is compared with the entries' means.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.encoder import DIMENSIONS, Matrix, Vector

SHRINKAGE = 0.4  # towards a sphere; between 0.2 and 0.6 it hardly matters
Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Discriminant:
    """means: (n, 384), the entries' stretched means, length 1; stretch: (384, 384)."""

    means: Matrix
    stretch: Matrix

    def scores(self, centred: Vector) -> Scores:
        """How near a centred question (384,) is to each entry, from -1 to 1, shape (n,)."""
        stretched = centred @ self.stretch
        scores: Scores = self.means @ (stretched / max(float(np.linalg.norm(stretched)), 1e-9))
        return scores


def discriminant(entries: int, parts: Sequence[tuple[Matrix, NDArray[np.intp]]]) -> Discriminant:
    """Learns from centred phrasings (p, 384) with the number of the entry that each belongs to (p,), by language."""
    sums = np.zeros((entries, DIMENSIONS))
    counts = np.zeros(entries)
    scatter = np.zeros((DIMENSIONS, DIMENSIONS))
    for centred, numbers in parts:
        np.add.at(sums, numbers, centred)
        np.add.at(counts, numbers, 1)
        scatter += centred.T @ centred
    means = sums / np.maximum(counts, 1)[:, None]
    # what is left when each phrasing's entry is known: all scatter less that of the means
    within = (scatter - (means * counts[:, None]).T @ means) / max(counts.sum(), 1)
    sphere = np.eye(DIMENSIONS) * max(np.trace(within) / DIMENSIONS, 1e-6)
    stretch = np.linalg.cholesky(np.linalg.inv((1 - SHRINKAGE) * within + SHRINKAGE * sphere))
    stretched = means @ stretch
    lengths = np.maximum(np.linalg.norm(stretched, axis=1, keepdims=True), 1e-9)
    return Discriminant((stretched / lengths).astype(np.float32), stretch.astype(np.float32))
