"""One picture of a page → its sheet, and the way from the sheet back to the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from index.layout import Box, PrintedLine, Sheet
from index.messages import Tell
from index.read.scan.ink import drawn_on
from index.read.scan.lines import lines_of
from index.read.scan.pictures import Picture
from index.read.scan.straighten import straighten

if TYPE_CHECKING:
    from index.read.scan.recogniser import Recogniser

B = TypeVar("B", bound=Box)
Back = Callable[[Box], Box]

_EM = 10.0
"""Units of a sheet to the height of its body type: the layout thinks in points."""


def sheet_of(source: str, picture: Picture, recogniser: Recogniser, tell: Tell) -> tuple[Sheet, Back]:
    """Recognise a page; the way back takes a box of the sheet to the units of the file ``source``."""
    page = straighten(picture.pixels, recogniser.find(picture.pixels), recogniser)
    lines = lines_of(page, recogniser, tell)
    height, width = page.pixels.shape[:2]
    if not lines:
        return Sheet(source, picture.number, width, height, ()), lambda box: box
    em = _body(lines)
    unit = _EM / em
    drawn = drawn_on(page.pixels, lines, em)
    sheet = Sheet(
        source,
        picture.number,
        width * unit,
        height * unit,
        tuple(
            replace(_scaled(line, unit), size=line.size * unit)
            for line in lines
            if not _on_picture(line, drawn.pictures, em)
        ),
        *(tuple(_scaled(box, unit) for box in boxes) for boxes in (drawn.rules, drawn.frames, drawn.pictures)),
    )
    return sheet, lambda box: _scaled(page.back(_scaled(box, 1 / unit)), 1 / picture.scale)


def _scaled(box: B, by: float) -> B:
    return replace(box, x0=box.x0 * by, y0=box.y0 * by, x1=box.x1 * by, y1=box.y1 * by)


def _body(lines: tuple[PrintedLine, ...]) -> float:
    """The size that the middle one of all characters has."""
    return median(line.size for line in lines for _ in line.text)


def _on_picture(line: PrintedLine, pictures: tuple[Box, ...], em: float) -> bool:
    """Whether a line is part of a picture (a signboard) and not set over it in the body type (a caption)."""
    return abs(line.size - em) > 0.25 * em and any(picture.holds(line, em) for picture in pictures)
