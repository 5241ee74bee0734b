from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.gloss import absolute, glosses
from tests.qa.printed import printed


def shown(text: str, day: str | None, **fields: str) -> str:
    """A text with its glosses in place."""
    for gloss in reversed(glosses(printed(text, day, **fields), 0, len(text))):
        at = gloss.start if gloss.leads else gloss.end
        text = f"{text[:at]}〔{gloss.words}〕{text[at:]}"
    return text


@pytest.mark.parametrize(
    ("text", "day", "read"),
    [
        ("今年全区装灯90盏。", "2031-06-18", "今年〔2031年〕全区装灯90盏。"),
        ("去年9月动工,明年3月完工。", "2031-06-18", "去年9月〔2030年9月〕动工,明年3月〔2032年3月〕完工。"),
        ("区路灯站昨日通报。", "2031-06-18", "区路灯站昨日〔2031年6月17日〕通报。"),
        ("昨日下雨。", "2032-01-01", "昨日〔2031年12月31日〕下雨。"),
        ("上月新装12盏。", "2031-01-09", "上月〔2030年12月〕新装12盏。"),
        ("前年起试点。", "2031-06-18", "前年〔2029年〕起试点。"),
        ("今年1月至5月修灯40盏。", "2031-06-18", "今年1月至5月〔2031年1月至5月〕修灯40盏。"),
        ("15日修好。", "2031-06-18", "〔2031年6月〕15日修好。"),
        (
            "去年12月20日动工,1月5日完工。",
            "2031-01-08",
            "去年12月20日〔2030年12月20日〕动工,〔2031年〕1月5日完工。",
        ),
        ("12月20日起检修。", "2031-01-03", "〔2030年〕12月20日起检修。"),
    ],
)
def test_words_that_the_date_of_the_issue_tells(text: str, day: str, read: str) -> None:
    assert shown(text, day) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("今年已修灯。6月16日又修好5盏。", "今年〔2031年〕已修灯。6月16日又修好5盏。"),
        ("6月16日开工,当天修好。", "6月16日开工,当天修好。"),
        ("一季度修灯9盏,5月8日又修5盏。", "一季度修灯9盏,5月8日又修5盏。"),
        ("今年修灯,今年见效。", "今年〔2031年〕修灯,今年见效。"),
        ("去年装灯,6月16日验收。", "去年〔2030年〕装灯,6月16日验收。"),
        ("2031年6月1日动工,6月16日完工。", "2031年6月1日动工,6月16日完工。"),
        ("近日,路灯修好。", "近日,路灯修好。"),
    ],
)
def test_what_is_clear_already_or_not_exact_is_left_alone(text: str, read: str) -> None:
    assert shown(text, "2031-06-18") == read


@pytest.mark.parametrize(
    ("day", "read"),
    [
        ("2031-06", "今年〔2031年〕本月〔2031年6月〕昨日通报。"),
        ("2031", "今年〔2031年〕本月昨日通报。"),
        (None, "今年本月昨日通报。"),
    ],
)
def test_no_more_exact_than_the_date_of_the_issue(day: str | None, read: str) -> None:
    assert shown("今年本月昨日通报。", day) == read


def test_the_days_of_a_story_told_long_after_are_not_those_of_the_issue() -> None:
    assert shown("日记里写着:今日准点。", "2031-06-18", kind="report") == "日记里写着:今日准点。"
    assert shown("他今年七十岁。", "2031-06-18", kind="report") == "他今年〔2031年〕七十岁。"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("今天,灯会在老街开幕。", "今天〔2031年6月18日〕,灯会在老街开幕。"),
        ("他说:“灯今天亮了。”", "他说:“灯今天亮了。”"),
        ("他说:“亮了。”灯会昨晚收场。", "他说:“亮了。”灯会昨晚〔2031年6月17日〕收场。"),
        ("消息极快的今天,还有人写信。", "消息极快的今天,还有人写信。"),
        ("2016年他写下:今日准点。", "2016年他写下:今日准点。"),
        ("2016年通车。\n今日大修。", "2016年通车。\n今日〔2031年6月18日〕大修。"),
        ("据今日俄罗斯电视台报道,灯亮了。", "据今日俄罗斯电视台报道,灯亮了。"),
    ],
)
def test_of_an_article_whose_kind_nothing_tells_a_day_is_told_unless_it_may_be_another(text: str, read: str) -> None:
    assert shown(text, "2031-06-18", kind="other") == read


def test_only_times_inside_the_quotation_count() -> None:
    article = printed("今年修灯。昨日通报。")
    assert [gloss.words for gloss in glosses(article, 5, 10)] == ["2031年6月17日"]


_TIMES = st.sampled_from(
    ["今年", "昨日", "去年9月", "12月6日", "15日上午", "当天", "2030年", "近日", "修灯", ",", "。"]
)


@given(words=st.lists(_TIMES, max_size=8), day=st.sampled_from(["2031-06-18", "2031-06", "2031", None]))
def test_glosses_stand_beside_the_words_they_date(words: list[str], day: str | None) -> None:
    text = "灯" + "".join(words)
    found = glosses(printed(text, day), 0, len(text))
    assert all(0 < gloss.start < gloss.end <= len(text) for gloss in found)
    assert day or not found


@given(since=st.dates(date(1900, 1, 1), date(2100, 1, 1)), days=st.integers(0, 800))
def test_a_period_is_said_with_its_first_and_last_day(since: date, days: int) -> None:
    said = absolute(since, since + timedelta(days))
    assert said.startswith(f"{since.year}年")
    assert ("至" in said) or days in (0, 27, 28, 29, 30, 364, 365)
