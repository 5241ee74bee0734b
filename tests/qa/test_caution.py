from __future__ import annotations

from datetime import date

import pytest

from qa.caution import changeable, dated_before, outdated
from tests.qa.printed import cited, printed

TODAY = date(2032, 6, 18)


@pytest.mark.parametrize(
    ("day", "today", "old"),
    [
        ("2031-06-17", TODAY, True),
        ("2031-06-18", TODAY, False),
        ("2032-06-01", TODAY, False),
        ("2031-06", TODAY, True),
        ("2031-07", TODAY, False),
        ("2031", TODAY, True),
        ("2032", TODAY, False),
        (None, TODAY, True),
        ("2031-02-27", date(2032, 2, 29), True),
        ("2031-02-28", date(2032, 2, 29), False),
    ],
)
def test_older_than_a_year_as_far_as_it_may_be(day: str | None, today: date, old: bool) -> None:
    assert dated_before(printed("路灯亮了。", day), today) is old


@pytest.mark.parametrize(
    "text",
    [
        "每部补贴12万元。",
        "票价3元,持卡免费。",
        "总投资90万元,票价3元。",
        "人均收入低于1200元的可以申请。",
        "报修电话62810077。",
        "开放时间为9时至17时。",
        "每天8:30—17:30办公。",
        "首班车6时20分。",
        "馆长程远舟介绍了新馆。",
        "会议任命王建国为区教育局局长。",
        "王建国任局长。",
        "区里出台停车管理暂行规定。",
        "按照办法,可以减半。",
    ],
)
def test_what_changes(text: str) -> None:
    assert changeable(text)


@pytest.mark.parametrize(
    "text",
    [
        "大桥长642米。",
        "12月6日10时,大桥通车。",
        "王建国夺得冠军。",
        "种树1200株。",
        "新厂占地48亩,总投资1.6亿元。",
        "首日签约金额3400万元,成交260万元。",
        "读者来信说灯坏了。",
        "",
    ],
)
def test_what_stays_as_it_was(text: str) -> None:
    assert not changeable(text)


def test_an_old_amount_is_to_be_taken_with_care_and_a_new_one_is_not() -> None:
    text = "灯坏了。修灯每盏80元。"
    assert outdated(cited(printed(text, "2031-01-02"), "修灯每盏80元。"), TODAY)
    assert outdated(cited(printed(text, None), "修灯每盏80元。"), TODAY)
    assert not outdated(cited(printed(text, "2032-01-02"), "修灯每盏80元。"), TODAY)


def test_only_the_words_quoted_count() -> None:
    assert not outdated(cited(printed("灯坏了。修灯每盏80元。", "2031-01-02"), "灯坏了。"), TODAY)
