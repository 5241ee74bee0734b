from __future__ import annotations

import pytest

from qa.answer import Filters, Lean, Query
from qa.contents import of_its_author, of_its_issue

PRINTED = ("2031-05-03", "2031-06-18", "2031-12-07")

TOLD = {"李禾"}.__contains__


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


@pytest.mark.parametrize(
    ("text", "day", "meant"),
    [
        ("的上一期登了什么？", "2031-12-07", "2031-06-18"),
        ("的上上期登了什么？", "2031-12-07", "2031-05-03"),
        ("的下一期登了什么？", "2031-05-03", "2031-06-18"),
        ("的上一期登了什么？", "2031-06-01", "2031-05-03"),
        ("的上一期登了什么？", "2031-05-03", "2031-05-03"),
        ("登了什么？", "2032-06-18", "2031-06-18"),
        ("登了什么？", "2032-06-19", "2032-06-19"),
    ],
)
def test_an_issue_beside_that_of_a_day_and_a_day_of_the_last_year_that_has_it(text: str, day: str, meant: str) -> None:
    assert of_its_issue(Query("问", text, Filters(day, day)), PRINTED).filters == Filters(meant, meant, soft=False)


def test_a_day_whose_year_was_said_is_that_day() -> None:
    day = Filters("2032-06-18", "2032-06-18", soft=False)
    assert of_its_issue(Query("问", "登了什么？", day), PRINTED).filters == day


def test_no_issue_is_meant_where_none_is_named_or_limits_are() -> None:
    for asked in (
        Query("问", "登了什么？"),
        Query("问", "这期登了什么？", Filters(author="赵倩")),
        Query("问", "下一期登了什么？"),
    ):
        assert of_its_issue(asked, PRINTED) == asked
    month = Query("问", "上一期登了什么？", Filters("2031-05-01", "2031-05-31"))
    assert of_its_issue(month, PRINTED).filters == Filters("2031-05-01", "2031-05-31", soft=False)
    before = Query("问", "上一期登了什么？")
    assert of_its_issue(before, ("2031-05-03",)) == of_its_issue(before, ()) == before


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("赵倩的报道有哪些？", "有哪些报道"),
        ("赵倩的评论", "有哪些报道"),
        ("赵倩的照片", "有哪些报道"),
        ("赵倩", "有哪些报道"),
        ("赵倩？", "有哪些报道"),
        ("赵倩的评论讲什么", "有哪些报道"),
    ],
)
def test_the_reports_of_a_reporter(text: str, left: str) -> None:
    found = of_its_author(Query("问", text), {"赵倩"}.__contains__, TOLD)
    assert (found.text, found.filters) == (left, Filters(author="赵倩"))


def test_the_name_of_a_reporter_of_whom_something_is_told_is_looked_for() -> None:
    asked = Query("李禾", "李禾")
    assert of_its_author(asked, {"李禾"}.__contains__, TOLD) == asked


def test_who_never_wrote_is_asked_about() -> None:
    asked = Query("李禾写过什么？", "写过什么？", Filters(author="李禾"))
    assert of_its_author(asked, {"赵倩"}.__contains__, TOLD).text == "李禾写过什么？"
    assert of_its_author(asked, {"李禾"}.__contains__, TOLD) == asked
    story = Query("李禾写的是谁的故事", "是谁的故事", Filters(author="李禾"))
    assert of_its_author(story, {"赵倩"}.__contains__, TOLD).text == "李禾写的是谁的故事"
    assert of_its_author(story, {"李禾"}.__contains__, TOLD).text == "有哪些报道"
    lamps = Query("李禾写的灯会", "灯会", Filters(author="李禾"))
    assert of_its_author(lamps, {"赵倩"}.__contains__, TOLD) == lamps


@pytest.mark.parametrize("text", ["关于赵倩的报道", "大桥的报道", "赵倩的书", "赵倩写的报道"])
def test_reports_that_are_not_by_a_reporter(text: str) -> None:
    asked = Query("问", text)
    assert of_its_author(asked, {"赵倩"}.__contains__, TOLD) == asked
    other = Query("问", "赵倩的报道", Filters(author="李禾"))
    assert of_its_author(other, {"赵倩"}.__contains__, TOLD) == other
