"""Fit the weights of an encoder on question sets: the ranking, the choice of a sentence, and when it is an answer.

The ranking is the best of a few on a grid, by the mean reciprocal rank over the sets: near its best it is flat. The
choice is a softmax model (the right sentence among those found), the answer a logistic one. Its negatives are the same
questions with their own articles kept away, and with only the sentences that hold the answer blanked out, and questions
of another set, which the archive knows nothing about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.encoder import Encoder
from index.errors import BaowenError
from index.messages import Tell, say
from qa.learn.cases import Case, Choice, Ranking, Table, cases, choices, rankings
from qa.learn.sets import Asked, QuestionSet
from qa.rank import Rank
from qa.reader import expected_chance
from qa.weights import RANK, Weights

SELECT = ("window", "late", "ahead", "grams_around", "named", "lead", "length")
ANSWER = (
    "one",
    "hit",
    "lead_over",
    "foreign",
    "window",
    "foreign_window",
    "late",
    "ahead",
    "rest",
    "grams",
    "grams_around",
    "rarest_missing",
    "number_missing",
    "seen",
    "sentence_lacks_figure",
    "sentence_lacks_name",
    "sentence_lacks_reason",
    "article_lacks_figure",
)
FEATURES = tuple(dict.fromkeys((*SELECT, *ANSWER)))
TERMS = (6.0, 8.0, 10.0, 12.0, 15.0)
LATE = (0.0, 5.0, 10.0, 15.0, 20.0)
DEPTH = 10
RIDGE = 1e-3
STRANGERS = 200
"""Questions of another set that each archive is asked."""
ENOUGH = 100
"""Questions from which weights hold on others. In trials on CMRC 2018 the sentence chosen was right in 0.74 of those
held out after 5 questions (0.48 to 0.85 from sample to sample), 0.83 after 20 (0.74 to 0.86), 0.86 after 100 (0.85 to
0.89) and 0.86 after 200."""
WORTH = 2.5
"""What an answer rightly given is worth against a refusal rightly made: a reader can judge a wrong quotation by its
source, but not miss an article that is never shown."""


def fit(sets: Sequence[QuestionSet], encoder: Encoder, tell: Tell) -> Weights:
    """Weights for an encoder, every set counting the same."""
    tell(say("排序"))
    asked = [unlearned(each) for each in sets]
    rank = best_rank([rankings(each, those, encoder, RANK) for each, those in zip(sets, asked, strict=True)])
    chosen, groups = list[tuple[Choice, float]](), list[list[Case]]()
    for each, those in zip(sets, asked, strict=True):
        tell(say("选句：{questions} 题", questions=len(those)))
        chosen += [(choice, 1 / len(those)) for choice in choices(each, those, encoder, rank, FEATURES)]
    select = choose(chosen)
    for number, (each, those) in enumerate(zip(sets, asked, strict=True), 1):
        tell(say("题目集 {number}/{sets}：{questions} 题", number=number, sets=len(sets), questions=len(those)))
        strangers = sets[number % len(sets)].questions[:STRANGERS] if len(sets) > 1 else ()
        all_of = [*those, *(replace(stranger, relevant=(), answers=()) for stranger in strangers)]
        groups.append(list(cases(each, all_of, encoder, rank, select, FEATURES)))
    return weigh(encoder.identity, rank, select, [(case, 1 / len(group)) for group in groups for case in group])


def unlearned(archive: QuestionSet) -> list[Asked]:
    """The questions of a set that weights are fitted on: no projection has learned from them."""
    return [asked for asked in archive.questions if not archive.learned(asked)]


def choose(weighed: Sequence[tuple[Choice, float]]) -> Mapping[str, float]:
    """Weights of the choice of a sentence, from choices that each count as much as is said with them.

    BaowenError when none has a right sentence.
    """
    usable = [(_columns(each.sentences, SELECT), each.right, weight) for each, weight in weighed if each.right.any()]
    if not usable:
        raise BaowenError(say("题目集里没有一题在文章里找得到答案：请核对 relevant 和 answers"))
    return dict(zip(SELECT, _softmax(usable).round(4).tolist(), strict=True))


def weigh(encoder: str, rank: Rank, select: Mapping[str, float], weighed: Sequence[tuple[Case, float]]) -> Weights:
    """All weights, those of the choice and what cases tell, which each count as much as is said with them."""
    twins = [twin for case, weight in weighed for twin in _twins(case, weight)]
    answers, weights = (np.array(each) for each in ([twin[1] for twin in twins], [twin[2] for twin in twins]))
    tables = [_columns(table, ANSWER) for table, _, _ in twins]
    answer = _logistic(np.array([table[0] for table in tables]), answers, weights)
    merits = [_columns(table, SELECT) @ np.array(list(select.values())) for table, _, _ in twins]
    chances = [_chance(table @ answer, merit) for table, merit in zip(tables, merits, strict=True)]
    return Weights(
        encoder=encoder,
        rank=rank,
        select=dict(select),
        answer=dict(zip(ANSWER, answer.round(4).tolist(), strict=True)),
        threshold=round(_parting(np.array(chances), answers, weights), 4),
    )


def best_rank(sets: Sequence[Sequence[Ranking]]) -> Rank:
    """Of all ranks on the grid the one whose mean reciprocal rank is best, every set counting the same."""
    grid = [Rank(1.0, terms, late) for terms, late in product(TERMS, LATE)]
    return max(grid, key=lambda rank: float(np.mean([reciprocal_rank(each, rank) for each in sets if each])))


def reciprocal_rank(found: Sequence[Ranking], rank: Rank) -> float:
    """The mean over questions of one divided by the place of the first right hit, 0 beyond the tenth.

    >>> first = Ranking(np.array([[4.0, 0.0, 0.0], [3.0, 1.0, 0.0]]), np.array([False, True]))
    >>> reciprocal_rank([first], Rank(1.0, 0.5, 0.0)), reciprocal_rank([first], Rank(1.0, 2.0, 0.0))
    (0.5, 1.0)
    """
    return float(np.mean([_reciprocal(each, np.array(rank)) for each in found]))


def _reciprocal(ranking: Ranking, rank: Table) -> float:
    if not ranking.right.any():
        return 0.0
    order = np.argsort(-(ranking.signals @ rank), kind="stable")
    place = 1 + int(np.argmax(ranking.right[order]))
    return 1 / place if place <= DEPTH else 0.0


def _columns(table: Table, names: Sequence[str]) -> Table:
    return table[:, [FEATURES.index(name) for name in names]]


Twin = tuple[Table, bool, float]


def _twins(case: Case, weight: float) -> Iterator[Twin]:
    """A question and its twins where anything was found; the two negatives together weigh as much as the positive."""
    twins = ((case.sentences, case.answerable, 1.0), (case.elsewhere, False, 0.5), (case.unsaid, False, 0.5))
    yield from ((table, answers, weight * share) for table, answers, share in twins if len(table))


def _chance(scores: Table, merits: Table) -> float:
    return expected_chance(1 / (1 + np.exp(-scores)), merits)


def _softmax(usable: Sequence[tuple[Table, NDArray[np.bool_], float]]) -> Table:
    """Weights that make the right rows of each group likely among its rows."""
    rows = np.concatenate([table for table, _, _ in usable])
    scale = _scale(rows)
    rows = rows / scale
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

    result: Table = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x / scale
    return result


def _scale(table: Table) -> Table:
    """The deviation of each column, by which it is divided so that none is favoured; 1 for one that never changes."""
    deviation: Table = table.std(axis=0)
    return np.where(deviation == 0, 1.0, deviation)


def _logistic(table: Table, answers: NDArray[np.bool_], weights: Table) -> Table:
    """Weights of a logistic model."""
    scale = _scale(table)

    def loss(beta: Table) -> tuple[float, Table]:
        scores = table / scale @ beta
        pull = (1 / (1 + np.exp(-scores)) - answers) * weights
        value = weights @ (np.logaddexp(0, scores) - answers * scores) / weights.sum() + RIDGE * beta @ beta
        return float(value), pull @ (table / scale) / weights.sum() + 2 * RIDGE * beta

    result: Table = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x / scale
    return result


def _parting(chances: Table, answers: NDArray[np.bool_], weights: Table) -> float:
    """The probability that parts answers from the rest at the greatest worth."""
    order = np.argsort(chances)
    gain = np.cumsum(np.where(answers, -WORTH * weights, weights)[order])
    best = int(np.argmax(gain))
    return float(chances[order][best : best + 2].mean())
