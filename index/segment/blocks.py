"""Lines of a page → blocks: what stands between blank lines, told apart as headline, heading, body, byline or jump."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.document import Line
from index.segment.block import BOX, ENOUGH, SECTION, Block, BlockKind, Piece
from index.segment.byline import closing, is_imprint, lead, signature, unsigned
from index.segment.context import in_context
from index.segment.jump import jump
from index.segment.table import table_rows
from index.segment.tidy import tidy
from index.segment.wrapped import CONTACT, groups
from index.text import words
from index.text.lines import column_width, printed_lines, width

_GLUED = re.compile(rf"(?<=[。！？”\"）)])\s+(?={SECTION.pattern})")
_SPEAKER = re.compile(r"[问答][:：]|(?:记者|主持人)[:：]")
_WIDEST_HEADLINE = 40.0
_WIDEST_HEADING = 45.0


def blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a page in reading order; blank lines only count as gaps."""
    tidied = [replace(line, text=tidy(line.text)) for line in lines]
    places = ((line.source, line.number) for line in lines)
    untidy = {at: a.text.strip() for at, a, b in zip(places, lines, tidied, strict=True) if a.text != b.text}
    found = in_context(list(_blocks(tidied)))
    return [_with_untidy(block, untidy) for block in found] if untidy else found


def _with_untidy(block: Block, untidy: Mapping[tuple[str, int], str]) -> Block:
    of = (untidy.get((piece.line.source, piece.line.number), "") for piece in block.pieces)
    return replace(block, pieces=tuple(replace(p, untidy=text) for p, text in zip(block.pieces, of, strict=True)))


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    rows = table_rows(lines)
    for gap, group in groups(lines, rows):
        if group[0] in rows:
            row = " ".join(group[0].text.split())
            yield Block((Piece(row, group[0]),), "body", gap, (row,), None, row=True)
        elif len(group) > 1:
            pieces = tuple(Piece(line.text.strip(), line) for line in group)
            printed = tuple(piece.text for piece in pieces)
            yield Block(pieces, _kind(" ".join(printed)), gap, printed, column_width(printed))
        else:
            parts = [part for glued in _GLUED.split(group[0].text.strip()) for part in unsigned(glued)]
            for k, part in enumerate(parts):
                text, printed = (Piece(part, group[0]),), tuple(printed_lines(part))
                yield Block(text, _kind(part), 0 if k else gap, printed, column_width(part.split()))


def _kind(text: str) -> BlockKind:
    """Judge a block by its own words."""
    if jump(text):
        return "jump"
    credit = closing(text)
    if signature(text) or is_imprint(text) or (credit and credit.start == 0 and not credit.stays):
        return "byline"
    em, sentence = width(text), re.search(r"[。；;]", text) is not None
    if BOX.fullmatch("".join(text.split())) or (
        SECTION.match(text) and not sentence and em <= _WIDEST_HEADING and text[-1] not in ",，:："
    ):
        return "heading"
    prose = (
        sentence
        or (credit and credit.start == 0)
        or em > _WIDEST_HEADLINE
        or text[-1] in ",，、:：—…"
        or lead(text)
        or _SPEAKER.match(text)
        or CONTACT.match(text)
        or ENOUGH.search(text)
    )
    if prose or len(printed_lines(text)) > 2 or (text.endswith("一") and words(text)[-1] == "一"):
        return "body"
    return "headline"
