from __future__ import annotations

import pytest

from qa.answer import Filters, Lean, Query
from qa.contents import asks_contents, of_its_issue

PRINTED = ("2031", "2031-05-03", "2031-06-18", "2031-12", "2031-12-07")


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("最新一期登了什么？", True),
        ("第2版写了什么？", True),
        ("今天的报纸上有什么？", True),
        ("本期有哪些内容？", True),
        ("这一期还登了什么别的新闻？", True),
        ("有哪些报道？", False),
        ("第2版的大桥写了什么？", False),
        ("上一期的灯会登了什么？", False),
    ],
)
def test_what_an_issue_or_a_page_has(text: str, contents: bool) -> None:
    assert asks_contents(text) is contents


@pytest.mark.parametrize(
    ("text", "lean", "day"),
    [
        ("一期登了什么？", "newest", "2031-12-07"),
        ("一期登了什么？", "oldest", "2031-05-03"),
        ("这期登了什么？", None, "2031-12-07"),
        ("本期第2版登了什么？", None, "2031-12-07"),
        ("上一期登了什么？", None, "2031-06-18"),
        ("前一期登了什么？", None, "2031-06-18"),
    ],
)
def test_the_issue_that_is_meant(text: str, lean: Lean | None, day: str) -> None:
    page = Filters(page="2")
    asked = Query("问", text, page, lean)
    assert of_its_issue(asked, PRINTED).filters == Filters(day, day, page="2", soft=False)


def test_no_issue_is_meant_where_none_is_named_or_limits_are() -> None:
    for asked in (
        Query("问", "登了什么？"),
        Query("问", "这期登了什么？", Filters("2031-05-03", "2031-05-03")),
        Query("问", "这期登了什么？", Filters(author="赵倩")),
    ):
        assert of_its_issue(asked, PRINTED) == asked
    before = Query("问", "上一期登了什么？")
    assert of_its_issue(before, ("2031-05-03",)) == of_its_issue(before, ()) == before
