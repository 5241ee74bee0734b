"""What papers print of themselves: days, pages, names, who made the page. Readers compose their patterns of these."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from index.text import CJK, nfkc
from index.text.numerals import NUMERAL, value

_PART = rf"(?:\d{{1,2}}|[{NUMERAL}]{{1,3}})"
DAY: Final = rf"(?:\d{{4}}|[{NUMERAL}]{{4}})\s*年\s*{_PART}\s*月\s*{_PART}\s*日"
PAGE: Final = rf"(?:[A-Za-zＡ-Ｚ]?\d{{1,3}}|[{NUMERAL}]{{1,3}}|[头頭])"
PAPER: Final = rf"[{CJK}]{{1,11}}[报報]"
DUTY: Final = "本版|本期|值班|责任|执行|首席|文字|图片|视觉|美术|技术|组版"
STAFF: Final = "责编|美编|编辑|校对|版式|审读|检校|编委|副?主编|副?总编辑?"
"""Patterns without groups: a whole day, what may stand before 版, a paper's name, and of those who made a page what may
stand before their office, and what the office is."""

_DAYS = re.compile(
    rf"(?<![0-9A-Za-z])(?:{DAY}|\d{{4}}(?P<by>[-_./])\d{{1,2}}(?P=by)\d{{1,2}}(?!\d)|(?P<run>\d{{8}})(?![0-9A-Za-z]))"
)
_NUMBER = re.compile(rf"[\d{NUMERAL}]+")
_MONTH = re.compile(r"(\d{4})(?:-(\d{2})|年(\d{1,2})月)")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def iso_date(text: str) -> str | None:
    """Return the first calendar day written in ``text``, or the month or year that it consists of, as ISO 8601.

    >>> iso_date("20231017_03版"), iso_date("2023年10月"), iso_date("2023-02-30"), iso_date("第20231期")
    ('2023-10-17', '2023-10', None, None)
    """
    for match in _DAYS.finditer(text):
        run = match["run"]
        year, month, day = (run[:4], run[4:6], run[6:]) if run else _NUMBER.findall(match[0])
        if found := _calendar(value(year), value(month), value(day)):
            return found
    if (only := _MONTH.fullmatch(text)) and (first := _calendar(int(only[1]), int(only[2] or only[3]), 1)):
        return first[:7]
    return text if re.fullmatch(r"(?:1[89]|20)\d\d", text) else None


def _calendar(year: int | None, month: int | None, day: int | None) -> str | None:
    try:
        return date(year or 0, month or 0, day or 0).isoformat() if 1800 <= (year or 0) < 2100 else None
    except ValueError:
        return None


def is_day_line(text: str) -> bool:
    """Is a line nothing but a day, as signs an announcement?

    >>> is_day_line("2031 年 3 月 12 日"), is_day_line("二〇三一年三月十二日"), is_day_line("3月12日")
    (True, True, False)
    """
    return re.fullmatch(DAY, "".join(text.split())) is not None


def page_label(printed: str) -> str:
    """Return the label that archives have for a page as printed: no leading zeros, the front page is 1.

    What no page is printed as stays, but for the zeros.

    >>> [page_label(printed) for printed in ("03", "a01", "Ａ０3", "十二", "头", "副刊")]
    ['3', 'A1', 'A3', '12', '1', '副刊']
    """
    if not re.fullmatch(PAGE, printed):
        return _ZEROS.sub("", printed)
    label = nfkc(printed).upper()
    number = 1 if label in "头頭" else value(label)
    return _ZEROS.sub("", label) if number is None else str(number)
