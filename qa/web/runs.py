"""A stretch of an article cut where quotations and repairs begin and end, so that templates can mark both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import Article, Edit
from index.text import sentences


@dataclass(frozen=True, slots=True)
class Quote:
    """A numbered quotation: ``article.text[start:end]``."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that belong to one repair, or to none; empty where a repair only took words away."""

    text: str
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Words inside one quotation, or in none; ``opens`` where the quotation begins, which is where links lead.

    ``also`` are the numbers of other quotations that begin here.
    """

    pieces: tuple[Piece, ...]
    quote: int | None = None
    opens: bool = False
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Quotations with a sentence of context on either side; ``before`` and ``after`` say that the paragraph goes on."""

    runs: tuple[Run, ...]
    before: bool
    after: bool


def runs(article: Article, start: int, end: int, quotes: Sequence[Quote] = ()) -> tuple[Run, ...]:
    """Cut ``article.text[start:end]`` into runs; where quotations overlap, the first one given has the words."""
    inside = [q for q in quotes if q.start < end and q.end > start]
    bounds = {start, end, *(max(q.start, start) for q in inside), *(min(q.end, end) for q in inside)}
    cut = []
    for first, last in pairwise(sorted(bounds)):
        quote = next((q for q in inside if q.start <= first and last <= q.end), None)
        pieces = tuple(_pieces(article, first, last, closed=last == end))
        also = tuple(each.number for each in inside if each is not quote and each.start == first)
        cut.append(Run(pieces, quote.number, quote.start == first, also) if quote else Run(pieces))
    return tuple(cut)


def _pieces(article: Article, start: int, end: int, *, closed: bool) -> Iterator[Piece]:
    """Cut one run at its repairs; a repair without words at ``end`` belongs here only when the run is ``closed``."""
    at = start
    for edit in sorted(article.edits, key=lambda e: (e.start, e.end)):
        wordless = (
            edit.start == edit.end and start <= edit.start and (edit.start < end or (closed and edit.start == end))
        )
        if not wordless and not (edit.start < end and edit.end > start):
            continue
        first = max(edit.start, at)
        last = max(first, min(edit.end, end))
        if first > at:
            yield Piece(article.text[at:first])
        yield Piece(article.text[first:last], edit)
        at = last
    if at < end:
        yield Piece(article.text[at:end])


def excerpt(article: Article, start: int, end: int, quotes: Sequence[Quote] = ()) -> Excerpt:
    """``article.text[start:end]`` as an excerpt of the paragraphs it touches."""
    touched = _touched(article, start, end)
    return Excerpt(runs(article, start, end, quotes), before=touched[0] < start, after=end < touched[1])


def excerpts(article: Article, quotes: Sequence[Quote]) -> tuple[Excerpt, ...]:
    """The quotations in their context, in reading order; contexts that meet are shown as one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(_context(article, quote) for quote in quotes):
        if spans and start <= spans[-1][1]:
            start, reached = spans.pop()
            end = max(end, reached)
        spans.append((start, end))
    return tuple(excerpt(article, start, end, quotes) for start, end in spans)


def _context(article: Article, quote: Quote) -> tuple[int, int]:
    """Where the sentence before a quotation starts and the sentence after it ends, within its paragraphs."""
    opening, close = _touched(article, quote.start, quote.end)
    spans = sentences(article.text, opening, close)
    start = max((a for a, b in spans if b <= quote.start), default=opening)
    end = min((b for a, b in spans if a >= quote.end), default=close)
    return start, end


def _touched(article: Article, start: int, end: int) -> tuple[int, int]:
    """Where the paragraphs that share words with a span start and end."""
    touched = [p for p in article.paragraphs if p.start < end and p.end > start]
    return min([start, *(p.start for p in touched)]), max([end, *(p.end for p in touched)])
