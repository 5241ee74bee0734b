from __future__ import annotations

from pathlib import Path

import pytest

from index.document import Issue
from tests.files import read_path


def read_one(path: Path, given: str = "澄江报.txt", **told: str) -> Issue:
    (issue,) = read_path(path, given, **told)
    assert isinstance(issue, Issue)
    return issue


def written(folder: Path, text: str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_lines_are_numbered_as_in_the_file(tmp_path: Path) -> None:
    issue = read_one(written(tmp_path, "图书馆开放\n\n昨日，新馆开放。\n"))
    (page,) = issue.pages
    assert [(line.number, line.text) for line in page.lines] == [
        (1, "图书馆开放"),
        (2, ""),
        (3, "昨日，新馆开放。"),
        (4, ""),
    ]
    assert {line.source for line in page.lines} == {"澄江报.txt"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_once(tmp_path: Path, end: str) -> None:
    (page,) = read_one(written(tmp_path, end.join(["甲", "", "乙"]))).pages
    assert [line.text for line in page.lines] == ["甲", "", "乙"]


def test_page_marks_open_pages_and_keep_the_numbering(tmp_path: Path) -> None:
    issue = read_one(written(tmp_path, "第01版：要闻\n甲\n第3版 民生\n乙\nA04版\n丙"))
    assert [(page.number, page.name) for page in issue.pages] == [("1", "要闻"), ("3", "民生"), ("A4", None)]
    assert [(line.number, line.text) for page in issue.pages for line in page.lines] == [
        (2, "甲"),
        (4, "乙"),
        (6, "丙"),
    ]


def test_a_sentence_about_a_page_is_no_page_mark(tmp_path: Path) -> None:
    issue = read_one(written(tmp_path, "第3版的图片有误，特此更正。"))
    assert [page.number for page in issue.pages] == [None]
    assert issue.pages[0].lines[0].text == "第3版的图片有误，特此更正。"


def test_a_masthead_line_gives_date_and_edition(tmp_path: Path) -> None:
    issue = read_one(written(tmp_path, "澄江报\n2031年3月2日 星期日 第1204期\n\n图书馆开放"))
    assert (issue.paper, issue.date, issue.edition) == ("澄江报", "2031-03-02", "1204")
    assert [line.number for line in issue.pages[0].lines] == [3, 4]


def test_a_headline_beside_the_date_is_no_paper(tmp_path: Path) -> None:
    issue = read_one(written(tmp_path, "2031年3月2日\n图书馆传来捷报频频\n甲"))
    assert issue.paper is None
    assert [line.number for line in issue.pages[0].lines] == [2, 3]


def test_a_date_far_down_signs_a_notice(tmp_path: Path) -> None:
    issue = read_one(written(tmp_path, "停水通知\n因检修停水。\n请储水。\n澄江水务\n\n2031年3月2日"))
    assert issue.date is None


def test_date_as_told_before_masthead_before_name(tmp_path: Path) -> None:
    named = written(tmp_path, "甲", "2031-03-02_03版.txt")
    assert (read_one(named).date, read_one(named).pages[0].number) == ("2031-03-02", "3")
    both = written(tmp_path, "2031年3月9日\n甲", "2031-03-02.txt")
    assert read_one(both).date == "2031-03-09"
    assert read_one(both, date="2031-03").date == "2031-03"


def test_the_paper_is_never_the_file_name(tmp_path: Path) -> None:
    path = written(tmp_path, "甲", "澄江报.txt")
    assert read_one(path).paper is None
    assert read_one(path, paper="澄江报").paper == "澄江报"


def test_the_key_does_not_depend_on_the_date(tmp_path: Path) -> None:
    path = written(tmp_path, "甲")
    assert read_one(path, "库/a.txt").key == read_one(path, "库/a.txt", date="2031-03-02").key == "库/a.txt"
