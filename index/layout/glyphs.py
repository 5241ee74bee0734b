"""Glyphs → printed lines: rows are cut at gutters, stacks of glyphs become upright lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from index.layout.sheet import Box, Glyph, PrintedLine

_GAP = 0.9
"""Em of white between two glyphs beyond which they are not in one line of running text."""
_WIDE_GAP = 2.2
"""The same for rows of display type, and where the file itself has spaces in the gap."""
_SLIGHT = 0.35
"""Em of white, beyond what is usual in the row, that may be a gutter."""
_SPACE = 0.2
"""Em of white, beyond what is usual in the line, that a space was set for."""
_DISPLAY = 1.25
"""Times the size of the body from which type counts as display type."""


def lines_of(glyphs: Iterable[Glyph]) -> tuple[PrintedLine, ...]:
    """Return the lines that ``glyphs`` are set in, from top to bottom; glyphs may come in any order, some twice.

    A row of display type is cut only where a gutter of the text below passes through a gap, because its letters may
    be spaced more widely than the gutter.
    """
    printed = _once(glyphs)
    if not printed:
        return ()
    body = median(glyph.size for glyph in printed)
    small = [glyph for glyph in printed if glyph.size <= _DISPLAY * body]
    large = [glyph for glyph in printed if glyph.size > _DISPLAY * body]
    stacked, flat = _stacks(large)
    text = [run for row in _rows(small) for run in _cut(row, _GAP)]
    columns = sorted((line for run in text if (line := _line(run))), key=lambda line: line.y0)
    runs = text + [run for row in _rows(flat) for run in _cut(row, _WIDE_GAP)]
    lines = [_line(part) for run in runs for part in _cut_at_gutters(run, columns)]
    lines += [_upright(stack) for stack in stacked]
    return tuple(sorted((line for line in lines if line is not None), key=lambda line: (line.y0, line.x0)))


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs without the second and third strokes by which some programs draw bold type."""
    found: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.text, round(glyph.y1), glyph.x0)):
        last = found[-1] if found else None
        away = 0.2 * glyph.size
        if not last or last.text != glyph.text or max(abs(glyph.x0 - last.x0), abs(glyph.y1 - last.y1)) > away:
            found.append(glyph)
    return found


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs of one size on one base line, from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.y1, glyph.x0)):
        for row in reversed(rows[-6:]):
            if glyph.y1 - row[0].y1 < 0.25 * row[0].size and _like(glyph, row[0]):
                row.append(glyph)
                break
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.x0) for row in rows]


def _like(one: Glyph, other: Glyph) -> bool:
    return max(one.size, other.size) <= _DISPLAY * min(one.size, other.size)


def _cut(row: Sequence[Glyph], widest: float) -> list[list[Glyph]]:
    """Cut a row where more than ``widest`` em are white."""
    runs = [[row[0]]]
    for left, right in pairwise(row):
        spaced = left.text.isspace() or right.text.isspace()
        if right.x0 - left.x1 > (_WIDE_GAP if spaced else widest) * min(left.size, right.size):
            runs.append([])
        runs[-1].append(right)
    return runs


def _cut_at_gutters(run: Sequence[Glyph], columns: Sequence[PrintedLine]) -> list[list[Glyph]]:
    """Cut a run where a gap wider than its spacing lies in a gutter of the running text around it."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(run)]
    widest = (median(gaps) if len(gaps) > 1 else 0.0) + _SLIGHT * run[0].size
    if not gaps or max(gaps) <= widest:
        return [list(run)]
    parts = [[run[0]]]
    for left, right in pairwise(run):
        gap = Box(left.x1, left.y0, right.x0, left.y1)
        if gap.width > widest and _is_gutter(gap, columns, left.size):
            parts.append([])
        parts[-1].append(right)
    return parts


def _is_gutter(gap: Box, columns: Sequence[PrintedLine], size: float) -> bool:
    """Whether the running text above or below leaves some of ``gap`` white, with lines on both sides."""
    tops = [line.y0 for line in columns]

    def parted(top: float, bottom: float) -> bool:
        near = columns[bisect_left(tops, top) : bisect_left(tops, bottom)]
        reach = gap.x0
        for line in sorted(near, key=lambda line: line.x0):
            if reach < line.x0 and reach < gap.x1 and line.x0 - reach > _SLIGHT * line.size:
                return any(other.x1 <= line.x0 for other in near)
            reach = max(reach, line.x1)
        return False

    return parted(gap.y1, gap.y1 + 6 * size) or parted(gap.y0 - 6 * size, gap.y0 - 0.5 * size)


def _stacks(glyphs: Sequence[Glyph]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Part display type into upright lines and the rest: type runs in the direction in which it is set closer."""
    stacks: list[list[Glyph]] = []
    for glyph in sorted((glyph for glyph in glyphs if not glyph.text.isspace()), key=lambda glyph: glyph.y1):
        for stack in stacks:
            last = stack[-1]
            apart = glyph.y1 - last.y1
            centred = abs(glyph.x0 + glyph.x1 - last.x0 - last.x1) < 0.5 * glyph.size
            if centred and 0.7 * glyph.size < apart < 1.9 * glyph.size and _like(glyph, last):
                stack.append(glyph)
                break
        else:
            stacks.append([glyph])
    upright = [stack for stack in stacks if len(stack) > 2 and _closer_below(stack, glyphs)]
    taken = {id(glyph) for stack in upright for glyph in stack}
    return upright, [glyph for glyph in glyphs if id(glyph) not in taken]


def _closer_below(stack: Sequence[Glyph], glyphs: Sequence[Glyph]) -> bool:
    """Whether the glyphs of ``stack`` are nearer to one another than to glyphs at their sides."""
    pitch = median(low.y1 - high.y1 for high, low in pairwise(stack))

    def beside(glyph: Glyph) -> bool:
        return any(
            other is not glyph and abs(other.y1 - glyph.y1) < 0.3 * glyph.size and 0 < abs(other.x0 - glyph.x0) < pitch
            for other in glyphs
        )

    return sum(beside(glyph) for glyph in stack) * 2 < len(stack)


def _line(run: Sequence[Glyph]) -> PrintedLine | None:
    inked = [glyph for glyph in run if not glyph.text.isspace()]
    return _printed(inked, _spaced(run), upright=False) if inked else None


def _spaced(run: Sequence[Glyph]) -> str:
    """The text of a row, with a space where more is white than between its other glyphs."""
    usual = median(right.x0 - left.x1 for left, right in pairwise(run)) if len(run) > 1 else 0.0
    text = run[0].text
    for left, right in pairwise(run):
        spaced = left.text.isspace() or right.text.isspace()
        text += " " if not spaced and right.x0 - left.x1 > max(usual, 0.0) + _SPACE * right.size else ""
        text += right.text
    return text.strip()


def _upright(stack: Sequence[Glyph]) -> PrintedLine:
    return _printed(stack, "".join(glyph.text for glyph in stack), upright=True)


def _printed(glyphs: Sequence[Glyph], text: str, *, upright: bool) -> PrintedLine:
    box = Box.around(glyphs)
    bold = sum(glyph.bold for glyph in glyphs) * 2 > len(glyphs)
    size = median(glyph.size for glyph in glyphs)
    return PrintedLine(box.x0, box.y0, box.x1, box.y1, text, size, bold, upright)
