"""Jump marks: the words that send a reader to another page (下转第3版), or tell where the text began (上接第1版)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.text.printed import PAGE, page_label

_ARROWS = r"[◀▶►◁▷◄☞→←↓▲▼★●■*\s]*"
# A printed line may end inside a word (下 转).
_LONG = "|".join(
    map(r"\s?".join, ["上接", "紧接", "緊接", "文接", "续接", "續接", "下转", "下轉", "下接", "紧转", "緊轉"])
)
_PAGE = rf"(?:本报|今日)?\s*第?\s*(?P<page>{PAGE})(?:[、，,\-—至][0-9０-９]{{1,3}})*\s*版"
_ANY = rf"(?P<way>{_LONG}|接|转|轉){_PAGE}"
_NAMED = r"\s*《[^《》]{1,40}》\s*"
_BRACKETED = re.compile(rf"{_ARROWS}[（(\[【〔]\s*{_ANY}(?P<rest>[^。（）()\[\]【】〔〕]{{0,48}})[）)\]】〕]{_ARROWS}")
_BARE = re.compile(rf"{_ARROWS}(?P<way>{_LONG}){_PAGE}(?P<rest>(?:{_NAMED})?)(?P<apart>{_ARROWS}[:：]?\s*)")
_ROW = re.compile(rf"{_ARROWS}[（(]?{_ANY}(?P<rest>[^。《》]{{0,12}}|{_NAMED})")
_TITLE = re.compile(r"《([^《》]+)》|(\w[^《》（）()]*\w)")
_LONGEST = 80
"""Characters at the end of a paragraph in which a mark is looked for."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A mark at ``text[start:end]``, to or from page ``page``; ``title`` is what it names, None when it names none."""

    direction: Literal["from", "to"]
    page: str
    title: str | None
    start: int
    end: int


def jump(text: str) -> Jump | None:
    """Return the mark that a whole line is; None for any other line.

    >>> found = jump("◀上接第一版《新馆昨日开放》")
    >>> found.direction, found.page, found.title
    ('from', '1', '新馆昨日开放')
    >>> jump("（下转A03版）").page, jump("转3版").direction, jump("转三版块"), jump("上接第1版。")
    ('A3', 'to', None, None)
    """
    row = text.strip()
    match = _BRACKETED.fullmatch(row) or _BARE.fullmatch(row) or _ROW.fullmatch(row)
    terse = match is not None and match.re is _ROW and len(match["way"]) == 1
    return _jump(match, 0, len(text)) if match and not (terse and match["rest"].strip()) else None


def arrival(text: str) -> Jump | None:
    """Return the mark of a page before at the head of a paragraph, with the white space after it.

    >>> arrival("（上接第1版）新馆共有三层。").end, arrival("上接第1版的新馆")
    (7, None)
    """
    match = _BRACKETED.match(text) or _BARE.match(text)
    found = _jump(match, 0, match.end()) if match and match.groupdict().get("apart") != "" else None
    return found if found and found.direction == "from" else None


def departure(text: str) -> Jump | None:
    """Return the mark of a page to come at the end of a paragraph, with the white space before it.

    >>> departure("首日入馆的读者有（下转第3版）").start, departure("详见第3版")
    (8, None)
    """
    marks = (match for mark in (_BRACKETED, _BARE) for match in mark.finditer(text, max(0, len(text) - _LONGEST)))
    found = next((_jump(match, match.start(), len(text)) for match in marks if match.end() == len(text)), None)
    return found if found and found.direction == "to" else None


def _jump(match: re.Match[str], start: int, end: int) -> Jump:
    way = "".join(match["way"].split())
    onward = way == "下接" or way[-1] in "转轉"
    return Jump("to" if onward else "from", page_label(match["page"]), _words(match), start, end)


def _words(match: re.Match[str]) -> str | None:
    """The words of a mark beside its page: the title it names."""
    named = _TITLE.search(match["rest"])
    return (named[1] or named[2]) if named else None
