from __future__ import annotations

import numpy as np
import pytest

from qa.rank import Signals, best_of, blend


def signals(seen: float = 1.0) -> Signals:
    return Signals(
        passage=np.array([4.0, 1.0], dtype=np.float32),
        window=np.array([2.0, 3.0], dtype=np.float32),
        cover=np.array([0.25, 0.75], dtype=np.float32),
        seen=seen,
    )


def test_the_blend_by_hand() -> None:
    assert blend(signals(), (0.5, 0.5, 4.0)) == pytest.approx([4.0, 5.0])


def test_terms_count_only_as_far_as_the_archive_can_see_the_question() -> None:
    assert blend(signals(seen=0.0), (0.5, 0.5, 4.0)) == pytest.approx([3.0, 2.0])


def test_groups_are_by_their_best_and_each_best_first() -> None:
    assert best_of(["a", "b", "a", "c"], np.array([1.0, 2.0, 3.0, 2.0], dtype=np.float32)) == [[2, 0], [1], [3]]


def test_nothing_to_group() -> None:
    assert best_of([], np.array([], dtype=np.float32)) == []
