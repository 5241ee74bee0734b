"""The codes of many vectors: half a byte for four dimensions, by which the nearest are proposed.

Product quantisation whose tables fit into registers (André, Kermarrec and Le Scouarnec, "Quicker ADC", 2019; FAISS's
``IndexPQFastScan``). Vectors of text have much in common: their share along the mean direction is coded apart, in 256
steps, so that only the rest of a question meets the errors of the codes. The rest is turned so that each group of four
dimensions has about as much to tell, and what a code is off by is kept across the vector rather than along it: an error
along it moves just the vectors that a question is looking for (Guo et al., "Accelerating Large-Scale Inference with
Anisotropic Vector Quantization", 2020).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import faiss
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from index.store import arrays
from index.store.rows import Halves, Rows, Scores, Vectors, even_sample

TOGETHER = 4
"""Dimensions that share half a byte."""
STEPS = 16
"""Values of half a byte."""
PIECES = 3
"""Pieces of a coarse digit: a search's tables have one step for all, so none should have values far larger."""
PULL = 2.0
"""So many times as much as one across the vector an error along it counts when a code is chosen."""
SAMPLE = 20_000
ABREAST = 32
"""Rows whose codes FAISS keeps as one block and looks at in one go."""
BLOCK = 4_096
"""Vectors coded in one go, which a processor's own memory holds."""


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

    def digits(self, numbers: Vectors) -> NDArray[np.uint8]:
        """Which of the values add up to what is nearest to each of some numbers, (numbers, PIECES + 1).

        >>> Scale(0.75, 0.75).digits(np.array([14.3], np.float32)).tolist()
        [[1, 1, 1, 2]]
        """
        steps = np.rint((numbers - self.least) / self.step).clip(0, STEPS**2 - 1).astype(np.uint8)
        return np.column_stack([*[steps // STEPS] * PIECES, steps % STEPS])


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of unit vectors (rows, dimensions).

    ``axis`` (dimensions,) is their mean direction, ``turned`` (dimensions, dimensions) what turns their rest.
    """

    index: Any
    axis: Vectors
    turned: Vectors

    @classmethod
    def of(cls, vectors: Halves) -> Codes:
        """Code vectors, which may be mapped."""
        sample = even_sample([vectors], SAMPLE)
        axis = sample.mean(axis=0)
        axis /= np.linalg.norm(axis)
        along, rest = _apart(sample, axis)
        turned = _evenly(rest)
        scale, values = Scale.of(along), _values(rest @ turned)

        def coded(start: int) -> NDArray[np.uint8]:
            along, rest = _apart(vectors[start : start + BLOCK].astype(np.float32), axis)
            return _packed(np.hstack([_chosen(rest @ turned, values), scale.digits(along)]))

        index = _empty(values, scale)
        # A core for every block: the threads of products as small as these would only keep each other waiting.
        with threadpool_limits(1, "blas"), ThreadPoolExecutor(os.cpu_count()) as pool:
            for codes in pool.map(coded, range(0, len(vectors), BLOCK)):
                index.add_sa_codes(codes)
        return cls(faiss.IndexPQFastScan(index), axis, turned)

    @classmethod
    def load(cls, path: Path) -> Codes:
        """Read what ``save`` wrote."""
        held = arrays.mapped(path)
        return cls(faiss.deserialize_index(np.array(held["index"])), held["axis"], held["turned"])

    def save(self, path: Path) -> None:
        """Write the codes to a file."""
        arrays.write(path, {"index": faiss.serialize_index(self.index), "axis": self.axis, "turned": self.turned})

    def __len__(self) -> int:
        return int(self.index.ntotal)

    def nearest(self, query: Vectors, most: int, blocks: Rows | None = None) -> tuple[Rows, Scores]:
        """At most ``most`` rows that seem nearest to a query (dimensions,), best first, and about their cosines.

        Only ``blocks`` of ``ABREAST`` rows are looked at, if given.
        """
        along, rest = _apart(query, self.axis)
        asked = np.concatenate([rest @ self.turned, np.repeat(along, (PIECES + 1) * TOGETHER)])
        if blocks is None:
            return found_alone(self.index, asked, min(most, len(self)))
        places, scores = found_alone(self._only(blocks), asked, min(most, len(blocks) * ABREAST))
        rows = blocks[places // ABREAST] * ABREAST + places % ABREAST
        there = rows < len(self)  # the last block may not be full
        return rows[there], scores[there]

    def _only(self, blocks: Rows) -> Any:
        """An index of these blocks alone."""
        every = _blocks_of(self.index.codes, len(self))
        index: Any = faiss.IndexPQFastScan(self.index.d, self.index.M, 4, faiss.METRIC_INNER_PRODUCT)
        index.pq, index.is_trained = self.index.pq, True
        index.ntotal = index.ntotal2 = len(blocks) * ABREAST
        index.codes.resize(len(blocks) * every.shape[1])
        every.take(blocks, axis=0, out=_blocks_of(index.codes, index.ntotal), mode="clip")
        return index


def _blocks_of(codes: Any, rows: int) -> NDArray[np.uint8]:
    """The codes of so many rows as FAISS holds them, (blocks, bytes), shared with it."""
    held: NDArray[np.uint8] = faiss.rev_swig_ptr(codes.get(), codes.size())
    return held.reshape(-(-rows // ABREAST), -1)


def found_alone(index: Any, query: Vectors, most: int) -> tuple[Rows, Scores]:
    """The ``most`` rows of a FAISS index that are best for one query, and their scores, by the thread that asks.

    Of one query FAISS's threads could share nothing: they would only wait for each other, ten times as long.
    """
    faiss.omp_set_num_threads(1)  # which holds for the calling thread alone
    scores, rows = index.search(query[None], most)
    return rows[0], scores[0]


def _apart(vectors: Vectors, axis: Vectors) -> tuple[Vectors, Vectors]:
    """The share of vectors (…, dimensions) along the axis, (…), and their rest across it, (…, dimensions)."""
    along: Vectors = vectors @ axis
    return along, vectors - np.multiply.outer(along, axis)


def _evenly(rest: Vectors) -> Vectors:
    """Principal directions of a sample (rows, dimensions) as columns, in groups that vary about as much as each other.

    The first direction of each group is dealt in descending order of how much it varies, the second in ascending order,
    and so on.
    """
    _, directions = np.linalg.eigh(rest.T @ rest)
    dealt = np.arange(rest.shape[1])[::-1].reshape(TOGETHER, -1)
    dealt[1::2] = dealt[1::2, ::-1]
    return np.ascontiguousarray(directions[:, dealt.T.ravel()])


def _values(sample: Vectors) -> Vectors:
    """What half a byte stands for in each group of a sample's dimensions, (groups, STEPS, TOGETHER).

    Means of vectors are shorter than they: the values are longer by what coding takes off the sample.
    """
    quantiser: Any = faiss.ProductQuantizer(sample.shape[1], sample.shape[1] // TOGETHER, 4)
    quantiser.train(sample)
    coded = quantiser.decode(quantiser.compute_codes(sample))
    kept = float((sample * coded).sum())
    stretch = float((sample**2).sum()) / kept if kept > 0 else 1.0
    means: Vectors = faiss.vector_to_array(quantiser.centroids).reshape(-1, STEPS, TOGETHER)
    return means * np.float32(stretch)


def _chosen(rest: Vectors, values: Vectors) -> NDArray[np.uint8]:
    """The code of each of some vectors (rows, dimensions), (rows, groups).

    First each group's nearest value; then, group by group, the one with the least error, ``PULL`` for what all groups
    together are off by along the vector.
    """
    groups, rows = len(values), np.arange(len(rest))
    dimensions = np.ascontiguousarray(rest.T).reshape(groups, TOGETHER, len(rest))
    lengths = (values**2).sum(axis=2)
    squares = np.einsum("ij,ij->i", rest, rest)
    along = np.zeros((groups, len(rest)), np.float32)
    chosen = np.zeros((groups, len(rest)), np.uint8)
    for pull in (None, np.float32(PULL) / np.maximum(squares, np.finfo(np.float32).tiny)):
        missing = squares - along.sum(axis=0)
        for group in range(groups):
            products = values[group] @ dimensions[group]
            errors = lengths[group][:, None] - 2 * products
            if pull is not None:
                errors += pull * (missing + along[group] - products) ** 2
            chosen[group] = errors.argmin(axis=0)
            taken = products[chosen[group], rows]
            missing += along[group] - taken
            along[group] = taken
    return chosen.T


def _packed(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two half bytes a byte, the first one low, as FAISS has them."""
    return np.ascontiguousarray(codes[:, ::2] | codes[:, 1::2] << 4)


def _empty(values: Vectors, scale: Scale) -> Any:
    """An index for codes of these values and the digits of a scale."""
    padded = np.pad(scale.values()[..., None], [(0, 0), (0, 0), (0, TOGETHER - 1)])
    every = np.concatenate([values, padded])
    index = faiss.IndexPQ(len(every) * TOGETHER, len(every), 4, faiss.METRIC_INNER_PRODUCT)
    faiss.copy_array_to_vector(every.ravel(), index.pq.centroids)
    index.is_trained = True
    return index
