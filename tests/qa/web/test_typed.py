from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.web.search import Search
from qa.web.typed import day, page


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2031", "2031"),
        ("2031年", "2031"),
        ("2031-5", "2031-05"),
        ("203105", "2031-05"),
        (" 2031.5.3 ", "2031-05-03"),
        ("2031年05月03日", "2031-05-03"),
        ("2031-05-031", None),
        ("2031-0503", "2031-05-03"),
        ("2031-13", None),
        ("31-5-3", None),
        ("２０３１", None),
    ],
)
def test_a_day_as_people_type_it(typed: str, meant: str | None) -> None:
    assert day(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("第1版", "1"),
        ("03", "3"),
        ("十二版", "12"),
        ("二十一", "21"),
        ("a2版", "A2"),
        ("头版", "1"),
        ("３版", "3"),
        ("第十十版", "十十"),
        ("第 3 版面", "3"),
        ("副刊版", "副刊版"),
        (None, None),
        ("  ", None),
    ],
)
def test_a_page_as_people_type_it(typed: str | None, meant: str | None) -> None:
    assert page(typed) == meant


@given(st.text(alphabet="第一二十百头版面0123 aA年月日-/.", max_size=12))
def test_anything_may_be_typed(typed: str) -> None:
    assert page(typed) != ""
    assert day(typed) is None or len(str(day(typed))) in (4, 7, 10)


def test_what_is_typed_limits_a_search() -> None:
    found = Search.at("q=桥&from=2031年5月&page=第2版&paper=《青石报》").filters
    assert found is not None
    assert (found.since, found.page, found.paper) == ("2031-05", "2", "青石报")
