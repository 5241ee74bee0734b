"""Numbers as they are written: 12, １２, 十二, 一二, 二〇三一."""

from __future__ import annotations

import re
from typing import Final

_FIGURES = "〇一二三四五六七八九"
NUMERAL: Final = f"{_FIGURES}○零十"
"""Characters of Chinese numerals, for use inside a regular-expression class."""
DIGITS: Final = str.maketrans(f"{_FIGURES}○零０１２３４５６７８９", "0123456789000123456789")
_WRITTEN = re.compile(r"(?P<tens>[1-9]?)(?P<ten>十)(?P<ones>\d?)|\d{1,9}", re.ASCII)


def value(text: str) -> int | None:
    """Return what a numeral is worth, with 十 below 100, else figure by figure; None for any other text.

    >>> value("二十一"), value("二〇三一"), value("一一"), value("０3"), value("十十"), value("")
    (21, 2031, 11, 3, None, None)
    """
    match = _WRITTEN.fullmatch(text.translate(DIGITS))
    if match is None:
        return None
    return 10 * int(match["tens"] or 1) + int(match["ones"] or 0) if match["ten"] else int(match[0])


def written(number: int) -> str:
    """Write a number from 1 to 100 in Chinese.

    >>> written(9), written(10), written(21), written(100)
    ('九', '十', '二十一', '一百')
    """
    if number == 100:
        return "一百"
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _FIGURES[tens]) + ("十" if tens else "") + (_FIGURES[ones] if ones else "")
