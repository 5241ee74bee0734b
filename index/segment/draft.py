"""Blocks of one article → draft: its headline rows, its paragraphs, and the bylines cut from them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.document import Author, Line
from index.segment.archive import NO_ARCHIVE, Archive
from index.segment.block import PEN_NAME, Block, Piece
from index.segment.byline import Byline, closing, lead, signature, without_place
from index.segment.headline import Headline, headline
from index.segment.kind import OFFICE
from index.segment.paragraphs import DraftParagraph, paragraphs
from index.segment.repair import restore_moved
from index.text import CHINESE, clean
from index.text.names import is_office, names
from index.text.printed import is_day_line

WRITER = "作者"
_MOST_ROWS, _MOST_ALONE = 6, 3
"""Rows of a headline above a text, and where there is none: a list of names has more."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One article, every printed character in exactly one of ``rows``, ``bylines`` and ``paragraphs``.

    ``bylines`` also holds jump marks; ``credits`` is what the bylines say, ``signed_first`` that one stands above the
    text. ``unfinished`` says that its rest is announced for another place and not found. ``page`` and ``section`` are
    those that it begins on.
    """

    lines: tuple[Line, ...]
    rows: tuple[Piece, ...]
    bylines: tuple[str, ...]
    paragraphs: tuple[DraftParagraph, ...]
    headline: Headline
    credits: tuple[Byline, ...]
    signed_first: bool
    unfinished: bool = False
    page: str | None = None
    section: str | None = None

    @property
    def authors(self) -> tuple[Author, ...]:
        """Everyone named, once in each role."""
        signed = [Author(self.headline.signed, OFFICE)] if self.headline.signed else []
        return _distinct([*signed, *(author for credit in self.credits for author in credit.authors)])

    @property
    def dateline(self) -> str | None:
        """The formula that opens the report, without its names."""
        return next((credit.dateline for credit in self.credits if credit.dateline), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of one article, its ``rows`` told from its ``body``, and the paragraphs as they stand there."""

    rows: tuple[Block, ...]
    body: tuple[Block, ...]
    headline: Headline
    paragraphs: tuple[DraftParagraph, ...]


def layout(blocks: Sequence[Block]) -> Layout:
    """Tell the headline rows of one article from its paragraphs; of many rows without a text the first is the title."""
    opening = next((k for k, block in enumerate(blocks) if block.kind != "jump"), len(blocks))
    end = opening
    while end < min(len(blocks), opening + _MOST_ROWS) and blocks[end].kind == "headline":
        end += 1
    if end - opening > _MOST_ALONE and all(block.kind != "body" for block in blocks[end:]):
        end = opening + 1
        blocks = [*blocks[:end], *(replace(b, kind="body") if b.kind == "headline" else b for b in blocks[end:])]
    labels = [block for block in blocks[end:] if block.kind == "label"]
    rows = [block for block in blocks[opening:end] if not is_day_line(block.text)]
    days = (replace(block, kind="byline") for block in blocks[opening:end] if block not in rows)
    printed = any(block.column is not None for block in blocks[end:])
    parts = headline([block.text for block in rows], printed=printed)
    if labels:
        parts = replace(parts, series=" ".join(clean(block.text) for block in labels))
    body = (*blocks[:opening], *blocks[end:], *days)
    return Layout((*rows, *labels), body, parts, tuple(paragraphs(body)))


def page_drafts(
    articles: Iterable[Sequence[Block]],
    known: Mapping[str, int],
    undone: Container[tuple[str, int]] = (),
    archive: Archive = NO_ARCHIVE,
) -> list[Draft]:
    """Sort the blocks of a page's articles; the seams ``known`` from its issue and the ``archive`` are witnesses.

    Lines whose source and number are ``undone`` are not moved, and nothing is moved to them.
    """
    layouts = [layout(blocks) for blocks in articles]
    restored = restore_moved([each.paragraphs for each in layouts], known, undone, archive)
    return [
        assembled(each.rows, each.body, each.headline, found) for each, found in zip(layouts, restored, strict=True)
    ]


def assembled(
    rows: Sequence[Block],
    body: Sequence[Block],
    parts: Headline,
    found: Sequence[DraftParagraph],
    fields: Sequence[Byline] = (),
) -> Draft:
    """Put an article together of its headline rows, the blocks below them and the paragraphs that these hold.

    Bylines are cut from the paragraphs; they, the blocks that are bylines and the author ``fields`` tell who wrote it.
    """
    marks = [block for block in body if block.kind in ("byline", "jump")]
    below = [*(block.text for block in marks[1:]), ""]
    signed = [byline for block, day in zip(marks, below, strict=False) if (byline := _whole(block, day))]
    kept, cut, words = _without_bylines(found)
    return Draft(
        lines=tuple(piece.line for block in (*rows, *body) for piece in block.pieces),
        rows=tuple(piece for block in rows for piece in block.pieces),
        bylines=(*(block.text for block in marks), *words),
        paragraphs=tuple(kept),
        headline=parts,
        credits=(*fields, *signed, *cut),
        signed_first=next((block.kind for block in body if block.kind != "jump"), None) == "byline",
    )


def _distinct(authors: Sequence[Author]) -> tuple[Author, ...]:
    """Name everyone once in each role; the role that says more stands for the one that it contains, or for 作者.

    >>> [author.role for author in _distinct([Author("赵一", "作者"), Author("钱二", "作者"), Author("赵一", "记者")])]
    ['记者', '作者']
    """
    fullest = [
        next((other for other in authors if other.name == author.name and _says_more(other, author)), author)
        for author in authors
    ]
    return tuple(dict.fromkeys(fullest))


def _says_more(role: Author, than: Author) -> bool:
    return role.role != than.role and (than.role == WRITER or role.role.startswith(than.role))


def _whole(block: Block, below: str) -> Byline | None:
    """Read a line that is nothing but a byline: a signature, names in brackets, a body that signs, a pen name.

    Whoever else stands above a day, the line ``below``, signs as bodies do.
    """
    if found := signature(block.text) or closing(block.text):
        return found
    if block.text[0] in "（(" and (bracketed := names(block.text.strip("（()） "), WRITER)):
        return Byline(0, len(block.text), bracketed)
    if is_office(block.text):
        return Byline(0, len(block.text), (Author(clean(block.text), OFFICE),))
    if is_day_line(below) and CHINESE.match(block.text) and not is_day_line(block.text):
        return Byline(0, len(block.text), (Author(clean(block.text), OFFICE),))
    pen = PEN_NAME.fullmatch(without_place(block.text))
    return Byline(0, len(block.text), (Author("".join(pen[1].split()), WRITER),)) if pen else None


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
                paragraph = replace(paragraph, pieces=sliced(paragraph.pieces, opening.end, len(paragraph.raw)))
        if paragraph.kind == "p" and (ending := closing(paragraph.raw)):
            bylines.append(ending)
            if not ending.stays:
                words.append(paragraph.raw[ending.start :])
                paragraph = replace(paragraph, pieces=sliced(paragraph.pieces, 0, ending.start), broken=False)
        if paragraph.pieces:
            kept.append(paragraph)
    return kept, bylines, words


def sliced(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """Return the pieces of ``raw[start:end]``, the pieces being parted by one space there.

    A moved line that lies before them is kept without words, so that its move is listed.
    """
    kept, at = [], 0
    for piece in pieces:
        text = piece.text[max(0, start - at) : max(0, end - at)].strip()
        at += len(piece.text) + 1 if piece.text else 0
        if text or (piece.moved and at <= start):
            kept.append(replace(piece, text=text))
    return tuple(kept)
