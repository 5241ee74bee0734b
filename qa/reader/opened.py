"""The best articles opened: their sentences as they are printed, and as machines compare them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.text import fold
from qa.answer import Hit
from qa.question import Question
from qa.question.forms import missing_in
from qa.reader.pieces import Span, quotable

READ = 6
"""Articles read, best first."""
BEHIND = 5.0
"""An article this far behind the best gives no sentence: read or not, the answers and chances are the same."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A hit, the spans of the sentences of its passages, and its score beyond the best of the others.

    ``heading`` and ``body`` are its article's, folded; ``folded`` are the sentences.
    """

    hit: Hit
    beyond: float
    spans: Sequence[Span]
    heading: str
    body: str
    folded: Sequence[str]

    @classmethod
    def of(cls, hit: Hit, beyond: float) -> Opened:
        """Open a hit."""
        text = hit.article.text
        spans = sorted({span for each in hit.passages for span in quotable(text, each.start, each.end)})
        body = fold(text)
        return cls(hit, beyond, spans, fold(" ".join(hit.article.heading)), body, _folded(text, body, spans))

    @property
    def whole(self) -> str:
        """The whole article, folded."""
        return f"{self.heading}\n{self.body}"


def opened(question: Question, hits: Sequence[Hit], *, strict: bool) -> list[Opened]:
    """The best hits opened, best first; if ``strict`` without those that cannot answer or come too far behind."""
    if strict:
        hits = [hit for hit in hits if not all(missing_in(question.wanted, passage.text) for passage in hit.passages)]
    scores = [hit.score for hit in hits]
    # Another order than the scores' (a reranker's) may put the best beyond those that are read.
    least = max(scores[:READ], default=0.0) - BEHIND
    beyond = [score - max((*scores[:i], *scores[i + 1 :]), default=0.0) for i, score in enumerate(scores[:READ])]
    pairs = zip(hits[:READ], beyond, strict=True)
    read = (Opened.of(hit, by) for hit, by in pairs if not strict or hit.score > least)
    return [each for each in read if each.spans and not (strict and question.strange(each.hit.article, each.whole))]


def _folded(text: str, body: str, spans: Sequence[Span]) -> list[str]:
    """Each sentence of ``text`` folded; ``body`` is all of it.

    Where folding changes no length the sentences are slices of it; else they are folded in one go, as none has a line
    feed and folding neither makes nor takes one.
    """
    if len(body) == len(text):
        return [body[start:end] for start, end in spans]
    return fold("\n".join(text[start:end] for start, end in spans)).split("\n")
