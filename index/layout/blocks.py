"""Lines → blocks: runs of lines in one column, headlines of one or several rows, captions at pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.layout.regions import Region
from index.layout.sheet import Box, PrintedLine
from index.layout.type import Type
from index.text.names import either_script

BYLINE = re.compile(
    either_script(
        r"^[■●□▲○◎◇▶\s]*(?:本报|本刊|新华社|首席|见习|实习|全媒体)*(?:记者|通讯员|评论员|特约|作者|文[/／]|图[/／])"
    )
)
_CAPTION_START = re.compile(r"^[▲▼△◀▶←→↑↓]?\s*(?:图|[上下左右]图|资料图)")
_CAPTION_END = re.compile(r"(?:摄影报道|供图|资料图片|[摄图])[）)]?$")
_DEEPEST = 3.3
"""Em by which lines of one column are indented at most; beyond, they run around something."""
STOPS = "。！？…”’）】』」!?)"


@dataclass(frozen=True)
class Block:
    """Lines that follow one another in one column, whose sides are ``left`` and ``right``."""

    lines: tuple[PrintedLine, ...]
    left: float
    right: float
    em: float

    @cached_property
    def box(self) -> Box:
        """Around its lines, as wide as its column."""
        around = Box.around(self.lines)
        return Box(min(self.left, around.x0), around.y0, max(self.right, around.x1), around.y1)

    @property
    def size(self) -> float:
        """The size of most of its lines."""
        return sorted(line.size for line in self.lines)[len(self.lines) // 2]

    @property
    def measured(self) -> bool:
        """Whether it has lines enough to show how wide its column is."""
        return len(self.lines) > 2

    def indented(self, line: PrintedLine) -> bool:
        """Whether a line begins as the first line of a paragraph does."""
        return line.x0 - self.left > 1.2 * self.em

    @property
    def ends_open(self) -> bool | None:
        """Whether its last line runs on elsewhere; None where that cannot be seen."""
        last = self.lines[-1]
        if last.x1 < self.right - 1.3 * self.em:
            return False
        return None if last.text[-1:] in STOPS else True


@dataclass(frozen=True)
class Headline:
    """Rows of display type, and what is set with them, from top to bottom."""

    lines: tuple[PrintedLine, ...]

    @cached_property
    def box(self) -> Box:
        """Around its rows."""
        return Box.around(self.lines)

    @property
    def size(self) -> float:
        """The size of its largest row."""
        return max(line.size for line in self.lines)

    @property
    def upright(self) -> bool:
        """Whether it is set from top to bottom."""
        return any(line.upright for line in self.lines)


def headlines(region: Region, body: Type) -> list[Headline]:
    """Group display type, and the smaller rows set with it, into headlines."""
    display = [line for line in region.lines if not body.is_running(line)]
    running = [line for line in region.lines if body.is_running(line)]
    found = []
    for group in _grouped(display, lambda one, other: _of_one_headline(one, other, region, body)):
        while row := next(
            (line for line in running if line not in group and _set_with(line, group, running, body)), None
        ):
            group.append(row)
        found.append(Headline(tuple(sorted(group, key=lambda line: (-line.x0 if line.upright else line.y0, line.x0)))))
    return found


def _set_with(line: PrintedLine, group: Sequence[PrintedLine], running: Sequence[PrintedLine], body: Type) -> bool:
    """Whether a line of smaller type belongs to a headline: it stands next to it and is not set in a column."""
    box = Box.around(group)
    if line.across(box) < 0.5 * line.width or not -1.5 * body.em < line.along(box) < 0.4 * body.em:
        return False
    above = line.y0 < box.y0
    larger = body.exact and line.size > 1.08 * body.em
    if larger or (BYLINE.match(line.text) and not above and line.width < 0.9 * box.width):
        return True
    beside = [
        other for other in running if other is not line and line.across(other) > body.em
        and (0 < other.y0 - line.y0 < 2.5 * body.pitch if not above else 0 < line.y0 - other.y0 < 2.5 * body.pitch)
    ]  # fmt: skip
    return not above and any(one.across(other) < 0 < one.along(other) for one in beside for other in beside)


def _of_one_headline(one: PrintedLine, other: PrintedLine, region: Region, body: Type) -> bool:
    size = max(one.size, other.size)
    if one.upright or other.upright:
        return one.upright == other.upright and one.along(other) > 0 and one.across(other) > -0.9 * size
    if one.along(other) > 0.3 * min(one.size, other.size):
        return False
    near = one.across(other) > 0 and -one.along(other) < 0.9 * size
    return near and not _between(one, other, region.rules) and not _text_beside(one, other, region, body)


def _text_beside(one: PrintedLine, other: PrintedLine, region: Region, body: Type) -> bool:
    """Whether running text stands between two rows, or beside the lower one below the upper: then it has its own."""
    high, low = (one, other) if one.y0 < other.y0 else (other, one)
    space = Box(min(high.x0, low.x0), high.y1, max(high.x1, low.x1), low.y1)
    return any(
        body.is_running(line) and line.across(space) > 2 * body.em and line.along(space) > 0.5 * line.height
        for line in region.lines
    )


def _between(one: Box, other: Box, rules: Sequence[Box]) -> bool:
    """Whether a level rule parts two boxes that stand one above the other."""
    high, low = (one, other) if one.y0 < other.y0 else (other, one)
    top, bottom = (high.y0 + high.y1) / 2, (low.y0 + low.y1) / 2
    return any(
        rule.width > 5 * rule.height
        and top < rule.y0 < bottom
        and min(rule.across(high), rule.across(low)) > 0.5 * min(high.width, low.width)
        for rule in rules
    )


def columns(lines: Sequence[PrintedLine], region: Region, body: Type) -> list[Block]:
    """Group running text into blocks: lines that are each other's only neighbours above and below."""
    ordered = sorted(lines, key=lambda line: (line.y0, line.x0))
    below = [_next_below(place, ordered, body) for place in range(len(ordered))]
    above = Counter(low for near in below for low in near)
    chains: list[list[PrintedLine]] = []
    running: dict[int, list[PrintedLine]] = {}
    for place, line in enumerate(ordered):
        chain = running.pop(place, None)
        if chain is None:
            chain = []
            chains.append(chain)
        chain.append(line)
        if len(below[place]) == 1 and above[low := below[place][0]] == 1:
            after = ordered[low]
            aligned = abs(line.x0 - after.x0) < _DEEPEST * body.em
            if aligned and body.same(line, after) and not _between(line, after, region.rules):
                running[low] = chain
    return _in_columns(chains, body.em)


