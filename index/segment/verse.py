"""Verse: short lines without marks under a title and a name, which look like so many rows of a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from index.segment.block import Block, is_pen_name
from index.segment.byline import BULLETS
from index.text.lines import width
from index.text.names import is_office

_FEWEST, _WIDEST = 3, 20.0
"""Lines that are verse at least, and the em of the widest."""
_MOST_ROWS = 2
"""Rows of the headline that may follow a poem."""
_STANZA = 5
"""Lines below a name between blank lines of which two must follow each other, as rows of a headline then do not."""
_MARK = re.compile(r"[。；！？，、：;:!?]")


def with_verse(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a page, the name that signs a poem as a byline and its lines as text.

    The name stands below a title: behind a bullet, or parted by a blank line from the poem, of which two lines follow
    each other without one where another blank line parts it from the title. What stands below
    the last blank line of the poem is the headline of what follows.
    """
    found, k = list[Block](), 0
    while k < len(blocks):
        lines = _lines(blocks, k + 1) if found and found[-1].kind == "headline" and _names(blocks, k) else 0
        found.append(replace(blocks[k], kind="byline") if lines else blocks[k])
        found += (line for block in blocks[k + 1 : k + 1 + lines] for line in _printed(block))
        k += 1 + lines
    return found


def is_signed(block: Block) -> bool:
    """Is it a byline that is nothing but the name of a writer, as under the title of an essay or a poem?"""
    return block.kind == "byline" and is_pen_name(block.text)


def _names(blocks: Sequence[Block], k: int) -> bool:
    """Does row ``k`` name who wrote what stands below it?"""
    if is_signed(blocks[k]):
        return blocks[k].text[0] in BULLETS
    top = next((j for j in range(k, 0, -1) if blocks[j].gap), 0)
    below = [block for block in blocks[k + 1 : k + 1 + _STANZA] if _is_line(block)]
    stanza = any(block.gap == 0 for block in below[1:])
    apart = (0 < k - top <= _MOST_ROWS or (k == top and stanza)) and k + 1 < len(blocks) and blocks[k + 1].gap > 0
    name = blocks[k].text
    return apart and blocks[k].kind == "headline" and is_pen_name(name) and not is_office(name)


def _lines(blocks: Sequence[Block], start: int) -> int:
    """Count the lines of verse from ``start`` on; 0 for too few, and for a list of names."""
    run = list(takewhile(_is_line, blocks[start:]))
    names = (k for k in range(1, len(run)) if _names(blocks, start + k))
    another = next((k for k in names if blocks[start + k].gap == 0 or " " in run[k].text), None)
    count = len(run) if another is None else another
    if start + count < len(blocks):
        gaps = [k for k in range(count) if run[k].gap]
        count = gaps[-1] if gaps and count - gaps[-1] <= _MOST_ROWS else count - 1
    listed = 2 * sum(is_pen_name(block.text) for block in run[:count]) > count
    return 0 if count < _FEWEST or listed else count


def _is_line(block: Block) -> bool:
    short = all(width(line) <= _WIDEST for line in block.printed)
    return block.kind in ("headline", "heading") and short and _MARK.search(block.text) is None


def _printed(block: Block) -> Iterator[Block]:
    """Yield the lines of a block, each a paragraph of its own."""
    for k, piece in enumerate(block.pieces):
        yield replace(
            block, pieces=(piece,), kind="body", gap=0 if k else block.gap, printed=(piece.text,), column=None
        )
