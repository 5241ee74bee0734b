"""Rows of a table among the lines of a page: what stands in columns is no paragraph, and its figures are no title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from index.document import Line
from index.segment.byline import is_imprint, signature
from index.text.lines import WIDEST, is_row, width
from index.text.names import names

_CELLS, _ROWS = 3, 2
_NARROW_CELLS, _NARROW_ROWS = 2, 3
"""Columns and rows from which lines are a table; of two columns alone it takes a row more, so that no title is one."""
_HEADS = 2
"""Lines without figures that may stand above the first row."""
_THINGS = re.compile(r"[^\s:：，。；]{2,14}[:：]\s*([^:：，。；！？!?]{4,60})")
_PLACE = re.compile(r"[（(][^（）()]{2,14}[)）]$")
_FIGURE = re.compile(r"\d[^\W\d]{0,2}[%％‰℃]?$")


def table_rows(lines: Sequence[Line]) -> frozenset[Line]:
    """Return the lines that are rows of tables: they follow each other in columns and end in figures, or hold several.

    The heads of the columns directly above them are rows too. Blank lines between rows do not count. So are lines of
    names that follow each other, and lines of things told off behind a colon.
    """
    found = set(_lists(lines))
    for fewest, least in ((_CELLS, _ROWS), (_NARROW_CELLS, _NARROW_ROWS)):
        for run in _runs(lines, fewest):
            figures = [k for k, line in enumerate(run) if _has_figures(line, fewest)]
            if len(figures) >= least:
                found.update(run[_head(run, figures[0], fewest) : figures[-1] + 1])
    return frozenset(found)


def _lists(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, two at least of one kind, that hold nothing but names, or things told off behind a colon."""
    printed = (line for line in lines if line.text.strip())
    for kind, run in groupby(printed, key=lambda line: _listed(line.text.strip())):
        if kind and len(listed := list(run)) >= _ROWS:
            yield from listed


def _listed(text: str) -> str:
    """What a line tells off: ``names``, each perhaps with a place behind it, ``things`` behind a colon, or nothing."""
    if (match := _THINGS.fullmatch(text)) and not signature(text) and not is_imprint(text):
        return "things" if len(match[1].split()) > 1 else ""
    cells = [_PLACE.sub("", cell) for cell in text.split()]
    return "names" if len(cells) >= _CELLS and names(" ".join(cells), "") else ""


def _runs(lines: Sequence[Line], fewest: int) -> Iterator[list[Line]]:
    """Yield the lines that follow each other with so many cells at least; of two, each must end in a figure."""
    printed = (line for line in lines if line.text.strip())
    for in_columns, run in groupby(printed, key=lambda line: _is_row(line, fewest)):
        if in_columns:
            yield list(run)


def _is_row(line: Line, fewest: int) -> bool:
    cells = line.text.split()
    if len(cells) < fewest or not is_row(line.text) or width(" ".join(cells)) > WIDEST:
        return False
    return fewest > _NARROW_CELLS or _has_figures(line, fewest)


def _has_figures(line: Line, fewest: int) -> bool:
    """Does a row end in a figure, in a wide table with its unit, or hold two there? Of two columns, one is a label."""
    cells = line.text.split()
    if fewest == _NARROW_CELLS:
        return cells[-1][-1].isdecimal()
    return _FIGURE.search(cells[-1]) is not None or sum(map(bool, map(_FIGURE.search, cells))) > 1


def _head(run: Sequence[Line], first: int, fewest: int) -> int:
    """Return where the heads of the columns begin that stand above row ``first`` without a blank line between."""
    start = first
    while fewest > _NARROW_CELLS and start > max(0, first - _HEADS) and run[start - 1].number + 1 == run[start].number:
        start -= 1
    return start
