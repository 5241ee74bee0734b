from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qa.cases import Case, Ranking, cases, holds, rankings
from qa.fit import ANSWER, FEATURES, SELECT, best_rank, reciprocal_rank, weigh
from qa.rank import Rank
from qa.sets import Asked, QuestionSet
from tests.fake import FakeEncoder
from tests.qa.questions import questions

__all__ = ["questions"]
NAMES = ("window", "number_missing", "sentence_lacks_figure", "late")
RANK = Rank(1.0, 10.0, 0.0)


def cases_of(archive: QuestionSet, *asked: Asked) -> list[Case]:
    return list(cases(archive, asked, FakeEncoder(), RANK, NAMES))


def test_the_sentences_of_a_case_and_which_of_them_are_right(questions: QuestionSet) -> None:
    (case,) = cases_of(questions, questions.questions[0])
    assert case.answerable
    # 望潮大桥12月6日恢复通车 is the first of two sentences of three articles.
    assert case.sentences.shape == (6, 4)
    assert case.right.tolist() == [True, False, False, False, False, False]


def test_the_twin_elsewhere_has_none_of_the_right_article(questions: QuestionSet) -> None:
    (case,) = cases_of(questions, questions.questions[0])
    assert len(case.elsewhere) == 4


def test_the_twin_unsaid_has_the_article_without_the_words_that_answer(questions: QuestionSet) -> None:
    # Both sentences of the bridge stand in one window, so nothing of the article is left.
    (case,) = cases_of(questions, questions.questions[0])
    assert len(case.unsaid) == 4


def test_a_question_without_an_answer_has_no_twins(questions: QuestionSet) -> None:
    (case,) = cases_of(questions, questions.questions[3])
    assert not case.answerable
    assert not case.right.any()
    assert (len(case.elsewhere), len(case.unsaid)) == (0, 0)


def test_no_questions_have_no_cases(questions: QuestionSet) -> None:
    assert cases_of(questions) == []


def test_rankings_have_the_signals_of_each_hit(questions: QuestionSet) -> None:
    found = rankings(questions, questions.questions, FakeEncoder(), RANK)
    assert len(found) == 3  # the fourth question has no right article
    assert [ranking.signals.shape for ranking in found] == [(3, 3)] * 3
    assert [ranking.right.tolist() for ranking in found] == [[True, False, False]] * 3


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


def test_gold_is_looked_for_in_folded_words(questions: QuestionSet) -> None:
    (article, *_) = questions.store.articles()
    from qa.answer import Hit

    hit = Hit(replace(article, text="通车是１２月６日。桥长。"), (), 0.0)
    assert holds(hit, 0, 9, ["12月6日"])
    assert not holds(hit, 9, 12, ["12月6日"])


def test_weights_turn_to_what_tells_right_from_wrong() -> None:
    late, lacks = FEATURES.index("late"), FEATURES.index("sentence_lacks_figure")

    def table(*rows: tuple[float, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        made = np.zeros((len(rows), len(FEATURES)))
        made[:, late], made[:, lacks] = zip(*rows, strict=True)
        made[:, FEATURES.index("one")] = 1
        return made

    case = Case(table((0.9, 0), (0.2, 0)), np.array([True, False]), True, table((0.3, 1)), table((0.4, 1)))
    weights = weigh("e", RANK, [(case, 1.0)] * 5)
    assert weights.select["late"] > 0
    assert weights.answer["sentence_lacks_figure"] < 0
    assert (tuple(weights.select), tuple(weights.answer)) == (SELECT, ANSWER)
    assert 0 < weights.threshold < 1
    assert weights.rank == pytest.approx(RANK)
