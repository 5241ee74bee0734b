from __future__ import annotations

import numpy as np
import pytest

from index.vectors import VectorIndex

AXES = np.eye(4, dtype=np.float32)


def test_nearest_first() -> None:
    query = np.array([0.8, 0.6, 0, 0], dtype=np.float32)
    assert VectorIndex.of(AXES).search(query, 2).tolist() == [0, 1]


def test_more_than_there_are() -> None:
    assert sorted(VectorIndex.of(AXES).search(AXES[0], 99).tolist()) == [0, 1, 2, 3]


def test_only_allowed_rows() -> None:
    assert VectorIndex.of(AXES).search(AXES[0], 2, np.array([2, 3])).tolist() in ([2, 3], [3, 2])


def test_no_rows() -> None:
    empty = VectorIndex.of(np.zeros((0, 4), dtype=np.float32))
    assert len(empty) == 0
    assert empty.search(AXES[0], 3).tolist() == []
    assert empty.vectors().shape == (0, 4)
    assert empty.cosines(AXES[0], np.array([], dtype=np.int64)).tolist() == []


def test_cosines_of_the_rows_asked_for_in_that_order() -> None:
    query = np.array([0.8, 0.6, 0, 0], dtype=np.float32)
    assert VectorIndex.of(AXES).cosines(query, np.array([1, 0])) == pytest.approx([0.6, 0.8], abs=1e-3)


def test_bytes_and_back() -> None:
    again = VectorIndex.from_bytes(VectorIndex.of(AXES).to_bytes())
    assert again.vectors().tolist() == AXES.tolist()


def test_joining_keeps_what_is_alive_in_order() -> None:
    parts = [VectorIndex.of(AXES[:2]), VectorIndex.of(AXES[2:])]
    joined = VectorIndex.join(parts, [np.array([False, True]), np.array([True, True])])
    assert joined.vectors().tolist() == AXES[1:].tolist()


def test_search_agrees_with_numpy_on_random_vectors() -> None:
    random = np.random.default_rng(7)
    vectors = random.standard_normal((300, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for query in vectors[:10]:
        assert VectorIndex.of(vectors).search(query, 1).tolist() == [int(np.argmax(vectors @ query))]
