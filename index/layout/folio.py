"""The folio (报眉): the line at the head or foot of a page that names paper, date, page and editor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.layout.sheet import Box, PrintedLine, Sheet
from index.text import CJK, nfkc
from index.text.imprint import Imprint, agreed
from index.text.numerals import NUMERAL
from index.text.printed import DAY, DUTY, PAPER, STAFF, iso_date, page_label

_HEAD, _FOOT = 0.12, 0.94
"""Share of the height of a sheet above and below which a folio stands."""
# Type that was recognised loses 日, takes one mark for another and has spaces anywhere.
_DATE = re.compile(rf"{DAY}|(?:1[89]|20)\d\d\s*[年.\-/]\s*\d{{1,2}}\s*[月.\-/]\s*\d{{1,2}}\s*日?")
_PAGE = re.compile(
    r"第?\s*([A-Z]?\d{1,3}(?:\s*[-—–~、]\s*[A-Z]?\d{1,3})?)\s*版|^\s*([A-Z]?\d{1,3})\s*$|^\s*([A-Z]\d{1,2})(?=\s|$)"
)
_NUMERALS = re.compile(rf"第([{NUMERAL}]{{1,3}})版")
_PAPER = re.compile(rf"《?(?:{PAPER}|[{CJK}]{{1,10}}周刊)》?")
_STAFF = re.compile(rf"(?:{DUTY})*(?:{STAFF}|校检|制作|设计)\s*[:：/丨|\s]")
_NOTE = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日]\b|农历\S*|(?:国内)?统一(?:连续出版物|刊)号?\S*|CN\s?\d[\d-]*|ISSN|邮发代号|总?第\s?\d+\s?期|今日\s?\d*\s?版"
    r"|(?:新闻|投稿|广告|服务|发行)?热线|E-?mail|邮箱|https?:|www\.|编辑部|主管|主办|出版|零售|印刷"
)
_NAME = re.compile(r"[\u4e00-\u9fff·•/、《》-]{2,12}")
_LONGEST_NAME = 10
"""Characters beyond which a line is no name of a paper or a page."""


def masthead(sheets: Sequence[Sheet]) -> Imprint:
    """Return the paper's name and the date that the folios of a file give; None where they contradict one another."""
    said = [folio(sheet)[0] for sheet in sheets]
    return Imprint(agreed(each.paper for each in said), agreed(each.date for each in said))


def folio(sheet: Sheet) -> tuple[Imprint, Sheet]:
    """Return what the folio of a sheet says, and the sheet without it.

    A folio is a row of lines at the head or foot, with nothing but folio rows between it and the edge, of which one
    names a day, a page, the editors or how to reach them.
    """
    rows = [line for head in (True, False) for row in _folio_rows(_edge_rows(sheet, head=head)) for line in row]
    taken = set(map(id, rows))
    rest = tuple(line for line in sheet.lines if id(line) not in taken)
    bottom = max((line.y1 for line in rows if line.y1 < sheet.height / 2), default=0.0)
    rules = tuple(rule for rule in sheet.rules if rule.y1 > bottom + 1)
    return _read(rows), replace(sheet, lines=rest, rules=rules)


def _folio_rows(edge: Sequence[list[PrintedLine]]) -> Sequence[list[PrintedLine]]:
    """The rows from the edge to the last one that is part of the folio; between them stand only names."""
    last = 0
    for place, row in enumerate(edge, 1):
        if any(_is_folio(line.text) for line in row):
            last = place
        elif any(len(line.text) > _LONGEST_NAME for line in row):
            break
    return edge[:last]


def _edge_rows(sheet: Sheet, *, head: bool) -> list[list[PrintedLine]]:
    """Rows of lines near an edge of a sheet, from the edge inwards; lines side by side are one row."""
    near = [
        line for line in sheet.lines if (line.y0 < _HEAD * sheet.height if head else line.y1 > _FOOT * sheet.height)
    ]
    rows: list[list[PrintedLine]] = []
    for line in sorted(near, key=lambda line: line.y0 if head else -line.y1):
        if rows and line.along(Box.around(rows[-1])) > 0.3 * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_folio(text: str) -> bool:
    """Whether a line names a day, a page, editors or an address, and little else."""
    rest = "".join(_without_marks(text).split())
    staff = _STAFF.search(text)
    return rest != "".join(text.split()) and (len(rest) <= _LONGEST_NAME or bool(staff) or len(_NOTE.findall(text)) > 1)


def _without_marks(text: str) -> str:
    """What is left of a line without days, pages and the rest of what a folio says: names, if it is one."""
    for pattern in (_DATE, _NUMERALS, _PAGE, _STAFF, _NOTE):
        text = pattern.sub(" ", text)
    return text


def _read(rows: Sequence[PrintedLine]) -> Imprint:
    date = next((found for line in rows if (match := _DATE.search(line.text)) and (found := _iso(match[0]))), None)
    page = next((found for line in rows if (found := _page(line.text.strip()))), None)
    names = [
        (line.size, name)
        for line in rows
        for name in _without_marks(_STAFF.split(line.text)[0]).split()
        if _NAME.fullmatch(name)
    ]
    papers = [name.strip("《》") for _, name in names if _PAPER.fullmatch(name)]
    others = [pair for pair in names if not _PAPER.fullmatch(pair[1])]
    return Imprint(papers[0] if papers else None, date, page, max(others)[1] if others else None)


def _iso(text: str) -> str | None:
    return iso_date(text) or iso_date("-".join(re.findall(r"\d+", text)))


def _page(text: str) -> str | None:
    if match := _PAGE.search(nfkc(_DATE.sub("", text))):
        return page_label("".join((match[1] or match[2] or match[3]).split()))
    match = _NUMERALS.search(text)
    return page_label(match[1]) if match else None