def _next_below(place: int, ordered: Sequence[PrintedLine], body: Type) -> list[int]:
    """The lines of the next row below a line: those under it, or the indented one after its last few characters."""
    line, em = ordered[place], body.em
    reach = line.y1 + max((1.25 if body.exact else 1.6) * body.pitch - em, 0.4 * em)
    under: list[int] = []
    after: list[int] = []
    for other in range(place + 1, len(ordered)):
        low = ordered[other]
        if low.y0 > reach or (under and low.y0 > ordered[under[0]].y0 + 0.5 * em):
            break
        if low.y0 < (line.y0 + line.y1) / 2:
            continue
        if line.across(low) > 0.3 * em:
            under.append(other)
        elif 1.2 * em < low.x0 - line.x0 < 3.2 * em:
            after.append(other)
    return under or after[:1]


def _in_columns(chains: Sequence[Sequence[PrintedLine]], em: float) -> list[Block]:
    """Give each chain its column: its own sides, or for a short one those of the nearest longer one around it."""
    long = [Box.around(chain) for chain in chains if len(chain) > 2]
    found = []
    for chain in chains:
        box = Box.around(chain)
        if len(chain) < 3:
            hosts = [
                column
                for column in long
                if column.x0 - 0.6 * em <= box.x0
                and box.x1 <= column.x1 + 0.6 * em
                and box.x0 < column.x0 + 0.7 * column.width
            ]
            if hosts:
                host = min(hosts, key=lambda column: (max(0.0, -column.along(box)), column.width))
                box = Box(host.x0, box.y0, host.x1, box.y1)
        found.append(Block(tuple(chain), box.x0, box.x1, em))
    return found


def is_caption(block: Block, pictures: Sequence[Box], body: Type) -> bool:
    """Whether a block is the caption of a picture at its side: by its words, its smaller type, or its few lines."""
    first, last = block.lines[0].text, block.lines[-1].text
    box = block.box
    near = [
        picture
        for picture in pictures
        if min(picture.width, picture.height) > 3 * body.em
        and -picture.along(box) < 1.6 * body.em
        and -picture.across(box) < 2.6 * body.em
    ]
    if not near or len(block.lines) > 12:
        return False
    under = any(picture.across(box) > 0.6 * box.width and box.y0 > picture.y1 - body.em for picture in near)
    smaller = body.exact and abs(block.size - body.em) > 0.04 * body.em
    worded = bool(_CAPTION_START.match(first) or _CAPTION_END.search(last))
    return worded or (under and smaller)


def _grouped(
    lines: Sequence[PrintedLine], alike: Callable[[PrintedLine, PrintedLine], bool]
) -> list[list[PrintedLine]]:
    """Connected groups of lines under ``alike``."""
    groups: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: line.y0):
        joined = [group for group in groups if any(alike(line, other) for other in group)]
        groups = [group for group in groups if not any(group is other for other in joined)]
        groups.append([*(each for group in joined for each in group), line])
    return groups
