"""Draft → Article: paragraphs cleaned and joined to one text, with every repair listed where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import count, groupby

from index.areas import merge
from index.document import Article, Edit, Issue, Line, Page, Paragraph, Range
from index.segment.draft import Draft
from index.segment.kind import kind_of
from index.segment.paragraphs import DraftParagraph
from index.segment.repair import mends
from index.text import clean
from index.text.lines import figures_apart

Place = tuple[str, int]
"""The source and the number of a line."""
_NEXT = 8
"""Paragraphs, this one included, in which an enumeration is followed."""
_LATIN = re.compile(r"[A-Za-z]")


def places(pages: Sequence[Page]) -> dict[Place, int]:
    """Number the printed lines of an issue in reading order; between two pages one number is left out."""
    order: dict[Place, int] = {}
    free = count()
    for page in pages:
        for line in page.lines:
            if line.text.strip() and (line.source, line.number) not in order:
                order[line.source, line.number] = next(free)
        next(free)
    return order


def compose(
    issue: Issue, found: Draft, identifier: str, order: Mapping[Place, int], undone: Collection[Place]
) -> Article:
    """Return the article of a draft; ``order`` are the ``places`` of its issue, ``undone`` lines are not mended."""
    ranges, parts = _ranges(found.lines, order), found.headline
    text, body, edits = _text(found.paragraphs, undone)
    return Article(
        id=identifier,
        issue=issue.key,
        source=ranges[0].source,
        kind=kind_of(
            parts,
            found.credits,
            found.paragraphs,
            signed_first=found.signed_first,
            section=found.section,
            otherwise="other" if issue.form == "record" else "news",
        ),
        text=text,
        paragraphs=tuple(replace(p, source=None) if p.source == ranges[0].source else p for p in body),
        ranges=ranges,
        paper=issue.paper,
        edition=issue.edition,
        date=issue.date,
        page=found.page,
        section=found.section,
        kicker=parts.kicker,
        title=parts.title,
        subtitle=parts.subtitle,
        series=parts.series,
        authors=found.authors,
        dateline=found.dateline,
        edits=tuple(edits),
        truncated=found.unfinished or any(paragraph.broken for paragraph in found.paragraphs),
        areas=merge(line.area for line in _ordered(found.lines, order) if line.area),
        form=issue.form,
        url=issue.url,
    )


def _ordered(lines: Sequence[Line], order: Mapping[Place, int]) -> list[Line]:
    return sorted(lines, key=lambda line: order[line.source, line.number])


def _ranges(lines: Sequence[Line], order: Mapping[Place, int]) -> tuple[Range, ...]:
    """Return the stretches of the sources that hold ``lines``; other articles' lines and ends of pages part them."""
    held = dict.fromkeys((line.source, line.number) for line in _ordered(lines, order))
    runs = groupby(enumerate(held), key=lambda pair: (pair[1][0], order[pair[1]] - pair[0]))
    stretches = [[place for _, place in run] for _, run in runs]
    return tuple(Range(run[0][0], run[0][1], run[-1][1]) for run in stretches)


def _text(found: Sequence[DraftParagraph], undone: Collection[Place]) -> tuple[str, list[Paragraph], list[Edit]]:
    """Clean the paragraphs and join them with line feeds, with the edits where they stand in the whole text."""
    text, body, edits = "", list[Paragraph](), list[Edit]()
    for k, each in enumerate(found):
        if text:
            text += "\n"
        below = "".join(following.raw for following in found[k + 1 : k + _NEXT])
        words, repairs = _mended(each, len(text), below, undone)
        source = each.pieces[0].line.source
        lines = dict.fromkeys(piece.line.number for piece in each.pieces if piece.line.source == source)
        body.append(Paragraph(len(text), len(text) + len(words), each.kind, tuple(lines), source))
        edits += repairs
        text += words
    return text, body, edits


def _mended(found: DraftParagraph, offset: int, below: str, undone: Collection[Place]) -> tuple[str, list[Edit]]:
    """Return a paragraph's words, mended, and the edits with ``offset`` added; ``below`` is the text that follows."""
    words, above, edits, starts = "", "", list[Edit](), list[int]()
    for piece, following in zip(found.pieces, [*found.pieces[1:], None], strict=True):
        cleaned = piece.text if found.row else clean(piece.text, found.column)
        if (_LATIN.match(words[-1:]) and _LATIN.match(cleaned)) or figures_apart(above, piece.text):
            words += " "
        above = piece.text
        at = offset + len(words)
        if piece.moved and following:
            proof = (piece.line.number, following.line.number)
            edits.append(Edit("moved", piece.moved, cleaned, proof, at, at + len(cleaned)))
        if piece.untidy:
            edits.append(Edit("tidied", piece.untidy, cleaned, (piece.line.number,), at, at + len(cleaned)))
        if piece.without:
            edits.append(Edit("removed", piece.without, "", (piece.line.number,), at, at))
        starts.append(len(words))
        words += cleaned
    for mend in mends(words, below):
        touched = found.pieces[bisect_right(starts, mend.start) - 1 : bisect_right(starts, mend.end - 1)]
        if any((piece.line.source, piece.line.number) in undone for piece in touched):
            continue
        lines = tuple(dict.fromkeys(piece.line.number for piece in touched))
        before, start, end = words[mend.start : mend.end], offset + mend.start, offset + mend.end
        edits.append(Edit(mend.kind, before, mend.after, lines, start, end))
        words = words[: mend.start] + mend.after + words[mend.end :]
    return words, sorted(edits, key=lambda edit: edit.start)
