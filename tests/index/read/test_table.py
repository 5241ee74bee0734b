from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Issue
from index.read.source import Unreadable
from index.read.table import is_table, read_table
from tests.files import of_text
from tests.stress import examples

HEADER = "编号,见报日期,版次,版名,肩题,主标题,副题,记者,通讯员,正文"
ROW = '7,2031/3/12,03,民生,水鸟节,市民上湿地,首日千人,赵一,钱二,"昨日，水鸟节开幕。\n今日，继续。"'


def read(raw: str | bytes, name: str = "库/a.csv") -> list[Issue | Unreadable]:
    return list(read_table(of_text(raw, name)))


def one(raw: str | bytes) -> Issue:
    (issue,) = read(raw)
    assert isinstance(issue, Issue)
    return issue


def lines(issue: Issue) -> list[tuple[int, str | None, str]]:
    return [(line.number, line.role, line.text) for page in issue.pages for line in page.lines]


def test_a_row_is_an_issue_of_one_article() -> None:
    issue = one(f"{HEADER}\n{ROW}\n")
    assert (issue.key, issue.source, issue.date, issue.form) == ("库/a.csv#7", "库/a.csv", "2031-03-12", "record")
    assert [(page.number, page.name) for page in issue.pages] == [("3", "民生")]
    assert lines(issue) == [
        (2, "kicker", "水鸟节"),
        (2, "title", "市民上湿地"),
        (2, "subtitle", "首日千人"),
        (2, "byline", "记者 赵一"),
        (2, "byline", "通讯员 钱二"),
        (2, "body", "昨日，水鸟节开幕。"),
        (2, "body", "今日，继续。"),
    ]


def test_a_row_stands_on_the_line_it_begins_on() -> None:
    first, second = read('\n标题,正文\n甲,"一\n\n二"\n\n乙,三\n')
    assert isinstance(first, Issue)
    assert isinstance(second, Issue)
    assert (first.key, second.key) == ("库/a.csv#L3", "库/a.csv#L7")
    assert lines(second) == [(7, "title", "乙"), (7, "body", "三")]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_separator_in_every_encoding(delimiter: str, encoding: str) -> None:
    text = "标题,正文,日期\r\n图书馆开放,昨日新馆开放。,2031-03-12\r\n".replace(",", delimiter)
    issue = one(text.encode(encoding))
    assert (issue.date, [text for *_, text in lines(issue)]) == ("2031-03-12", ["图书馆开放", "昨日新馆开放。"])


def test_the_separator_may_be_told_as_excel_does() -> None:
    assert lines(one("sep=;\r\ntitle;body\r\n甲, 乙;丙\r\n")) == [(3, "title", "甲, 乙"), (3, "body", "丙")]


@pytest.mark.parametrize(
    "header", ["headline,articleBody", "Title , BODY", "prism:publicationName,schema:text", "標題,內容", "题目,内 容"]
)
def test_columns_go_by_many_names(header: str) -> None:
    assert lines(one(f"{header}\n甲,乙\n"))[-1] == (2, "body", "乙")


def test_bad_rows_are_named_and_the_others_follow() -> None:
    found = read('id,标题,正文\n1,甲,乙\n2,甲,\n1,丙,丁\n3,戊,己,庚\n4,辛,壬\n5,"癸,子\n6,丑,寅\n')
    assert [isinstance(each, Issue) for each in found] == [True, False, False, False, True, False]
    reasons = [each.reason for each in found if isinstance(each, Unreadable)]
    assert [reason[:6] for reason in reasons] == ["第 3 行没", "第 4 行的", "第 5 行有", "第 7 行的"]
    assert "没有正文" in reasons[0]
    assert "重复" in reasons[1]
    assert "有 4 格，表头只有 3 格" in reasons[2]
    assert "引号不成对" in reasons[3]


def test_a_table_without_a_text_names_its_columns() -> None:
    with pytest.raises(Unreadable) as refused:
        read("标题,日期,备注\n甲,2031-03-12,乙\n")
    assert "表头是 标题、日期、备注" in refused.value.reason
    assert "正文" in refused.value.reason


@pytest.mark.parametrize("raw", ["", '"标题\n', "\u0000"])
def test_what_is_no_table_is_refused(raw: str) -> None:
    with pytest.raises(Unreadable):
        read(raw)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("标题,正文\n甲,乙", "a.txt", True),
        ("甲,乙", "a.CSV", True),
        ("title\tdate\ttext\n", "a.txt", True),
        ("标题，正文要分开写\n甲", "a.txt", False),
        ("正文\n昨日", "a.txt", False),
        ("图书馆开放\n昨日，新馆开放。", "a.txt", False),
        ("", "a.txt", False),
    ],
)
def test_a_table_is_known_by_its_columns(text: str, name: str, expected: bool) -> None:
    assert is_table(of_text(text, name)) is expected


CELLS = st.sampled_from(
    ["标题", "正文", "日期", "id", "甲", '"', '""', "\n", "\r", ",", ";", "\t", "2031", "sep=,\n", "，"]
)
TEXTS = st.lists(CELLS, max_size=40).map("".join)


@settings(max_examples=examples(100), deadline=None)
@given(st.one_of(TEXTS.map(str.encode), TEXTS.map(lambda text: f"标题,正文\n{text}".encode()), st.binary(max_size=200)))
def test_whatever_the_bytes_issues_or_reasons_come(raw: bytes) -> None:
    is_table(of_text(raw))
    try:
        found = read(raw)
    except Unreadable:
        return
    assert all("\n" not in str(each) for each in found if isinstance(each, Unreadable))
