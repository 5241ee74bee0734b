from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store import Scope
from qa.answer import Filters, Hit, Lean, Query
from qa.filters import CLOSE, chips, leaned, no_such_day, scope, wider
from tests.qa.printed import printed


def test_soft_limits_are_dropped_and_a_full_date_takes_in_what_speaks_of_it() -> None:
    day, page = Filters("2031-12-06", "2031-12-06", soft=False), Filters(page="3")
    assert wider(Query("问", "大桥通车", page)) == Filters()
    assert wider(Query("问", "大桥通车", day)) == replace(day, soft=True)
    assert wider(Query("问", "大桥通车", replace(page, soft=False))) is None
    assert wider(Query("问", "大桥通车")) is None
    assert wider(Query("问", "有哪些报道？", page)) is None
    assert wider(Query("问", "有哪些报道？", day)) == replace(day, soft=True)


def test_what_the_search_is_limited_to() -> None:
    assert scope(Filters()) is None
    assert scope(Filters("2031-10-01", "2031-10-07", page="3", author="赵倩"), ["a"]) == Scope(
        "2031-10-01", "2031-10-07", spoken_of=True, page="3", author="赵倩", without=frozenset({"a"})
    )
    assert scope(Filters(since="2031-10-01", soft=False)) == Scope("2031-10-01")
    assert scope(Filters(), ["a"]) == Scope(spoken_of=True, without=frozenset({"a"}))


def hit(day: str | None, score: float) -> Hit:
    return Hit(printed("大桥通车了。", day, id=f"{day}{score}"), (), score)


OLD, UNDATED, NEW, FAR = hit("2030", 5.0), hit(None, 4.8), hit("2031-10-08", 5.0 - CLOSE), hit("2032-01-01", 3.0)


def test_close_hits_go_by_date_and_the_others_stay() -> None:
    hits = [OLD, UNDATED, NEW, FAR]
    assert leaned(hits, "newest") == [NEW, OLD, UNDATED, FAR]
    assert leaned(hits, "oldest") == [OLD, NEW, UNDATED, FAR]
    assert leaned(hits, None) == hits
    assert leaned([], "newest") == []


@given(
    st.lists(st.tuples(st.sampled_from([None, "2030", "2031-05", "2031-05-03"]), st.floats(0, 9)), max_size=12),
    st.sampled_from(["newest", "oldest", None]),
)
def test_leaning_loses_nothing(told: list[tuple[str | None, float]], lean: Lean | None) -> None:
    hits = sorted((hit(day, score) for day, score in told), key=lambda each: -each.score)
    turned = leaned(hits, lean)
    assert sorted(each.article.id for each in turned) == sorted(each.article.id for each in hits)
    assert all(a is b for a, b in zip(hits, turned, strict=True) if b.score < hits[0].score - CLOSE)


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        ("2031-10-01", "2031-10-31", "2031年10月"),
        ("2031-10-17", "2031-10-17", "2031年10月17日"),
        ("2031-01-01", "2031-12-31", "2031年"),
        ("2030-01-01", "2031-12-31", "2030年至2031年"),
        ("2031-03-01", "2031-05-31", "2031年3月至2031年5月"),
        ("2031-10-01", "2031-10-07", "2031年10月1日至2031年10月7日"),
        ("2032-02-01", "2032-02-29", "2032年2月"),
        ("2031-01-01", "2031-01-01", "2031年1月1日"),
        ("2019-01-01", None, "2019年以来"),
        ("2031-09-01", None, "2031年9月以来"),
        (None, "2020-12-31", "截至2020年"),
        (None, "2031-08-31", "截至2031年8月"),
        ("2031-06", "2031-06", "2031年6月"),
    ],
)
def test_a_period_is_shown_in_its_largest_units(since: str | None, until: str | None, shown: str) -> None:
    assert chips(Filters(since, until)) == [f"时间：{shown}"]


def test_every_limit_has_its_chip() -> None:
    filters = Filters("2031-01-01", "2031-12-31", page="3", paper="澄江报", author="赵倩", edition="1234")
    assert chips(filters) == ["时间：2031年", "第1234期", "第3版", "记者：赵倩", "《澄江报》"]
    assert chips(Filters()) == []


def test_a_letter_page_is_a_page_too() -> None:
    assert chips(Filters(page="A3")) == ["第A3版"]


def test_an_impossible_day_is_said_so() -> None:
    assert "2月30日" in no_such_day("2月30日")
