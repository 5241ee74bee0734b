"""One calibrated ranking from several signals: pure functions.

Score = window · z + terms · cover · seen + late · L, where z counts the standard deviations of the nearest window above
what unrelated text has, ``cover`` is BM25 as a share of the question's idf, ``seen`` is the share of that idf whose
terms the archive has at all (a question in another language than the archive is ranked by its vectors alone), and L is
the late interaction of the question's tokens with the article's.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.answer import Hit, Why


class Rank(NamedTuple):
    """What each signal counts."""

    window: float
    terms: float
    late: float

    def score(self, why: Why) -> float:
        """The weighted sum of a hit's signals.

        >>> Rank(1.0, 10.0, 8.0).score(Why(4.0, 0.5, 0.75))
        15.0
        """
        return self.window * why.window + self.terms * why.terms + self.late * why.late


def scored(hits: Iterable[Hit], rank: Rank) -> list[Hit]:
    """The hits with their scores, best first."""
    return sorted((replace(hit, score=rank.score(hit.why)) for hit in hits), key=lambda hit: -hit.score)


def best_of(owners: Sequence[Hashable], scores: NDArray[np.float32]) -> list[list[int]]:
    """Positions grouped by owner: each group best first, the groups by their best.

    >>> best_of(["a", "b", "a"], np.array([1.0, 2.0, 3.0]))
    [[2, 0], [1]]
    """
    groups: dict[Hashable, list[int]] = {}
    for position in np.argsort(-scores, kind="stable").tolist():
        groups.setdefault(owners[position], []).append(position)
    return list(groups.values())
