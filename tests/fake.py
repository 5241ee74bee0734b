"""A deterministic encoder for fast tests: a real algorithm, so that tests can assert what is near what."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.text import fold


class FakeEncoder:
    """A text is the counts of its folded characters and character pairs, hashed into 256 places, at length one."""

    name = "fake"
    form = "fp32"
    dimensions = 256

    def __init__(self, identity: str = "fake/1") -> None:
        self.identity = identity
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._vector(text) for text in texts])

    def encode_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.encoded += texts
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        if progress:
            progress(len(texts))
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> NDArray[np.float32]:
        folded = fold(text)
        vector = np.full(self.dimensions, 0.01, dtype=np.float32)
        for gram in (*folded, *(folded[i : i + 2] for i in range(len(folded) - 1))):
            vector[zlib.crc32(gram.encode()) % self.dimensions] += 1
        unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return unit
