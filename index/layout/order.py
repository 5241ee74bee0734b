"""Articles of a region → the order in which they are read: by cuts across the page, then by cuts along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.layout.blocks import Block, Headline
from index.layout.sheet import Box, PrintedLine

_MOST = 200
"""Articles on one sheet beyond which there is no order to be found but that of their places."""
_LEVEL = 1.2
"""Em by which headlines may differ that stand level with one another."""


@dataclass(frozen=True, slots=True)
class Story:
    """One article as printed: its headline, its body in reading order, and the captions of its pictures after it.

    ``pictures`` are those known to be its own; they take up room on the page.
    """

    headline: Headline | None
    body: tuple[Block, ...]
    captions: tuple[Block, ...] = ()
    pictures: tuple[Box, ...] = ()

    @property
    def lines(self) -> tuple[PrintedLine, ...]:
        """All its lines in reading order."""
        rows = self.headline.lines if self.headline else ()
        return (*rows, *(line for block in (*self.body, *self.captions) for line in block.lines))

    @property
    def parts(self) -> tuple[Box, ...]:
        """The boxes of its headline, its blocks and its pictures, the one it begins with first."""
        rows = (self.headline.box,) if self.headline else ()
        return (*rows, *(block.box for block in (*self.body, *self.captions)), *self.pictures)


def ordered(stories: Sequence[Story], em: float) -> list[Story]:
    """Return articles in reading order: bands across the page from top to bottom, strips along it from left to right.

    Where articles can be parted both ways, a line across counts when those below it begin level with one another in
    all strips; else that they end at one height is chance. Where they can be parted in no way, the article comes first
    that begins under none of the others, the highest and leftmost of them.
    """
    if len(stories) < 2:
        return list(stories)
    if len(stories) > _MOST:
        return sorted(stories, key=lambda story: (story.parts[0].y0, story.parts[0].x0))
    strips = _cut(stories, em, upright=True)
    bands = _bands(strips, em)
    if len(bands) > 1:
        groups = bands
    elif len(strips) > 1:
        groups = _merged(strips, em)
    else:
        first = _first(stories, em)
        groups = [[first], [story for story in stories if story is not first]]
    return [story for group in groups for story in ordered(group, em)]


def _bands(strips: Sequence[Sequence[Story]], em: float) -> list[list[Story]]:
    """Part the articles of all strips by lines across, below which they begin level with one another."""
    bands: list[list[Story]] = []
    for band in _cut([story for strip in strips for story in strip], em, upright=False):
        tops = [Box.around(part for story in inside for part in story.parts).y0 for inside in _shared(strips, band)]
        level = len(tops) == len(strips) and max(tops) - min(tops) < _LEVEL * em
        if bands and not level:
            bands[-1] += band
        else:
            bands.append(list(band))
    return bands


def _shared(strips: Sequence[Sequence[Story]], band: Sequence[Story]) -> list[list[Story]]:
    """The articles of a band in each strip that has any."""
    inside = [[story for story in strip if any(story is other for other in band)] for strip in strips]
    return [found for found in inside if found]


def _merged(strips: Sequence[Sequence[Story]], em: float) -> list[list[Story]]:
    """Put neighbouring strips together that are read in bands, but never all of them."""
    groups: list[list[Sequence[Story]]] = []
    for strip in strips:
        if groups and len(_bands([*groups[-1], strip], em)) > 1:
            groups[-1].append(strip)
        else:
            groups.append([strip])
    return [[story for strip in group for story in strip] for group in groups]


def _cut(stories: Sequence[Story], em: float, *, upright: bool) -> list[list[Story]]:
    """Part articles wherever a straight line can pass between them."""
    spans = []
    for story in stories:
        box = Box.around(story.parts)
        spans.append((box.x0, box.x1, story) if upright else (box.y0, box.y1, story))
    spans.sort(key=lambda span: span[0])
    groups: list[list[Story]] = []
    reach = float("-inf")
    for start, end, story in spans:
        if start >= reach - 0.3 * em:
            groups.append([])
        groups[-1].append(story)
        reach = max(reach, end)
    return groups


def _first(stories: Sequence[Story], em: float) -> Story:
    def beneath(story: Story, other: Story) -> bool:
        start = story.parts[0]
        return any(part.across(start) > em and part.y1 <= start.y0 + em for part in other.parts)

    free = [story for story in stories if not any(other is not story and beneath(story, other) for other in stories)]
    return min(free or stories, key=lambda story: (round(story.parts[0].y0 / (2 * em)), story.parts[0].x0))
