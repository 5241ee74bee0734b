"""Plain text → Issues: lines numbered as in the file, page furniture taken out and what it says taken in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import PurePath

from index.document import Issue, Line, Page
from index.read.decode import decode
from index.read.furniture import Furniture, furniture_of
from index.read.outline import Row, with_roles
from index.read.source import File
from index.text.printed import PAGE

_HEAD = re.compile(r"[【\[]?(?:今日|本期|本报|内页|重点)?(?:导读|看点|要目|导览)[】\]]?\s*[:：]?")
_ENTRY = re.compile(rf"\S.{{2,60}}?[\s.…·—\-(（【>]*(?:详?见|转|刊)?\s*第?\s*{PAGE}\s*版\s*[)）】]?")
_CONTENTS = Furniture(frozenset(("contents",)), sure=True)


def read_plain(file: File) -> Iterator[Issue]:
    """Read one issue, a page of it, or several that follow each other, from a text file; raises Unreadable.

    Lines are counted as in the file, from 1. Mastheads, page marks (第03版：要闻) and imprints belong to no article; a
    second masthead, the name of a paper or its number with another day, begins another issue.
    """
    text = decode(file.data, file.given).replace("\r\n", "\n").replace("\r", "\n")
    rows = [Row(number, words) for number, words in enumerate(text.split("\n"), 1)]
    found = _found(rows)
    for n, (a, b) in enumerate(pairwise([0, *_mastheads(rows, found), len(rows)])):
        yield _issue(rows[a:b], found, file, f"#{n + 1}" if n else "")


def as_printed(rows: Sequence[Row], file: File) -> Issue:
    """Make one issue of the rows of a file: its pages cut at their marks, paper and day from a masthead."""
    return _issue(rows, _found(rows), file, "")


def _found(rows: Sequence[Row]) -> Mapping[int, Furniture]:
    """The furniture by line number; the pages that a table of contents names begin elsewhere."""
    found = {rows[k].number: each for k, each in furniture_of([row.text for row in rows]).items()}
    return found | dict.fromkeys(_contents([row for row in rows if row.text.strip()]), _CONTENTS)


def _contents(printed: Sequence[Row]) -> Iterator[int]:
    """The lines of 今日导读 and of the titles with their pages that follow it as closely as the first does."""
    box: list[int] = []
    apart = 0
    for above, row in pairwise(printed):
        gap = row.number - above.number
        if _HEAD.fullmatch(above.text.strip()):
            box, apart = [above.number], gap
        if box and gap <= apart and _ENTRY.fullmatch(row.text.strip()):
            box.append(row.number)
        else:
            yield from box[len(box) == 1 :]
            box = []
    yield from box[len(box) == 1 :]


def _mastheads(rows: Sequence[Row], found: Mapping[int, Furniture]) -> list[int]:
    """Where further issues begin: at furniture with another day and, before other words, a paper's name or number."""
    starts: list[int] = []
    day: str | None = None
    opening: int | None = None
    said: list[Furniture] = []
    for k, row in enumerate(rows):
        if (each := found.get(row.number)) is None:
            if row.text.strip():
                opening, said = None, []
            continue
        opening = k if opening is None else opening
        said.append(each)
        date = each.date or next((one.date for one in said if one.date), None)
        if date and date != day and any(one.paper or one.edition for one in said):
            if day is not None:
                starts.append(opening)
            day = date
    return starts


def _issue(rows: Sequence[Row], found: Mapping[int, Furniture], file: File, place: str) -> Issue:
    said = [found[row.number] for row in rows if row.number in found]
    lines = with_roles([row for row in rows if row.number not in found], file.given)
    marks = [(row.number, found[row.number]) for row in rows if row.number in found and found[row.number].opens_page]
    return Issue(
        key=PurePath(file.given).as_posix() + place,
        source=file.given,
        pages=_pages(lines, marks),
        paper=next((each.paper for each in said if each.paper), None),
        date=next((each.date for each in said if each.date), None),
        edition=next((each.edition for each in said if each.edition), None),
    )


def _pages(lines: Sequence[Line], marks: Sequence[tuple[int, Furniture]]) -> tuple[Page, ...]:
    """Cut the lines at page marks; the page of the lines before the first mark has no number."""
    numbers = [line.number for line in lines]
    cuts = [0, *(bisect_left(numbers, number) for number, _ in marks), len(lines)]
    told = [(None, None), *((mark.page, mark.section) for _, mark in marks)]
    pages = [Page(*names, tuple(lines[a:b])) for names, (a, b) in zip(told, pairwise(cuts), strict=True)]
    return tuple(page for page in pages if any(line.text.strip() for line in page.lines)) or (pages[-1],)
