"""Issue → Articles: headlines, bylines, captions and paragraphs found, repairs made and listed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import groupby

from index.document import Article, Author, Edit, Issue, Line, Page, Paragraph, Range
from index.segment.blocks import Piece, blocks
from index.segment.boundaries import articles
from index.segment.byline import signature
from index.segment.draft import Draft, draft
from index.segment.headline import Headline
from index.segment.paragraphs import DraftParagraph
from index.segment.repair import mends
from index.segment.seam import seams
from index.text import clean

_NEXT = 8
"""Paragraphs, this one included, in which an enumeration is followed."""
_LATIN = re.compile(r"[A-Za-z]")


def segment(issue: Issue) -> list[Article]:
    """Take an issue apart into its articles, in reading order, with provisional ids.

    Where a reader states roles and articles, they are followed; everywhere else they are worked out from the print.
    No character is lost: each is in a headline, a byline or a paragraph. Raises nothing, whatever the text.
    """
    found: list[Article] = []
    for page in issue.pages:
        printed = [line for line in page.lines if line.text.strip()]
        order = {number: place for place, number in enumerate(dict.fromkeys(line.number for line in printed))}
        for each in _drafts(page, printed):
            found.append(_article(issue, page, each, order, f"{issue.key}:{len(found) + 1}"))
    return found


def _drafts(page: Page, printed: Sequence[Line]) -> list[Draft]:
    if any(line.role or line.article is not None for line in printed):
        return [_stated(list(lines)) for _, lines in groupby(printed, key=lambda line: line.article)]
    known = seams("".join(line.text for line in printed))
    return [draft(part, known) for part in articles(blocks(page.lines))]


def _stated(lines: Sequence[Line]) -> Draft:
    """Draft an article whose reader says what each line is."""

    def said(role: str) -> str | None:
        return " ".join(clean(line.text) for line in lines if line.role == role) or None

    bylines = [line.text for line in lines if line.role == "byline"]
    body = [line for line in lines if line.role in (None, "body")]
    return Draft(
        lines=tuple(lines),
        rows=tuple(line.text for line in lines if line.role not in (None, "body", "byline")),
        bylines=tuple(bylines),
        paragraphs=tuple(DraftParagraph("p", (Piece(line.text.strip(), line),)) for line in body),
        headline=Headline(said("kicker"), said("title"), said("subtitle"), said("series")),
        authors=tuple(author for text in bylines for author in _named(text)),
        dateline=None,
        kind="other",
    )


def _named(text: str) -> tuple[Author, ...]:
    found = signature(text)
    return found.authors if found else (Author(clean(text), "作者"),)


def _article(issue: Issue, page: Page, found: Draft, order: Mapping[int, int], identifier: str) -> Article:
    text, body, edits = _compose(found.paragraphs)
    parts = found.headline
    return Article(
        id=identifier,
        issue=issue.key,
        source=issue.source,
        kind=found.kind,
        text=text,
        paragraphs=tuple(body),
        ranges=_ranges(found.lines, order),
        paper=issue.paper,
        date=issue.date,
        page=page.number,
        section=page.name,
        kicker=parts.kicker,
        title=parts.title,
        subtitle=parts.subtitle,
        series=parts.series,
        authors=found.authors,
        dateline=found.dateline,
        edits=tuple(edits),
        truncated=any(paragraph.broken for paragraph in found.paragraphs),
    )


def _ranges(lines: Sequence[Line], order: Mapping[int, int]) -> tuple[Range, ...]:
    """Return the stretches of the source that hold ``lines``; only printed lines of other articles part them.

    ``order`` gives the place of each line number among the printed lines of the page.
    """
    numbers = sorted({line.number for line in lines}, key=order.__getitem__)
    runs = [list(run) for _, run in groupby(enumerate(numbers), key=lambda pair: order[pair[1]] - pair[0])]
    return tuple(Range(lines[0].source, run[0][1], run[-1][1]) for run in runs)


def _compose(found: Sequence[DraftParagraph]) -> tuple[str, list[Paragraph], list[Edit]]:
    """Clean the paragraphs and join them with line feeds, with the edits where they stand in the whole text."""
    text, body, edits = "", [], []
    for k, each in enumerate(found):
        if text:
            text += "\n"
        below = "".join(following.raw for following in found[k + 1 : k + _NEXT])
        words, repairs = _mended(each, len(text), below)
        lines = tuple(dict.fromkeys(piece.line.number for piece in each.pieces))
        body.append(Paragraph(len(text), len(text) + len(words), each.kind, lines))
        edits += repairs
        text += words
    return text, body, edits


def _mended(found: DraftParagraph, offset: int, below: str) -> tuple[str, list[Edit]]:
    """Return a paragraph's words, mended, and the edits with ``offset`` added; ``below`` is the text that follows."""
    words, edits, starts = "", [], []
    for piece, following in zip(found.pieces, [*found.pieces[1:], None], strict=True):
        cleaned = clean(piece.text, found.column)
        if _LATIN.match(words[-1:]) and _LATIN.match(cleaned):
            words += " "
        at = offset + len(words)
        if piece.moved and following:
            proof = (piece.line.number, following.line.number)
            edits.append(Edit("moved", piece.text, cleaned, proof, at, at + len(cleaned)))
        if piece.without:
            edits.append(Edit("removed", piece.without, "", (piece.line.number,), at, at))
        starts.append(len(words))
        words += cleaned
    for mend in mends(words, below):
        touched = found.pieces[bisect_right(starts, mend.start) - 1 : bisect_right(starts, mend.end - 1)]
        lines = tuple(dict.fromkeys(piece.line.number for piece in touched))
        before, start, end = words[mend.start : mend.end], offset + mend.start, offset + mend.end
        edits.append(Edit(mend.kind, before, mend.after, lines, start, end))
        words = words[: mend.start] + mend.after + words[mend.end :]
    return words, sorted(edits, key=lambda edit: edit.start)
