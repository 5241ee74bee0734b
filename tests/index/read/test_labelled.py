from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Issue
from index.read.labelled import is_labelled, read_labelled
from index.read.source import Unreadable
from tests.files import of_text
from tests.stress import examples

TWO = """标题：新馆昨日开放
作者：记者 王小满
日期：2031-03-12
版次：第03版：民生
来源：
发布人：赵一
正文：
　　昨日，新馆开放。

　　主题：让阅读点亮生活。
--------------------
标题：渡口恢复通航
　　——首班六点半
作者：
日期：2031年3月12日
版次：4
正文：船来了。
日期：5月1日起
责任编辑：赵一
来源：澄江报
"""


def issues(text: str, name: str = "a.txt") -> list[Issue]:
    file = of_text(text, name)
    assert is_labelled(file)
    found = list(read_labelled(file))
    assert all(isinstance(each, Issue) for each in found)
    return [each for each in found if isinstance(each, Issue)]


def lines(issue: Issue) -> list[tuple[str | None, str]]:
    return [(line.role, line.text) for page in issue.pages for line in page.lines]


def test_a_block_of_named_fields_is_an_article() -> None:
    library, ferry = issues(TWO)
    assert (library.date, library.pages[0].number, library.pages[0].name) == ("2031-03-12", "3", "民生")
    assert lines(library) == [
        ("title", "新馆昨日开放"),
        ("byline", "记者 王小满"),
        ("body", "昨日，新馆开放。"),
        ("body", "主题：让阅读点亮生活。"),
    ]
    assert (ferry.date, ferry.pages[0].number, ferry.key) == ("2031-03-12", "4", "a.txt#L12")
    assert lines(ferry) == [
        ("title", "渡口恢复通航"),
        ("title", "——首班六点半"),
        ("body", "船来了。"),
        ("body", "日期：5月1日起"),
    ]


def test_names_are_spaced_boxed_and_several_on_a_line() -> None:
    spaced = "肩　题：区图书馆\n题　目：新馆开放\n副　题：首日千人\n作　者：赵一　　版　面：A1\n内　容：昨日开放。\n"
    library, ferry = issues(spaced + "题　目：渡口\n作　者：李禾　　版　面：A2\n内　容：船来了。")
    assert lines(library) == [
        ("kicker", "区图书馆"),
        ("title", "新馆开放"),
        ("subtitle", "首日千人"),
        ("byline", "赵一"),
        ("body", "昨日开放。"),
    ]
    assert [each.pages[0].number for each in (library, ferry)] == ["A1", "A2"]
    boxed = issues("【标题】新馆\n【作者】赵一\n【正文】\n昨日开放。\n【标题】渡口\n【正文】船来了。 来源：船说")
    assert [lines(each)[-1][1] for each in boxed] == ["昨日开放。", "船来了。 来源：船说"]


def test_text_that_goes_by_no_name_stands_below_the_fields() -> None:
    rows = "引题：区图书馆\n主题：新馆开放\n本报讯 昨日，新馆开放。\n时间：五月一日\n\n主题：渡口\n船来了。"
    assert [lines(each) for each in issues(rows)] == [
        [
            ("kicker", "区图书馆"),
            ("title", "新馆开放"),
            ("body", "本报讯 昨日，新馆开放。"),
            ("body", "时间：五月一日"),
        ],
        [("title", "渡口"), ("body", "船来了。")],
    ]


def test_a_day_in_the_text_begins_no_article() -> None:
    text = "日期：2031-03-12\n标题：王小满：书要有人读\n正文：\n日期：5月1日\n地点：图书馆\n"
    lecture, ferry = issues(f"{text}日期：2031-03-13\n标题：渡口\n正文：船来了。")
    assert lines(lecture) == [("title", "王小满：书要有人读"), ("body", "日期：5月1日"), ("body", "地点：图书馆")]
    assert (lecture.date, ferry.date) == ("2031-03-12", "2031-03-13")


def test_fields_may_stand_below_the_text() -> None:
    (library,) = issues("标题：新馆\n正文：\n昨日开放。\n日期：2031-03-12\n版次：3")
    assert (library.date, library.pages[0].number, lines(library)[1:]) == ("2031-03-12", "3", [("body", "昨日开放。")])


def test_a_question_of_a_reporter_is_no_field() -> None:
    (talk,) = issues("标题：守好一条河\n作者：赵一\n记者：水情怎么样？\n李禾：平稳。")
    assert lines(talk)[1:] == [("byline", "赵一"), ("body", "记者：水情怎么样？"), ("body", "李禾：平稳。")]


def test_the_name_of_the_file_tells_what_no_block_does() -> None:
    text = "标题：新馆\n正文：昨日开放。\n标题：渡口\n正文：船来了。"
    assert [(each.date, each.pages[0].number) for each in issues(text, "20310312_03版.txt")] == [
        ("2031-03-12", "3")
    ] * 2
    dated = text.replace("正文：昨", "日期：2031-03-05\n正文：昨")
    assert [each.date for each in issues(dated, "20311231_导出.txt")] == ["2031-03-05", None]


def test_a_block_without_text_is_named_and_the_others_follow() -> None:
    refused, ferry = read_labelled(of_text("标题：照片\n作者：赵一\n标题：渡口\n正文：船来了。"))
    assert isinstance(refused, Unreadable)
    assert refused.reason.startswith("第 1 行没有正文")
    assert isinstance(ferry, Issue)


def test_an_export_may_say_above_its_blocks_what_it_is_and_between_them_which_page() -> None:
    text = "采编平台导出\n导出时间：2031-03-12\n"
    text += "稿件编号：1\n标题：甲\n记者：\n通讯员：李禾\n状态：已签发\n内容：\n新馆。\n"
    text += "--------\n二版\n稿件编号：2\n标题：乙\n记者：王小满\n内容：\n渡口。"
    library, ferry = issues(text)
    assert lines(library) == [("title", "甲"), ("byline", "通讯员 李禾"), ("body", "新馆。")]
    assert lines(ferry) == [("title", "乙"), ("byline", "记者 王小满"), ("body", "渡口。")]
    assert [each.pages[0].number for each in (library, ferry)] == [None, "2"]


def test_fields_may_stand_in_tags() -> None:
    (library,) = issues("<标题>新馆昨日开放</标题>\n<作者>李禾</作者>\n<正文>\n昨日，新馆开放。\n</正文>")
    assert lines(library) == [("title", "新馆昨日开放"), ("byline", "李禾"), ("body", "昨日，新馆开放。")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "昨日，新馆开放。\n标题：甲\n正文：乙\n标题：丙\n正文：丁",
        "新馆开放\n标题：甲\n正文：乙",
        "标题：新馆开放\n本报讯 昨日，新馆开放。",
        "记者：水情怎么样？\n李禾：平稳。",
        "来源：我们的生活\n昨日，新馆开放。",
        "正文：昨日开放。\n标题：新馆",
    ],
)
def test_other_text_is_none_of_this(text: str) -> None:
    assert not is_labelled(of_text(text))


PIECES = st.sampled_from(
    ["标题：", "正文：", "作者：", "日期：", "来源：", "备注：", "【标题】", "甲。", "乙", "\n", "\n", " ", "---"]
)


@settings(max_examples=examples(100), deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=60)))
def test_whatever_the_text_issues_or_reasons_come(text: str) -> None:
    file = of_text(text.encode(errors="replace"))
    if is_labelled(file):
        assert list(read_labelled(file))
