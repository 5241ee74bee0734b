from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors import VectorIndex, even_sample

AXES = np.eye(4, dtype=np.float16)
FIRST = np.array([1, 0, 0, 0], np.float32)


def nearest(vectors: NDArray[np.float16], query: NDArray[np.float32], k: int) -> list[int]:
    rows: list[int] = VectorIndex(vectors).search(query, k)[0].tolist()
    return rows


def test_nearest_first_with_their_cosines() -> None:
    rows, cosines = VectorIndex(AXES).search(np.array([0.8, 0.6, 0, 0], np.float32), 2)
    assert rows.tolist() == [0, 1]
    assert cosines == pytest.approx([0.8, 0.6], abs=1e-3)


def test_more_than_there_are() -> None:
    assert sorted(nearest(AXES, FIRST, 99)) == [0, 1, 2, 3]


def test_only_allowed_rows() -> None:
    found, _ = VectorIndex(AXES).search(FIRST, 9, np.array([False, False, True, True]))
    assert sorted(found.tolist()) == [2, 3]


def test_no_rows() -> None:
    empty = VectorIndex(np.zeros((0, 4), np.float16))
    assert len(empty) == 0
    assert nearest(np.zeros((0, 4), np.float16), FIRST, 3) == []
    assert empty.cosines(FIRST, np.array([], dtype=np.int64)).tolist() == []


def test_cosines_of_the_rows_asked_for_in_that_order() -> None:
    query = np.array([0.8, 0.6, 0, 0], dtype=np.float32)
    assert VectorIndex(AXES).cosines(query, np.array([1, 0])) == pytest.approx([0.6, 0.8], abs=1e-3)


def test_search_agrees_with_numpy_on_random_vectors() -> None:
    random = np.random.default_rng(7)
    vectors = random.standard_normal((300, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for query in vectors[:10]:
        assert nearest(vectors.astype(np.float16), query, 1) == [int(np.argmax(vectors @ query))]


def test_a_sample_is_spread_evenly_over_the_parts() -> None:
    assert even_sample([AXES, AXES[:2]], 3).tolist() == AXES[[0, 2, 0]].tolist()
    assert even_sample([AXES], 9).tolist() == AXES.tolist()
