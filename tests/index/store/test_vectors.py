from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from index.store.codes import Codes
from index.store.vectors import VectorIndex

AXES = np.eye(4, dtype=np.float16)
FIRST = np.array([1, 0, 0, 0], np.float32)


def one_by_one(vectors: NDArray[np.float16]) -> VectorIndex:
    """Every row is a group of its own."""
    return VectorIndex(vectors, np.arange(len(vectors) + 1, dtype=np.int32))


def nearest(vectors: NDArray[np.float16], query: NDArray[np.float32], k: int) -> list[int]:
    rows: list[int] = one_by_one(vectors).search(query, k)[0].tolist()
    return rows


def test_nearest_first_with_their_cosines() -> None:
    rows, cosines = one_by_one(AXES).search(np.array([0.8, 0.6, 0, 0], np.float32), 2)
    assert rows.tolist() == [0, 1]
    assert cosines == pytest.approx([0.8, 0.6], abs=1e-3)


@pytest.mark.parametrize("many", [False, True])
def test_a_search_takes_no_thread_but_the_one_that_asks(many: bool) -> None:
    vectors = np.random.default_rng(1).standard_normal((600, 32)).astype(np.float16)
    starts = np.arange(601, dtype=np.int32)
    index = VectorIndex(vectors, starts, [Codes.of(vectors)] if many else [])
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(index.search, vectors[0].astype(np.float32), 3).result()
        assert elsewhere.submit(faiss.omp_get_max_threads).result() == 1


def test_more_than_there_are() -> None:
    assert sorted(nearest(AXES, FIRST, 99)) == [0, 1, 2, 3]


def test_only_allowed_rows() -> None:
    found, _ = one_by_one(AXES).search(FIRST, 9, np.array([False, False, True, True]))
    assert sorted(found.tolist()) == [2, 3]


def test_the_rows_of_allowed_groups() -> None:
    index = VectorIndex(AXES, np.array([0, 3, 4], np.int32))
    assert sorted(index.search(FIRST, 9, np.array([True, False]))[0].tolist()) == [0, 1, 2]
    assert index.owners(np.array([3, 0, 2])).tolist() == [1, 0, 0]


def test_no_rows() -> None:
    empty = one_by_one(np.zeros((0, 4), np.float16))
    assert len(empty) == 0
    assert nearest(np.zeros((0, 4), np.float16), FIRST, 3) == []
    assert empty.cosines(FIRST, np.array([], dtype=np.int64)).tolist() == []


def test_cosines_of_the_rows_asked_for_in_that_order() -> None:
    query = np.array([0.8, 0.6, 0, 0], dtype=np.float32)
    assert one_by_one(AXES).cosines(query, np.array([1, 0])) == pytest.approx([0.6, 0.8], abs=1e-3)


def test_search_agrees_with_numpy_on_random_vectors() -> None:
    random = np.random.default_rng(7)
    vectors = random.standard_normal((300, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for query in vectors[:10]:
        assert nearest(vectors.astype(np.float16), query, 1) == [int(np.argmax(vectors @ query))]


def test_what_is_read_from_disk_in_shares_is_found_as_well() -> None:
    vectors, starts = unit(1000, 5), np.arange(1001, dtype=np.int32)
    sparing, other = (VectorIndex(vectors, starts, sparing=each) for each in (True, False))
    every = np.ones(1000, np.bool_)
    for query in vectors[:5].astype(np.float32):
        rows, cosines = sparing.search(query, 20, every)
        expected = vectors.astype(np.float32) @ query
        assert rows.tolist() == np.argsort(-expected, kind="stable")[:20].tolist()
        assert cosines == pytest.approx(expected[rows], abs=1e-3)
        assert sparing.cosines(query, np.arange(1000)).tolist() == other.cosines(query, np.arange(1000)).tolist()


def unit(rows: int, seed: int) -> NDArray[np.float16]:
    """Vectors in groups of twenty that are about as near to each other as windows about one matter (cosine .8)."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).standard_normal((250, 128))
    vectors = centres[random.integers(250, size=rows)] + 0.5 * random.standard_normal((rows, 128))
    halves: NDArray[np.float16] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    return halves


@pytest.fixture(scope="module")
def coded() -> tuple[NDArray[np.float16], VectorIndex]:
    """Vectors with codes in three files."""
    vectors = unit(5000, 3)
    starts = np.arange(0, 5001, 2, dtype=np.int32)
    return vectors, VectorIndex(vectors, starts, [Codes.of(vectors[first : first + 1920]) for first in (0, 1920, 3840)])


@pytest.fixture(autouse=True)
def shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.vectors.SHARD", 1920)


def exact(vectors: NDArray[np.float16], query: NDArray[np.float32], allowed: NDArray[np.bool_]) -> list[int]:
    cosines = np.where(allowed, vectors.astype(np.float32) @ query, -2)
    nearest_: list[int] = np.argsort(-cosines, kind="stable")[:10].tolist()
    return nearest_


@pytest.mark.parametrize("run", [False, True])
@pytest.mark.parametrize("share", [1.0, 0.5, 0.1, 0.05])
def test_codes_propose_what_an_exact_search_finds(
    coded: tuple[NDArray[np.float16], VectorIndex], share: float, run: bool
) -> None:
    vectors, index = coded
    places = np.linspace(0, 1, len(vectors) // 2) if run else np.random.default_rng(1).random(len(vectors) // 2)
    allowed = places <= share
    found = []
    for query in unit(20, 9).astype(np.float32):
        rows, cosines = index.search(query, 10, None if share == 1 else allowed)
        assert cosines == pytest.approx(vectors[rows].astype(np.float32) @ query, abs=1e-5)
        found.append(len(set(rows.tolist()) & set(exact(vectors, query, np.repeat(allowed, 2)))) / 10)
    assert np.mean(found) >= 0.99


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        ((100, 300), [list(range(6, 19))]),  # rows 200 to 599
        ((940, 1100), [[58, 59], list(range(9))]),  # 1,880 to 2,199, of which the second file has those from 1,920 on
        ((100, 600), [None, None, None]),  # so many that to look at all is as fast
    ],
)
def test_what_stands_together_is_looked_for_there_alone(
    coded: tuple[NDArray[np.float16], VectorIndex],
    monkeypatch: pytest.MonkeyPatch,
    allowed: tuple[int, int],
    expected: list[list[int] | None],
) -> None:
    looked = []
    nearest = Codes.nearest

    def recorded(codes: Codes, query: NDArray[np.float32], most: int, blocks: NDArray[np.int64] | None) -> object:
        looked.append(None if blocks is None else blocks.tolist())
        return nearest(codes, query, most, blocks)

    monkeypatch.setattr(Codes, "nearest", recorded)
    groups = np.zeros(2500, np.bool_)
    groups[slice(*allowed)] = True
    found, _ = coded[1].search(unit(1, 9)[0].astype(np.float32), 10, groups)
    assert sorted(looked, key=str, reverse=True) == expected
    assert all(allowed[0] <= row // 2 < allowed[1] for row in found.tolist())
