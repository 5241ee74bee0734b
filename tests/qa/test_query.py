from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Filters
from qa.query import LONGEST, asked_terms, parse

TODAY = date(2032, 3, 10)


def test_a_plain_question_has_no_filter() -> None:
    query = parse("  望潮大桥\n 哪天通车？ ", TODAY)
    assert query.text == "望潮大桥 哪天通车？"
    assert query.filters == Filters()


def test_a_year_is_a_soft_filter() -> None:
    assert parse("去年的春茶节", TODAY).filters == Filters("2031-01-01", "2031-12-31", soft=True)


def test_a_full_date_is_a_hard_one() -> None:
    assert parse("2031年12月7日的报纸", TODAY).filters == Filters("2031-12-07", "2031-12-07", soft=False)


def test_relative_words_are_not_searched_for() -> None:
    assert parse("去年的春茶节", TODAY).text == "的春茶节"
    assert parse("2031年的春茶节", TODAY).text == "2031年的春茶节"


def test_two_years_span_both() -> None:
    filters = parse("2030年和2031年的橘子节", TODAY).filters
    assert (filters.since, filters.until) == ("2030-01-01", "2031-12-31")


def test_filters_of_the_reader_take_precedence() -> None:
    chosen = Filters(since="2030-01-01", soft=False)
    assert parse("去年的春茶节", TODAY, chosen).filters == chosen


def test_words_that_only_ask_are_no_terms() -> None:
    assert asked_terms("请问大桥是什么时候通车的呢？") == ["大桥", "大桥", "通车", "通车"]


@pytest.mark.parametrize("question", ["什么时候？", "多少", "谁"])
def test_a_question_of_nothing_else_keeps_its_words(question: str) -> None:
    assert asked_terms(question)


@pytest.mark.parametrize("question", ["", "  ", "？！。", "😀😀", "<>"])
def test_what_has_no_words_has_no_terms(question: str) -> None:
    assert asked_terms(question) == []


def test_a_very_long_question_is_read_at_its_beginning() -> None:
    assert len(parse("问" * 10_000, TODAY).text) == LONGEST


def test_half_a_surrogate_pair_is_left_out() -> None:
    assert parse("大桥\ud800通车", TODAY).text == "大桥通车"


@given(st.text(max_size=200))
def test_any_text_is_a_question(text: str) -> None:
    query = parse(text, TODAY)
    assert query.question == text
    assert all(term.strip() for term in asked_terms(query.text))
