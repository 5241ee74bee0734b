from __future__ import annotations

from math import log

import numpy as np
import pytest

from index.lexical import LexicalIndex, Postings

THREE = [["桥", "通车"], ["桥", "桥", "茶"], ["茶", "节"]]


def test_bm25_by_hand() -> None:
    index = LexicalIndex(Postings.of(THREE))
    # N=3, mean length 7/3. 通车 stands once, in a passage of length 2: idf = ln(1 + 2.5/1.5),
    # norm = 1.2·(0.25 + 0.75·2/(7/3)).
    expected = log(1 + 2.5 / 1.5) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / (7 / 3)))
    assert index.scores(["通车"]) == pytest.approx([expected, 0, 0], rel=1e-6)


def test_a_term_counts_once_however_often_it_is_asked() -> None:
    index = LexicalIndex(Postings.of(THREE))
    assert index.scores(["桥", "桥"]).tolist() == index.scores(["桥"]).tolist()


def test_more_of_a_term_scores_higher() -> None:
    first, second, third = LexicalIndex(Postings.of(THREE)).scores(["桥"])
    assert second > first > third == 0


def test_a_term_never_seen_is_the_rarest_and_is_not_seen() -> None:
    index = LexicalIndex(Postings.of(THREE))
    assert index.idf("地铁") == pytest.approx(log(1 + 3.5 / 0.5))
    assert index.seen("地铁") == 0
    assert index.seen_share(["地铁"]) == 0
    assert index.seen_share(["地铁", "节"]) == pytest.approx(index.idf("节") / (index.idf("节") + index.idf("地铁")))


def test_no_terms_weigh_one_so_that_shares_are_defined() -> None:
    assert LexicalIndex(Postings.of(THREE)).weight([]) == 1.0


def test_bytes_and_back() -> None:
    postings = Postings.of(THREE)
    again = Postings.from_bytes(postings.to_bytes())
    assert again.vocabulary == {"桥": 0, "通车": 1, "茶": 2, "节": 3}
    assert LexicalIndex(again).scores(["桥", "节"]).tolist() == LexicalIndex(postings).scores(["桥", "节"]).tolist()


def test_nothing_to_index() -> None:
    empty = Postings.from_bytes(Postings.of([]).to_bytes())
    assert LexicalIndex(empty).scores(["桥"]).tolist() == []


def test_joining_parts_is_indexing_what_is_alive() -> None:
    parts = [Postings.of(THREE[:2]), Postings.of([*THREE[2:], ["桥"]])]
    joined = Postings.join(parts, [np.array([False, True]), np.array([True, True])])
    whole = Postings.of([THREE[1], THREE[2], ["桥"]])
    assert joined.lengths.tolist() == [3, 2, 1]
    for term in ("桥", "通车", "茶", "节"):
        assert LexicalIndex(joined).scores([term]).tolist() == LexicalIndex(whole).scores([term]).tolist()


def test_a_dead_term_is_no_longer_seen() -> None:
    joined = Postings.join([Postings.of(THREE)], [np.array([False, True, True])])
    assert LexicalIndex(joined).seen("通车") == 0
