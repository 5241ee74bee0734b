"""Articles whose reader says what each line is: by type sizes, by tags, by the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from index.document import Author, Line, LineRole
from index.segment.block import Block, BlockKind, Piece
from index.segment.byline import Byline, signature, writers
from index.segment.draft import WRITER, Draft, assembled
from index.segment.headline import Headline, joined
from index.segment.jump import jump
from index.segment.paragraphs import DraftParagraph
from index.text import clean
from index.text.lines import column_width
from index.text.names import credited, is_office, is_photo_credit, names
from index.text.printed import is_day_line

_KINDS: dict[LineRole | None, BlockKind] = {
    "kicker": "headline",
    "title": "headline",
    "subtitle": "headline",
    "series": "headline",
    "byline": "byline",
    "heading": "heading",
}
_STOPS = '。！？!?…”"』」)）'
_BRACKETS = "()（）[]【】□■●◆ "
_BETWEEN = re.compile(r"\s*[、,，;；/／|]\s*")


def is_stated(lines: Sequence[Line]) -> bool:
    """Does the reader of these lines say what they are?"""
    return any(line.role or line.article is not None for line in lines)


def stated_articles(lines: Sequence[Line]) -> list[list[Block]]:
    """Share the lines of a page out among its articles, in the order of their first lines.

    Lines of one number and source belong together wherever they stand, lines without a number as long as they follow
    each other. A block is a row, a byline, a heading, or a paragraph with the lines that go on it.
    """
    parts: dict[object, list[Line]] = {}
    printed = [line for line in lines if line.text.strip()]
    for (source, number), run in groupby(printed, key=lambda line: (line.source, line.article)):
        parts.setdefault(len(parts) if number is None else (source, number), []).extend(run)
    return [_signed(_blocks(part)) for part in parts.values()]


def stated_draft(blocks: Sequence[Block]) -> Draft:
    """Draft an article of stated blocks: rows by their roles, authors by their field and by formulas in the text."""
    rows = [block for block in blocks if block.kind == "headline"]
    fields = [block for block in blocks if _role(block) == "byline"]
    body = [block for block in blocks if block not in rows and block not in fields]
    found = [
        DraftParagraph("heading" if block.kind == "heading" else "p", block.pieces, broken=block.open and block.full)
        for block in body
        if block.kind in ("heading", "body")
    ]
    named = [_field(block.text) for block in fields]
    return assembled(rows, [*body, *fields], _headline(rows), found, named)


def _blocks(lines: Sequence[Line]) -> list[Block]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.continues and line.role == groups[-1][-1].role:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_block(group) for group in groups]


def _block(lines: Sequence[Line]) -> Block:
    printed = tuple(line.text.strip() for line in lines)
    kind = _KINDS.get(lines[0].role, "jump" if jump(" ".join(printed)) else "body")
    pieces = tuple(Piece(text, line) for text, line in zip(printed, lines, strict=True))
    return Block(pieces, kind, 0, printed, column_width(printed) if len(printed) > 1 else None)


def _signed(found: Sequence[Block]) -> list[Block]:
    """Tell the signatures above and below the text from its paragraphs; below, a body or a day may sign it too."""
    texts = [k for k, block in enumerate(found) if block.kind in ("heading", "body")]
    above = list(takewhile(lambda k: _signs(found[k]), texts))
    below = list(takewhile(lambda k: _signs(found[k]) or _closes(found[k]), reversed(texts[len(above) :])))
    rest = texts[len(above) : len(texts) - len(below)]
    if any(map(_closes, (found[k] for k in below))) and not (rest and found[rest[-1]].text[-1] in _STOPS):
        below = []
    return [replace(block, kind="byline") if k in {*above, *below} else block for k, block in enumerate(found)]


def _signs(block: Block) -> bool:
    return block.kind == "body" and signature(block.text) is not None


def _closes(block: Block) -> bool:
    return block.kind == "body" and (is_office("".join(block.text.split())) or is_day_line(block.text))


def _role(block: Block) -> LineRole | None:
    return block.pieces[0].line.role


def _headline(rows: Sequence[Block]) -> Headline:
    def said(role: LineRole) -> str | None:
        return " ".join(joined([" ".join(row.text.split()) for row in rows if _role(row) == role])) or None

    return Headline(said("kicker"), said("title"), said("subtitle"), said("series"))


def _field(text: str) -> Byline:
    """Read an author field: with the roles that it names, else everyone in it as a writer."""
    words = clean(text).strip(_BRACKETS)
    for parts in ([words], words.split()):
        credits = [credited(part) for part in parts]
        if all(credits):
            found = writers(author for authors in credits for author in authors)
            return Byline(0, len(text), found, photo=is_photo_credit(words))
    plain = tuple(Author(name, WRITER) for name in _BETWEEN.split(words) if name)
    return Byline(0, len(text), names(words, WRITER, strict=False) or plain)
