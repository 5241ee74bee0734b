from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Issue
from index.read.furniture import furniture
from index.read.plain import read_plain
from index.read.source import Unreadable
from tests.files import of_text
from tests.stress import examples


def read_one(text: str, name: str = "库/澄江报.txt") -> Issue:
    (issue,) = read_plain(of_text(text, name))
    return issue


def words(issue: Issue) -> list[str]:
    return [line.text for page in issue.pages for line in page.lines if line.text.strip()]


def test_lines_are_numbered_as_in_the_file() -> None:
    (page,) = read_one("图书馆开放\n\n昨日，新馆开放。\n").pages
    assert [(line.number, line.text) for line in page.lines] == [
        (1, "图书馆开放"),
        (2, ""),
        (3, "昨日，新馆开放。"),
        (4, ""),
    ]
    assert {line.source for line in page.lines} == {"库/澄江报.txt"}
    assert {(line.role, line.article) for line in page.lines} == {(None, None)}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_once(end: str) -> None:
    (page,) = read_one(end.join(["甲", "", "乙"])).pages
    assert [line.text for line in page.lines] == ["甲", "", "乙"]


def test_page_marks_open_pages_and_keep_the_numbering() -> None:
    issue = read_one("第01版：要闻\n甲\n第3版 民生\n乙\nA04版\n丙\n第五版\n丁\n文体 06\n戊\n要闻 07\n己")
    assert [(page.number, page.name) for page in issue.pages] == [
        ("1", "要闻"),
        ("3", "民生"),
        ("A4", None),
        ("5", None),
        ("7", "要闻"),
    ]
    assert [(line.number, line.text) for page in issue.pages[:3] for line in page.lines] == [
        (2, "甲"),
        (4, "乙"),
        (6, "丙"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "第3版的图片有误，特此更正。",
        "本报3版刊登的照片为王小满摄",
        "今日4版图片新闻展示水鸟节",
        "农历二月初二龙抬头",
        "责任编辑招聘启事",
        "图书馆国内统一连续出版物号展",
        "2031年3月12日，水鸟节开幕。",
        "联系电话：023-67890000",
        "2031年3月12日",
        "农历二月十九",
        "第12期",
        "新馆传来捷报",
        "澄江报",
        "www.example.com",
        "编辑：王小满",
    ],
)
def test_words_of_an_article_stay(text: str) -> None:
    issue = read_one(f"图书馆开放\n甲。\n乙。\n丙。\n丁。\n{text}")
    assert words(issue)[-1] == text
    assert [page.number for page in issue.pages] == [None]


def test_a_masthead_line_gives_date_and_edition() -> None:
    issue = read_one("澄江报\n2031年3月2日 星期日 第1204期\n\n图书馆开放")
    assert (issue.paper, issue.date, issue.edition) == ("澄江报", "2031-03-02", "1204")
    assert [line.number for line in issue.pages[0].lines] == [3, 4]


@pytest.mark.parametrize(
    "masthead",
    [
        "澄江报 2031年3月12日 星期三 总第1204期 第3版 综合新闻",
        "《澄江报》\n中共澄江区委主管主办\n国内统一连续出版物号 CN 50-0001\n2031年3月12日 星期三\n"
        "农历辛亥年二月十九\n总第1204期 今日4版\nhttp://paper.example.cn E-mail:bao@example.cn\n第3版：综合新闻",
        "澄江报|二〇三一年三月十二日|星期三|第1204期\n新闻热线：023-6789 0000\n综合新闻 03",
        "2031-03-12 WEDNESDAY 第 1204 期\n澄江报\n责任编辑 赵一 美编 钱二\n3版 综合新闻",
    ],
)
def test_mastheads_of_many_shapes(masthead: str) -> None:
    issue = read_one(f"{masthead}\n\n图书馆开放\n昨日，新馆开放。")
    assert words(issue) == ["图书馆开放", "昨日，新馆开放。"]
    assert (issue.paper, issue.date, issue.edition) == ("澄江报", "2031-03-12", "1204")
    assert [(page.number, page.name) for page in issue.pages] == [("3", "综合新闻")]


def test_imprints_and_repeated_folios_belong_to_no_article() -> None:
    issue = read_one(
        "澄江报\n2031年3月12日 星期三\n第1版\n甲。\n责编：赵一 美编：钱 二 校对：孙三丰\n电话：023-67890000\n"
        "2031年3月12日 星期三\n第2版\n2031年3月12日\n乙。\n本报地址：澄江区文化路1号 邮编：400000\n零售每份1元"
    )
    assert [[line.text for line in page.lines] for page in issue.pages] == [["甲。"], ["乙。", "零售每份1元"]]


def test_what_closes_a_notice_above_an_imprint_stays() -> None:
    issue = read_one(
        "2031年3月12日\n停水通知\n因检修停水。\n澄江水务\n2031年3月10日\n电话：023-67890000\n"
        "责编：赵一 美编：钱二\n第2版\n甲"
    )
    assert words(issue) == ["停水通知", "因检修停水。", "澄江水务", "2031年3月10日", "电话：023-67890000", "甲"]


def test_a_headline_beside_the_date_is_no_paper() -> None:
    issue = read_one("2031年3月2日\n图书馆传来捷报\n甲")
    assert issue.paper is None
    assert [line.number for line in issue.pages[0].lines] == [2, 3]


def test_a_date_far_down_signs_a_notice() -> None:
    assert read_one("停水通知\n因检修停水。\n请储水。\n澄江水务\n\n2031年3月2日").date is None


def test_two_mastheads_of_two_days_are_two_issues() -> None:
    first, second = read_plain(
        of_text(
            "澄江报\n2031年3月5日 星期三\n第1版\n甲\n2031年3月5日 星期三 第2版\n乙\n"
            "澄江报\n2031年3月12日 星期三\n第1版\n丙\n2031年3月12日\n丁",
            "库/a.txt",
        )
    )
    assert (first.key, first.date, words(first)) == ("库/a.txt", "2031-03-05", ["甲", "乙"])
    assert (second.key, second.date, words(second)) == ("库/a.txt#2", "2031-03-12", ["丙", "2031年3月12日", "丁"])
    assert second.pages[0].lines[0].number == 10


def test_another_day_without_a_masthead_is_no_other_issue() -> None:
    issue = read_one("澄江报\n2031年3月5日 星期三\n甲\n2031年3月12日 星期三 第2版\n乙")
    assert (issue.date, words(issue)) == ("2031-03-05", ["甲", "乙"])


PIECES = (
    "澄江报",
    "2031年3月12日",
    "星期三",
    "第3版",
    "责编：",
    "赵一",
    "总第12期",
    "，",
    "电话",
    "02367890000",
    " ",
    "的",
)
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), min_size=1, max_size=12).map("\n".join)


@settings(max_examples=examples(100), deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=80)))
def test_every_line_is_kept_or_is_furniture(text: str) -> None:
    try:
        issues = list(read_plain(of_text(text.encode("utf-8-sig"))))
    except Unreadable:
        return
    kept = {line.number: line.text for issue in issues for page in issue.pages for line in page.lines}
    printed = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(printed, 1):
        if line.strip():
            assert kept.get(number, line) == line
            assert number in kept or furniture(line)


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_an_issue_or_a_reason_comes(raw: bytes) -> None:
    try:
        issues = list(read_plain(of_text(raw)))
    except Unreadable:
        return
    assert issues
    assert all(issue.pages for issue in issues)
