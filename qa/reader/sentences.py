"""The sentences of the best articles, each described by a few numbers that say how well it would answer.

The numbers of all sentences are columns; a name without a plural is one number a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.document import EventDate
from qa.answer import Hit
from qa.question import Features, Question
from qa.question.expect import Kind
from qa.question.forms import missing_in
from qa.reader.opened import Opened, opened
from qa.reader.pieces import Span, announcing

LEAD = 10.0
"""A lead over the next article beyond this says no more."""
SURE = 12.0
"""A hit beyond this is no surer: of a score without an end the fit would make a sign of what is asked too broadly."""
FAR = 4.0
"""A sentence that is e⁴ times less likely than the best to be the one is not searched for names of persons."""
SHORT = 12
"""A sentence of fewer characters (施有方:有。) does not yet answer what was asked: the next one does too."""
APART = 1 << 32
"""More characters than an article has."""

Numbers = NDArray[np.float64]
Columns = Mapping[str, Numbers]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a run of clauses of a long one: where it stands, and what is known of it as an answer."""

    hit: Hit
    start: int
    end: int
    features: Features


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """Sentences ``hits[i].article.text[slice(*spans[i])]``; ``columns`` have a number for each, by feature."""

    hits: Sequence[Hit]
    spans: Sequence[Span]
    columns: Columns

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, i: int) -> Sentence:
        return Sentence(self.hits[i], *self.spans[i], {name: float(each[i]) for name, each in self.columns.items()})

    def __iter__(self) -> Iterator[Sentence]:
        return (self[i] for i in range(len(self)))

    def named(self, i: int) -> tuple[EventDate, ...]:
        """The times that one names, and that before it if both stand in one paragraph and it names any itself."""
        article, (start, end) = self.hits[i].article, self.spans[i]
        follows = self.follows(i) and article.times_in(start, end)
        above = self.spans[i - 1][0] if follows else start
        first = max(above, article.text.rfind("\n", 0, start) + 1)
        return article.times_in(first, end)

    def follows(self, i: int) -> bool:
        """Does one come after another of the same article?"""
        return i > 0 and self.hits[i - 1] is self.hits[i]

    def words(self, i: int) -> str:
        """The words of one."""
        return self.hits[i].article.text[slice(*self.spans[i])]

    def only(self, rows: Sequence[int]) -> Sentences:
        """Those at some places."""
        columns = {name: column[rows] for name, column in self.columns.items()}
        return Sentences([self.hits[i] for i in rows], [self.spans[i] for i in rows], columns)

    def weigh(self, weights: Mapping[str, float]) -> Numbers:
        """The weighted sum of each one's features."""
        return sum((weight * self.columns[name] for name, weight in weights.items()), np.zeros(len(self)))

    def table(self, names: Sequence[str]) -> Numbers:
        """The features by these names, (sentences, names)."""
        return np.stack([self.columns[name] for name in names], axis=1) if len(self) else np.zeros((0, len(names)))


def sentences_of(question: Question, hits: Sequence[Hit], select: Mapping[str, float] | None = None) -> Sentences:
    """Describe every sentence of the best articles.

    With the weights ``select`` of the choice, articles are left out that cannot answer or whose sentences are not
    chosen, and only sentences that may be chosen are searched for names of persons.
    """
    read = opened(question, hits, strict=bool(select))
    if not read:
        return Sentences((), (), {})
    found = _described(question, read)
    found = _answered(_without_rivals(question, found, read) if select else found)
    if select and question.wanted.relation:
        found = found.only([i for i in range(len(found)) if _names_relation(question, found, i)])
    if not len(found):
        return Sentences((), (), {})
    return replace(found, columns={**found.columns, **_answering(question, found, select)})


def _names_relation(question: Question, found: Sentences, i: int) -> bool:
    """May a sentence name somebody's wife: 妻子施小雨, or after one that speaks of her: 妻子也教书。她叫施小雨。"""
    follows = found.follows(i) and not missing_in(question.wanted, found.words(i - 1))
    return question.may_name(found.words(i)) or (follows and "叫" in found.words(i))


def _described(question: Question, read: Sequence[Opened]) -> Sentences:
    """Every sentence of the opened articles."""
    of_articles = [_shared(question, each) for each in read]
    counts = [len(each.spans) for each in read]
    spans = [span for each in read for span in each.spans]
    windows = _windows(read)
    columns = {
        **{name: np.repeat([shared[name] for shared in of_articles], counts) for name in of_articles[0]},
        "window": windows,
        "foreign_window": question.foreign * windows,
        "late": np.concatenate([each.hit.echo.within_each(each.spans) for each in read]),
        "around": _around(question.words, read),
        "grams_around": _around(question.terms, read),
        "lead": np.array([float(start == 0) for start, _ in spans]),
        "length": np.log(np.array([end - start for start, end in spans]) / 40),
    }
    return Sentences([each.hit for each in read for _ in each.spans], spans, columns)


