from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.store.background import PRIOR, PRIOR_DEVIATION, Spread


def test_mean_and_covariance_by_hand() -> None:
    spread = Spread.of(np.array([[1, 0], [0, 1]], dtype=np.float32))
    prior = PRIOR * PRIOR_DEVIATION**2
    assert spread.mean == pytest.approx([0.5, 0.5])
    assert spread.covariance.ravel() == pytest.approx(
        [(0.5 + prior) / (2 + PRIOR), -0.5 / (2 + PRIOR), -0.5 / (2 + PRIOR), (0.5 + prior) / (2 + PRIOR)]
    )


def test_deviations_above_chance() -> None:
    spread = Spread(np.array([0.5, 0.5], dtype=np.float32), np.diag([0.01, 0.01]).astype(np.float32))
    query = np.array([1, 0], dtype=np.float32)
    assert spread.standardise(query, np.array([0.5, 0.7, 0.4], dtype=np.float32)) == pytest.approx([0, 2, -1], abs=1e-5)


def test_the_same_texts_twice_mean_the_same() -> None:
    random = np.random.default_rng(3)
    vectors = random.standard_normal((2000, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    query, cosines = vectors[0], np.array([0.5], dtype=np.float32)
    once = Spread.of(vectors).standardise(query, cosines)
    twice = Spread.of(np.concatenate([vectors, vectors])).standardise(query, cosines)
    assert twice == pytest.approx(once, rel=0.02)


def test_an_empty_store_has_a_spread() -> None:
    spread = Spread.of(np.zeros((0, 3), dtype=np.float32))
    query = np.array([1, 0, 0], dtype=np.float32)
    assert spread.standardise(query, np.array([PRIOR_DEVIATION], dtype=np.float32)) == pytest.approx([1.0], rel=1e-4)


def test_a_file_and_back(tmp_path: Path) -> None:
    spread = Spread.of(np.eye(3, dtype=np.float32))
    spread.save(tmp_path / "spread")
    again = Spread.load(tmp_path / "spread")
    assert again.mean.tolist() == spread.mean.tolist()
    assert again.covariance.tolist() == spread.covariance.tolist()
