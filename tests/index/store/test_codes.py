from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.store.codes import Codes, Scale, _chosen, _evenly


def alike(rows: int) -> NDArray[np.float16]:
    """Unit vectors of 64 dimensions that have a cosine of about .8 to each other, as those of text have."""
    random = np.random.default_rng(5)
    vectors = np.eye(64)[0] + 0.5 / 8 * random.standard_normal((rows, 64))
    halves: NDArray[np.float16] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    return halves


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float16]:
    return alike(3000)


@pytest.fixture(scope="module")
def codes(vectors: NDArray[np.float16]) -> Codes:
    return Codes.of(vectors)


def test_estimates_are_about_the_cosines(codes: Codes, vectors: NDArray[np.float16]) -> None:
    query = vectors[7].astype(np.float32)
    rows, estimates = codes.nearest(query, 3000)
    assert sorted(rows.tolist()) == list(range(3000))
    errors = estimates - vectors[rows].astype(np.float32) @ query
    # A third of what is not along the axis is lost, and that is half of a vector.
    assert np.abs(errors[rows != 7]).max() < 0.1
    assert abs(float(errors.mean())) < 0.002


def test_the_nearest_are_among_a_few_proposed(codes: Codes, vectors: NDArray[np.float16]) -> None:
    rows, _ = codes.nearest(vectors[7].astype(np.float32), 20)
    assert len(rows) == 20
    assert 7 in rows


def test_more_than_there_are(codes: Codes, vectors: NDArray[np.float16]) -> None:
    assert len(codes.nearest(vectors[0].astype(np.float32), 9999)[0]) == len(codes) == 3000


def test_only_the_blocks_asked_for_are_looked_at(codes: Codes, vectors: NDArray[np.float16]) -> None:
    query = vectors[70].astype(np.float32)
    estimates = dict(zip(*(each.tolist() for each in codes.nearest(query, 3000)), strict=True))
    # Of 3,000 rows the last block of 32 has 24.
    rows, found = codes.nearest(query, 99, np.array([2, 93]))
    assert sorted(rows.tolist()) == [*range(64, 96), *range(2976, 3000)]
    assert found.tolist() == [estimates[row] for row in rows.tolist()]
    assert 70 in codes.nearest(query, 5, np.array([2, 93]))[0]


def test_codes_written_and_read_again_propose_the_same(codes: Codes, tmp_path: Path) -> None:
    codes.save(tmp_path / "码.safetensors")
    query = np.eye(64, dtype=np.float32)[0]
    (rows, estimates), again = codes.nearest(query, 50), Codes.load(tmp_path / "码.safetensors").nearest(query, 50)
    assert rows.tolist() == again[0].tolist()
    assert estimates.tolist() == again[1].tolist()


def test_what_varies_most_is_dealt_to_different_groups() -> None:
    # Eight dimensions that vary less and less; the four that vary most would fill the first group as they stand.
    sample = np.diag(np.arange(8, 0, -1)).astype(np.float32)
    turned = np.abs(_evenly(sample))
    assert turned.argmax(axis=0).tolist() == [0, 3, 4, 7, 1, 2, 5, 6]
    assert turned.max(axis=0) == pytest.approx(np.ones(8))


def test_a_code_is_off_across_the_vector_rather_than_along_it() -> None:
    # The value nearest to (2, 0, 0, 0) falls short of it by .5; the next is off by .6, but across.
    values = np.zeros((1, 16, 4), np.float32)
    values[0, :2] = [[1.5, 0, 0, 0], [2, 0.6, 0, 0]]
    assert _chosen(np.array([[2, 0, 0, 0]], np.float32), values).tolist() == [[1]]


def test_errors_along_a_vector_make_up_for_each_other() -> None:
    # Either group alone takes the nearest value, 1.25 of 1; both together would be .5 too long, so the first takes .7.
    values = np.zeros((2, 16, 4), np.float32)
    values[:, 1:3, 0] = [1.25, 0.7]
    assert _chosen(np.array([[1, 0, 0, 0, 1, 0, 0, 0]], np.float32), values).tolist() == [[2, 1]]


def test_vectors_that_are_all_the_same() -> None:
    same = np.tile(np.eye(8, dtype=np.float16)[3], (1000, 1))
    rows, estimates = Codes.of(same).nearest(np.eye(8, dtype=np.float32)[3], 5)
    assert len(rows) == 5
    assert estimates == pytest.approx(np.ones(5), abs=1e-2)


def test_numbers_beyond_a_scale_get_its_last_value() -> None:
    scale = Scale.of(np.array([1.0, 3.55], np.float32))
    digits = scale.digits(np.array([0.5, 9.0, 1.33], np.float32))
    assert digits.tolist() == [[0, 0, 0, 0], [15, 15, 15, 15], [2, 2, 2, 1]]
    stood_for = np.take_along_axis(scale.values()[None], digits[..., None].astype(int), axis=2)[..., 0]
    assert stood_for.sum(axis=1) == pytest.approx([1.0, 3.55, 1.33], abs=1e-5)
