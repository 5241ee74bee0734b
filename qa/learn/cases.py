"""Questions with known answers → what the reader saw of them: the examples that weights are fitted on.

The choice of a sentence is learned from all sentences of a question's hits. When it is an answer, from those that the
reader may choose, three times: as it is, with its own articles kept away (an archive that is silent), and with only the
sentences that hold the answer blanked out (an article that is about the matter and does not say).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.document import Passage
from index.encoder import Encoded, Encoder
from index.projection import projection_for
from index.store import Scope
from index.text import fold
from qa.answer import Hit
from qa.learn.sets import Asked, QuestionSet
from qa.question import Question
from qa.rank import Rank, scored
from qa.reader import told
from qa.reader.sentences import sentences_of
from qa.retrieve import Wording, retrieve

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """All sentences found for a question, a row each, and which of them are right."""

    sentences: Table
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """The sentences that may be chosen for a question, a row each, best first, and those of its unanswerable twins."""

    sentences: Table
    answerable: bool
    elsewhere: Table
    unsaid: Table


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The signals of a question's hits, a row each, and which hits are right."""

    signals: Table
    right: NDArray[np.bool_]


def rankings(archive: QuestionSet, questions: Sequence[Asked], encoder: Encoder, rank: Rank) -> list[Ranking]:
    """How the hits of those questions are ranked that have a right article."""
    found = []
    for asked, wording in _worded([each for each in questions if each.relevant], encoder):
        relevant = archive.relevant(asked)
        hits = retrieve(archive.store, [wording], rank)
        right = [bool(relevant & {hit.article.id, *(other.id for other in hit.also)}) for hit in hits]
        found.append(Ranking(np.array([hit.why for hit in hits]), np.array(right, np.bool_)))
    return found


def choices(
    archive: QuestionSet, questions: Sequence[Asked], encoder: Encoder, rank: Rank, names: Sequence[str]
) -> Iterator[Choice]:
    """The sentences found for each question; the columns of a table are the features ``names``."""
    for asked, wording in _worded(questions, encoder):
        relevant, gold = archive.relevant(asked), _gold(asked)
        found = sentences_of(
            Question.of(asked.question, archive.store.lexical), retrieve(archive.store, [wording], rank)
        )
        right = [s.hit.article.id in relevant and holds(s.hit, s.start, s.end, gold) for s in found]
        yield Choice(found.table(names), np.array(right, np.bool_))


def cases(
    archive: QuestionSet,
    questions: Sequence[Asked],
    encoder: Encoder,
    rank: Rank,
    select: Mapping[str, float],
    names: Sequence[str],
) -> Iterator[Case]:
    """What the reader may choose from by the weights ``select``; the columns of a table are the features ``names``."""
    store = archive.store
    for asked, wording in _worded(questions, encoder):
        relevant, gold = archive.relevant(asked), _gold(asked)
        hits = retrieve(store, [wording], rank)
        others, silent = list[Hit](), list[Hit]()
        if gold:
            others = retrieve(store, [wording], rank, store.inside(Scope(without=relevant)))
            silent = [_silenced(hit, gold) if hit.article.id in relevant else hit for hit in hits]
        kept = scored((hit for hit in silent if hit.windows), rank)
        question = Question.of(asked.question, store.lexical)
        real, elsewhere, unsaid = (told(question, each, select).table(names) for each in (hits, others, kept))
        yield Case(real, bool(gold), elsewhere, unsaid)


def _gold(asked: Asked) -> list[str]:
    return [fold(answer) for answer in asked.answers]


def _worded(questions: Sequence[Asked], encoder: Encoder) -> Iterator[tuple[Asked, Wording]]:
    projection = projection_for(encoder.identity)
    encoded: Sequence[Encoded] = encoder.encode_queries([asked.question for asked in questions]) if questions else ()
    for asked, each in zip(questions, encoded, strict=True):
        yield asked, Wording.of(asked.question, each, projection)


def holds(hit: Hit, start: int, end: int, gold: Sequence[str]) -> bool:
    """Do the words of a span hold one of the right answers, which are folded?"""
    words = fold(hit.article.text[start:end])
    return any(answer in words for answer in gold)


def _silenced(hit: Hit, gold: Sequence[str]) -> Hit:
    """The hit as it would be had the article not said the answer: its words blanked, its windows gone."""
    answering = [w for w in hit.windows if holds(hit, w.start, w.end, gold)]
    left = tuple(w for w in hit.windows if w not in answering)
    if not left:
        return replace(hit, windows=())
    text, echo = hit.article.text, hit.echo
    for window in answering:
        text = text[: window.start] + "\n" * (window.end - window.start) + text[window.end :]
        echo = echo.without(window.start, window.end)
    article = replace(hit.article, text=text)
    why = hit.why._replace(window=max(w.score for w in left), late=echo.whole())
    passages = tuple(Passage(article, p.start, p.end) for p in hit.passages)
    return replace(hit, article=article, passages=passages, windows=left, why=why, echo=echo)
