"""The vector index: unit vectors in half precision, searched by inner product (cosine).

Few vectors are searched one by one. Of many, one bit a dimension is searched (RaBitQ: Gao and Long, 2024) and the best
are compared exactly. On 418,000 windows that found .995 of the ten nearest, 800 compared, five times as fast as 8-bit
vectors one by one; a graph (HNSW, 8 bits, 400 visited) found .92, lists (IVF, a quarter visited) .98, slower than all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]
Scores = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

MANY = 8_000
"""Vectors of a part from which they are searched by their codes."""
SHARD = 1_000_000
"""Vectors whose codes are in one file: several are searched side by side."""
MOST_COMPARED = 4_000
"""Vectors that all files of codes propose at most; one proposes three times the square root of what it has."""
NARROW = 1 / 8
"""Share of the vectors up to which those that a filter leaves are all compared."""
BLOCK = 50_000

# A question is one query: FAISS's threads would share out nothing and only wait for each other, ten times as long.
faiss.omp_set_num_threads(1)


def write_codes(vectors: Halves, path: Path) -> None:
    """Write the codes of vectors (rows, dimensions) to a file, in FAISS's own format."""
    index = faiss.IndexRaBitQFastScan(vectors.shape[1], faiss.METRIC_INNER_PRODUCT)
    index.train(even_sample([vectors], BLOCK))
    for start in range(0, len(vectors), BLOCK):
        index.add(vectors[start : start + BLOCK].astype(np.float32))
    # Through bytes, as FAISS's file functions fail on non-ASCII paths on Windows.
    path.write_bytes(faiss.serialize_index(index).tobytes())


def read_codes(path: Path) -> Any:
    """Read what ``write_codes`` wrote."""
    return faiss.deserialize_index(np.fromfile(path, np.uint8))


class VectorIndex:
    """Rows of unit vectors, in groups; a row's number is its position.

    ``vectors`` of shape (rows, dimensions) may be mapped. Group ``i`` is ``starts[i]:starts[i + 1]``. ``codes`` are
    those of the vectors, ``SHARD`` rows each, none while they are few.
    """

    def __init__(self, vectors: Halves, starts: NDArray[np.int32], codes: Sequence[Any] = ()) -> None:
        self._vectors = vectors
        self._starts = starts
        self._codes = codes
        self._flat = None if codes else _flat(vectors)

    def __len__(self) -> int:
        return len(self._vectors)

    def owners(self, rows: Rows) -> Rows:
        """The groups of rows."""
        owners: Rows = np.searchsorted(self._starts, rows.astype(np.int32), side="right") - 1
        return owners

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Scores]:
        """The ``k`` nearest rows to ``query`` of shape (dimensions,), best first, and their cosines.

        ``allowed`` of shape (groups,) limits them.
        """
        rows = self._proposed(query, k, allowed)
        cosines = self.cosines(query, rows)
        best = np.argsort(-cosines, kind="stable")[:k]
        return rows[best], cosines[best]

    def _proposed(self, query: Vectors, k: int, allowed: Mask | None) -> Rows:
        """The rows to compare with a query."""
        if not len(self):
            return np.zeros(0, np.int64)
        share = 1.0 if allowed is None else float(allowed.mean())
        if allowed is not None and (share <= NARROW or self._flat is not None):
            groups = np.flatnonzero(allowed)
            first = self._starts[groups].astype(np.int64)
            return ranges(first, self._starts[groups + 1] - first)
        if self._flat is not None:
            found: Rows = self._flat.search(query[None], min(2 * k, len(self)))[1][0]
            return found
        rows = np.concatenate([first + rows for first, rows in _side_by_side(self._codes, query, k, share)])
        return rows if allowed is None else rows[allowed[self.owners(rows)]]

    def cosines(self, query: Vectors, rows: Rows) -> Scores:
        """The cosine of ``query`` to each of ``rows``."""
        # A matrix product would wake a second thread for so little, and wait for it.
        scores = [np.einsum("ij,j->i", block.astype(np.float32), query) for block in _blocks(self._vectors, rows)]
        return np.concatenate([*scores, np.zeros(0, np.float32)])


def _flat(vectors: Halves) -> Any:
    """An index of all vectors, 8 bits a dimension: half the time of 16, and the best are compared exactly anyway."""
    index = faiss.IndexScalarQuantizer(vectors.shape[1], faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    if len(vectors):
        index.train(vectors.astype(np.float32))
        index.add(vectors.astype(np.float32))
    return index


def _blocks(vectors: Halves, rows: Rows) -> Iterator[Halves]:
    return (vectors[rows[start : start + BLOCK]] for start in range(0, len(rows), BLOCK))


def _side_by_side(codes: Sequence[Any], query: Vectors, k: int, share: float) -> Iterator[tuple[int, Rows]]:
    """What each file of codes proposes, with the number of its first row; of it a filter will leave a ``share``."""

    def search(index: Any) -> Rows:
        most = int(max(k, min(MOST_COMPARED / len(codes), 3 * index.ntotal**0.5)) / share)
        rows: Rows = index.search(query[None], min(most, index.ntotal))[1][0]
        return rows[rows >= 0]

    found = map(search, codes) if len(codes) == 1 else _pool().map(search, codes)
    return ((number * SHARD, rows) for number, rows in enumerate(found))


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count())


def ranges(first: Rows, counts: Rows) -> Rows:
    """The numbers from each first one on, so many of each.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(counts)
    return np.repeat(first - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


def even_sample(parts: Sequence[Halves], most: int) -> Vectors:
    """At most about ``most`` vectors (rows, dimensions) of all parts, evenly spread over them."""
    step = max(1, sum(map(len, parts)) // most)
    return np.concatenate([part[::step].astype(np.float32) for part in parts])
