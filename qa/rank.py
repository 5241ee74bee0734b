"""One calibrated ranking from several signals: pure functions on numbers.

Score = passage · zₚ + window · z_w + lexical · cover · seen, where the z count standard deviations above what unrelated
text has, ``cover`` is BM25 as a share of the question's idf, and ``seen`` is the share of that idf whose terms the
archive has at all: a question in another language than the archive is ranked by its vectors alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Signals:
    """The exact signals of candidate passages, all of one shape, and the question's ``seen``."""

    passage: Scores
    window: Scores
    cover: Scores
    seen: float

    def table(self) -> NDArray[np.float32]:
        """One row a passage: passage, window, cover × seen."""
        return np.stack([self.passage, self.window, self.cover * self.seen], axis=1)


def blend(signals: Signals, weights: Sequence[float]) -> Scores:
    """The score of each passage.

    >>> signals = Signals(np.array([6.0, 2.0]), np.array([4.0, 2.0]), np.array([0.5, 0.0]), seen=0.8)
    >>> blend(signals, (0.5, 0.5, 10.0)).tolist()
    [9.0, 2.0]
    """
    scores: Scores = signals.table() @ np.asarray(weights, dtype=np.float32)
    return scores


def best_of(owners: Sequence[str], scores: Scores) -> list[list[int]]:
    """Positions grouped by owner: each group best first, the groups by their best.

    >>> best_of(["a", "b", "a"], np.array([1.0, 2.0, 3.0]))
    [[2, 0], [1]]
    """
    groups: dict[str, list[int]] = {}
    for position in np.argsort(-scores, kind="stable").tolist():
        groups.setdefault(owners[position], []).append(position)
    return list(groups.values())
