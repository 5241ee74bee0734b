"""Blocks of body text → paragraphs: joined again where a column broke them, each piece still knowing its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median_high

from index.document import ParagraphKind
from index.segment.block import SECTION, Block, Piece
from index.segment.byline import closing
from index.segment.setting import Setting, setting
from index.text.lines import INDENT, TOLERANCE, width

_FULL = 0.75
"""Em that a full printed line may be off its measure."""
_MID_BRACKET = re.compile(r"[^(（)）]{1,40}[)）]")


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph in pieces. ``broken`` says that it stops at a full printed line without a closing mark.

    ``orphan`` says that its head is missing: it starts without indent, or inside a bracket, and nothing goes on here;
    ``column`` is the width in em that it was set in, None when unknown; ``row`` says that it is a row of a table.
    """

    kind: ParagraphKind
    pieces: tuple[Piece, ...]
    column: float | None = None
    orphan: bool = False
    broken: bool = False
    row: bool = False

    @property
    def raw(self) -> str:
        """Its words as extracted, spaces of printed lines included."""
        return " ".join(piece.text for piece in self.pieces if piece.text)


def paragraphs(blocks: Sequence[Block]) -> list[DraftParagraph]:
    """Return the paragraphs and headings of one article's blocks; bylines, labels and jumps are passed over."""
    found: list[DraftParagraph] = []
    above: Block | None = None
    columns = [block.column for block in blocks if block.column is not None and len(block.printed) > 2]
    column = median_high(columns) if columns else None
    printed = [block.text.split() if block.kind == "body" and not block.row else [] for block in blocks]
    set_so = setting(printed)
    for block, lines, measure in zip(blocks, printed, set_so.measures, strict=True):
        if block.kind in ("byline", "label", "jump"):
            above = None
            continue
        if block.row:
            found.append(DraftParagraph("p", block.pieces, row=True))
            above = None
            continue
        if block.column is not None and len(block.printed) > 4:
            column = block.column
        begins = set_so.indented(lines, measure)
        if above is not None and (_goes_on(above, block, begins, column) or _same_heading(above, block)):
            found[-1] = replace(found[-1], pieces=(*found[-1].pieces, *block.pieces), broken=_broken(block))
        elif above is not None and begins is False and _is_text(above, set_so, measure):
            found[-1] = DraftParagraph("p", (*found[-1].pieces, *block.pieces), column, broken=_broken(block))
        elif block.kind == "body":
            orphan = begins is False or _MID_BRACKET.match(block.text) is not None
            found.append(DraftParagraph("p", block.pieces, column, orphan, _broken(block)))
        else:
            found.append(DraftParagraph("heading", block.pieces))
        above = block
    return found


def _broken(block: Block) -> bool:
    return block.kind == "body" and block.open and block.full


def _fills(block: Block, column: float | None) -> bool:
    """Is its last printed line, the first of its paragraph or not, as wide as the column?"""
    indent = INDENT if len(block.printed) == 1 else 0
    return column is not None and width(block.printed[-1]) >= column - indent - TOLERANCE


def _goes_on(above: Block, block: Block, indented: bool | None, column: float | None) -> bool:
    """Is it the rest of the paragraph above, which stopped without a closing mark at the foot of a column?"""
    if (
        above.kind != "body"
        or block.kind != "body"
        or SECTION.match(block.text)
        or (above.open and closing(above.text))
    ):
        return False
    if above.text[-1] in ")）】":
        return indented is False
    if not above.open or indented or ((above.text[-1] + block.text[0]).isdecimal() and not _fills(above, column)):
        return False
    return indented is False or above.column is not None or above.text[-1] in ",，、"


def _is_text(above: Block, set_so: Setting, measure: float | None) -> bool:
    """Does what looks like a heading end in a full printed line, so that text without indent goes on with it?"""
    if above.kind not in ("headline", "heading") or SECTION.match(above.text) or not above.open or measure is None:
        return False
    lines = above.text.split()
    return len(lines) > 1 and abs(set_so.off(lines[-1], measure)) <= _FULL


def _same_heading(above: Block, block: Block) -> bool:
    """Is it the second row of the numbered heading above?"""
    if above.kind != "heading" or block.kind != "heading":
        return False
    return SECTION.match(above.text) is not None and SECTION.match(block.text) is None
