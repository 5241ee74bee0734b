from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import Encoded
from index.projection import DIMENSIONS, Projection
from index.states import BUDGET, PACKED, TOKEN, kept, pack, unpack, window_codes, within_budget

PROJECTION = Projection(
    encoder="e",
    matrix=np.eye(DIMENSIONS, dtype=np.float32),
    offset=np.zeros(DIMENSIONS, np.float32),
    importance=np.eye(DIMENSIONS, dtype=np.float32)[0],
)


def codes(*ends: int, first: int = 0) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    table = np.zeros((len(ends), TOKEN), np.uint8)
    table[:, 0], table[:, PACKED] = first, ends
    return table


def test_four_dimensions_are_one_byte_by_hand() -> None:
    # Levels 0, 1, 2, 3 at -2, -0.5, 0.5 and 2 deviations, from the lowest bits up: 0 + 1·4 + 2·16 + 3·64.
    token = np.array([[-2, -0.5, 0.5, 2] * (DIMENSIONS // 4)], np.float32) / DIMENSIONS**0.5
    assert pack(token).tolist() == [[228] * PACKED]
    again = unpack(pack(token))[0]
    assert again[:4] / again[3] == pytest.approx([-1, -0.4528 / 1.51, 0.4528 / 1.51, 1], rel=1e-5)


def test_unpacked_tokens_have_length_one_and_lie_near_the_packed() -> None:
    tokens = np.random.default_rng(5).standard_normal((500, DIMENSIONS)).astype(np.float32)
    tokens /= np.linalg.norm(tokens, axis=1, keepdims=True)
    again = unpack(pack(tokens))
    np.testing.assert_allclose(np.linalg.norm(again, axis=1), 1, rtol=1e-5)
    # Four levels leave 0.1175 of a normal variable's variance (Max 1960): cosines about √(1 - 0.1175) = 0.94.
    assert (tokens * again).sum(axis=1).mean() == pytest.approx(0.94, abs=0.01)


@given(st.lists(st.integers(0, 255), min_size=PACKED, max_size=PACKED))
def test_every_code_is_a_token_of_length_one_with_the_signs_of_its_bits(code: list[int]) -> None:
    (token,) = unpack(np.array([code], np.uint8))
    assert np.linalg.norm(token) == pytest.approx(1, rel=1e-5)
    # Of each dimension's two bits the higher one says that it is positive.
    assert (token > 0).tolist() == [bool(byte >> shift & 2) for byte in code for shift in (0, 2, 4, 6)]


def test_what_is_kept_of_a_window() -> None:
    # 桥\n,通车。: the headline 桥 ends at 0, 通车 stands at 1 to 3 of the window; ， and 。 are no words.
    text, offsets = "桥\n,通车。", np.array([[0, 1], [2, 3], [3, 5], [5, 6]])
    chosen, ends = kept(text, 2, True, offsets)
    assert chosen.tolist() == [True, False, True, False]
    assert ends.tolist() == [0, 1, 3, 4]
    assert kept(text, 2, False, offsets)[0].tolist() == [False, False, True, False]


def test_a_windows_codes_end_with_the_places_of_its_tokens() -> None:
    states = np.ones((2, DIMENSIONS), np.float32)
    encoded = Encoded(np.zeros(2, np.float32), states, np.array([[0, 1], [2, 4]]))
    made = window_codes("桥\n通车", 2, True, encoded, PROJECTION)
    assert made.shape == (2, TOKEN)
    assert made[:, PACKED].tolist() == [0, 2]
    assert np.array_equal(made[:, :PACKED], pack(PROJECTION.tokens(states)))
    assert window_codes("桥\n通车", 2, True, encoded, None).shape == (0, TOKEN)


def test_a_passage_over_its_budget_loses_what_matters_least() -> None:
    # Byte 3 is the highest level in the first dimension, which alone matters; byte 0 the lowest.
    most, least = codes(*[9] * BUDGET, first=3), codes(1, 2, first=0)
    left = within_budget([codes(7, first=3), least, most[:-1]], PROJECTION)
    assert [len(each) for each in left] == [1, 0, BUDGET - 1]
    assert [len(each) for each in within_budget([least, most[:-2]], PROJECTION)] == [2, BUDGET - 2]
    assert within_budget([], PROJECTION) == []


def test_importance_is_what_the_projection_says() -> None:
    turned = replace(PROJECTION, importance=-PROJECTION.importance)
    left = within_budget([codes(*[9] * BUDGET, first=3), codes(1, first=0)], turned)
    assert [len(each) for each in left] == [BUDGET - 1, 1]
