"""Hits → the sentences that answer, or an honest "not found".

Every sentence of the best articles is described by a few numbers. One fitted weighing of them picks the sentence that
answers; another says how probable it is that it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from index.chunk import pieces_of
from index.text import fold
from qa.answer import Hit
from qa.expect import Expected, Kind, expected, mentions
from qa.weights import Weights

QUOTE = 120
"""Characters of the longest quotation; a longer sentence is quoted by its clauses."""
READ = 6
"""Articles read, best first."""
QUOTES = 3
"""Sentences given at most."""

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a run of clauses of a long one: where it stands, and what is known of it as an answer."""

    hit: Hit
    start: int
    end: int
    features: Features

    def weigh(self, weights: Mapping[str, float]) -> float:
        """The weighted sum of its features."""
        return sum(weight * self.features[name] for name, weight in weights.items())


@dataclass(frozen=True, slots=True)
class Finding:
    """The sentences that answer best, best first, and the probability that the first does answer."""

    sentences: tuple[Sentence, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the reader needs it: folded, its terms with their weights, and the kind of thing it asks for.

    ``seen`` is the share of the weight whose terms the archive has at all.
    """

    folded: str
    terms: Mapping[str, float]
    seen: float
    wanted: Expected

    @classmethod
    def of(cls, text: str, terms: Sequence[str], idf: Callable[[str], float], seen: float) -> Question:
        """Prepare a question; ``idf`` weighs a term."""
        return cls(fold(text), {term: idf(term) for term in terms}, seen, expected(text))

    def cover(self, folded: str) -> float:
        """The share of the question's weight whose terms stand in a folded text."""
        total = sum(self.terms.values()) or 1.0
        return sum(weight for term, weight in self.terms.items() if term in folded) / total

    def answered_by(self, text: str) -> bool:
        """Has a text a thing of the kind asked for that the question does not name itself?"""
        return any(fold(text[start:end]) not in self.folded for start, end in mentions(self.wanted, text))


def read(question: Question, hits: Sequence[Hit], weights: Weights) -> Finding:
    """The sentences of the best articles that answer a question, and how probable it is that they do."""
    described = sentences_of(question, hits)
    if not described:
        return Finding((), 0.0)
    ranked = sorted(described, key=lambda sentence: -sentence.weigh(weights.select))
    return Finding(tuple(ranked[:QUOTES]), probability(ranked[0], weights))


def probability(sentence: Sentence, weights: Weights) -> float:
    """How probable it is that a sentence answers: a logistic model of its features."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, sentence.weigh(weights.answer)))))


def sentences_of(question: Question, hits: Sequence[Hit]) -> list[Sentence]:
    """Describe every sentence of the best articles."""
    return [sentence for hit in hits[:READ] for sentence in _describe(question, hit, hits[0].score)]


def _describe(question: Question, hit: Hit, best: float) -> list[Sentence]:
    article = hit.article
    pieces = sorted({p for q in hit.passages for p in pieces_of(article.text, q.start, q.end, QUOTE)})
    words = [article.text[start:end] for start, end in pieces]
    folded = [fold(each) for each in words]
    heading = fold(" ".join(filter(None, (article.kicker, article.title, article.subtitle))))
    named = [question.answered_by(each) for each in words]
    shared: Features = {
        "one": 1.0,
        "hit": hit.score,
        "ahead": hit.score - best,
        "seen": question.seen,
        "unseen_hit": (1 - question.seen) * hit.score,
        "article": question.cover("\n".join((heading, *folded))),
        **_absent("article", question.wanted.kind, any(named)),
    }
    return [
        Sentence(hit, start, end, {**shared, **_own(question, hit, (start, end), folded, heading, i, named[i])})
        for i, (start, end) in enumerate(pieces)
    ]


def _own(
    question: Question, hit: Hit, span: tuple[int, int], folded: Sequence[str], heading: str, i: int, named: bool
) -> Features:
    window = max(hit.windows, key=lambda w: min(w.end, span[1]) - max(w.start, span[0])).score
    cover = question.cover(folded[i])
    return {
        "window": window,
        "unseen_window": (1 - question.seen) * window,
        "cover": cover,
        "around": question.cover("\n".join((heading, *folded[max(0, i - 1) : i + 2]))),
        "named": float(named),
        **_absent("sentence", question.wanted.kind, named),
        "lead": float(span[0] == 0),
        "length": log((span[1] - span[0]) / 40),
    }


def _absent(where: str, kind: Kind, named: bool) -> Features:
    """Does a sentence or an article lack what is asked for? Figures cannot be mistaken, names and places can."""
    return {
        f"{where}_lacks_figure": float(kind.strict and not named),
        f"{where}_lacks_name": float(kind not in (Kind.OPEN, Kind.REASON) and not kind.strict and not named),
        f"{where}_lacks_reason": float(kind is Kind.REASON and not named),
    }
