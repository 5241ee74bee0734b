"""What each line of an article is: kicker, title, subtitle, byline, heading or body, and where paragraphs begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document import LineRole
from index.layout.blocks import BYLINE, STOPS, Block, Headline
from index.layout.order import Story
from index.layout.sheet import PrintedLine

_ALIKE = 0.9
"""Rows of a headline at least this many times as large as its largest are the title."""
_LONGEST_HEADING = 30


@dataclass(frozen=True, slots=True)
class Printed:
    """A line with its role; ``continues`` says that it goes on the paragraph of the line above."""

    line: PrintedLine
    role: LineRole
    continues: bool = False


def roles(story: Story) -> Iterator[Printed]:
    """Yield the lines of an article in reading order with their roles."""
    if story.headline:
        yield from _headline(story.headline)
    yield from _body(story.body)
    for caption in story.captions:
        yield from (Printed(line, "body", continues=place > 0) for place, line in enumerate(caption.lines))


def _headline(headline: Headline) -> Iterator[Printed]:
    titles = [place for place, line in enumerate(headline.lines) if line.size >= _ALIKE * headline.size]
    for place, line in enumerate(headline.lines):
        role: LineRole = "title" if place in titles else "kicker" if place < titles[0] else "subtitle"
        if role == "subtitle" and BYLINE.match(line.text):
            role = "byline"
        yield Printed(line, role)


def _body(blocks: Sequence[Block]) -> Iterator[Printed]:
    """Paragraphs begin with an indent; where a body has none, after a line that does not fill its column."""
    lines = [(block, line) for block in blocks for line in block.lines]
    indents = sum(block.indented(line) for block, line in lines) > 0.02 * len(lines)
    bold = sum(line.bold for _, line in lines) * 2 > len(lines)
    ended = stopped = True
    for place, (block, line) in enumerate(lines):
        heading = stopped and _is_heading(block, line, in_bold=bold)
        starts = heading or place == 0 or (block.indented(line) if indents else ended)
        yield Printed(line, "heading" if heading else "body", continues=not starts)
        ended = heading or line.x1 < block.right - 1.3 * block.em
        stopped = ended or line.text[-1:] in STOPS


def _is_heading(block: Block, line: PrintedLine, *, in_bold: bool) -> bool:
    """Whether a line is set off from the paragraphs around it: bold, larger, or centred in its column."""
    if len(line.text) > _LONGEST_HEADING or line.text[-1:] in "。，；、":
        return False
    left, right = line.x0 - block.left, block.right - line.x1
    short = right > 1.3 * block.em
    centred = left > 1.5 * block.em and short and abs(left - right) < 1.2 * block.em
    return (line.bold and not in_bold and short) or centred or (short and line.size > 1.08 * block.em)
