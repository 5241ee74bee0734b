"""Frames: what is printed inside one is read on its own, apart from what is around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from index.layout.sheet import Box, PrintedLine
from index.layout.type import Type, type_of

_CORNER = 4.0
"""Points by which rules may miss one another at the corner of a frame."""
_NEARLY_ALL = 0.9
"""Share of the lines around it beyond which a frame is only the border of the whole."""


@dataclass(frozen=True, slots=True)
class Region:
    """What stands in one frame, or on the sheet outside all frames; ``inner`` are the frames inside it."""

    box: Box
    lines: tuple[PrintedLine, ...]
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    inner: tuple[Region, ...] = ()


def regions(box: Box, lines: Sequence[PrintedLine], rules: Sequence[Box], frames: Sequence[Box],
            pictures: Sequence[Box]) -> Region:  # fmt: skip
    """Part what is printed inside ``box`` into frames within frames.

    A frame counts when it holds running text, and not nearly all of what is around it. Of two that cross, the larger
    counts.
    """
    if not lines:
        return Region(box, (), tuple(rules), tuple(pictures))
    drawn = sorted([*frames, *_from_rules(rules)], key=lambda frame: -frame.width * frame.height)
    return _parted(box, lines, rules, drawn, pictures, type_of(lines))


def _parted(box: Box, lines: Sequence[PrintedLine], rules: Sequence[Box], drawn: Sequence[Box],
            pictures: Sequence[Box], body: Type) -> Region:  # fmt: skip
    inner: list[Region] = []
    kept = list(lines)
    for place, frame in enumerate(drawn):
        within = [line for line in kept if _centred_in(line, frame)]
        running = sum(body.is_running(line) for line in within)
        if running < 2 or len(within) > _NEARLY_ALL * len(lines):
            continue
        smaller = [other for other in drawn[place + 1 :] if frame.holds(other, _CORNER)]
        held = [picture for picture in pictures if frame.holds(picture, _CORNER)]
        inside = [rule for rule in rules if frame.holds(rule) and not _is_side(rule, frame)]
        inner.append(_parted(frame, within, inside, smaller, held, body))
        taken = set(map(id, within))
        kept = [line for line in kept if id(line) not in taken]
    outside = [rule for rule in rules if not any(region.box.holds(rule, _CORNER) for region in inner)]
    free = [picture for picture in pictures if not any(region.box.holds(picture, _CORNER) for region in inner)]
    return Region(box, tuple(kept), tuple(outside), tuple(free), tuple(inner))


def _centred_in(line: Box, frame: Box) -> bool:
    return frame.x0 <= (line.x0 + line.x1) / 2 <= frame.x1 and frame.y0 <= (line.y0 + line.y1) / 2 <= frame.y1


def _is_side(rule: Box, frame: Box) -> bool:
    near = min(
        abs(rule.x0 - frame.x0) + abs(rule.x1 - frame.x0),
        abs(rule.x0 - frame.x1) + abs(rule.x1 - frame.x1),
        abs(rule.y0 - frame.y0) + abs(rule.y1 - frame.y0),
        abs(rule.y0 - frame.y1) + abs(rule.y1 - frame.y1),
    )
    return near < 2 * _CORNER


def _from_rules(rules: Iterable[Box]) -> list[Box]:
    """Rectangles whose four sides are drawn as four rules."""
    level = [rule for rule in rules if rule.width > 10 * rule.height]
    upright = [rule for rule in rules if rule.height > 10 * rule.width]
    found = []
    for one, other in combinations(sorted(level, key=lambda rule: rule.y0), 2):
        if abs(one.x0 - other.x0) > _CORNER or abs(one.x1 - other.x1) > _CORNER:
            continue
        frame = Box(one.x0, one.y0, one.x1, other.y1)
        if all(any(_joins(side, x, frame) for side in upright) for x in (frame.x0, frame.x1)):
            found.append(frame)
    return found


def _joins(side: Box, x: float, frame: Box) -> bool:
    """Whether the upright rule ``side`` closes the frame at ``x``."""
    return abs(side.x0 - x) <= _CORNER and side.y0 <= frame.y0 + _CORNER and side.y1 >= frame.y1 - _CORNER
