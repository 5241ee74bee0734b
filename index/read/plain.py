"""Plain text → Issue: lines numbered as in the file, page marks and the masthead taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from index.document import Issue, Line, Page
from index.read.decode import decode
from index.read.source import File, iso_date, page_number
from index.text import CJK

_PAGE_MARK = re.compile(r"第?\s*([A-Z]?\d{1,3})\s*版(?:\s*[：:]\s*(\S{1,12})|\s+(\S{2,8}))?")
_MASTHEAD_DATE = re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日)(?:\s*星期[一二三四五六日天])?(?:\s*第\s*(\d+)\s*期)?")
_PAPER = re.compile(rf"[{CJK}]{{1,7}}[报報]")
_MASTHEAD = 4
"""How many printed lines from the top a masthead may stand."""


@dataclass(frozen=True, slots=True)
class _Masthead:
    lines: tuple[Line, ...]
    paper: str | None
    date: str | None
    edition: str | None


def read_plain(file: File) -> Issue:
    """Read one issue, or one page of it, from a text file; raises Unreadable.

    The paper and the date are those of a masthead, lines near the top that hold nothing else. Lines are counted as in
    the file, from 1; the masthead, and lines that are only a page mark (第03版：要闻) and open a page, belong to no
    article.
    """
    text = decode(file.data, file.given).replace("\r\n", "\n").replace("\r", "\n")
    lines = [Line(file.given, number, words) for number, words in enumerate(text.split("\n"), 1)]
    head = _masthead(lines)
    return Issue(
        key=PurePath(file.given).as_posix(),
        source=file.given,
        pages=_pages([line for line in lines if line not in head.lines]),
        paper=head.paper,
        date=head.date,
        edition=head.edition,
    )


def _masthead(lines: list[Line]) -> _Masthead:
    """Find the date line near the top, and beside it the name of the paper, alone on its line."""
    printed = [line for line in lines if line.text.strip()][:_MASTHEAD]
    for k, line in enumerate(printed):
        if (match := _MASTHEAD_DATE.fullmatch(line.text.strip())) and (day := iso_date(match[1])):
            beside = [near for near in printed[max(0, k - 1) : k + 2] if _PAPER.fullmatch(near.text.strip())][:1]
            name = beside[0].text.strip() if beside else None
            return _Masthead((line, *beside), name, day, match[2])
    return _Masthead((), None, None, None)


def _pages(lines: list[Line]) -> tuple[Page, ...]:
    """Cut the lines at page marks; the page of the lines before the first mark has no number."""
    pages: list[Page] = []
    number: str | None = None
    name: str | None = None
    kept: list[Line] = []
    for line in lines:
        if not (match := _PAGE_MARK.fullmatch(line.text.strip())):
            kept.append(line)
            continue
        pages.append(Page(number, name, tuple(kept)))
        number, name, kept = page_number(match[1]), match[2] or match[3], []
    pages.append(Page(number, name, tuple(kept)))
    return tuple(page for page in pages if any(line.text.strip() for line in page.lines)) or (pages[-1],)
