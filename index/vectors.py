"""The vector index: unit vectors in half precision, searched by inner product (cosine)."""

from __future__ import annotations

from collections.abc import Sequence

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]
Scores = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


class VectorIndex:
    """Rows of unit vectors; a row's number is its position.

    ``vectors`` of shape (rows, dimensions) may be mapped.
    """

    def __init__(self, vectors: Halves) -> None:
        self._vectors = vectors
        self._index = faiss.IndexScalarQuantizer(
            vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        if len(vectors):
            self._index.add(vectors.astype(np.float32))

    def __len__(self) -> int:
        return len(self._vectors)

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Scores]:
        """The ``k`` nearest rows to ``query`` of shape (dimensions,), best first, and their cosines.

        ``allowed`` of shape (rows,) limits them.
        """
        if not len(self):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        parameters = None
        if allowed is not None:
            chosen = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=chosen)  # type: ignore[call-arg]
        cosines, rows = self._index.search(query[None], min(k, len(self)), params=parameters)
        found = rows[0] >= 0
        return rows[0][found], cosines[0][found]

    def cosines(self, query: Vectors, rows: Rows) -> Scores:
        """The cosine of ``query`` to each of ``rows``."""
        scores: Scores = self._vectors[rows].astype(np.float32) @ query
        return scores


def even_sample(parts: Sequence[Halves], most: int) -> Vectors:
    """At most about ``most`` vectors (rows, dimensions) of all parts, evenly spread over them."""
    step = max(1, sum(map(len, parts)) // most)
    return np.concatenate([part[::step].astype(np.float32) for part in parts])
