"""What of an article can be quoted: its sentences, with the speaker where he stands behind what he said."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.chunk import pieces_of
from index.document import Article
from index.text import sentences

Span = tuple[int, int]

QUOTE = 160
"""Characters of the longest quotation; a longer sentence is quoted by its clauses."""
SPEAKER = 40
"""Characters of the longest sentence that only says whose words those before it are."""
_SPOKEN = re.compile(r".*[”’」』\"]\s*", re.DOTALL)
_SPEAKS = re.compile(
    r"[^,，;；:：]*(?:[,，][^,，;；:：]{0,14})?"
    r"(?:[说道讲]|表示|介绍|回忆|感[慨叹]|坦言|直言|认为|强调|解释|告诉(?:记者|大家))[。!！]\s*"
)
_ASKS = re.compile("(?:(?:记者|主持人|问)[:：])?[^?？]*[?？][?？!！]*[”’\"'」』]?")
_LEANS = re.compile(r"(?:[这那]一?[年天]|当[天日年]|同年|[次翌]年|这件事|这一坚持)[,，就的他她]?")


def quotable(text: str, start: int, end: int) -> list[Span]:
    """The sentences of ``text[start:end]``, those over ``QUOTE`` by their clauses; 某某说 stays with what was said.

    >>> text = '天晴了。"桥修好了。"周工说。'
    >>> [text[slice(*span)] for span in quotable(text, 0, len(text))]
    ['天晴了。', '"桥修好了。"周工说。']
    """
    spans: list[Span] = []
    for first, last in pieces_of(text, start, end, QUOTE):
        told = text[first:last]
        speaks = spans and len(told) <= SPEAKER and _SPEAKS.fullmatch(told)
        if speaks and _SPOKEN.fullmatch(text[slice(*spans[-1])]) and "\n" not in text[spans[-1][1] : first]:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans


def announcing(article: Article, spans: Iterable[Span]) -> list[bool]:
    """Which sentences only ask, or stand as headings? They answer nothing, but say what the next one answers."""
    headings = {p.start for p in article.paragraphs if p.kind == "heading"}
    return [start in headings or _ASKS.fullmatch(article.text[start:end].rstrip()) is not None for start, end in spans]


def with_lead(text: str, start: int, end: int) -> int:
    """Where the sentence before ``text[start:end]`` begins, if that leans on it (当天, 这一年) and both are no longer
    than ``QUOTE``; else its own start.

    >>> text = "转变始于2010年。这一年,岛上建起了牧场。"
    >>> with_lead(text, 10, len(text)), with_lead(text, 0, 10)
    (0, 0)
    """
    if not _LEANS.match(text[start:end]):
        return start
    paragraph = text.rfind("\n", 0, start) + 1
    before = next(reversed(sentences(text, paragraph, start)), (start, start))[0]
    return before if end - before <= QUOTE else start
