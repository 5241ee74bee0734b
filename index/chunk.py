"""Article → passages: runs of whole sentences of even length, and the short windows inside them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from index.document import Article, Passage
from index.text import sentences

# 480 characters of Chinese are about 330 tokens: a passage and its headline fit an encoder of 512 positions.
PASSAGE = 480
WINDOW = 120
_CLAUSE_ENDS = ("；;", "，,：:", "、 ")

Span = tuple[int, int]


def chunk(article: Article, limit: int = PASSAGE) -> list[Passage]:
    """Cut an article into passages of at most ``limit`` characters that end at sentence ends.

    Passages are about equally long, so that none is a stub; together they hold every sentence once, in order. Only a
    sentence that is itself over the limit is cut, at a clause end where it has one.
    """
    pieces = pieces_of(article.text, 0, len(article.text), limit)
    return [Passage(article, *span) for span in pack(pieces, limit)]


def windows(passage: Passage, limit: int = WINDOW) -> list[Span]:
    """Spans of ``Article.text`` inside a passage: runs of sentences of at most ``limit`` characters, about even."""
    return pack(pieces_of(passage.article.text, passage.start, passage.end, limit), limit)


def pieces_of(text: str, start: int, end: int, limit: int) -> list[Span]:
    """The sentences of ``text[start:end]``; those over ``limit`` are cut after clause ends."""
    return [piece for span in sentences(text, start, end) for piece in clauses(text, span, limit)]


def clauses(text: str, span: Span, limit: int, marks: tuple[str, ...] = _CLAUSE_ENDS) -> list[Span]:
    """Cut a sentence into runs of clauses of at most ``limit`` characters.

    It is cut after semicolons, a part still too long after commas, one too long even then between the things of a list,
    and only where it has none of these, anywhere.
    """
    start, end = span
    if end - start <= limit:
        return [span]
    if not marks:
        return [(i, min(i + limit, end)) for i in range(start, end, limit)]
    inner = (i + 1 for i in range(start, end - 1) if text[i] in marks[0] and not _in_number(text, i))
    parts = pairwise([start, *inner, end])
    return _greedy([piece for part in parts for piece in clauses(text, part, limit, marks[1:])], limit)


def _in_number(text: str, i: int) -> bool:
    return text[i] in ",:." and text[i - 1].isdigit() and text[i + 1].isdigit()


def pack(pieces: Iterable[Span], limit: int) -> list[Span]:
    """Join neighbouring pieces into spans of at most ``limit`` characters, as few and as even as they can be.

    >>> pack([(0, 40), (40, 80), (80, 120), (120, 160)], 120)
    [(0, 80), (80, 160)]
    """
    spans = list(pieces)
    if not spans:
        return []
    fewest = _greedy(spans, limit)
    even = -(-(spans[-1][1] - spans[0][0]) // len(fewest))
    tighter = (_greedy(spans, target) for target in range(even, limit))
    return next((runs for runs in tighter if len(runs) == len(fewest)), fewest)


def _greedy(pieces: list[Span], limit: int) -> list[Span]:
    runs: list[Span] = []
    for start, end in pieces:
        if runs and end - runs[-1][0] <= limit:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs
