from __future__ import annotations

import numpy as np
import pytest

from index.document import Article
from qa.answer import Hit, Why
from qa.rank import Rank, best_of, scored

ARTICLE = Article(id="a", issue="i", source="s", kind="news", text="桥。", paragraphs=(), ranges=(), title="桥")
BRIDGE = Hit(ARTICLE, (), 0.0, why=Why(4.0, 0.25, 0.5))
TEA = Hit(ARTICLE, (), 0.0, why=Why(3.0, 0.75, 0.25))


def test_the_score_by_hand() -> None:
    # 4 + 4 · 0.25 + 8 · 0.5 and 3 + 4 · 0.75 + 8 · 0.25
    assert [hit.score for hit in scored([TEA, BRIDGE], Rank(1.0, 4.0, 8.0))] == pytest.approx([9.0, 8.0])


def test_a_signal_without_weight_turns_the_order() -> None:
    assert [hit.score for hit in scored([BRIDGE, TEA], Rank(1.0, 4.0, 0.0))] == pytest.approx([6.0, 5.0])


def test_groups_are_by_their_best_and_each_best_first() -> None:
    assert best_of(["a", "b", "a", "c"], np.array([1.0, 2.0, 3.0, 2.0], dtype=np.float32)) == [[2, 0], [1], [3]]


def test_nothing_to_group() -> None:
    assert best_of([], np.array([], dtype=np.float32)) == []
