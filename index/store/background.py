"""What a cosine means by chance: the spread of a store's vectors, so that scores compare between stores.

For unit vectors with mean m and covariance C, the cosine of a question q to a vector drawn at random has mean q·m and
variance q·Cq. A score counts standard deviations above that mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.store.arrays import mapped, write
from index.store.rows import Halves, Scores, Vectors, even_sample

SAMPLE = 20_000
"""Vectors that it is estimated from, about."""
TOGETHER = 16
"""Vectors taken at each place, as far as a disk reads at once: one here and there would read all of a large archive."""
# A store of thirty vectors says little about the spread of text at large: it is mixed with that of this many vectors
# spread evenly in all directions, with the deviation that cosines of unrelated texts usually have.
PRIOR = 50
PRIOR_DEVIATION = 0.017


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, shape (d,), and covariance, shape (d, d), of vectors."""

    mean: Vectors
    covariance: Vectors

    @classmethod
    def of_all(cls, parts: Sequence[Halves]) -> Spread:
        """Estimate it from some vectors of all parts (rows, d)."""
        return cls.of(even_sample(parts, SAMPLE, TOGETHER))

    @classmethod
    def of(cls, sample: Vectors) -> Spread:
        """Estimate it from vectors (rows, d)."""
        vectors = sample.astype(np.float64)
        n, d = vectors.shape
        mean = vectors.mean(axis=0) if n else np.zeros(d)
        vectors -= mean
        scatter = vectors.T @ vectors
        covariance = (scatter + PRIOR * PRIOR_DEVIATION**2 * np.eye(d)) / (n + PRIOR)
        return cls(mean.astype(np.float32), covariance.astype(np.float32))

    def standardise(self, query: Vectors, cosines: Scores) -> Scores:
        """Standard deviations by which ``cosines`` to ``query`` exceed those of texts drawn at random."""
        deviation = np.sqrt(query @ self.covariance @ query)
        return np.asarray((cosines - query @ self.mean) / deviation, dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write both arrays to a file."""
        write(path, {"mean": self.mean, "covariance": self.covariance})

    @classmethod
    def load(cls, path: Path) -> Spread:
        """Read what ``save`` wrote."""
        arrays = mapped(path)
        return cls(arrays["mean"], arrays["covariance"])
