"""A sentence that begins to list points (有三项：一是……) → the same with the points in the sentences after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text import sentences
from index.text.numerals import written

_FIGURES = [written(number) for number in range(1, 11)]
_MARKS = (
    [f"{figure}是" for figure in _FIGURES],
    [f"{figure}、" for figure in _FIGURES],
    [f"({figure})" for figure in _FIGURES],
    [f"（{figure}）" for figure in _FIGURES],
    [f"({number})" for number in range(1, 11)],
    [f"（{number}）" for number in range(1, 11)],
    [f"{number}." for number in range(1, 11)],
    [f"{number}、" for number in range(1, 11)],
    list("①②③④⑤⑥⑦⑧⑨⑩"),
)
_BEGINS = re.compile(
    f"(?:^|(?<=[:：,，;；。]))(?:{'|'.join(re.escape(marks[0]) for marks in _MARKS)})(?!(?<=\\d[.])\\d)"
)


def with_points(text: str, start: int, end: int, longest: int) -> int:
    """Where the list ends that begins in the sentence ``text[start:end]``; its own end when none does.

    Of a list of more than ``longest`` characters as many points are taken as fit.

    >>> text = "有三项优势:一是交通便利。二是配套齐全。学校就在旁边。三是环境好。欢迎光临。"
    >>> text[: with_points(text, 0, 13, 100)]
    '有三项优势:一是交通便利。二是配套齐全。学校就在旁边。三是环境好。'
    """
    begun = _BEGINS.search(text[start:end])
    if not begun:
        return end
    marks = next(marks for marks in _MARKS if marks[0] == begun[0])
    last = end
    for mark, stop in _following(text, end, marks[sum(mark in text[start:end] for mark in marks) :]):
        if stop - start > longest:
            return last
        last = stop if mark else last
    return last


def _following(text: str, at: int, marks: list[str]) -> Iterator[tuple[str, int]]:
    """The ends of the sentences from ``at`` on until the last that begins with one of some marks in turn.

    Each with its mark, empty where it belongs to the point before.
    """
    waiting: list[tuple[str, int]] = []
    left = iter(marks)
    mark = next(left, None)
    for start, end in sentences(text, at, len(text)):
        begins = mark is not None and text.startswith(mark, start)
        waiting.append((mark if begins and mark else "", end))
        if begins:
            yield from waiting
            waiting, mark = [], next(left, None)
