from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store import lexical
from index.store.lexical import MOST, LexicalIndex, Postings, Terms
from tests.lexicon import terms_of

THREE = [["桥", "通车"], ["桥", "桥", "茶"], ["茶", "节"]]


def indexed(*parts: Sequence[Sequence[str]]) -> LexicalIndex:
    return LexicalIndex([terms_of(part) for part in parts])


def scores(index: LexicalIndex, *terms: str) -> list[float]:
    found: list[float] = index.scores(terms, np.arange(index.size)).tolist()
    return found


def test_bm25_by_hand() -> None:
    # N=3, mean length 7/3. 通车 stands once, in a passage of length 2: idf = ln(1 + 2.5/1.5),
    # norm = 1.2·(0.25 + 0.75·2/(7/3)).
    expected = log(1 + 2.5 / 1.5) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / (7 / 3)))
    assert scores(indexed(THREE), "通车") == pytest.approx([expected, 0, 0], rel=1e-6)


def test_a_term_counts_once_however_often_it_is_asked() -> None:
    assert scores(indexed(THREE), "桥", "桥") == scores(indexed(THREE), "桥")


def test_more_of_a_term_scores_higher() -> None:
    first, second, third = scores(indexed(THREE), "桥")
    assert second > first > third == 0


def test_a_term_never_seen_is_the_rarest_and_is_not_seen() -> None:
    index = indexed(THREE)
    assert index.idf("地铁") == pytest.approx(log(1 + 3.5 / 0.5))
    assert index.seen("地铁") == 0
    assert index.seen_share(["地铁"]) == 0
    assert index.seen_share(["地铁", "节"]) == pytest.approx(index.idf("节") / (index.idf("节") + index.idf("地铁")))


def test_no_terms_weigh_one_so_that_shares_are_defined() -> None:
    assert indexed(THREE).weight([]) == 1.0


def test_postings_by_hand() -> None:
    postings = Postings.of(THREE)
    assert list(postings.words) == ["桥", "节", "茶", "通车"]
    assert postings.starts.tolist() == [0, 2, 3, 5, 6]
    assert postings.rows.tolist() == [0, 1, 2, 1, 2, 0]
    assert postings.counts.tolist() == [1, 2, 1, 1, 1, 1]
    assert Postings.of([["桥"] * 1000]).counts.tolist() == [MOST]


def test_terms_are_looked_up_in_one_go_and_once_in_every_part(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def part(passages: list[list[str]]) -> Terms:
        held = terms_of(passages)

        def places(words: Sequence[str]) -> Mapping[str, slice]:
            asked.append(list(words))
            return held.places(words)

        return replace(held, places=places)

    index = LexicalIndex([part(THREE[:1]), part(THREE[1:])])
    index.meet(["桥", "地铁", "桥"])
    assert asked == [["桥", "地铁"]] * 2
    index.meet(["桥", "茶"])
    assert [index.seen(term) for term in ("桥", "地铁", "茶")] == [2, 0, 2]
    assert asked[2:] == [["茶"]] * 2

    monkeypatch.setattr(lexical, "KNOWN", 3)
    index.meet(["节"])  # one too many: all are forgotten
    assert index.top(["桥"], 1).tolist() == [1]
    assert asked[4:] == [["节"], ["节"], ["桥"], ["桥"]]


def test_a_term_that_another_reader_looks_up_at_the_same_moment_is_found() -> None:
    class Late(dict[str, tuple[slice, ...]]):
        def get(self, term: str, default: object = None) -> object:  # type: ignore[override]
            self[term] = (slice(0, 2),)
            return default

    index = indexed(THREE)
    index._known = Late()
    assert index.seen("桥") == 2


def test_parts_score_as_one() -> None:
    assert scores(indexed(THREE[:1], THREE[1:]), "桥", "茶") == scores(indexed(THREE), "桥", "茶")
    assert scores(indexed(THREE, []), "桥") == scores(indexed(THREE), "桥")


def test_nothing_to_index() -> None:
    assert scores(indexed([]), "桥") == []
    assert indexed().top(["桥"], 3).tolist() == []


def test_the_best_first_and_only_those_that_match() -> None:
    assert indexed(THREE[:1], THREE[1:]).top(["桥", "地铁"], 9).tolist() == [1, 0]
    assert indexed(THREE).top(["桥"], 9, np.array([True, False, True])).tolist() == [0]


PASSAGES = st.lists(st.lists(st.sampled_from("一二三四五六七八"), max_size=12), max_size=60)


TERMS = st.lists(st.sampled_from("一二三四五六七八九"), max_size=6)


@given(PASSAGES, PASSAGES, TERMS, st.integers(1, 5), st.integers(0, 9))
def test_the_best_are_the_same_as_when_all_are_scored(
    one: list[list[str]], two: list[list[str]], terms: list[str], k: int, seed: int
) -> None:
    index = indexed(one, two)
    drawn = np.random.default_rng(seed).random(index.size)
    whole = index.scores(terms, np.arange(index.size))
    # Of few passages each is looked up, of many the terms' postings are read.
    for mask in (None, drawn < 0.7, drawn < 0.03, drawn < 0):
        found = index.top(terms, k, mask)
        assert len(set(found.tolist())) == len(found)
        inside = whole if mask is None else np.where(mask, whole, 0)
        best = np.sort(inside[inside > 0])[::-1][:k]
        np.testing.assert_allclose(index.scores(terms, found), best, rtol=1e-5)
