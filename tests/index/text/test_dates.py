from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.asked import periods
from index.text.dates import named, overlaps

TODAY = date(2032, 3, 10)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "since", "until", "exact"),
    [
        ("2031年5月3日的报纸", "2031-05-03", "2031-05-03", True),
        ("2031年5月3号", "2031-05-03", "2031-05-03", True),
        ("２０３１年５月３日", "2031-05-03", "2031-05-03", True),
        ("2031 年 5 月 3 日", "2031-05-03", "2031-05-03", True),
        ("2031年5月3日至6日", "2031-05-03", "2031-05-06", True),
        ("2031年5月3-6日", "2031-05-03", "2031-05-06", True),
        ("2031-05-03", "2031-05-03", "2031-05-03", True),
        ("2031/5/3", "2031-05-03", "2031-05-03", True),
        ("2031.5.3", "2031-05-03", "2031-05-03", True),
        ("二〇三一年五月", "2031-05-01", "2031-05-31", False),
        ("二〇三一年五月三日", "2031-05-03", "2031-05-03", True),
        ("二〇三一年十二月二十一日", "2031-12-21", "2031-12-21", True),
        ("2031年2月", "2031-02-01", "2031-02-28", False),
        ("2032年2月份", "2032-02-01", "2032-02-29", False),
        ("2031年1至9月", "2031-01-01", "2031-09-30", False),
        ("2031年11月至2月", "2030-11-01", "2031-02-28", False),
        ("2031年2月上旬", "2031-02-01", "2031-02-10", False),
        ("2031年2月中旬", "2031-02-11", "2031-02-20", False),
        ("2031年2月下旬", "2031-02-21", "2031-02-28", False),
        ("2031年上半年", "2031-01-01", "2031-06-30", False),
        ("2031年下半年", "2031-07-01", "2031-12-31", False),
        ("2031年第三季度", "2031-07-01", "2031-09-30", False),
        ("2031年前三季度", "2031-01-01", "2031-09-30", False),
        ("2031年", "2031-01-01", "2031-12-31", False),
        ("2029年至2031年", "2029-01-01", "2031-12-31", False),
        ("去年", "2031-01-01", "2031-12-31", False),
        ("去年10月", "2031-10-01", "2031-10-31", False),
        ("前年", "2030-01-01", "2030-12-31", False),
        ("今年", "2032-01-01", "2032-12-31", False),
        ("今年上半年", "2032-01-01", "2032-06-30", False),
        ("上个月", "2032-02-01", "2032-02-29", False),
        ("上月", "2032-02-01", "2032-02-29", False),
        ("上月28日", "2032-02-28", "2032-02-28", False),
        ("本月", "2032-03-01", "2032-03-31", False),
        ("本月上旬", "2032-03-01", "2032-03-10", False),
        ("上周", "2032-03-01", "2032-03-07", False),
        ("上周五", "2032-03-05", "2032-03-05", False),
        ("本周", "2032-03-08", "2032-03-14", False),
        ("本周末", "2032-03-13", "2032-03-14", False),
        ("这个星期天", "2032-03-14", "2032-03-14", False),
        ("前天", "2032-03-08", "2032-03-08", False),
        ("昨日", "2032-03-09", "2032-03-09", False),
        ("昨晚", "2032-03-09", "2032-03-09", False),
        ("今天", "2032-03-10", "2032-03-10", False),
    ],
)
def test_each_row_of_the_table(text: str, since: str, until: str, exact: bool) -> None:
    for found in (named(text, TODAY.isoformat()), periods(text, TODAY)):
        (period,) = found
        assert (period.since.isoformat(), period.until.isoformat(), period.exact) == (since, until, exact)
    assert period.relative is not any(character.isdigit() or character == "〇" for character in text)


def test_last_month_in_january_is_in_last_year() -> None:
    (period,) = periods("上个月", date(2032, 1, 15))
    assert (period.since, period.until) == (date(2031, 12, 1), date(2031, 12, 31))


@pytest.mark.parametrize("text", ["2031年2月30日", "2031-13-01", "2031年三四月", "第2031期", "12345", "1990年代", ""])
def test_what_no_calendar_has_is_no_period(text: str) -> None:
    assert periods(text, TODAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "如今年轻人",
        "目前天气",
        "当今天下",
        "过去年景",
        "今年71岁",
        "日本周边",
        "网上周先生",
        "海上月亮",
        "上周期",
        "今晚报",
    ],
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert periods(text, TODAY) == []


@pytest.mark.parametrize("text", ["10月9日", "9日", "上半年", "当日", "明年", "下周"])
def test_what_is_left_unsaid_is_open_in_the_common_table(text: str) -> None:
    assert named(text, TODAY.isoformat()) == []


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("2032-03-10", ["2030年", "去年", "上月", "昨日"]),
        ("2032-03", ["2030年", "去年", "上月"]),
        ("2032", ["2030年", "去年"]),
        (None, ["2030年"]),
    ],
)
def test_a_coarse_reference_tells_only_what_is_certain(printed: str | None, told: list[str]) -> None:
    text = "2030年，去年，上月，昨日"
    assert [text[p.start : p.end] for p in named(text, printed)] == told


@given(st.text(st.sampled_from("今去年上本周月日昨前天至0123459十一二〇—-、\n"), max_size=40) | st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    found = periods(text, TODAY)
    assert all(p.since <= p.until and 0 <= p.start < p.end <= len(text) for p in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


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
