"""Rows of arrays: the kinds that vectors, their scores and their places have, and how some are chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]
Scores = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


def ranges(first: Rows, counts: Rows) -> Rows:
    """The numbers from each first one on, so many of each.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(counts)
    return np.repeat(first - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


def even_sample(parts: Sequence[Halves], most: int, together: int = 1) -> Vectors:
    """At most about ``most`` vectors (rows, dimensions) of all parts, evenly spread over them, so many at each place.

    >>> even_sample([np.arange(12, dtype=np.float16)[:, None]], 6, 2).ravel().tolist()
    [0.0, 1.0, 4.0, 5.0, 8.0, 9.0]
    """
    step = max(1, sum(map(len, parts)) // most)
    places = [(part, np.arange(0, len(part), step * together)) for part in parts]
    chosen = [part[ranges(first, np.minimum(together, len(part) - first))] for part, first in places]
    return np.concatenate([each.astype(np.float32) for each in chosen])
