"""Fit the weights of an encoder on question sets: the choice of a sentence, and when it is an answer.

The choice is a softmax model (the right one among those found), the answer a logistic one. Its negatives
are the same questions with their own articles kept away, and with only the sentences that hold the answer blanked out
(an archive that is silent, an article that is about the matter and does not say), and questions of another set, which
the archive knows nothing about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.document import Passage
from index.encoder import Encoder
from index.text import fold
from qa.answer import Hit
from qa.query import asked_terms
from qa.reader import Question, Sentence, sentences_of
from qa.retrieve import Wording, retrieve
from qa.sets import Asked, QuestionSet
from qa.weights import RANK, Weights

Table = NDArray[np.float64]
Say = Callable[[str], None]

SELECT = ("window", "foreign_window", "ahead", "cover", "around", "named", "lead", "length")
ANSWER = (
    "one",
    "hit",
    "foreign",
    "window",
    "foreign_window",
    "ahead",
    "cover",
    "around",
    "article",
    "rest",
    "rest_here",
    "rarest_missing",
    "number_missing",
    "words_missing",
    "seen",
    "sentence_lacks_figure",
    "sentence_lacks_name",
    "sentence_lacks_reason",
    "article_lacks_figure",
    "article_lacks_name",
)
RIDGE = 1e-3
STRANGERS = 200
"""Questions of another set that each archive is asked."""
WORTH = 1.3
"""What an answer rightly given is worth against a refusal rightly made: a reader can judge a wrong quotation by its
source, but not miss an article that is never shown."""


@dataclass(frozen=True, slots=True)
class Case:
    """The sentences found for a question, which of them are right, and those found for its unanswerable twins."""

    sentences: tuple[Sentence, ...]
    right: tuple[bool, ...]
    answerable: bool
    elsewhere: tuple[Sentence, ...] = ()
    unsaid: tuple[Sentence, ...] = ()


def fit(sets: Sequence[QuestionSet], encoder: Encoder, say: Say) -> Weights:
    """Weights for an encoder, every set counting the same."""
    groups = []
    for number, each in enumerate(sets, 1):
        say(f"题目集 {number}/{len(sets)}：{len(each.questions)} 题")
        strangers = sets[number % len(sets)].questions[:STRANGERS] if len(sets) > 1 else ()
        unanswerable = tuple(replace(asked, relevant=(), answers=()) for asked in strangers)
        groups.append([*_cases(each, each.questions, encoder), *_cases(each, unanswerable, encoder)])
    weighed = [(case, 1 / len(group)) for group in groups for case in group]
    select = _softmax([(_table(c.sentences, SELECT), np.array(c.right), w) for c, w in weighed])
    chosen = dict(zip(SELECT, select.tolist(), strict=True))
    examples = [example for case, weight in weighed for example in _examples(case, weight, chosen)]
    answer, threshold = _logistic(examples)
    return Weights(
        encoder=encoder.identity,
        rank=RANK,
        select={name: round(value, 4) for name, value in chosen.items()},
        answer=dict(zip(ANSWER, answer.round(4).tolist(), strict=True)),
        threshold=round(threshold, 4),
    )


def _cases(archive: QuestionSet, questions: Sequence[Asked], encoder: Encoder) -> Iterator[Case]:
    if questions:
        vectors = encoder.encode_queries([asked.question for asked in questions])
        for asked, vector in zip(questions, vectors, strict=True):
            yield _case(archive, asked, vector)


def _case(questions: QuestionSet, asked: Asked, vector: NDArray[np.float32]) -> Case:
    store, relevant = questions.store, questions.relevant(asked)
    wordings = [Wording(vector, asked_terms(asked.question))]
    question = Question.of(asked.question, store.lexical)
    hits = retrieve(store, wordings, RANK)
    sentences = tuple(sentences_of(question, hits))
    gold = [fold(answer) for answer in asked.answers]
    right = tuple(s.hit.article.id in relevant and _holds(s.hit, s.start, s.end, gold) for s in sentences)
    if not gold:
        return Case(sentences, right, answerable=False)
    others = retrieve(store, wordings, RANK, store.rows_where(lambda article: article.id not in relevant))
    silent = [_silenced(hit, gold) if hit.article.id in relevant else hit for hit in hits]
    silent.sort(key=lambda hit: -hit.score)
    return Case(
        sentences=sentences,
        right=right,
        answerable=True,
        elsewhere=tuple(sentences_of(question, others)),
        unsaid=tuple(sentences_of(question, [hit for hit in silent if hit.windows])),
    )


def _holds(hit: Hit, start: int, end: int, gold: Sequence[str]) -> bool:
    words = fold(hit.article.text[start:end])
    return any(answer in words for answer in gold)


def _silenced(hit: Hit, gold: Sequence[str]) -> Hit:
    """The hit as it would be had the article not said the answer: its words blanked, its windows gone."""
    answering = [w for w in hit.windows if _holds(hit, w.start, w.end, gold)]
    left = tuple(w for w in hit.windows if w not in answering)
    if not left:
        return replace(hit, windows=())
    text = hit.article.text
    for window in answering:
        text = text[: window.start] + "\n" * (window.end - window.start) + text[window.end :]
    article = replace(hit.article, text=text)
    loss = max(w.score for w in hit.windows) - max(w.score for w in left)
    passages = tuple(Passage(article, p.start, p.end) for p in hit.passages)
    return replace(hit, article=article, passages=passages, windows=left, score=hit.score - RANK[1] * loss)


def _table(sentences: Sequence[Sentence], names: Sequence[str]) -> Table:
    return np.array([[s.features[name] for name in names] for s in sentences], dtype=np.float64)


Example = tuple[list[float], bool, float]


def _examples(case: Case, weight: float, select: dict[str, float]) -> Iterator[Example]:
    """The chosen sentence of a question and of its twins; the two negatives together weigh as much as the positive."""
    twins = ((case.sentences, case.answerable, 1.0), (case.elsewhere, False, 0.5), (case.unsaid, False, 0.5))
    for sentences, answers, share in twins:
        if sentences:
            best = max(sentences, key=lambda sentence: sentence.weigh(select))
            yield [best.features[name] for name in ANSWER], answers, weight * share


def _softmax(groups: Sequence[tuple[Table, NDArray[np.bool_], float]]) -> Table:
    """Weights that make the right rows of each group likely among its rows; groups without a right row are left out."""
    usable = [(table, right, weight) for table, right, weight in groups if right.any()]
    rows = np.concatenate([table for table, _, _ in usable])
    right = np.concatenate([right for _, right, _ in usable])
    weights = np.array([weight for _, _, weight in usable])
    owner = np.repeat(np.arange(len(usable)), [len(table) for table, _, _ in usable])

    def loss(beta: Table) -> tuple[float, Table]:
        scores = rows @ beta
        top = np.full(len(usable), -np.inf)
        np.maximum.at(top, owner, scores)
        mass = np.exp(scores - top[owner])
        whole, of_right = np.bincount(owner, mass), np.bincount(owner, mass * right)
        pull = (mass / whole[owner] - mass * right / of_right[owner]) * weights[owner]
        value = weights @ (np.log(whole) - np.log(of_right)) / weights.sum() + RIDGE * beta @ beta
        return float(value), pull @ rows / weights.sum() + 2 * RIDGE * beta

    result: Table = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return result


def _logistic(examples: Sequence[Example]) -> tuple[Table, float]:
    """Weights of a logistic model, and the probability that parts answers from the rest at the greatest worth."""
    table = np.array([row for row, _, _ in examples])
    answers = np.array([answer for _, answer, _ in examples])
    weights = np.array([weight for _, _, weight in examples])
    scale = table.std(axis=0)
    scale[scale == 0] = 1.0

    def loss(beta: Table) -> tuple[float, Table]:
        scores = table / scale @ beta
        pull = (1 / (1 + np.exp(-scores)) - answers) * weights
        value = weights @ (np.logaddexp(0, scores) - answers * scores) / weights.sum() + RIDGE * beta @ beta
        return float(value), pull @ (table / scale) / weights.sum() + 2 * RIDGE * beta

    beta = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x / scale
    chances = 1 / (1 + np.exp(-table @ beta))
    order = np.argsort(chances)
    gain = np.cumsum(np.where(answers, -WORTH * weights, weights)[order])
    result: Table = beta
    best = int(np.argmax(gain))
    return result, float(chances[order][best : best + 2].mean())
