"""Verse: short lines without marks under a title and a name, which look like so many rows of a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from index.lines import width
from index.segment.blocks import PEN_NAME, Block, is_pen_name
from index.segment.byline import BULLETS

_FEWEST, _WIDEST = 3, 20.0
"""Lines that are verse at least, and the em of the widest."""
_MOST_ROWS = 2
"""Rows of the headline that may follow a poem."""
_MARK = re.compile(r"[。；！？，、：;:!?]")


def with_verse(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a page, the name that signs a poem as a byline and its lines as text.

    The name stands directly below a title: behind a bullet, or parted by a blank line from the poem. What stands below
    the last blank line of it is the headline of what follows.
    """
    found, k = list[Block](), 0
    while k < len(blocks):
        lines = _lines(blocks, k + 1) if found and found[-1].kind == "headline" and _names(blocks, k) else 0
        found.append(replace(blocks[k], kind="byline") if lines else blocks[k])
        found += (line for block in blocks[k + 1 : k + 1 + lines] for line in _printed(block))
        k += 1 + lines
    return found


def is_signed(block: Block) -> bool:
    """Is it the name of a writer behind a bullet, as under the title of an essay or a poem?"""
    return block.kind == "byline" and block.text[0] in BULLETS and PEN_NAME.fullmatch(block.text) is not None


def _names(blocks: Sequence[Block], k: int) -> bool:
    apart = k + 1 < len(blocks) and blocks[k].gap == 0 < blocks[k + 1].gap
    return is_signed(blocks[k]) or (apart and blocks[k].kind == "headline" and is_pen_name(blocks[k].text))


def _lines(blocks: Sequence[Block], start: int) -> int:
    """Count the lines of verse from ``start`` on; 0 for too few, and for a list of names."""
    run = list(takewhile(_is_line, blocks[start:]))
    count = len(run)
    if start + count < len(blocks):
        gaps = [k for k, block in enumerate(run) if block.gap]
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
