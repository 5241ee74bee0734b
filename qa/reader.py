"""Hits → the sentences that answer, or an honest "not found".

Every sentence of the best articles is described by a few numbers. One fitted weighing of them picks the sentence that
answers; another says how probable it is that it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from index.chunk import pieces_of
from index.store import LexicalIndex
from index.text import CJK, fold, word_frequencies
from qa.answer import Hit
from qa.expect import Expected, Kind, expected, mentions
from qa.query import asked_terms, asked_words
from qa.weights import Weights

QUOTE = 160
"""Characters of the longest quotation; a longer sentence is quoted by its clauses."""
READ = 6
"""Articles read, best first."""
QUOTES = 2
"""Sentences given at most."""
LEAD = 10.0
"""A lead over the next article beyond this says no more."""
CLOSE = 4.0
"""After the best sentence come those that are e⁴ times less likely to be the one, at most."""

PRIOR = 1000
WORDS = 280
"""Words of a passage, about."""

Features = Mapping[str, float]

_CHINESE = re.compile(rf"[{CJK}]")
_NUMERAL = r"(?:\d+|[一二三四五六七八九十百]+)"
_NUMBERED = re.compile(rf"第{_NUMERAL}|{_NUMERAL}(?:届|期|号|路|批|轮|中|线)|\d+(?![\d年月日时点])")


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
    """The sentences that answer best, best first, and the probability that the one which answers best does answer.

    ``others`` are the best sentences of other articles than the first's that are probable answers too, best first.
    """

    sentences: tuple[Sentence, ...]
    probability: float
    others: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the reader needs it: folded, its words and terms with weights, and the kind of thing asked for.

    ``seen`` is the share of its terms' weight that the archive has at all; ``foreign`` says that it has no Chinese
    characters, so that no word of it can be looked for; ``numbered`` are its words with a number in them that names one
    of many (第三届, 207路).
    """

    folded: str
    words: Mapping[str, float]
    terms: Mapping[str, float]
    seen: float
    foreign: bool
    wanted: Expected
    numbered: tuple[str, ...]

    @classmethod
    def of(cls, text: str, lexical: LexicalIndex) -> Question:
        """Prepare a question for articles whose words ``lexical`` weighs."""
        folded, asked = fold(text), asked_terms(text)
        return cls(
            folded=folded,
            words={word: rarity(word, lexical) for word in asked_words(text)},
            terms={term: lexical.idf(term) for term in asked},
            seen=lexical.seen_share(asked),
            foreign=not _CHINESE.search(text),
            wanted=expected(text),
            numbered=tuple(_NUMBERED.findall(folded)),
        )

    def cover(self, folded: str, known: str = "") -> float:
        """The share of the question's weight whose words stand in a folded text; those in ``known`` are left out."""
        asked = {word: weight for word, weight in self.words.items() if word not in known}
        total = sum(asked.values())
        return sum(weight for word, weight in asked.items() if word in folded) / total if total else 1.0

    def share(self, folded: str) -> float:
        """The share of the weight of its words and character pairs that stand in a folded text.

        A name that the dictionary cuts apart, or takes for single characters, is still known by its pairs.
        """
        total = sum(self.terms.values())
        return sum(weight for term, weight in self.terms.items() if term in folded) / total if total else 1.0

    def answered_by(self, text: str) -> bool:
        """Has a text a thing of the kind asked for that the question does not name itself?"""
        return any(fold(text[start:end]) not in self.folded for start, end in mentions(self.wanted, text))

    def missing(self, folded: str) -> Features:
        """What of the question an article lacks: its rarest word, one of many by number, how many in all."""
        rarest = max(self.words, key=lambda word: self.words[word], default="")
        return {
            "rarest_missing": float(rarest not in folded),
            "number_missing": float(any(not _numbered(name, folded) for name in self.numbered)),
            "words_missing": float(sum(word not in folded for word in self.words)),
        }


def _numbered(name: str, folded: str) -> bool:
    """Does a text name one of many, and not another whose number begins or ends alike (第十 and 第十一)?"""
    return re.search(rf"(?<!\d){re.escape(name)}(?![\d一二三四五六七八九十百])", folded) is not None


