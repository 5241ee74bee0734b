from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import overlaps, periods

TODAY = date(2032, 3, 10)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "since", "until", "exact"),
    [
        ("2031年5月3日的报纸", "2031-05-03", "2031-05-03", True),
        ("2031年5月3号", "2031-05-03", "2031-05-03", True),
        ("2031-05-03", "2031-05-03", "2031-05-03", True),
        ("2031/5/3", "2031-05-03", "2031-05-03", True),
        ("二〇三一年五月", "2031-01-01", "2031-12-31", False),
        ("2031年2月", "2031-02-01", "2031-02-28", False),
        ("2032年2月份", "2032-02-01", "2032-02-29", False),
        ("2031年", "2031-01-01", "2031-12-31", False),
        ("去年", "2031-01-01", "2031-12-31", False),
        ("前年", "2030-01-01", "2030-12-31", False),
        ("今年", "2032-01-01", "2032-12-31", False),
        ("上个月", "2032-02-01", "2032-02-29", False),
        ("上月", "2032-02-01", "2032-02-29", False),
        ("本月", "2032-03-01", "2032-03-31", False),
        ("上周", "2032-03-01", "2032-03-07", False),
        ("本周", "2032-03-08", "2032-03-14", False),
        ("前天", "2032-03-08", "2032-03-08", False),
        ("昨日", "2032-03-09", "2032-03-09", False),
        ("今天", "2032-03-10", "2032-03-10", False),
    ],
)
def test_each_row_of_the_table(text: str, since: str, until: str, exact: bool) -> None:
    (period,) = periods(text, TODAY)
    assert (period.since.isoformat(), period.until.isoformat(), period.exact) == (since, until, exact)
    assert period.relative is not any(character in text for character in "23〇")


def test_last_month_in_january_is_in_last_year() -> None:
    (period,) = periods("上个月", date(2032, 1, 15))
    assert (period.since, period.until) == (date(2031, 12, 1), date(2031, 12, 31))


@pytest.mark.parametrize("text", ["2031年2月30日", "2031-13-01", "第2031期", "12345", ""])
def test_what_no_calendar_has_is_no_period(text: str) -> None:
    assert periods(text, TODAY) == []


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(p.since <= p.until and 0 <= p.start < p.end <= len(text) for p in periods(text, TODAY))


@pytest.mark.parametrize(
    ("printed", "since", "until", "within"),
    [
        ("2031-05-03", "2031-05-03", "2031-05-03", True),
        ("2031-05-03", "2031-05-04", None, False),
        ("2031-05-03", None, "2031-05-02", False),
        ("2031-05", "2031-05-20", "2031-06-01", True),
        ("2031", "2030-01-01", "2030-12-31", False),
        ("2031", None, None, True),
    ],
)
def test_overlap(printed: str, since: str | None, until: str | None, within: bool) -> None:
    assert overlaps(printed, since, until) is within
