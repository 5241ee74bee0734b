"""Printed lines: how wide text is in print, and which spaces of a paragraph stand where a printed line ended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_high

INDENT = 2.0
"""Em left free at the start of a Chinese paragraph."""
TOLERANCE = 1.5
"""Em by which justified lines of one column differ, punctuation being squeezed."""
NARROWEST, WIDEST = 10.0, 60.0
"""Em: the column widths that are believed; below are slogans and names, above is text that was never set in columns."""

HALF = re.compile(r"[\x00-\x7f\uff61-\uff9f]")
"""A character that is half an em wide."""
_SENTENCE = re.compile(r"[。；！？，;!?]|,(?!\d)")


def width(text: str) -> float:
    """Printed width in em: a half-width character counts 0.5.

    >>> width("第3版")
    2.5
    """
    return len(text) - 0.5 * len(HALF.findall(text))


def column_width(pieces: Sequence[str]) -> float | None:
    """Width in em of the column that the space-separated ``pieces`` of a paragraph were set in.

    None when they were not set in a column: too few equal widths, or pieces wider than any column.

    >>> column_width(["一二三四五六七八九十", "一二三四五六七八九十一二", "一二三"])
    12.0
    """
    if len(pieces) < 2:
        return None
    widths = [width(piece) for piece in pieces]
    guesses = [widths[0], widths[0] + INDENT] if len(pieces) == 2 else [w for w in widths[:-1] if w >= NARROWEST]
    if not guesses:
        return None
    counted = Counter(guesses)
    best = max(counted, key=lambda w: (sum(n for v, n in counted.items() if abs(v - w) <= TOLERANCE), w))
    best = median_high(w for w in guesses if abs(w - best) <= TOLERANCE)
    if not NARROWEST <= best <= WIDEST or max(widths) > best + INDENT + TOLERANCE:
        return None
    ends = _ends(widths, best)
    return best if 2 * sum(ends) >= len(ends) else None


def line_ends(pieces: Sequence[str], column: float | None = None) -> list[bool]:
    """For each gap between two pieces: did a printed line end there? ``column`` in em; None works it out.

    >>> line_ends(["一二三四五六七八九十", "一二三四五六七八", "九十一", "一二三"])
    [True, False, True]
    """
    column = column_width(pieces) if column is None else column
    if column is None:
        return [False] * (len(pieces) - 1)
    return _ends([width(piece) for piece in pieces], column)


def printed_lines(text: str, column: float | None = None) -> list[str]:
    """Take a paragraph apart into its printed lines; spaces inside a printed line stay.

    >>> printed_lines("一二三四五六七八九十 一二 三四五六七八九十 一二三")
    ['一二三四五六七八九十', '一二 三四五六七八九十', '一二三']
    """
    pieces = text.split()
    lines = pieces[:1]
    for piece, end in zip(pieces[1:], line_ends(pieces, column), strict=True):
        if end:
            lines.append(piece)
        else:
            lines[-1] += " " + piece
    return lines


def is_row(line: str) -> bool:
    """May a printed line be a row of a table: has it gaps inside, and no mark of a sentence?

    >>> is_row("1 城东街道 12 9 7"), is_row("首发。MiniMax M3多模态"), is_row("1,351 人")
    (True, False, True)
    """
    return len(line.split()) > 1 and _SENTENCE.search(line) is None


def figures_apart(upper: str, lower: str) -> bool:
    """Are the last figure of a printed line and the first of the next two figures, as in a table, not one cut in two?

    >>> figures_apart("1 城东街道 12 9 7", "2 白鹤镇 8 10 5"), figures_apart("迎来建馆10", "5周年")
    (True, False)
    """
    around = upper[-1:] + lower[:1]
    return len(around) > 1 and around.isdecimal() and (is_row(upper) or is_row(lower))


def _ends(widths: Sequence[float], column: float) -> list[bool]:
    """Walk the pieces, filling printed lines: a line ends when it is full or when the next piece would overflow it."""
    ends, filled, target = [], 0.0, column - INDENT
    for this, following in pairwise(widths):
        filled += this
        full = filled >= target - TOLERANCE or filled + following > column + INDENT + TOLERANCE
        ends.append(full)
        filled, target = (0.0, column) if full else (filled + 0.5, target)
    return ends
