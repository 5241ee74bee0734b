"""The codes of many vectors: half a byte for four dimensions, by which the nearest are proposed.

Product quantisation whose tables fit into registers (André, Kermarrec and Le Scouarnec, "Quicker ADC", 2019; FAISS's
``IndexPQFastScan``). Vectors of text have much in common: their share along the mean direction is coded apart, in 256
steps, so that only the rest of a question meets the errors of the codes. What coding takes off a vector's length is
put right afterwards by one factor a vector, as in RaBitQ (Gao and Long, 2024).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import faiss
import numpy as np

from index import arrays
from index.rows import Halves, Rows, Scores, Vectors, even_sample

TOGETHER = 4
"""Dimensions that share half a byte."""
STEPS = 16
"""Values of half a byte."""
PIECES = 3
"""Pieces of a coarse digit: a search's tables have one step for all, so none should have values far larger."""
SAMPLE = 20_000
BLOCK = 50_000

# A question is one query: FAISS's threads would share out nothing and only wait for each other, ten times as long.
faiss.omp_set_num_threads(1)


class Scale(NamedTuple):
    """Numbers as two digits of ``STEPS`` steps, the least being 0; the coarse digit is in ``PIECES`` alike."""

    least: float
    step: float

    @classmethod
    def of(cls, numbers: Vectors) -> Scale:
        """A scale from the least to the greatest of some numbers."""
        return cls(float(numbers.min()), float(np.ptp(numbers)) / (STEPS**2 - 1) or 1.0)

    def values(self) -> Vectors:
        """What the pieces of the coarse digit and the fine one stand for, (PIECES + 1, STEPS); they add up."""
        steps = self.step * np.arange(STEPS)
        return np.stack([(self.least + STEPS * steps) / PIECES] * PIECES + [steps]).astype(np.float32)

    def digits(self, numbers: Vectors) -> Vectors:
        """The values that add up to what is nearest to each of some numbers, (numbers, PIECES + 1).

        >>> Scale(0.75, 0.75).digits(np.array([14.3], np.float32)).tolist()
        [[4.25, 4.25, 4.25, 1.5]]
        """
        steps = np.rint((numbers - self.least) / self.step).clip(0, STEPS**2 - 1).astype(np.int64)
        values = self.values()
        return np.column_stack([*values[:-1, steps // STEPS], values[-1, steps % STEPS]])


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of unit vectors (rows, dimensions).

    ``axis`` (dimensions,) is their mean direction. ``factors`` (rows, 2) turn the product of a query and a code into
    that of query and vector: by what to multiply it, and how much of the query's share along the axis to add.
    """

    index: Any
    axis: Vectors
    factors: Vectors

    @classmethod
    def of(cls, vectors: Halves) -> Codes:
        """Code vectors, which may be mapped."""
        sample = even_sample([vectors], SAMPLE)
        axis = sample.mean(axis=0)
        axis /= np.linalg.norm(axis)
        along, rest = _apart(sample, axis)
        scale = Scale.of(along)
        index = _empty(rest, scale)
        blocks = (vectors[start : start + BLOCK].astype(np.float32) for start in range(0, len(vectors), BLOCK))
        factors = np.concatenate([_added(index, block, axis, scale) for block in blocks])
        return cls(faiss.IndexPQFastScan(index), axis, factors)

    @classmethod
    def load(cls, path: Path) -> Codes:
        """Read what ``save`` wrote."""
        held = arrays.mapped(path)
        return cls(faiss.deserialize_index(np.array(held["index"])), held["axis"], held["factors"])

    def save(self, path: Path) -> None:
        """Write the codes to a file."""
        arrays.write(path, {"index": faiss.serialize_index(self.index), "axis": self.axis, "factors": self.factors})

    def __len__(self) -> int:
        return len(self.factors)

    def nearest(self, query: Vectors, most: int) -> tuple[Rows, Scores]:
        """At most ``most`` rows that seem nearest to a query (dimensions,), in no order, and about their cosines."""
        along, rest = _apart(query, self.axis)
        asked = np.concatenate([rest, np.repeat(along, (PIECES + 1) * TOGETHER)])
        products, found = self.index.search(asked[None], min(most, len(self)))
        factors = self.factors[found[0]]
        return found[0], products[0] * factors[:, 0] + along * factors[:, 1]


def _apart(vectors: Vectors, axis: Vectors) -> tuple[Vectors, Vectors]:
    """The share of vectors (…, dimensions) along the axis, (…), and their rest across it, (…, dimensions)."""
    along: Vectors = vectors @ axis
    return along, vectors - np.multiply.outer(along, axis)


def _empty(sample: Vectors, scale: Scale) -> Any:
    """An index for vectors whose rest, without the axis, is like a sample's."""
    rest = faiss.ProductQuantizer(sample.shape[1], sample.shape[1] // TOGETHER, 4)
    rest.train(sample)
    values = np.concatenate([faiss.vector_to_array(rest.centroids), _padded(scale.values()).ravel()])
    index = faiss.IndexPQ(rest.d + (PIECES + 1) * TOGETHER, rest.M + PIECES + 1, 4, faiss.METRIC_INNER_PRODUCT)
    faiss.copy_array_to_vector(values, index.pq.centroids)
    index.is_trained = True
    return index


def _added(index: Any, vectors: Vectors, axis: Vectors, scale: Scale) -> Vectors:
    """Add vectors to an index; their factors."""
    along, rest = _apart(vectors, axis)
    digits = scale.digits(along)
    whole = np.concatenate([rest, _padded(digits).reshape(len(rest), -1)], axis=1)
    codes = index.sa_encode(whole)
    index.add_sa_codes(codes)
    product = np.einsum("ij,ij->i", rest, index.sa_decode(codes)[:, : len(axis)])
    stretch = np.ones(len(rest), np.float32)
    np.divide(np.einsum("ij,ij->i", rest, rest), product, out=stretch, where=product > 0)
    return np.column_stack([stretch, along - stretch * digits.sum(axis=1)])


def _padded(values: Vectors) -> Vectors:
    """Single values as groups of dimensions whose others are 0."""
    return np.pad(values[..., None], [(0, 0)] * values.ndim + [(0, TOGETHER - 1)])