def _shared(question: Question, read: Opened) -> Features:
    """What all sentences of an article have in common."""
    return {
        "one": 1.0,
        "hit": min(SURE, read.hit.score),
        "ahead": min(0.0, read.beyond),
        "lead_over": min(LEAD, max(0.0, read.beyond)),
        "seen": question.seen,
        "foreign": float(question.foreign),
        "rest": question.cover(read.body, read.heading),
        "article": question.cover(read.whole),
        "grams": question.share(read.whole),
        **question.missing(read.whole),
    }


def _without_rivals(question: Question, described: Sentences, read: Sequence[Opened]) -> Sentences:
    """Without the sentences that speak of another bridge than is asked about, where nothing near speaks of that one."""
    if not (question.names.rivals or question.names.titles):
        return described
    told = [
        (words, "\n".join((each.heading, *each.folded[max(0, i - 1) : i + 1])))
        for each in read
        for i, words in enumerate(each.folded)
    ]
    return described.only([i for i, (words, near) in enumerate(told) if not question.names.mistaken(words, near)])


def _answered(described: Sentences) -> Sentences:
    """Without questions and headings: what follows one is as near to a reader's question as that is itself."""
    told, answered = list[int](), list[int]()
    asked: int | None = None
    for i, announces in enumerate(_announcing(described)):
        if announces:
            asked = i
            continue
        asked = asked if described.follows(i) else None
        told.append(i)
        answered.append(i if asked is None else asked)
        start, end = described.spans[i]
        asked = asked if end - start < SHORT else None
    if len(told) == len(described):
        return described
    near = ("window", "foreign_window", "late", "around", "grams_around")
    kept = described.only(told)
    nearest = {name: np.maximum(kept.columns[name], described.columns[name][answered]) for name in near}
    return replace(kept, columns={**kept.columns, **nearest})


def _announcing(described: Sentences) -> Iterator[bool]:
    """Which sentences only ask, or stand as headings."""
    pairs = zip(described.hits, described.spans, strict=True)
    for _, group in groupby(pairs, key=lambda pair: id(pair[0])):
        hits, spans = zip(*group, strict=True)
        yield from announcing(hits[0].article, spans)


def _windows(read: Sequence[Opened]) -> Numbers:
    """The score of the window that each sentence has most in common with."""
    # The texts are laid end to end, so far apart that nothing of one is near anything of another.
    spans = np.array([(n * APART + start, n * APART + end) for n, each in enumerate(read) for start, end in each.spans])
    windows = [
        (n * APART + w.start, n * APART + w.end, w.score) for n, each in enumerate(read) for w in each.hit.windows
    ]
    starts, ends, scores = np.array(windows).T
    nearest: Numbers = scores[np.argmax(np.minimum(ends, spans[:, 1:]) - np.maximum(starts, spans[:, :1]), axis=1)]
    return nearest


def _around(weights: Mapping[str, float], read: Sequence[Opened]) -> Numbers:
    """The share of some words' weight that stands in each sentence, in those beside it, or in the headline."""
    total, counts = sum(weights.values()), [len(each.spans) for each in read]
    if not total:
        return np.ones(sum(counts))
    has = np.array([[word in folded for word in weights] for each in read for folded in each.folded])
    above = np.array([[word in each.heading for word in weights] for each in read])
    beside = has | np.repeat(above, counts, axis=0)
    follows = np.ones((len(has), 1), np.bool_)
    follows[np.cumsum([0, *counts[:-1]])] = False
    beside[1:] |= has[:-1] & follows[1:]
    beside[:-1] |= has[1:] & follows[1:]
    shares: Numbers = beside @ np.array(list(weights.values())) / total
    return shares


def _answering(question: Question, found: Sentences, select: Mapping[str, float] | None) -> Columns:
    """Which sentences have a thing of the kind asked for, and what sentences and articles lack.

    Figures cannot be mistaken, names and places can.
    """
    kind = question.wanted.kind
    looked = np.ones(len(found), np.bool_)
    if select and kind is Kind.PERSON:
        merits = found.weigh({name: weight for name, weight in select.items() if name != "named"})
        looked = merits >= merits.max() - FAR - abs(select.get("named", 0.0))
    named = np.array([look and question.answered_by(found.words(i)) for i, look in enumerate(looked.tolist())])
    has = {hit.article.id: False for hit in found.hits}
    for hit, answers in zip(found.hits, named.tolist(), strict=True):
        has[hit.article.id] |= answers
    in_article = np.array([has[hit.article.id] for hit in found.hits])
    lacking = {"sentence": ~named, "article": ~in_article}
    open_kind = kind in (Kind.OPEN, Kind.REASON)
    return {
        "named": named.astype(np.float64),
        **{f"{where}_lacks_figure": kind.strict * lacks for where, lacks in lacking.items()},
        **{f"{where}_lacks_name": (not open_kind and not kind.strict) * lacks for where, lacks in lacking.items()},
        **{f"{where}_lacks_reason": (kind is Kind.REASON) * lacks for where, lacks in lacking.items()},
    }
