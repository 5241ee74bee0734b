from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Issue
from index.read.markdown import is_markdown, read_markdown
from index.read.source import Unreadable
from tests.files import of_text
from tests.stress import examples


def read(text: str) -> Issue:
    return read_markdown(of_text(text, "库/a.md"))


def lines(issue: Issue) -> list[tuple[int, str | None, int | None, str]]:
    return [(line.number, line.role, line.article, line.text) for page in issue.pages for line in page.lines]


def test_one_heading_titles_the_article_and_lower_ones_stand_inside() -> None:
    assert lines(read("# 图书馆开放\n\n昨日，新馆开放。\n\n## 借阅\n\n可借十本。\n")) == [
        (1, "title", 1, "图书馆开放"),
        (3, "body", 1, "昨日，新馆开放。"),
        (5, "heading", 1, "借阅"),
        (7, "body", 1, "可借十本。"),
    ]


@pytest.mark.parametrize("mark", ["#", "##"])
def test_several_headings_of_the_highest_level_are_articles(mark: str) -> None:
    issue = read(
        f"澄江报 2031年3月12日\n\n{mark} 图书馆开放\n甲\n\n第3版 民生\n\n{mark} 停水通知\n乙\n{mark}# 时间\n丙\n"
    )
    assert (issue.paper, issue.date) == ("澄江报", "2031-03-12")
    assert [(page.number, page.name) for page in issue.pages] == [(None, None), ("3", "民生")]
    assert lines(issue) == [
        (3, "title", 1, "图书馆开放"),
        (4, "body", 1, "甲"),
        (8, "title", 2, "停水通知"),
        (9, "body", 2, "乙"),
        (10, "heading", 2, "时间"),
        (11, "body", 2, "丙"),
    ]


def test_marks_go_and_words_stay() -> None:
    text = (
        '**昨日**，*新馆*开放，见[公告](http://a.cn "题")![图](b.png)`3*4`\\*。<b>甲</b>\n续行\n\n'
        "1. 借书\n2. 还书\n\n- 周一\n\n> 引语\n\n```\n代码 **原样**\n```\n\n| 日 | 时 |\n|--|--|\n| 周一 | 9时 |\n"
    )
    assert [(number, text) for number, _, _, text in lines(read(text))] == [
        (1, "昨日，新馆开放，见公告3*4*。甲"),
        (2, "续行"),
        (4, "1. 借书"),
        (5, "2. 还书"),
        (7, "周一"),
        (9, "引语"),
        (12, "代码 **原样**"),
        (15, "日\t时"),
        (17, "周一\t9时"),
    ]


def test_a_line_inside_a_paragraph_goes_on_it() -> None:
    (page,) = read("甲\n乙\n\n丙\n").pages
    assert [(line.text, line.continues) for line in page.lines] == [("甲", False), ("乙", True), ("丙", False)]


def test_a_rule_below_a_sentence_makes_no_heading_of_it() -> None:
    assert [role for _, role, _, _ in lines(read("# 题\n\n昨日，新馆开放。\n---\n乙\n"))] == ["title", "body", "body"]


FRONT = """---
title: "图书馆开放"
日期: 2031/3/12
author: 记者 赵一
paper: 澄江报
版次: 第03版：民生
tags:
  - 甲
---
"""


def test_front_matter_tells_of_the_issue_and_the_article() -> None:
    issue = read(f"{FRONT}\n昨日，新馆开放。\n\n## 借阅\n")
    assert (issue.paper, issue.date) == ("澄江报", "2031-03-12")
    assert [(page.number, page.name) for page in issue.pages] == [("3", "民生")]
    assert lines(issue) == [
        (1, "title", 1, "图书馆开放"),
        (1, "byline", 1, "记者 赵一"),
        (11, "body", 1, "昨日，新馆开放。"),
        (13, "heading", 1, "借阅"),
    ]


def test_rules_around_words_are_no_front_matter() -> None:
    assert [text for *_, text in lines(read("---\n昨日，新馆开放。\n\n---\n乙\n"))] == ["昨日，新馆开放。", "乙"]


@pytest.mark.parametrize(
    ("heading", "roles"),
    [
        ("# 图书馆开放", ["title", "byline", "body"]),
        ("# 借阅", ["title", "byline", "heading", "body"]),
        ("# 甲\n# 乙", ["title", "title", "body"]),
    ],
)
def test_a_title_is_not_said_twice(heading: str, roles: list[str]) -> None:
    assert [role for _, role, _, _ in lines(read(f"{FRONT}{heading}\n\n丙\n"))] == roles


def test_without_headings_lines_have_no_role() -> None:
    assert [role for _, role, _, _ in lines(read("图书馆开放\n\n昨日，新馆开放。"))] == [None, None]


def test_only_the_name_says_that_it_is_markdown() -> None:
    assert is_markdown(of_text("甲", "a.MD"))
    assert not is_markdown(of_text("# 甲", "a.txt"))


PIECES = (
    "# ",
    "## ",
    "甲",
    "乙。",
    "\n",
    "\n\n",
    "---\n",
    "**",
    "[",
    "](",
    ")",
    "`",
    "> ",
    "- ",
    "1. ",
    "|",
    "|-|\n",
    "<a>",
    "    ",
)
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=80))


@settings(max_examples=examples(100), deadline=None)
@given(st.one_of(TEXTS.map(lambda text: text.encode("utf-8-sig")), st.binary(max_size=200)))
def test_whatever_the_bytes_an_issue_or_a_reason_comes(raw: bytes) -> None:
    try:
        issue = read_markdown(of_text(raw, "a.md"))
    except Unreadable:
        return
    assert all(number >= 1 for number, *_ in lines(issue))


@settings(max_examples=examples(100), deadline=None)
@given(TEXTS)
def test_no_word_is_lost_between_the_marks(text: str) -> None:
    words = "".join(char for char in text if char in "甲乙。")
    if not text.strip() or "[" in text or "```" in text:
        return
    try:
        issue = read_markdown(of_text(text.encode("utf-8-sig"), "a.md"))
    except Unreadable:
        return
    assert "".join(char for *_, line in lines(issue) for char in line if char in "甲乙。") == words
