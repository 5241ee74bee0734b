from __future__ import annotations

import numpy as np
import pytest

from qa.learn.cases import Case, Choice, Ranking
from qa.learn.fit import ANSWER, FEATURES, SELECT, best_rank, choose, fit, reciprocal_rank, weigh
from qa.learn.sets import QuestionSet
from qa.rank import Rank
from tests.fake import FakeEncoder


def ranking(*rows: tuple[float, float, float], right: int) -> Ranking:
    return Ranking(np.array(rows), np.arange(len(rows)) == right)


def test_reciprocal_ranks_by_hand() -> None:
    # By 1, 10, 5: 5 + 2 + 2.5 = 9.5 against 4 + 5 + 1 = 10: the second hit comes first.
    two = ranking((5, 0.2, 0.5), (4, 0.5, 0.2), right=0)
    assert reciprocal_rank([two], Rank(1.0, 10.0, 5.0)) == 0.5
    assert reciprocal_rank([two, ranking((1, 0, 0), right=0)], Rank(1.0, 0.0, 0.0)) == 1.0
    assert reciprocal_rank([ranking((1, 0, 0), right=9)], Rank(1.0, 0.0, 0.0)) == 0.0
    eleventh = ranking(*((11.0 - n, 0.0, 0.0) for n in range(11)), right=10)
    assert reciprocal_rank([eleventh], Rank(1.0, 0.0, 0.0)) == 0.0


def test_the_best_rank_is_that_of_all_sets() -> None:
    # Right by terms alone, and right by late interaction alone, once its weight is large.
    by_terms = [ranking((5, 0.2, 0.0), (4, 0.5, 0.0), right=1)]
    by_late = [ranking((5, 0.0, 0.1), (4, 0.0, 0.4), right=1)]
    best = best_rank([by_terms, by_late, []])
    assert best.terms * 0.3 > 1
    assert best.late * 0.3 > 1


def test_weights_turn_to_what_tells_right_from_wrong() -> None:
    late, lacks = FEATURES.index("late"), FEATURES.index("sentence_lacks_figure")

    def table(*rows: tuple[float, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        made = np.zeros((len(rows), len(FEATURES)))
        made[:, late], made[:, lacks] = zip(*rows, strict=True)
        made[:, FEATURES.index("one")] = 1
        return made

    found = table((0.9, 0), (0.2, 0))
    select = choose([(Choice(found, np.array([True, False])), 1.0)] * 5)
    rank = Rank(1.0, 10.0, 0.0)
    weights = weigh("e", rank, select, [(Case(found, True, table((0.3, 1)), table((0.4, 1))), 1.0)] * 5)
    assert weights.select["late"] > 0
    assert weights.answer["sentence_lacks_figure"] < 0
    assert (tuple(weights.select), tuple(weights.answer)) == (SELECT, ANSWER)
    assert 0 < weights.threshold < 1
    assert weights.rank == pytest.approx(rank)


def test_fitted_weights_tell_what_is_said_from_what_is_not(questions: QuestionSet) -> None:
    weights = fit([questions], FakeEncoder(), lambda _: None)
    assert weights.encoder == "fake/1"
    assert 0 < weights.threshold < 1
    assert weights.select["named"] > 0
    assert fit([questions], FakeEncoder(), lambda _: None) == weights
