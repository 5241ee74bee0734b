"""Hits → the sentences that answer, or an honest "not found".

Every sentence of the best articles is described by a few numbers. One fitted weighing of them picks the sentence that
answers; another says how probable it is that it does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa.answer import Hit
from qa.question import Question
from qa.question.expect import Kind
from qa.reader.pieces import QUOTE, with_lead
from qa.reader.points import with_points
from qa.reader.sentences import Numbers, Sentence, Sentences, sentences_of
from qa.weights import Weights

QUOTES = 2
"""Sentences given at most."""
CLOSE = 4.0
"""After the best sentence come those of its article that are e⁴ times less likely to be the one, at most."""
ELSEWHERE = 2.0
"""The same of other articles: on CMRC 2018 dev 1 of 44 further behind answers better, of those nearer one in five."""
RIVAL = 1.0
"""So near the best must be what is set beside it as saying otherwise: what tells of another thing is mostly behind."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The sentences that answer best, best first, and the probability that the one which answers best does answer.

    ``others`` are the best sentences of other articles than the first's that answer about as well, best first.
    """

    sentences: tuple[Sentence, ...]
    probability: float
    others: tuple[Sentence, ...] = ()


def read(question: Question, hits: Sequence[Hit], weights: Weights, quoted: Collection[str] = ()) -> Finding:
    """The sentences of the best articles that answer a question, and how probable it is that they do.

    What stands in any that were ``quoted`` before is not given again.
    """
    found = told(question, hits, weights.select)
    if quoted:
        found = found.only([i for i in range(len(found)) if not any(found.words(i) in quote for quote in quoted)])
    if not len(found):
        return Finding((), 0.0)
    merits, chances = found.weigh(weights.select), probabilities(found, weights)
    best, article = merits[0], found.hits[0].article
    behind = [CLOSE if hit.article.id == article.id else ELSEWHERE for hit in found.hits[:QUOTES]]
    close = _whole(found[i] for i, most in enumerate(behind) if merits[i] >= best - most)
    least = best - RIVAL
    others = [i for i in _elsewhere(found) if chances[i] >= weights.threshold and merits[i] >= least]
    return Finding(close, expected_chance(chances, merits), tuple(found[i] for i in others))


def told(question: Question, hits: Sequence[Hit], select: Mapping[str, float]) -> Sentences:
    """The sentences of the best articles that may answer, best first; none if the best tells of another time only."""
    described = sentences_of(question, hits, select)
    if not len(described):
        return described
    merits = described.weigh(select)
    order = _of_the_form(question, described, np.argsort(-merits, kind="stable").tolist())
    return described.only(_of_the_time(question, described, order, merits))


def _of_the_form(question: Question, described: Sentences, order: list[int]) -> list[int]:
    """The order without the sentences that lack the figures an answer must have, however near they are otherwise."""
    if not question.wanted.figures:
        return order
    return [i for i in order if question.may_answer(described.words(i))]


def _of_the_time(question: Question, described: Sentences, order: list[int], merits: Numbers) -> list[int]:
    """The order without the sentences that tell of another year than is asked about, if that is what the best does.

    None is left where no sentence nearly as good tells of the one asked about.
    """
    if not order or question.wanted.kind is Kind.DATE or not question.times.others(described.named(order[0])):
        return order
    near = (i for i in order if merits[i] >= merits[order[0]] - ELSEWHERE)
    if not any(question.times.told(described.named(i)) for i in near):
        return []
    return [i for i in order if not question.times.others(described.named(i))]


def _whole(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Sentences with what they lean on and the points that they begin to list; none is given within another again."""
    found: list[Sentence] = []
    for each in sentences:
        text = each.hit.article.text
        given = [(s.start, s.end) for s in found if s.hit.article.id == each.hit.article.id]
        lead = with_lead(text, each.start, each.end)
        if not any(start <= each.start < end for start, end in given):
            start = each.start if any(start <= lead < end for start, end in given) else lead
            found.append(replace(each, start=start, end=with_points(text, each.start, each.end, QUOTE)))
    return tuple(found)


def _elsewhere(found: Sentences) -> Iterator[int]:
    """The best sentence of every other article than the best one's, best first."""
    seen = {found.hits[0].article.id}
    for i, hit in enumerate(found.hits):
        if hit.article.id not in seen:
            seen.add(hit.article.id)
            yield i


def probabilities(described: Sentences, weights: Weights) -> Numbers:
    """How probable it is that each sentence answers: a logistic model of its features."""
    chances: Numbers = 1 / (1 + np.exp(-np.clip(described.weigh(weights.answer), -30, 30)))
    return chances


def expected_chance(chances: Numbers, merits: Numbers) -> float:
    """The mean of what each sentence's chance to answer is, by how probable it is to be the one: softmax of its merit.

    >>> expected_chance(np.array([0.9, 0.1]), np.array([2.0, 2.0]))
    0.5
    """
    shares = np.exp(merits - merits.max())
    return float(chances @ shares / shares.sum())
