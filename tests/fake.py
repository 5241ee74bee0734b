"""A deterministic encoder for fast tests: a real algorithm, so that tests can assert what is near what."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded
from index.text import fold


class FakeEncoder:
    """A text is the counts of its folded characters and character pairs, hashed into 256 places, at length one.

    A token is a character, its state a one in the place of the character.
    """

    name = "fake"
    form = "fp32"
    dimensions = 256

    def __init__(self, identity: str = "fake/1") -> None:
        self.identity = identity
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> list[Encoded]:
        return [self._read(text) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Encoded]:
        self.encoded += texts
        return map(self._read, texts)

    def _read(self, text: str) -> Encoded:
        states = np.zeros((len(text), self.dimensions), np.float32)
        states[np.arange(len(text)), [self._place(character) for character in text]] = 1
        offsets = np.arange(len(text))[:, None] + np.array([0, 1])
        return Encoded(self._vector(text), states, offsets)

    def _vector(self, text: str) -> NDArray[np.float32]:
        folded = fold(text)
        vector = np.full(self.dimensions, 0.01, dtype=np.float32)
        for gram in (*folded, *(folded[i : i + 2] for i in range(len(folded) - 1))):
            vector[self._place(gram)] += 1
        unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return unit

    def _place(self, gram: str) -> int:
        return zlib.crc32(gram.encode()) % self.dimensions
