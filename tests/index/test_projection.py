from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.projection import DIMENSIONS, Projection, projection_for, projection_identity, read, write

BUNDLED = "multilingual-e5-small-q4/4/int8"
SMALL = Projection(
    encoder="small",
    matrix=np.array([[3.0, 0.0], [0.0, 4.0]], np.float32),
    offset=np.array([0.0, 1.0], np.float32),
    importance=np.array([1.0, 0.0], np.float32),
)


def test_tokens_by_hand() -> None:
    # (3, 4) - (0, 1) = (3, 3), and (3, 0) - (0, 1) = (3, -1).
    tokens = SMALL.tokens(np.array([[1, 1], [1, 0]], np.float32))
    np.testing.assert_allclose(tokens, [[0.5**0.5, 0.5**0.5], [3 / 10**0.5, -1 / 10**0.5]], rtol=1e-6)


def test_no_states_are_no_tokens() -> None:
    assert SMALL.tokens(np.zeros((0, 2), np.float32)).shape == (0, 2)


def test_half_of_a_question_counts_alike_and_half_by_importance() -> None:
    # e^ln3 and e^0 are 3 and 1: three quarters and one quarter, each with a half on average.
    shares = SMALL.shares(np.array([[np.log(3), 0.5], [0, -0.5]], np.float32))
    np.testing.assert_allclose(shares, [(3 / 4 + 1 / 2) / 2, (1 / 4 + 1 / 2) / 2], rtol=1e-6)


def test_written_and_read_again(tmp_path: Path) -> None:
    write(SMALL, tmp_path / "p.json")
    again = read((tmp_path / "p.json").read_bytes())
    assert again.encoder == "small"
    # The largest of a column is 127 steps, so nothing of these is rounded.
    np.testing.assert_allclose(again.matrix, SMALL.matrix, rtol=1e-6)
    assert (again.offset.tolist(), again.importance.tolist()) == ([0.0, 1.0], [1.0, 0.0])
    assert again.identity == read((tmp_path / "p.json").read_bytes()).identity


def test_other_numbers_have_another_identity() -> None:
    assert replace(SMALL, offset=SMALL.offset + 1).identity != SMALL.identity
    assert replace(SMALL, encoder="other").identity == SMALL.identity


def test_the_bundled_model_has_a_projection() -> None:
    projection = projection_for(BUNDLED)
    assert projection is not None
    assert projection.matrix.shape == (3 * 384, DIMENSIONS)
    assert projection.identity == projection_identity(BUNDLED)


@pytest.mark.parametrize("name", ["someone/else/fp32", ""])
def test_another_model_has_none(name: str) -> None:
    assert projection_for(name) is None
    assert projection_identity(name) is None
