"""The sentences of the best articles, each described by a few numbers that say how well it would answer.

The numbers of all sentences are columns; a name without a plural is one number a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.document import EventDate
from index.text import fold
from qa.answer import Hit
from qa.question import Features, Question
from qa.question.expect import Kind
from qa.question.forms import missing_in
from qa.reader.pieces import Span, announcing, quotable

READ = 6
"""Articles read, best first."""
LEAD = 10.0
"""A lead over the next article beyond this says no more."""
BEHIND = 5.0
"""An article this far behind the best gives no sentence: read or not, the answers and chances are the same."""
SURE = 12.0
"""A hit beyond this is no surer: of a score without an end the fit would make a sign of what is asked too broadly."""
FAR = 4.0
"""A sentence that is e⁴ times less likely than the best to be the one is not searched for names of persons."""
SHORT = 12
"""A sentence of fewer characters (施有方:有。) does not yet answer what was asked: the next one does too."""

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
        follows = i > 0 and self.hits[i - 1] is self.hits[i] and article.times_in(start, end)
        above = self.spans[i - 1][0] if follows else start
        first = max(above, article.text.rfind("\n", 0, start) + 1)
        return article.times_in(first, end)

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
    if select:
        hits = [hit for hit in hits if not all(missing_in(question.wanted, passage.text) for passage in hit.passages)]
    scores = [hit.score for hit in hits]
    rivals = [max((*scores[:place], *scores[place + 1 :]), default=0.0) for place in range(min(READ, len(hits)))]
    # Another order than the scores' (a reranker's) may put the best beyond those that are read.
    least = max(scores[:READ], default=0.0) - BEHIND
    pairs = zip(hits[:READ], rivals, strict=True)
    kept = (
        _described(question, hit, rival, strict=bool(select)) for hit, rival in pairs if not select or hit.score > least
    )
    if select and question.wanted.relation:
        kept = (each.only([i for i in range(len(each)) if _names_relation(question, each, i)]) for each in kept)
    described = [each for each in kept if len(each)]
    if not described:
        return Sentences((), (), {})
    together = Sentences(
        hits=[hit for each in described for hit in each.hits],
        spans=[span for each in described for span in each.spans],
        columns={name: np.concatenate([each.columns[name] for each in described]) for name in described[0].columns},
    )
    return replace(together, columns={**together.columns, **_answering(question, together, select)})


def _names_relation(question: Question, found: Sentences, i: int) -> bool:
    """May a sentence name somebody's wife: 妻子施小雨, or after one that speaks of her: 妻子也教书。她叫施小雨。"""
    follows = i > 0 and not missing_in(question.wanted, found.words(i - 1))
    return question.may_name(found.words(i)) or (follows and "叫" in found.words(i))


def _described(question: Question, hit: Hit, rival: float, *, strict: bool) -> Sentences:
    """The sentences of a hit's passages; if ``strict`` without those that tell of others than are asked about."""
    article = hit.article
    pieces = sorted({p for q in hit.passages for p in quotable(article.text, q.start, q.end)})
    heading, body = fold(" ".join(article.heading)), fold(article.text)
    folded = _folded(article.text, body, pieces)
    whole = f"{heading}\n{body}"
    if strict and question.strange(article, whole):
        return Sentences((), (), {})
    shared: Features = {
        "one": 1.0,
        "hit": min(SURE, hit.score),
        "ahead": min(0.0, hit.score - rival),
        "lead_over": min(LEAD, max(0.0, hit.score - rival)),
        "seen": question.seen,
        "foreign": float(question.foreign),
        "rest": question.cover(body, heading),
        "article": question.cover(whole),
        "grams": question.share(whole),
        **question.missing(whole),
    }
    windows = _windows(hit, pieces)
    columns = {
        **{name: np.full(len(pieces), value) for name, value in shared.items()},
        "window": windows,
        "foreign_window": question.foreign * windows,
        "late": hit.echo.within_each(pieces),
        "around": _around(question.words, heading, folded),
        "grams_around": _around(question.terms, heading, folded),
        "lead": np.array([float(start == 0) for start, _ in pieces]),
        "length": np.log(np.array([end - start for start, end in pieces]) / 40),
    }
    described = Sentences([hit] * len(pieces), pieces, columns)
    return _answered(_without_rivals(question, described, heading, folded) if strict else described)


def _without_rivals(question: Question, described: Sentences, heading: str, folded: Sequence[str]) -> Sentences:
    """Without the sentences that speak of another bridge than is asked about, where nothing near speaks of that one."""
    if not question.names.rivals:
        return described
    around = ["\n".join((heading, *folded[max(0, i - 1) : i + 1])) for i in range(len(folded))]
    return described.only([i for i, near in enumerate(around) if not question.names.mistaken(folded[i], near)])


def _answered(described: Sentences) -> Sentences:
    """Without questions and headings: what follows one is as near to a reader's question as that is itself."""
    if not len(described):
        return described
    told, answered = list[int](), list[int]()
    asked: int | None = None
    for i, announces in enumerate(announcing(described.hits[0].article, described.spans)):
        if announces:
            asked = i
            continue
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


def _folded(text: str, body: str, pieces: Sequence[Span]) -> list[str]:
    """Each sentence of ``text`` folded; ``body`` is all of it.

    Where folding changes no length the sentences are slices of it; else they are folded in one go, as none has a line
    feed and folding neither makes nor takes one.
    """
    if len(body) == len(text):
        return [body[start:end] for start, end in pieces]
    return fold("\n".join(text[start:end] for start, end in pieces)).split("\n")


def _windows(hit: Hit, pieces: Sequence[Span]) -> Numbers:
    """The score of the window that each sentence has most in common with."""
    spans, windows = np.array(pieces), np.array([(w.start, w.end, w.score) for w in hit.windows])
    shared = np.minimum(windows[:, 1], spans[:, 1:]) - np.maximum(windows[:, 0], spans[:, :1])
    scores: Numbers = windows[np.argmax(shared, axis=1), 2]
    return scores


def _around(weights: Mapping[str, float], heading: str, folded: Sequence[str]) -> Numbers:
    """The share of some words' weight that stands in each sentence, in those beside it, or in the headline."""
    total = sum(weights.values())
    if not total:
        return np.ones(len(folded))
    has = np.array([[word in each for word in weights] for each in folded])
    above = np.array([word in heading for word in weights])
    beside = has | above
    beside[1:] |= has[:-1]
    beside[:-1] |= has[1:]
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
