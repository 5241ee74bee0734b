"""Where an article is printed: the boxes of its lines put together to a few polygons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.document import Area

_OVERLAP = 0.5
"""Share of the narrower box that must lie above or below the other for both to stand in one column."""
_LEADING = 2.0
"""Line heights that may stay free between two lines of one block."""
_SAME_TYPE = 1.6
"""Times by which one line may be higher than the next in one block; a headline stands apart from its columns."""
_CORNERS = (2, 4)


@dataclass(frozen=True, slots=True)
class _Block:
    """A rectangle that grows line by line; ``height`` is that of its last line."""

    picture: str
    sheet: int
    left: float
    top: float
    right: float
    bottom: float
    height: float

    def holds(self, other: _Block) -> bool:
        """Does the line ``other`` go on this block, below its last line or beside it?"""
        if (self.picture, self.sheet) != (other.picture, other.sheet):
            return False
        shared = min(self.right, other.right) - max(self.left, other.left)
        narrower = min(self.right - self.left, other.right - other.left)
        line = min(self.height, other.height)
        return (
            shared >= _OVERLAP * narrower
            and -line <= other.top - self.bottom <= _LEADING * line
            and max(self.height, other.height) <= _SAME_TYPE * line
        )

    def with_(self, other: _Block) -> _Block:
        return _Block(
            self.picture,
            self.sheet,
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            other.height,
        )

    def area(self) -> Area:
        corners = ((self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom))
        return Area(self.picture, self.sheet, corners)


def merge(areas: Iterable[Area]) -> tuple[Area, ...]:
    """Return few polygons that cover ``areas``, the places of an article's lines in reading order.

    Upright boxes (two opposite corners, or four) that follow each other down one column become one rectangle, given by
    its four corners from the upper left; any other polygon stays as it is. What is given twice is returned once.

    >>> above, below = (Area("1.png", 0, ((0, top), (90, top + 10))) for top in (0, 12))
    >>> [area.points for area in merge([above, below])]
    [((0, 0), (90, 0), (90, 22), (0, 22))]
    """
    merged: list[Area | _Block] = []
    for area in dict.fromkeys(areas):
        box = _box(area)
        if box is None:
            merged.append(area)
        elif merged and isinstance(above := merged[-1], _Block) and above.holds(box):
            merged[-1] = above.with_(box)
        else:
            merged.append(box)
    return tuple(dict.fromkeys(each.area() if isinstance(each, _Block) else each for each in merged))


def _box(area: Area) -> _Block | None:
    """Read an area as an upright box; None for any other polygon."""
    across, down = sorted({x for x, _ in area.points}), sorted({y for _, y in area.points})
    if len(area.points) not in _CORNERS or len(across) != 2 or len(down) != 2:
        return None
    if len(area.points) != len(set(area.points)):
        return None
    return _Block(area.picture, area.sheet, across[0], down[0], across[1], down[1], down[1] - down[0])