def rarity(word: str, lexical: LexicalIndex) -> float:
    """How much a word says, in nats: minus the logarithm of the share of passages that have it.

    A store is mixed with ``PRIOR`` passages of the dictionary's general text, so that a common word that a small store
    happens not to have (手艺, 卖) does not weigh as much as a name.
    """
    frequencies, total = word_frequencies()
    in_general = 1 - exp(-WORDS * (frequencies.get(word, 0) + 1) / total)
    return -log((lexical.seen(word) + PRIOR * in_general) / (lexical.size + PRIOR))


def read(question: Question, hits: Sequence[Hit], weights: Weights) -> Finding:
    """The sentences of the best articles that answer a question, and how probable it is that they do."""
    described = sentences_of(question, hits)
    if not described:
        return Finding((), 0.0)
    merits = [sentence.weigh(weights.select) for sentence in described]
    order = sorted(range(len(described)), key=lambda i: -merits[i])
    close = [described[i] for i in order[:QUOTES] if merits[i] >= merits[order[0]] - CLOSE]
    others = _elsewhere((described[i] for i in order), close[0], weights)
    chances = np.array([probability(sentence, weights) for sentence in described])
    return Finding(tuple(close), expected_chance(chances, np.array(merits)), tuple(others))


def _elsewhere(ordered: Iterable[Sentence], best: Sentence, weights: Weights) -> Iterator[Sentence]:
    """The best sentence of every other article that answers with the probability asked of an answer."""
    seen = {best.hit.article.id}
    for sentence in ordered:
        if sentence.hit.article.id not in seen:
            seen.add(sentence.hit.article.id)
            if probability(sentence, weights) >= weights.threshold:
                yield sentence


def probability(sentence: Sentence, weights: Weights) -> float:
    """How probable it is that a sentence answers: a logistic model of its features."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, sentence.weigh(weights.answer)))))


def expected_chance(chances: NDArray[np.float64], merits: NDArray[np.float64]) -> float:
    """The mean of what each sentence's chance to answer is, by how probable it is to be the one: softmax of its merit.

    >>> expected_chance(np.array([0.9, 0.1]), np.array([2.0, 2.0]))
    0.5
    """
    shares = np.exp(merits - merits.max())
    return float(chances @ shares / shares.sum())


def sentences_of(question: Question, hits: Sequence[Hit]) -> list[Sentence]:
    """Describe every sentence of the best articles."""
    scores = [hit.score for hit in hits]
    rivals = [max((*scores[:place], *scores[place + 1 :]), default=0.0) for place in range(min(READ, len(hits)))]
    return [
        sentence for hit, rival in zip(hits[:READ], rivals, strict=True) for sentence in _describe(question, hit, rival)
    ]


def _describe(question: Question, hit: Hit, rival: float) -> list[Sentence]:
    article = hit.article
    pieces = sorted({p for q in hit.passages for p in pieces_of(article.text, q.start, q.end, QUOTE)})
    words = [article.text[start:end] for start, end in pieces]
    named = [question.answered_by(each) for each in words]
    heading, body = fold(" ".join(article.heading)), fold(article.text)
    whole = f"{heading}\n{body}"
    shared: Features = {
        "one": 1.0,
        "hit": hit.score,
        "ahead": min(0.0, hit.score - rival),
        "lead_over": min(LEAD, max(0.0, hit.score - rival)),
        "seen": question.seen,
        "foreign": float(question.foreign),
        "rest": question.cover(body, heading),
        "article": question.cover(whole),
        "grams": question.share(whole),
        **question.missing(whole),
        **_absent("article", question.wanted.kind, any(named)),
    }
    around = _around(heading, [fold(each) for each in words])
    return [
        Sentence(hit, *span, {**shared, **_own(question, hit, span, named=said, around=context)})
        for span, said, context in zip(pieces, named, around, strict=True)
    ]


def _around(heading: str, folded: Sequence[str]) -> list[str]:
    """Each sentence between its neighbours and under the headline."""
    return ["\n".join((heading, *folded[max(0, i - 1) : i + 2])) for i in range(len(folded))]


def _own(question: Question, hit: Hit, span: tuple[int, int], *, named: bool, around: str) -> Features:
    window = max(hit.windows, key=lambda w: min(w.end, span[1]) - max(w.start, span[0])).score
    return {
        "window": window,
        "foreign_window": question.foreign * window,
        "late": hit.echo.within(*span),
        "around": question.cover(around),
        "grams_around": question.share(around),
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
