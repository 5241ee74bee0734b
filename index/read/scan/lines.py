"""The lines of a page turned upright: read, measured by their ink, given one of the page's sizes of type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from index.layout import Box, PrintedLine
from index.messages import Tell, say
from index.read.scan.ink import ink_of
from index.read.scan.straighten import Turned, crop, level
from index.text import CHINESE

if TYPE_CHECKING:
    from index.read.scan.pictures import Pixels
    from index.read.scan.recogniser import Recogniser

_SURE = 0.6
"""Confidence from which a line is taken for type; ``_SURE_OF_FEW`` where it has one or two characters."""
_SURE_OF_FEW = 0.85
_STEP = 50
_TALL = 1.8
"""Times its width that a line is high from which it runs from top to bottom."""
_PAPER = 0.15
"""Em of paper that the recogniser wants beside a line."""
_SAME = 0.12
"""Share by which the ink of one size of type differs in height from line to line."""
_LOW = 0.6
"""Share of its size that the ink of digits, or of 一, is high."""
_TELLING = 3
"""Chinese characters from which the height of a line tells its size."""
_OPENING, _CLOSING = "“‘《〈（【「『〔", "，。、；：！？”’》〉）】」』〕"
"""Their ink fills one half of the em; the box of a line is that of its ems."""


def lines_of(page: Turned, recogniser: Recogniser, tell: Tell) -> tuple[PrintedLine, ...]:
    """Return the lines of a page in its pixels; what cannot be read with confidence is left out.

    ``tell`` hears of progress every ``_STEP`` lines, so that a slow machine is not taken for one that hangs.
    """
    read: list[PrintedLine] = []
    for place, corners in enumerate(page.lines):
        if place % _STEP == 0:
            tell(say("第 {line} 行，共 {lines} 行", line=place + 1, lines=len(page.lines)))
        read += _read(page.pixels, level(corners), recogniser)
    return tuple(_sized(read))


def _read(pixels: Pixels, found: Box, recogniser: Recogniser) -> Iterator[PrintedLine]:
    upright = found.height > _TALL * found.width
    parts = ink_of(pixels, found)
    for ink in parts:
        if upright:
            picture = _laid_level(crop(pixels, ink))
        else:
            beside = _PAPER * ink.height
            x0 = found.x0 if ink is parts[0] else ink.x0 - beside
            x1 = found.x1 if ink is parts[-1] else ink.x1 + beside
            picture = crop(pixels, Box(x0, found.y0, x1, found.y1))
        text, sure = recogniser.read(picture)
        text = text.strip()
        if text and sure >= (_SURE if len(text) > 2 else _SURE_OF_FEW):
            size = ink.width if upright else ink.height
            yield PrintedLine(ink.x0, ink.y0, ink.x1, ink.y1, text, size, upright=upright)


def _laid_level(column: Pixels) -> Pixels:
    """The characters of an upright line side by side: it is cut into the squares that Chinese type stands in."""
    import numpy as np

    high, wide, _ = column.shape
    cells = np.array_split(column, max(1, round(high / (1.08 * wide))))
    square = max(len(cell) for cell in cells)
    row = np.full((square, len(cells) * (wide + wide // 8), 3), np.median(column, axis=(0, 1)), np.uint8)
    for place, cell in enumerate(cells):
        left = place * (wide + wide // 8)
        row[: len(cell), left : left + wide] = cell
    return row


def _sized(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Give lines whose ink is about as high one size, and level ones the box of their ems."""
    sizes = sizes_of([line for line in lines if len(CHINESE.findall(line.text)) >= _TELLING])
    for line in lines:
        near = [size for size in sizes if abs(line.size - size) <= _SAME * size]
        above = [size for size in sizes if _LOW * size <= line.size <= size]
        short = len(CHINESE.findall(line.text)) < _TELLING
        size = min(near or (above if short else []), key=lambda size: abs(size - line.size), default=line.size)
        yield replace(line, size=size) if line.upright else _em_box(line, size)


def sizes_of(lines: Sequence[PrintedLine]) -> list[float]:
    """The sizes of type on a page: the one that most characters have, the one that most of the others have, …"""
    rest = Counter[float]()
    for line in lines:
        rest[line.size] += len(line.text)
    sizes = []
    while rest:
        close = {size: [other for other in rest if abs(other - size) <= _SAME * size] for size in rest}
        most = max(close, key=lambda size: sum(rest[other] for other in close[size]))
        sizes.append(median(other for other in close[most] for _ in range(rest[other])))
        for other in close[most]:
            del rest[other]
    return sizes


def _em_box(line: PrintedLine, size: float) -> PrintedLine:
    middle = (line.y0 + line.y1) / 2
    left = size / 2 if line.text[0] in _OPENING else 0.0
    right = size / 2 if line.text[-1] in _CLOSING else 0.0
    return replace(line, x0=line.x0 - left, y0=middle - size / 2, x1=line.x1 + right, y1=middle + size / 2, size=size)
