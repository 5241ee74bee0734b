"""What stands above, below and beside a block: the geometry that reading order rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.layout.blocks import Block, Headline
from index.layout.sheet import Box
from index.layout.type import Type

_TOUCH = 0.5
"""Em by which boxes may overlap that do not stand over one another."""
_GUTTER, _FAR = 4.0, 12.0
"""Em of white between neighbouring columns, and between a headline and the columns at its side, at most."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks at the left and at the right of a headline, each from left to right."""

    left: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True)
class Surroundings:
    """Everything in one region that an order has to be found for, and what stands in the way.

    ``obstacles`` are pictures, frames and captions: text goes on behind them.
    """

    headlines: tuple[Headline, ...]
    blocks: tuple[Block, ...]
    obstacles: tuple[Box, ...]
    rules: tuple[Box, ...]
    body: Type

    @cached_property
    def owners(self) -> tuple[int | None, ...]:
        """For each block the headline it stands directly below, if any."""
        found: list[int | None] = [None] * len(self.blocks)
        for number, row in enumerate(self.rows):
            for place in row:
                if self.blocks[place].box.across(self.headlines[number].box) > _TOUCH * self.body.em:
                    found[place] = number
        return tuple(found)

    @cached_property
    def rows(self) -> tuple[tuple[int, ...], ...]:
        """For each headline the blocks that begin below it, from left to right.

        They are those directly below its type, and those at their sides that begin at the same height: a headline is
        seldom as wide as the columns it stands over.
        """
        return tuple(self._row(headline) for headline in self.headlines)

    @cached_property
    def domains(self) -> tuple[int | None, ...]:
        """For each block the headline that its column stands under, past pictures and frames, if any."""
        found: list[int | None] = [None] * len(self.blocks)
        for number, row in enumerate(self.rows):
            for place in row:
                found[place] = number if found[place] is None or self.owners[place] == number else found[place]
        for place in sorted(range(len(self.blocks)), key=lambda place: self.blocks[place].box.y0):
            if found[place] is None and (above := self._above(place)) is not None:
                found[place] = found[above]
        return tuple(found)

    def _above(self, place: int) -> int | None:
        """The block above another in the same column, when no headline and no rule parts them."""
        box = self.blocks[place].box
        over = [
            other
            for other, block in enumerate(self.blocks)
            if block.box.y1 <= box.y0 + 0.5 * self.body.em
            and block.box.across(box) > 0.6 * min(block.box.width, box.width)
        ]
        if not over:
            return None
        nearest = max(over, key=lambda other: self.blocks[other].box.y1)
        between = Box(box.x0, self.blocks[nearest].box.y1, box.x1, box.y0)
        return None if self.headed(between) or self.level_rule(between) else nearest

    @cached_property
    def spans(self) -> tuple[Box, ...]:
        """The boxes of the headlines, each as wide as the columns that begin below it."""
        return tuple(
            Box(min(over.x0, *(box.x0 for box in row)), over.y0, max(over.x1, *(box.x1 for box in row)), over.y1)
            if (row := [self.blocks[place].box for place in places])
            else over
            for places, over in zip(self.rows, (headline.box for headline in self.headlines), strict=True)
        )

    @cached_property
    def goes_on(self) -> dict[int, int]:
        """For each block whose column goes on below it the next block there, past little white or an obstacle."""
        found: dict[int, int] = {}
        for place, block in enumerate(self.blocks):
            above = self._above(place)
            if above is None or not self._one_column(self.blocks[above].box, block.box):
                continue
            between = Box(block.box.x0, self.blocks[above].box.y1, block.box.x1, block.box.y0)
            if between.height * (1 - self.covered(between)) < 2.5 * self.body.pitch:
                found[above] = place
        return found

    @cached_property
    def runs(self) -> tuple[Box, ...]:
        """For each block the box around it and all blocks that its column goes on with, above and below."""
        first = {low: high for high, low in self.goes_on.items()}
        found = []
        for place in range(len(self.blocks)):
            run = [place]
            while (low := self.goes_on.get(run[-1])) is not None and low not in run:
                run.append(low)
            while (high := first.get(run[0])) is not None and high not in run:
                run.insert(0, high)
            found.append(Box.around(self.blocks[each].box for each in run))
        return tuple(found)

    def _one_column(self, high: Box, low: Box) -> bool:
        return abs(high.x0 - low.x0) < self.body.em and abs(high.x1 - low.x1) < self.body.em

    @cached_property
    def beside(self) -> tuple[Beside, ...]:
        """For each headline the blocks that begin level with it at its sides."""
        return tuple(Beside(self._level(headline, -1), self._level(headline, 1)[:1]) for headline in self.headlines)

    def _level(self, headline: Headline, side: int) -> tuple[int, ...]:
        """Blocks at one side of a headline, from left to right: the next one and those in line with it beyond."""
        found: list[int] = []
        edge, reach = headline.box, _FAR * self.body.em
        while True:
            near = [
                place
                for place, block in enumerate(self.blocks)
                if place not in found
                and -self.body.em < _gap(edge, block.box, side) < reach
                and block.box.along(headline.box) > 0
                and (not found or abs(block.box.y0 - edge.y0) < 0.7 * self.body.pitch)
            ]
            if not near:
                return tuple(sorted(found, key=lambda place: self.blocks[place].box.x0))
            found.append(min(near, key=lambda place: (_gap(edge, self.blocks[place].box, side), place)))
            edge, reach = self.blocks[found[-1]].box, _GUTTER * self.body.em

    def _row(self, headline: Headline) -> tuple[int, ...]:
        below = [place for place, block in enumerate(self.blocks) if self._is_below(headline, block.box)]
        if not below or headline.upright:
            return tuple(below)
        top = min(self.blocks[place].box.y0 for place in below)
        row = set(below)
        while grown := [
            place
            for place, block in enumerate(self.blocks)
            if place not in row
            and abs(block.box.y0 - top) < 0.7 * self.body.pitch
            and not any(self._is_below(other, block.box) for other in self.headlines)
            and any(self._is_next(block.box, self.blocks[other].box) for other in row)
            and self.clear(Box(block.box.x0, headline.box.y0, block.box.x1, block.box.y0))
        ]:
            row.update(grown)
        return tuple(sorted(row, key=lambda place: self.blocks[place].box.x0))

    def _is_below(self, headline: Headline, box: Box) -> bool:
        """Whether a block stands directly below a headline; pictures, frames and captions may stand between."""
        over = headline.box
        if box.y0 < over.y1 - 0.5 * self.body.em or over.across(box) <= _TOUCH * self.body.em:
            return False
        between = Box(max(over.x0, box.x0), over.y1, min(over.x1, box.x1), box.y0)
        white = between.height - sum(
            max(0.0, each.along(between)) for each in self.obstacles if each.across(between) > 0
        )
        return white < 5 * self.body.pitch and self.clear(between)

    def _is_next(self, one: Box, other: Box) -> bool:
        gap = Box(min(one.x1, other.x1), max(one.y0, other.y0), max(one.x0, other.x0), min(one.y1, other.y1))
        return -self.body.em < gap.width < _GUTTER * self.body.em and not self.ruled(gap)

    def clear(self, space: Box) -> bool:
        """Whether no block and no headline reaches into ``space``."""
        slack = _TOUCH * self.body.em
        return not any(box.across(space) > slack and box.along(space) > slack for box in self._printed)

    @cached_property
    def _printed(self) -> tuple[Box, ...]:
        return (*(block.box for block in self.blocks), *(headline.box for headline in self.headlines))

    def ruled(self, gutter: Box) -> bool:
        """Whether an upright rule stands in ``gutter`` along most of its height."""
        return any(
            rule.height > 5 * rule.width
            and gutter.x0 - self.body.em < rule.x0 < gutter.x1 + self.body.em
            and rule.along(gutter) > 0.5 * gutter.height
            for rule in self.rules
        )

    def headed(self, space: Box) -> bool:
        """Whether a headline stands in ``space``."""
        return any(span.across(space) > self.body.em and span.along(space) > 0 for span in self.spans)

    def level_rule(self, space: Box) -> bool:
        """Whether a level rule crosses most of the width of ``space``."""
        return any(
            rule.width > 5 * rule.height and space.y0 <= rule.y0 <= space.y1 and rule.across(space) > 0.5 * space.width
            for rule in self.rules
        )

    def covered(self, space: Box) -> float:
        """The part of the height of ``space`` that pictures, frames and captions take up."""
        held = sum(max(0.0, each.along(space)) for each in self.obstacles if each.across(space) > 0.3 * space.width)
        return held / space.height if space.height > 0 else 1.0

    def skipped(self, space: Box) -> Sequence[Box]:
        """The obstacles that stand in ``space``."""
        return [each for each in self.obstacles if each.across(space) > self.body.em and each.along(space) > 0]


def _gap(edge: Box, box: Box, side: int) -> float:
    """The white from ``edge`` to a box at its right (``side`` 1) or left (-1)."""
    return box.x0 - edge.x1 if side > 0 else edge.x0 - box.x1
