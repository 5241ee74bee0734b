"""The vector index: unit vectors in half precision, searched by inner product (cosine).

Few vectors are searched one by one. Of many, codes are scanned (``codes``), and the best of all their estimates
are compared exactly.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

import faiss
import numpy as np
from numpy.typing import NDArray

from index.store.codes import ABREAST, Codes, found_alone
from index.store.rows import Halves, Mask, Rows, Scores, Vectors, ranges

MANY = 8_000
"""Vectors of a part from which they are searched by their codes."""
SHARD = 1_000_000
"""Vectors whose codes are in one file, whole blocks of them: several are searched side by side."""
COMPARED = 4
"""So many times the square root of their number are compared exactly: those whose codes are best."""
FILTERED = 6
"""The same where a filter leaves a part of them: the nearest of it are less near, and codes tell them less well."""
AT_LEAST = 5
"""But so many times as many as are wanted, at least."""
UNEVEN = 2
"""So many times its share of them is taken of each file: what is nearest may stand in few."""
NARROW = 1 / 32
"""Share of the vectors up to which those that a filter leaves are all compared, if they stand in many blocks."""
COPIED = 1 / 8
"""Share of the codes up to which those of the blocks that a filter leaves are copied, to look at no others."""
LARGEST = 127
"""What the largest number becomes where numbers have 8 bits."""
TOGETHER = 1_500
"""Vectors compared in one go, the fewest that are worth another thread."""
FETCHED = 400
"""The same where they have to be read from disk first."""
FETCHERS = 8
"""Threads then, more than there are cores: a disk serves several at once."""

In = TypeVar("In")
Out = TypeVar("Out")


class File(NamedTuple):
    """A file of codes, the number of its first row, and the blocks to look at, None for all."""

    codes: Codes
    first: int
    blocks: Rows | None


class VectorIndex:
    """Rows of unit vectors, in groups; a row's number is its position.

    ``vectors`` of shape (rows, dimensions) may be mapped, ``sparing`` as of ``arrays.mapped``. Group ``i`` is
    ``starts[i]:starts[i + 1]``. ``codes`` are those of the vectors, ``SHARD`` rows each, none while they are few.
    """

    def __init__(
        self, vectors: Halves, starts: NDArray[np.int32], codes: Sequence[Codes] = (), *, sparing: bool = False
    ) -> None:
        self._vectors = vectors
        self._starts = starts
        self._codes = codes
        self._together, self._threads = (FETCHED, FETCHERS) if sparing else (TOGETHER, os.cpu_count())
        self._flat = None if codes else _flat(vectors)

    def __len__(self) -> int:
        return len(self._vectors)

    def owners(self, rows: Rows) -> Rows:
        """The groups of rows."""
        return self._owners[rows].astype(np.int64)

    @cached_property
    def _owners(self) -> NDArray[np.int32]:
        """The group of every row; many are asked for at once where a filter leaves a part of them."""
        return np.repeat(np.arange(len(self._starts) - 1, dtype=np.int32), np.diff(self._starts))

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Scores]:
        """The ``k`` nearest rows to ``query`` of shape (dimensions,), best first, and their cosines.

        ``allowed`` of shape (groups,) limits them.
        """
        found = self._in_shares(self._proposed(query, k, allowed), lambda vectors: _nearest(query, vectors, k))
        rows = np.concatenate([share[nearest] for share, (nearest, _) in found])
        cosines = np.concatenate([each for _, (_, each) in found])
        order = np.lexsort((rows, -cosines))[:k]
        return rows[order], cosines[order]

    def _proposed(self, query: Vectors, k: int, allowed: Mask | None) -> Rows:
        """The rows to compare with a query."""
        if not len(self):
            return np.zeros(0, np.int64)
        asked = len(self) if allowed is None else int(allowed.mean() * len(self))
        most = max(AT_LEAST * k, int((COMPARED if allowed is None else FILTERED) * asked**0.5))
        if self._flat is None and asked > COPIED * len(self):
            return self._scanned(query, most, asked, allowed)
        if allowed is None:
            return found_alone(self._flat, _steps(query), min(2 * k, len(self)))[0]
        groups = np.flatnonzero(allowed)
        first = self._starts[groups].astype(np.int64)
        counts = self._starts[groups + 1] - first
        asked, blocks = int(counts.sum()), _blocks(first, counts, len(self))
        if self._flat is not None or asked <= (most if blocks is not None else max(most, NARROW * len(self))):
            return ranges(first, counts)
        return self._scanned(query, most, asked, allowed, blocks)

    def _scanned(self, query: Vectors, most: int, asked: int, allowed: Mask | None, blocks: Rows | None = None) -> Rows:
        """Of the ``asked`` rows that are allowed, all in ``blocks`` if given, the ``most`` whose codes are best."""
        files = self._files(blocks)
        share = asked / (len(self) if blocks is None else len(blocks) * ABREAST)
        each = int(most / share * min(1, UNEVEN / len(files)))
        found = list(_side_by_side(lambda file: file.codes.nearest(query, each, file.blocks), files, os.cpu_count()))
        rows = np.concatenate([file.first + nearest for file, (nearest, _) in zip(files, found, strict=True)])
        estimates = np.concatenate([estimates for _, estimates in found])
        if allowed is not None:
            inside = allowed[self.owners(rows)]
            rows, estimates = rows[inside], estimates[inside]
        return np.sort(_best(rows, estimates, most)[0])  # in the order of the disk

    def _files(self, blocks: Rows | None) -> list[File]:
        """The files of codes, or those of them that have some of the blocks."""
        if blocks is None:
            return [File(codes, number * SHARD, None) for number, codes in enumerate(self._codes)]
        each = SHARD // ABREAST
        numbers = blocks // each
        return [File(self._codes[i], i * SHARD, blocks[numbers == i] - i * each) for i in np.unique(numbers).tolist()]

    def cosines(self, query: Vectors, rows: Rows) -> Scores:
        """The cosine of ``query`` to each of ``rows``."""
        return np.concatenate([each for _, each in self._in_shares(rows, lambda vectors: _cosines(query, vectors))])

    def _in_shares(self, rows: Rows, work: Callable[[Halves], Out]) -> list[tuple[Rows, Out]]:
        """Rows in shares that are worth a thread each, and what is made of the vectors of each."""
        shares = np.array_split(rows, len(rows) // self._together) if len(rows) >= 2 * self._together else [rows]
        made = _side_by_side(lambda share: work(self._vectors.take(share, axis=0)), shares, self._threads)
        return list(zip(shares, made, strict=True))


def _blocks(first: Rows, counts: Rows, rows: int) -> Rows | None:
    """Which blocks of codes have any of these ranges of rows, of so many; None if to look at all is as fast."""
    size = rows // ABREAST + 2
    begun = np.bincount(first // ABREAST, minlength=size)
    ended = np.bincount((first + counts - 1) // ABREAST + 1, minlength=size)
    blocks = np.flatnonzero(np.cumsum(begun - ended))
    return blocks if len(blocks) <= COPIED * size else None


def _best(rows: Rows, scores: Scores, most: int) -> tuple[Rows, Scores]:
    """The ``most`` rows with the highest scores, in no order, and their scores."""
    if len(rows) <= most:
        return rows, scores
    best = np.argpartition(-scores, most)[:most]
    return rows[best], scores[best]


def _cosines(query: Vectors, vectors: Halves) -> Scores:
    """The inner product of a query with each of some vectors."""
    scores = np.zeros(len(vectors), np.float32)
    rows, products = _nearest(query, vectors, len(vectors))
    scores[rows] = products
    return scores


def _nearest(query: Vectors, vectors: Halves, most: int) -> tuple[Rows, Scores]:
    """The ``most`` of some vectors whose inner product with a query is highest, best first, and the products.

    FAISS reads half precision twice as fast as NumPy; what takes longest is to put many in order.
    """
    if not len(vectors):
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    index = _scalar(vectors.shape[1], faiss.ScalarQuantizer.QT_fp16)
    index.add_sa_codes(vectors.view(np.uint8))
    return found_alone(index, query, min(most, len(vectors)))


def _flat(vectors: Halves) -> Any:
    """An index of all vectors in 8 bits a number, as the best are compared exactly anyway.

    It is searched with ``_steps`` of a query: where FAISS multiplies whole numbers (x86: in a third of the time of the
    8 bits that it scales itself), it cuts fractions off.
    """
    index = _scalar(vectors.shape[1], faiss.ScalarQuantizer.QT_8bit_direct_signed)
    if len(vectors):
        index.add(_steps(vectors.astype(np.float32)))
    return index


def _steps(vectors: Vectors) -> Vectors:
    """Whole numbers in proportion to the numbers of some vectors, the largest ``LARGEST``."""
    largest = np.abs(vectors).max()
    steps: Vectors = np.rint(vectors * (LARGEST / largest if largest else 0))
    return steps


def _scalar(dimensions: int, kind: int) -> Any:
    return faiss.IndexScalarQuantizer(dimensions, kind, faiss.METRIC_INNER_PRODUCT)


def _side_by_side(work: Callable[[In], Out], tasks: Sequence[In], threads: int | None) -> Iterable[Out]:
    """Work on all tasks, so many at once."""
    return map(work, tasks) if len(tasks) == 1 else _pool(threads).map(work, tasks)


@cache
def _pool(threads: int | None) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)
