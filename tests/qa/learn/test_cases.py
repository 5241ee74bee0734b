from __future__ import annotations

from dataclasses import replace

import numpy as np

from index.document import Passage
from qa.answer import Hit, Why, Window
from qa.late import Echo
from qa.learn.cases import Case, _silenced, cases, choices, holds, rankings
from qa.learn.sets import Asked, QuestionSet
from qa.rank import Rank
from tests.fake import FakeEncoder

NAMES = ("window", "number_missing", "sentence_lacks_figure", "late")
RANK = Rank(1.0, 10.0, 0.0)


SELECT = {"window": 1.0}


def cases_of(archive: QuestionSet, *asked: Asked) -> list[Case]:
    return list(cases(archive, asked, FakeEncoder(), RANK, SELECT, NAMES))


def test_the_sentences_of_a_choice_and_which_of_them_are_right(questions: QuestionSet) -> None:
    (choice,) = choices(questions, questions.questions[:1], FakeEncoder(), RANK, NAMES)
    # 望潮大桥12月6日恢复通车 is the first of two sentences of three articles.
    assert choice.sentences.shape == (6, 4)
    assert choice.right.tolist() == [True, False, False, False, False, False]


def test_a_case_has_the_sentences_that_may_be_chosen_best_first(questions: QuestionSet) -> None:
    (case,) = cases_of(questions, replace(questions.questions[0], question="望潮大桥通车和春茶节开幕"))
    assert case.answerable
    windows = case.sentences[:, 0].tolist()
    assert len(set(windows)) > 1
    assert windows == sorted(windows, reverse=True)


def test_the_twin_elsewhere_has_none_of_the_right_article(questions: QuestionSet) -> None:
    (case,) = cases_of(questions, replace(questions.questions[0], question="望潮大桥什么时候恢复通车？"))
    assert len(case.elsewhere) == 4


def test_the_twin_unsaid_has_the_article_without_the_words_that_answer(questions: QuestionSet) -> None:
    # Both sentences of the bridge stand in one window, so nothing of the article is left.
    (case,) = cases_of(questions, replace(questions.questions[0], question="望潮大桥什么时候恢复通车？"))
    assert len(case.unsaid) == 4


def test_of_an_article_of_several_windows_those_that_do_not_answer_are_left(questions: QuestionSet) -> None:
    (article, *_) = questions.store.articles()
    told = replace(article, text="通车是12月6日。桥长六百米。")
    cosines = np.array([[0.9], [0.4]], np.float32)
    hit = Hit(
        article=told,
        passages=(Passage(told, 0, 16),),
        score=0.0,
        why=Why(5.0, 0.5, 0.9),
        windows=(Window(0, 9, 5.0), Window(9, 16, 3.0)),
        echo=Echo(np.array([8, 15]), cosines, np.ones(1, np.float32)),
    )
    silenced = _silenced(hit, ["12月6日"])
    assert silenced.passages[0].text == "\n" * 9 + "桥长六百米。"
    assert silenced.windows == hit.windows[1:]
    assert silenced.why == Why(3.0, 0.5, float(cosines[1, 0]))


def test_what_the_reader_leaves_out_is_in_no_twin(questions: QuestionSet) -> None:
    # 哪天 is answered by a day alone, which no other article names.
    (case,) = cases_of(questions, questions.questions[0])
    assert (len(case.sentences), len(case.elsewhere), len(case.unsaid)) == (1, 0, 0)


def test_a_question_without_an_answer_has_no_twins(questions: QuestionSet) -> None:
    (case,) = cases_of(questions, questions.questions[3])
    assert not case.answerable
    assert (len(case.elsewhere), len(case.unsaid)) == (0, 0)


def test_no_questions_have_no_cases(questions: QuestionSet) -> None:
    assert cases_of(questions) == []


def test_rankings_have_the_signals_of_each_hit(questions: QuestionSet) -> None:
    found = rankings(questions, questions.questions, FakeEncoder(), RANK)
    assert len(found) == 3  # the fourth question has no right article
    assert [ranking.signals.shape for ranking in found] == [(3, 3)] * 3
    assert [ranking.right.tolist() for ranking in found] == [[True, False, False]] * 3


def test_gold_is_looked_for_in_folded_words(questions: QuestionSet) -> None:
    (article, *_) = questions.store.articles()
    hit = Hit(replace(article, text="通车是１２月６日。桥长。"), (), 0.0)
    assert holds(hit, 0, 9, ["12月6日"])
    assert not holds(hit, 9, 12, ["12月6日"])
