"""Blocks of one article → draft: its headline rows, its paragraphs, and the bylines cut from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.document import ArticleKind, Author, Line
from index.segment.blocks import PEN_NAME, Block, Piece
from index.segment.byline import Byline, closing, lead, signature
from index.segment.headline import Headline, headline
from index.segment.names import is_office
from index.segment.paragraphs import DraftParagraph, paragraphs
from index.segment.repair import restore_moved
from index.text import clean

OFFICE = "署名单位"
_NOTICE = re.compile(r"公告|公示|启事|声明|通知|通告|更正|讣告|遗失")
_MOST_ROWS, _LONGEST_CAPTION, _FEW_HEADINGS = 6, 3, 2


@dataclass(frozen=True, slots=True)
class Draft:
    """One article, every printed character in exactly one of ``rows``, ``bylines`` and ``paragraphs``."""

    lines: tuple[Line, ...]
    rows: tuple[str, ...]
    bylines: tuple[str, ...]
    paragraphs: tuple[DraftParagraph, ...]
    headline: Headline
    authors: tuple[Author, ...]
    dateline: str | None
    kind: ArticleKind


def draft(blocks: Sequence[Block], known: Mapping[str, int]) -> Draft:
    """Sort the blocks of one article; ``known`` are the seams of its issue, a witness for repairs."""
    rows = 0
    while rows < min(len(blocks), _MOST_ROWS) and blocks[rows].kind == "headline":
        rows += 1
    body = blocks[rows:]
    labels = [block for block in body if block.kind == "label"]
    marks = [block for block in body if block.kind in ("byline", "jump")]
    signed = [found for block in marks if (found := _whole(block))]
    kept, cut, words = _without_bylines(restore_moved(paragraphs(body), known))
    bylines = [*signed, *cut]
    parts = headline([block.text for block in blocks[:rows]])
    if labels:
        parts = replace(parts, series=" ".join(clean(block.text) for block in labels))
    return Draft(
        lines=tuple(piece.line for block in blocks for piece in block.pieces),
        rows=tuple(block.text for block in (*blocks[:rows], *labels)),
        bylines=(*(block.text for block in marks), *words),
        paragraphs=tuple(kept),
        headline=parts,
        authors=tuple(dict.fromkeys([*_signed(parts), *(author for byline in bylines for author in byline.authors)])),
        dateline=next((byline.dateline for byline in bylines if byline.dateline), None),
        kind=_kind(blocks[rows:], parts, bylines, kept),
    )


def _kind(
    body: Sequence[Block], parts: Headline, bylines: Sequence[Byline], kept: Sequence[DraftParagraph]
) -> ArticleKind:
    """Tell a caption by its photographer, a notice by its title or by the body that ends it, a report by its head."""
    named = [byline for byline in bylines if byline.authors]
    if any(byline.dateline for byline in bylines):
        return "news"
    if named and all(byline.photo for byline in named) and len(kept) <= _LONGEST_CAPTION:
        return "caption"
    ends = [author.role for byline in named for author in byline.authors]
    if _NOTICE.search(parts.title or "") or (ends and set(ends) == {OFFICE}):
        return "notice"
    signed_first = bool(body) and body[0].kind == "byline"
    headings = sum(paragraph.kind == "heading" for paragraph in kept)
    return "report" if parts.signed or signed_first or headings > _FEW_HEADINGS else "news"


def _signed(parts: Headline) -> list[Author]:
    return [Author(parts.signed, OFFICE)] if parts.signed else []


def _whole(block: Block) -> Byline | None:
    """Read a line that is nothing but a byline: a signature, a body that signs, a pen name."""
    if found := signature(block.text) or closing(block.text):
        return found
    if is_office(block.text):
        return Byline(0, len(block.text), (Author(clean(block.text), OFFICE),))
    pen = PEN_NAME.fullmatch(block.text)
    return Byline(0, len(block.text), (Author(pen[1], "作者"),)) if pen else None


def _without_bylines(
    found: Sequence[DraftParagraph],
) -> tuple[list[DraftParagraph], list[Byline], list[str]]:
    """Cut the opening formula and closing signatures; return what is left, the bylines, and their words as printed."""
    kept: list[DraftParagraph] = []
    bylines: list[Byline] = []
    words: list[str] = []
    for paragraph in found:
        if paragraph.kind == "p" and (opening := lead(paragraph.raw)):
            bylines.append(opening)
            if not opening.stays:
                words.append(paragraph.raw[: opening.end])
                paragraph = replace(paragraph, pieces=_slice(paragraph.pieces, opening.end, len(paragraph.raw)))
        if paragraph.kind == "p" and (ending := closing(paragraph.raw)):
            bylines.append(ending)
            if not ending.stays:
                words.append(paragraph.raw[ending.start :])
                paragraph = replace(paragraph, pieces=_slice(paragraph.pieces, 0, ending.start), broken=False)
        if paragraph.pieces:
            kept.append(paragraph)
    return kept, bylines, words


def _slice(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """Return the pieces of ``raw[start:end]``, the pieces being parted by one space there."""
    kept, at = [], 0
    for piece in pieces:
        text = piece.text[max(0, start - at) : max(0, end - at)].strip()
        at += len(piece.text) + 1
        if text:
            kept.append(replace(piece, text=text))
    return tuple(kept)
