from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.asked import impossible, periods

TODAY = date(2032, 3, 10)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("大前年", "2029-01-01", "2029-12-31"),
        ("上一年", "2031-01-01", "2031-12-31"),
        ("明年", "2033-01-01", "2033-12-31"),
        ("上上个月", "2032-01-01", "2032-01-31"),
        ("下月", "2032-04-01", "2032-04-30"),
        ("上上周五", "2032-02-27", "2032-02-27"),
        ("上礼拜", "2032-03-01", "2032-03-07"),
        ("下周", "2032-03-15", "2032-03-21"),
        ("大前天", "2032-03-07", "2032-03-07"),
        ("后天", "2032-03-12", "2032-03-12"),
        ("三天前", "2032-03-07", "2032-03-07"),
        ("两周前", "2032-02-23", "2032-02-29"),
        ("一个月前", "2032-02-01", "2032-02-29"),
        ("半年前", "2031-09-01", "2031-09-30"),
        ("五年前", "2027-01-01", "2027-12-31"),
        ("近三年", "2029-03-10", "2032-03-10"),
        ("最近一个月", "2032-02-10", "2032-03-10"),
        ("最近半个月", "2032-02-24", "2032-03-10"),
        ("前几天", "2032-03-05", "2032-03-10"),
        ("10月", "2031-10-01", "2031-10-31"),
        ("3月", "2032-03-01", "2032-03-31"),
        ("3月11日", "2031-03-11", "2031-03-11"),
        ("3月10日", "2032-03-10", "2032-03-10"),
        ("2月29日", "2032-02-29", "2032-02-29"),
        ("十月十七号", "2031-10-17", "2031-10-17"),
        ("10月中旬", "2031-10-11", "2031-10-20"),
        ("10月底", "2031-10-21", "2031-10-31"),
        ("上月初", "2032-02-01", "2032-02-10"),
        ("3月至5月", "2032-03-01", "2032-05-31"),
        ("9月30日至10月2日", "2031-09-30", "2031-10-02"),
        ("上半年", "2032-01-01", "2032-06-30"),
        ("第四季度", "2031-10-01", "2031-12-31"),
        ("一季度", "2032-01-01", "2032-03-31"),
        ("年底", "2031-11-01", "2031-12-31"),
        ("去年年初", "2031-01-01", "2031-02-28"),
        ("2031年底", "2031-11-01", "2031-12-31"),
        ("去年秋天", "2031-09-01", "2031-11-30"),
        ("2030年冬季", "2030-12-01", "2031-02-28"),
        ("31年10月", "2031-10-01", "2031-10-31"),
        ("98年10月", "1998-10-01", "1998-10-31"),
        ("08年", "2008-01-01", "2008-12-31"),
        ("2031-10", "2031-10-01", "2031-10-31"),
        ("2020-2022年", "2020-01-01", "2022-12-31"),
        ("2020年到2022年", "2020-01-01", "2022-12-31"),
        ("2019年以来", "2019-01-01", "9999-12-31"),
        ("2031年9月以后", "2031-10-01", "9999-12-31"),
        ("2021年以前", "0001-01-01", "2020-12-31"),
        ("9月1日前", "0001-01-01", "2031-08-31"),
        ("8月15日前后", "2031-08-08", "2031-08-22"),
        ("去年国庆", "2031-10-01", "2031-10-07"),
        ("国庆期间", "2031-10-01", "2031-10-07"),
        ("十一黄金周", "2031-10-01", "2031-10-07"),
        ("去年的春节", "2031-01-22", "2031-01-29"),
        ("春节前后", "2032-02-03", "2032-02-24"),
        ("中秋节前", "2031-09-15", "2031-09-29"),
        ("国庆节后", "2031-10-08", "2031-10-22"),
        ("元宵", "2032-02-25", "2032-02-25"),
        ("1998年春节", "1998-01-01", "1998-12-31"),
    ],
)
def test_what_a_question_leaves_unsaid_is_told_from_its_day(text: str, since: str, until: str) -> None:
    (period,) = periods(text, TODAY)
    assert (str(period.since), str(period.until), period.exact) == (since, until, False)
    assert (period.start, period.end) == (0, len(text))


@pytest.mark.parametrize("text", ["20311017", "31年10月17日"])
def test_a_date_typed_in_full_is_exact(text: str) -> None:
    (period,) = periods(text, TODAY)
    assert (period.since, period.until, period.exact) == (date(2031, 10, 17), date(2031, 10, 17), True)


def test_a_day_of_february_is_that_of_the_last_leap_year() -> None:
    (period,) = periods("2月29日", date(2031, 6, 1))
    assert period.since == date(2028, 2, 29)


def test_a_month_after_another_lies_in_its_year_or_the_next() -> None:
    assert [str(period.since) for period in periods("2029年3月和5月", TODAY)] == ["2029-03-01", "2029-05-01"]
    assert [str(period.since) for period in periods("2029年11月、1月", TODAY)] == ["2029-11-01", "2030-01-01"]


@pytest.mark.parametrize(
    "text",
    [
        "100年",
        "100年前",
        "哪一年前往俄国",
        "第一年前来报名",
        "某一天前赴广州",
        "三年级",
        "第3版",
        "207路",
        "三个月",
        "5天内",
        "20周年",
        "90后",
        "第30天",
        "37.5度",
        "62801177",
        "国庆路",
        "七一路",
        "六一班",
        "六一七事件",
        "五月天的专辑",
        "春季运动会",
        "每年3月1日",
        "农历八月十五",
        "学年末",
        "三四月",
        "附近三天",
        "当年",
        "9日",
    ],
)
def test_figures_and_names_that_are_no_time(text: str) -> None:
    assert periods(text, TODAY) == []
    assert impossible(text, TODAY) == []


@pytest.mark.parametrize("date_", ["2月30日", "2031年2月29日", "13月5日", "2031-02-30", "二月三十日"])
def test_what_no_calendar_has_is_named(date_: str) -> None:
    text = f"请问{date_}有什么新闻"
    assert periods(text, TODAY) == []
    assert impossible(text, TODAY) == [date_]


def test_full_width_figures_are_named_as_typed() -> None:
    assert impossible("２月３０日", TODAY) == ["２月３０日"]


def test_the_first_days_of_the_calendar_are_no_fault() -> None:
    assert periods("三天前，前年，上上周，国庆", date.min) == []


_PIECES = st.sampled_from("今去前年大上下本周月日半几两近个天国庆春节期间后以来底初旬季度第0123459十一二〇—-、\n到至")


@given(st.text(_PIECES, max_size=40) | st.text(max_size=60), st.dates())
def test_any_text_is_read_on_any_day(text: str, today: date) -> None:
    found = periods(text, today)
    assert all(p.since <= p.until and 0 <= p.start < p.end <= len(text) for p in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(each in text for each in impossible(text, today))


def test_the_word_of_one_time_is_not_taken_for_the_end_of_another() -> None:
    """In 上周前天 the 前 is that of 前天, not 上周前."""
    text = "上周前天"
    assert [text[period.start : period.end] for period in periods(text, date(2032, 3, 10))] == ["上周", "前天"]
