"""The columns of a page that the press sets."""

from __future__ import annotations

from tests.index.layout.press import HIGH, WIDE, Press, Slot

LEFT, TOP, FOOT = 40.0, 64.0, HIGH - 50


class Grid:
    """Equal columns across the sheet."""

    def __init__(self, press: Press, columns: int, left: float = LEFT, right: float = WIDE - LEFT) -> None:
        self.press, self.columns, self.left = press, columns, left
        self.step = (right - left + press.gutter) / columns

    def x(self, column: int) -> float:
        return self.left + column * self.step

    def wide(self, columns: int) -> float:
        return columns * self.step - self.press.gutter

    def slots(self, first: int, columns: int, top: float, bottom: float) -> list[Slot]:
        return [self.press.slot(self.x(c), top, bottom, self.wide(1)) for c in range(first, first + columns)]

    def story(self, first: int, columns: int, top: float, bottom: float, size: float = 24.0) -> None:
        """A headline over ``columns`` columns and the body below it."""
        start = self.press.headline(self.x(first), top, self.wide(columns), [("title", size)])
        self.press.body(self.slots(first, columns, start, bottom))
