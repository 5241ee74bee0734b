from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.segment.matching import certain
from index.segment.stray import Fit, Stray

FIRST, SECOND, BESIDE = Stray(0, 1, 2), Stray(0, 3, 4), Stray(0, 1, 3)


@pytest.mark.parametrize(
    ("fits", "kept"),
    [
        ([], []),
        ([Fit(FIRST, 5, 3.1)], [0]),
        ([Fit(FIRST, 5, 2.9)], []),
        ([Fit(FIRST, 5, 6.0), Fit(FIRST, 6, 4.0)], []),
        ([Fit(FIRST, 5, 6.0), Fit(SECOND, 5, 4.0)], []),
        ([Fit(FIRST, 5, 6.0), Fit(BESIDE, 6, 4.0)], []),
        ([Fit(FIRST, 5, 6.0), Fit(FIRST, 6, 1.0)], [0]),
        ([Fit(FIRST, 5, 6.0), Fit(SECOND, 6, 4.0)], [0, 1]),
    ],
    ids=["none", "sure", "unsure", "two homes", "two lines", "same words", "a poor rival", "each its own"],
)
def test_a_fit_is_certain_when_nothing_rivals_it(fits: list[Fit], kept: list[int]) -> None:
    """Odds of 20 are 3.0 nats; a rival of 4 nats takes 4 of them away, one of 1 nat takes 1.3."""
    assert certain(fits, 20) == [fits[k] for k in kept]


def test_a_rival_that_has_a_better_home_rivals_no_more() -> None:
    """The second line would fit the first's home nearly as well, but its own home is far likelier."""
    fits = [Fit(FIRST, 5, 6.0), Fit(SECOND, 5, 5.0), Fit(SECOND, 6, 9.0)]
    assert certain(fits[:2], 20) == []
    assert certain(fits, 20) == [fits[0], fits[2]]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.floats(-6, 2000)), max_size=12))
def test_no_line_moves_twice_and_no_gap_is_filled_twice(edges: list[tuple[int, int, float]]) -> None:
    unique = {(line, gap): score for line, gap, score in edges}
    kept = certain([Fit(Stray(0, 2 * line + 1, 2 * line + 2), 1 + gap, s) for (line, gap), s in unique.items()], 20)
    assert len({fit.stray for fit in kept}) == len({fit.gap for fit in kept}) == len(kept)
