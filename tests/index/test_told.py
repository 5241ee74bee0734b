from __future__ import annotations

from pathlib import PurePath

import pytest

from index.document import Correction, Issue, Line, Page
from index.read import File, Unreadable
from index.sidecar import FormerName, IssueNotes, PaperNotes
from index.told import lay_over, parse_notes, together
from tests.files import of_text


def issue(*pages: tuple[str | None, list[str]], **known: str) -> Issue:
    made = tuple(
        Page(number, None, tuple(Line("a.txt", n, text) for n, text in enumerate(lines, 1))) for number, lines in pages
    )
    return Issue("a.txt", "a.txt", made, **known)  # type: ignore[arg-type]


def test_what_is_nearer_comes_before_what_is_farther() -> None:
    notes = parse_notes(
        [
            of_text('edition = "7"', "a/x.toml"),
            of_text('date = 2031-03-12\nedition = "8"\n[[split]]\nline = 9', "a/issue.toml"),
            of_text("文件,日期,版次\nx.txt,2031-03-13,2\na/x.txt,2031-03-14,3\n", "目录.csv"),
        ]
    )
    file = File(PurePath("/archive/a/x.txt"), "a/x.txt", b"")
    assert notes.about(file, IssueNotes(date="2031")) == IssueNotes(
        paper=None, date="2031", edition="7", page="3", corrections=(Correction("split", 9, 9),)
    )
    assert notes.about(file, IssueNotes()).date == "2031-03-12"


def test_notes_that_cannot_be_read_say_where() -> None:
    with pytest.raises(Unreadable, match=r"issue\.toml：不认识 datum"):
        parse_notes([of_text("datum = 2031-03-12", "issue.toml")])


def test_notes_overrule_what_was_read_and_the_papers_own_fill_in() -> None:
    paper = PaperNotes("澄江报", (FormerName("澄江通讯", until="2003"),))
    read = issue((None, ["甲"]), date="2031-03-02")
    assert lay_over(read, IssueNotes(), [paper]).paper == "澄江报"
    told = lay_over(read, IssueNotes(date="1999-05-01", page="2"), [paper])
    assert (told.paper, told.date, told.pages[0].number) == ("澄江通讯", "1999-05-01", "2")
    assert lay_over(issue((None, ["甲"]), paper="澄江晚报"), IssueNotes(), [paper]).paper == "澄江晚报"


def test_a_page_told_of_a_whole_issue_changes_no_page() -> None:
    read = issue(("1", ["甲"]), ("2", ["乙"]))
    assert [page.number for page in lay_over(read, IssueNotes(page="5"), []).pages] == ["1", "2"]


def test_footers_leave_blank_lines() -> None:
    paper = PaperNotes("澄江报", footers=("本报地址：澄江区江岸路1号",))
    read = issue((None, ["甲", "本报地址： 澄江区江岸路1号", "本报地址：澄江区江岸路1号，欢迎来访。"]))
    (page,) = lay_over(read, IssueNotes(), [paper]).pages
    assert [line.text for line in page.lines] == ["甲", "", "本报地址：澄江区江岸路1号，欢迎来访。"]


def test_pages_of_several_files_become_one_issue_in_their_order() -> None:
    whole = together([issue(("10", ["丙"])), issue(("2", ["乙"]), date="2031-03-12"), issue(("A1", ["甲"]))], "版.txt")
    assert (whole.source, whole.date) == ("版.txt", "2031-03-12")
    assert [page.number for page in whole.pages] == ["2", "10", "A1"]
