"""The vector index: unit vectors in FAISS, half precision, searched exactly by inner product (cosine)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]


class VectorIndex:
    """Rows of unit vectors; a row's number is its position."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: Vectors) -> VectorIndex:
        """Index ``vectors`` of shape (rows, dimensions)."""
        rows, dimensions = vectors.shape
        index = faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        if rows:
            index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def join(cls, parts: Sequence[VectorIndex], alive: Sequence[NDArray[np.bool_]]) -> VectorIndex:
        """One index over the rows of several that are alive, numbered on in the order given."""
        if len(parts) == 1 and alive[0].all():
            return parts[0]
        return cls.of(np.concatenate([part.vectors()[keep] for part, keep in zip(parts, alive, strict=True)]))

    @classmethod
    def from_bytes(cls, data: bytes) -> VectorIndex:
        """Read what ``to_bytes`` wrote."""
        return cls(faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8)))

    def to_bytes(self) -> bytes:
        """The index in FAISS's own format; through bytes, as its file functions fail on non-ASCII paths on Windows."""
        return bytes(faiss.serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def vectors(self) -> Vectors:
        """All rows, decoded; shape (rows, dimensions)."""
        if not len(self):
            return np.zeros((0, self._index.d), dtype=np.float32)
        rows: Vectors = self._index.reconstruct_n(0, len(self))
        return rows

    def search(self, query: Vectors, k: int, allowed: Rows | None = None) -> Rows:
        """The ``k`` nearest rows to ``query`` of shape (dimensions,), best first, among ``allowed`` if given."""
        if not len(self):
            return np.zeros(0, dtype=np.int64)
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]
        _, rows = self._index.search(query[None], min(k, len(self)), params=parameters)
        found: Rows = rows[0][rows[0] >= 0]
        return found

    def cosines(self, query: Vectors, rows: Rows) -> Vectors:
        """The cosine of ``query`` to each of ``rows``."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        vectors: Vectors = self._index.reconstruct_batch(rows)
        return vectors @ query
