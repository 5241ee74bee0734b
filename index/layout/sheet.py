"""What a reader sees on one side of a printed page: lines of type, rules, frames and pictures, with their places.

All measures run from the upper left corner of the sheet, x to the right and y downwards: in points of a PDF, in pixels
of a picture. A reader of PDFs and a reader of scans both hand in these records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle whose sides are upright: a rule is a thin one."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Its height."""
        return self.y1 - self.y0

    def across(self, other: Box) -> float:
        """How much of x both take up; negative is the gap between them."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)

    def along(self, other: Box) -> float:
        """How much of y both take up; negative is the gap between them."""
        return min(self.y1, other.y1) - max(self.y0, other.y0)

    def holds(self, other: Box, slack: float = 0.0) -> bool:
        """Whether ``other`` lies inside, but for ``slack`` on each side."""
        return (
            self.x0 - slack <= other.x0
            and other.x1 <= self.x1 + slack
            and self.y0 - slack <= other.y0
            and other.y1 <= self.y1 + slack
        )

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """The smallest box around all of ``boxes``, of which there must be one."""
        sides = [(box.x0, box.y0, box.x1, box.y1) for box in boxes]
        x0, y0, x1, y1 = zip(*sides, strict=True)
        return Box(min(x0), min(y0), max(x1), max(y1))


@dataclass(frozen=True, slots=True)
class Glyph(Box):
    """One printed character, in the box it takes up in its line (the em square where the font tells it)."""

    text: str
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PrintedLine(Box):
    """One line of type in one column; it never runs across a gutter.

    ``size`` is the height of the type: the font size, for recognised text the height of its box. ``upright`` says that
    it runs from top to bottom (竖排). White space at either end is not part of the text or of the box: the box's left
    edge shows the indent.
    """

    text: str
    size: float
    bold: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the file ``picture``, counted from 0, and all that is printed on it.

    ``lines`` come in any order. ``rules`` are thin boxes, ``frames`` the rectangles drawn or tinted around text,
    ``pictures`` the images; a reader that cannot see them leaves them empty.
    """

    picture: str
    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    rules: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
