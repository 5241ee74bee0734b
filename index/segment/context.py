"""Blocks judged by their neighbours: the end of a heading, a line of text, a row of a headline, an aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median_high

from index.segment.block import BOX, COMMENT, HANGING, SECTION, Block, BlockKind, is_pen_name
from index.segment.byline import BULLETS, lead
from index.segment.jump import jump
from index.segment.seam import spans_word
from index.text.lines import INDENT, TOLERANCE, printed_lines, width

_ASIDE = re.compile(r"(?:[（(][^（）()]{1,40}[)）]\s*)+")
_REST_OF_BRACKET = re.compile(r"[^（()）]{1,40}[)）]")
_PAUSE = re.compile(r"[，,、]")
_CALLS = frozenset("！!")
_LONG = 20.0
"""Em from which an exclamation below a text is rather its last sentence than a headline."""
_WIDEST_ROW = 26.0


def in_context(found: list[Block]) -> list[Block]:
    """Correct, from their neighbours, blocks that look like headlines: the end of a heading, a line of body text."""
    judged: list[Block] = []
    for k, block in enumerate(found):
        following = found[k + 1] if k + 1 < len(found) else None
        if following is not None and (_is_upper_row(judged, block, following) or _heads(block, following)):
            block = replace(block, kind="headline")
        elif block.kind == "headline" and judged and _is_sentence(judged[-1], block, found[k + 1 : k + 3]):
            block = replace(block, kind="body")
        elif block.kind == "headline" and judged:
            block = replace(block, kind=_beside(judged, block, following))
        if block.kind == "headline" and following and _is_text(block, following, _measure(judged)):
            block = replace(block, kind="body")
        judged.append(block)
    return judged


def _is_upper_row(judged: Sequence[Block], block: Block, following: Block) -> bool:
    """Is it the first row of a headline that goes on below, though it ends with a pause mark?"""
    if block.kind != "body" or following.kind != "headline" or len(block.printed) > 1 or SECTION.match(block.text):
        return False
    closed = not judged or not judged[-1].open or judged[-1].kind != "body"
    return closed and block.text[-1] in "、,，:：…—" and width(block.text) <= _WIDEST_ROW and lead(block.text) is None


def _heads(block: Block, following: Block) -> bool:
    """Does it head no section of an article, but a report that opens with its formula, or a comment with its title?"""
    if block.kind == "heading" and following.kind == "headline":
        return COMMENT.fullmatch("".join(block.text.split())) is not None
    if block.kind != "heading" or following.kind != "body" or not SECTION.match(block.text):
        return False
    opening = lead(following.text)
    return opening is not None and not opening.stays


def _is_sentence(before: Block, block: Block, below: Sequence[Block]) -> bool:
    """Is a line that looks like a headline the last of a text: cut at a jump, or an exclamation that nothing follows?

    An exclamation with the indent of the text above it is part of that; so is a long one, or one that is signed.
    """
    if before.kind != "body" or not _PAUSE.search(block.text):
        return False
    mark = jump(below[0].text) if below else None
    if mark or block.text[-1] not in _CALLS:
        return mark is not None and mark.direction == "to"
    if _indent(block) and _indent(block) == _indent(before):
        return True
    ends = not below or (below[0].kind == "byline" and (len(below) < 2 or below[1].kind != "body"))
    return ends or (below[0].kind == "headline" and width(block.text) >= _LONG)


def _indent(block: Block) -> str:
    """The white space with which it begins in the file."""
    text = block.pieces[0].line.text
    return text[: len(text) - len(text.lstrip())]


def _beside(judged: Sequence[Block], block: Block, following: Block | None) -> BlockKind:
    """Judge what looks like a headline by the blocks above it: headings and bylines are followed by text."""
    before, signed = judged[-1], len(judged) > 1 and judged[-1].kind == "byline" and judged[-2].kind == "headline"
    if before.kind in ("body", "heading") and _ASIDE.fullmatch(block.text):
        return "byline"
    if before.kind == "body" and before.open and _REST_OF_BRACKET.fullmatch(block.text):
        return "body"
    if following is None or following.kind == "headline":
        return block.kind
    if before.kind == "headline" and following.kind == "body" and is_pen_name(block.text):
        return "byline"
    if before.kind == "heading" and not BOX.fullmatch(before.text):
        return "heading"
    if (signed or (before.kind == "byline" and before.text[0] in BULLETS)) and following.kind == "body":
        return "body"
    return block.kind


def _measure(judged: Sequence[Block]) -> float | None:
    """Column of the body text just above: the median of the blocks that are long enough to show it."""
    columns = [b.column for b in judged[-6:] if b.kind == "body" and b.column is not None and len(b.printed) > 2]
    return median_high(columns) if columns else None


def _is_text(block: Block, following: Block, above: float | None) -> bool:
    """Is it set like the body text beside it: full lines at its width, or a full first line that goes on below?

    Where no text beside it shows a width, two lines of which the second is wider by an indent show their own.
    """
    beside = [em for em in (above, following.column if len(following.printed) > 2 else None) if em is not None]
    for column in beside or [width(block.printed[-1])]:
        printed = printed_lines(block.text, column) if len(set(map(width, block.text.split()))) > 1 else [block.text]
        first = abs(width(printed[0].rstrip(HANGING)) - (column - INDENT)) <= 1.0
        runs_on = following.kind == "body" and following.indented(column) is False and not lead(following.text)
        full = [abs(width(line) - column) <= TOLERANCE for line in printed]
        if len(printed) > 1 and (first or full[0]) and (full[-1] or block.text[-1] in ")）】"):
            return True
        flows = _PAUSE.search(block.text) is not None or spans_word(block.text, following.text)
        if first and len(printed) == 1 and runs_on and beside and flows:
            return True
    return False
