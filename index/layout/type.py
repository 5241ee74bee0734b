"""The type that running text is set in: its size, its pitch, and which lines are display type beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from index.layout.sheet import PrintedLine

_DISPLAY, _DISPLAY_MEASURED = 1.18, 1.3
"""Times the size of the body from which a line is display type (a headline): as set, and as measured."""
_SAME = 0.08
"""Share by which sizes of one type may differ as measured."""


@dataclass(frozen=True, slots=True)
class Type:
    """Body type: ``em`` its size, ``pitch`` the distance of its base lines; ``exact`` when sizes are not measured."""

    em: float
    pitch: float
    exact: bool

    def is_running(self, line: PrintedLine) -> bool:
        """Whether a line is running text, not display type."""
        return not line.upright and line.size < (_DISPLAY if self.exact else _DISPLAY_MEASURED) * self.em

    def same(self, one: PrintedLine, other: PrintedLine) -> bool:
        """Whether two lines are set in one size, as far as it is known."""
        return abs(one.size - other.size) <= (0.04 if self.exact else 0.35) * self.em


def type_of(lines: Sequence[PrintedLine]) -> Type:
    """Return the body type of ``lines``, of which there must be one: the size that most characters have."""
    em = _mode(lines)
    alike = [line for line in lines if abs(line.size - em) <= _SAME * em]
    exact = sum(abs(line.size - em) <= 0.01 * em for line in alike) * 2 > len(alike)
    steps = []
    below = sorted(alike, key=lambda line: line.y0)
    for place, line in enumerate(below):
        for other in below[place + 1 : place + 40]:
            if other.y0 - line.y0 > 3 * em:
                break
            if other.y0 - line.y0 > 0.7 * em and line.across(other) > 0:
                steps.append(other.y0 - line.y0)
                break
    return Type(em, median(steps) if steps else 1.5 * em, exact)


def _mode(lines: Sequence[PrintedLine]) -> float:
    """The size about which most characters lie, within the share by which one size differs as measured."""
    ordered = sorted(lines, key=lambda line: line.size)
    sizes = [line.size for line in ordered]
    sums = [0, *accumulate(len(line.text) for line in ordered)]

    def weight(size: float) -> int:
        return sums[bisect_right(sizes, size * (1 + _SAME))] - sums[bisect_left(sizes, size * (1 - _SAME))]

    best = max(sorted(set(sizes)), key=weight)
    near = sizes[bisect_left(sizes, best * (1 - _SAME)) : bisect_right(sizes, best * (1 + _SAME))]
    return median(near)
