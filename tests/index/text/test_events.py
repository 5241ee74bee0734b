from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Article, EventDate
from index.text.events import event_dates


def told(text: str, printed: str | None) -> list[tuple[str, str, str]]:
    """The words that speak of a time, with its first and last day."""
    article = Article("a", "i", "a.txt", "news", text, (), (), date=printed)
    return [(text[event.start : event.end], event.since, event.until) for event in event_dates(article)]


@pytest.mark.parametrize(
    ("printed", "text", "words", "since", "until"),
    [
        ("2031-06-18", "昨日，新馆开放", "昨日", "2031-06-17", "2031-06-17"),
        ("2031-06-18", "明日上午9时开放", "明日", "2031-06-19", "2031-06-19"),
        ("2031-06-18", "下月开放", "下月", "2031-07-01", "2031-07-31"),
        ("2031-06-18", "下周三开放", "下周三", "2031-06-25", "2031-06-25"),
        ("2031-06-18", "明年上半年建成", "明年上半年", "2032-01-01", "2032-06-30"),
        ("2031-06-18", "6月15日，新馆开放", "6月15日", "2031-06-15", "2031-06-15"),
        ("2031-06-18", "原计划8月31日恢复通车", "8月31日", "2031-08-31", "2031-08-31"),
        ("2031-06-18", "６月１５日，新馆开放", "６月１５日", "2031-06-15", "2031-06-15"),
        ("2031-06-18", "六月十五日，新馆开放", "六月十五日", "2031-06-15", "2031-06-15"),
        ("2031-06-18", "6月上旬江面风大", "6月上旬", "2031-06-01", "2031-06-10"),
        ("2031-06-18", "19日至21日有强降水", "19日至21日", "2031-06-19", "2031-06-21"),
        ("2031-06-18", "7月20日—8月1日闭馆", "7月20日—8月1日", "2031-07-20", "2031-08-01"),
        ("2032-01-10", "12月28日，新馆开放", "12月28日", "2031-12-28", "2031-12-28"),
        ("2032-01-10", "12月28日至1月3日闭馆", "12月28日至1月3日", "2031-12-28", "2032-01-03"),
        ("2032-01-10", "1—12月，接待读者", "1—12月", "2031-01-01", "2031-12-31"),
        ("2032-01-10", "四季度开工", "四季度", "2031-10-01", "2031-12-31"),
        ("2032-01-10", "2031 年第 2 季度，开工", "2031 年第 2 季度", "2031-04-01", "2031-06-30"),
        ("2031-12-17", "将于1月5日开放", "1月5日", "2032-01-05", "2032-01-05"),
        ("2031-12-17", "1月5日起施行", "1月5日", "2032-01-05", "2032-01-05"),
        ("2031-12-17", "1至11月，接待读者", "1至11月", "2031-01-01", "2031-11-30"),
        ("2031-12-17", "上半年，接待读者", "上半年", "2031-01-01", "2031-06-30"),
        ("2031-12-17", "今年以来，接待读者", "今年", "2031-01-01", "2031-12-31"),
        ("2031-12-17", "去年10月，新馆开放", "去年10月", "2030-10-01", "2030-10-31"),
        ("2031-10-10", "9日，新馆开放", "9日", "2031-10-09", "2031-10-09"),
        ("2031-10-02", "30日，新馆开放", "30日", "2031-09-30", "2031-09-30"),
        ("2031-10-02", "记者30日从区图书馆获悉", "30日", "2031-09-30", "2031-09-30"),
        ("2031-10", "今年10月14日，新馆开放", "今年10月14日", "2031-10-14", "2031-10-14"),
        ("2031", "今年第三季度，接待读者", "今年第三季度", "2031-07-01", "2031-09-30"),
        (None, "2023年10月9日至11日，新馆开放", "2023年10月9日至11日", "2023-10-09", "2023-10-11"),
        (None, "二〇二三年，新馆开放", "二〇二三年", "2023-01-01", "2023-12-31"),
    ],
)
def test_each_way_to_name_a_time(printed: str | None, text: str, words: str, since: str, until: str) -> None:
    assert told(text, printed) == [(words, since, until)]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("2031-12-17", "1月，接待读者"),  # of this year or the next
        ("2031-12-17", "3月1日开工"),
        ("2032-02-10", "下半年开工"),
        ("2031-06-15", "30日，新馆开放"),  # fifteen days back or ahead
        ("2031-06-18", "每年3月1日至6月30日为禁渔期"),
        ("2031-06-18", "农历五月初五，五月花"),
        ("2031-06-18", "近日，新馆开放，日前，近期"),
        ("2031-06-18", "3.15晚会，110报警，电话023-62858520，7月号，10个月，15日内，连续5日，8日游，拘留15日"),
        ("2031-06-18", "依照《澄江区2020年条例》"),
        ("2031-06-18", "2月30日，30日"),
        ("2031-06", "10月9日，9日，昨日"),
        (None, "昨日，今年10月，10月9日，9日，去年，上半年"),
    ],
)
def test_what_is_not_certain_is_left_out(printed: str | None, text: str) -> None:
    assert told(text, printed) == []


def test_days_without_a_month_follow_those_they_are_listed_with() -> None:
    assert told("9月9日、10日、12日三天", "2031-10-20") == [
        ("9月9日", "2031-09-09", "2031-09-09"),
        ("10日", "2031-09-10", "2031-09-10"),
        ("12日", "2031-09-12", "2031-09-12"),
    ]


def test_a_day_that_may_belong_to_the_month_named_before_it_is_left_out() -> None:
    assert told("7月27日开会。29日，新馆开放", "2031-08-30") == [("7月27日", "2031-07-27", "2031-07-27")]
    assert told("7月31日开会。1日，新馆开放", "2031-08-02")[1] == ("1日", "2031-08-01", "2031-08-01")
    assert told("7月27日开会。\n29日，新馆开放", "2031-08-30")[1] == ("29日", "2031-08-29", "2031-08-29")


def test_a_month_that_may_belong_to_the_year_named_before_it_is_left_out() -> None:
    assert told("2019年5月立项，8月1日开工", "2031-10-20") == [("2019年5月", "2019-05-01", "2019-05-31")]


def test_the_same_day_is_the_day_last_named() -> None:
    assert told("6月15日下雨，当日停工", "2031-06-18")[1] == ("当日", "2031-06-15", "2031-06-15")
    assert told("6月下雨，当日停工", "2031-06-18") == [("6月", "2031-06-01", "2031-06-30")]
    assert told("当日停工", "2031-06-18") == []
    # What is told happened; the day named last is still to come.
    assert told("股权登记日为6月25日。同日，发行完成", "2031-06-18")[1:] == []


def test_offsets_are_of_the_article_text() -> None:
    article = Article("a", "i", "a.txt", "news", "依照《条例》，昨日开馆", (), (), date="2031-06-18")
    assert event_dates(article) == (EventDate("2031-06-17", "2031-06-17", 7, 9),)


_NEAR_DATES = st.text(
    st.sampled_from("今去明年上下半月周末日天昨前当同至—、,，。0123459十一二三〇将于起第季度旬《》\n"), max_size=60
)


@given(
    _NEAR_DATES | st.text(max_size=80),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str) | st.sampled_from([None, "2031", "2031-02"]),
)
def test_any_text_is_read_without_error(text: str, printed: str | None) -> None:
    article = Article("a", "i", "a.txt", "news", text, (), (), date=printed)
    found = event_dates(article)
    assert all(e.since <= e.until and 0 <= e.start < e.end <= len(text) for e in found)
