from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Filters
from qa.question.query import LONGEST, asked_terms, parse
from qa.question.request import WHATEVER

TODAY = date(2032, 3, 10)


def test_a_plain_question_has_no_filter() -> None:
    query = parse("  望潮大桥\n 哪天通车？ ", TODAY)
    assert query.text == "望潮大桥 哪天通车？"
    assert query.filters == Filters()


def test_what_is_only_said_beside_the_question_is_not_searched_for() -> None:
    query = parse("那座大桥到底花了多少钱来着", TODAY)
    assert (query.question, query.text) == ("那座大桥到底花了多少钱来着", "大桥花了多少钱")


@pytest.mark.parametrize(
    "said", ["大桥花了多少", "大桥花掉多少", *(f"大桥几{each}" for each in "级届棵块栋款份只枚轮批集部首支")]
)
def test_how_much_was_spent_and_how_many_there_are_only_ask(said: str) -> None:
    assert [term for term in asked_terms(said) if "几" in term or "花" in term] == []


def test_a_year_is_a_soft_filter() -> None:
    assert parse("去年的春茶节", TODAY).filters == Filters("2031-01-01", "2031-12-31", soft=True)


def test_a_year_in_a_title_is_no_filter() -> None:
    assert parse("《2031年的灯》是谁写的？", TODAY).filters == Filters()


def test_a_full_date_is_a_hard_one() -> None:
    assert parse("2031年12月7日的报纸", TODAY).filters == Filters("2031-12-07", "2031-12-07", soft=False)


def test_relative_words_are_not_searched_for() -> None:
    assert parse("去年的春茶节", TODAY).text == "的春茶节"
    assert parse("一季度湿地来了多少人", TODAY).text == "一季度湿地来了多少人"
    assert parse("2031年的春茶节", TODAY).text == "2031年的春茶节"


def test_the_name_of_a_festival_stays_searched_for() -> None:
    assert parse("去年国庆期间的灯会", TODAY).text == "国庆的灯会"


def test_open_ends() -> None:
    assert parse("2019年以来的灯会", TODAY).filters == Filters(since="2019-01-01")
    assert parse("2021年以前的灯会", TODAY).filters == Filters(until="2020-12-31")


def test_an_impossible_date_is_named_and_limits_nothing() -> None:
    query = parse("2月30日停水吗", TODAY)
    assert (query.impossible, query.filters, query.text) == (("2月30日",), Filters(), "2月30日停水吗")


@pytest.mark.parametrize(
    ("question", "page", "rest"),
    [
        ("第3版的停水通知", "3", "停水通知"),
        ("第十二版停水通知", "12", "停水通知"),
        ("A03版停水通知", "A3", "停水通知"),
        ("第３版停水通知", "3", "停水通知"),
        ("第一〇版停水通知", "10", "停水通知"),
        ("第一一版停水通知", "11", "停水通知"),
        ("第三四版停水通知", "34", "停水通知"),
        ("第十十版停水通知", "十十", "停水通知"),
        ("三版登的停水通知", "3", "登的停水通知"),
        ("头版头条的停水通知", "1", "停水通知"),
        ("第3版修订稿", None, "第3版修订稿"),
        ("《岳山词典》第11版", None, "《岳山词典》第11版"),
        ("出了3版方案", None, "出了3版方案"),
        ("一年出版几本书", None, "一年出版几本书"),
    ],
)
def test_a_page_of_the_paper(question: str, page: str | None, rest: str) -> None:
    query = parse(question, TODAY)
    assert (query.filters.page, query.text) == (page, rest)


@pytest.mark.parametrize(
    ("question", "author", "rest"),
    [
        ("记者赵倩写的停水通知", "赵倩", "停水通知"),
        ("赵小倩写过的停水通知", "赵小倩", "停水通知"),
        ("通讯员欧阳小倩的报道，停水通知", "欧阳小倩", "，停水通知"),
        ("记者赵倩最近写了停水吗", "赵倩", "停水吗"),
        ("最近赵小倩写过停水吗", "赵小倩", "停水吗"),
        ("赵小倩7月写过停水吗", "赵小倩", "停水吗"),
        ("由赵小倩采写的停水通知", "赵小倩", "停水通知"),
        ("作者是赵小倩的停水通知", "赵小倩", "停水通知"),
        ("《渡口的灯》的作者是赵小倩吗", None, "《渡口的灯》的作者是赵小倩吗"),
        ("记者赵倩一共写过几篇", "赵倩", "有哪些报道"),
        ("赵小倩拍的照片有哪些", "赵小倩", "有哪些报道"),
        ("记者走访了多少小区", None, "记者走访了多少小区"),
        ("记者是谁", None, "记者是谁"),
        ("高中生写的作文", None, "高中生写的作文"),
    ],
)
def test_who_wrote(question: str, author: str | None, rest: str) -> None:
    query = parse(question, TODAY)
    assert (query.filters.author, query.text) == (author, rest)


@pytest.mark.parametrize(
    ("question", "edition"),
    [
        ("第1234期讲停水吗", "1234"),
        ("总第88期停水通知", "88"),
        ("澄江报第5期停水通知", "5"),
        ("第一期托管班", None),
        ("第20期培训班", None),
    ],
)
def test_the_number_of_an_issue(question: str, edition: str | None) -> None:
    assert parse(question, TODAY).filters.edition == edition


@pytest.mark.parametrize(
    ("question", "lean", "rest"),
    [
        ("大桥最新进展", "newest", "大桥进展"),
        ("现在大桥限速多少", "newest", "大桥限速多少"),
        ("最近的灯会", "newest", "灯会"),
        ("离车站最近的医院", None, "离车站最近的医院"),
        ("最近的公交站", None, "最近的公交站"),
        ("最近一个月的灯会", None, "的灯会"),
        ("最早报道灯会", "oldest", "报道灯会"),
        ("首次举办灯会", "oldest", "首次举办灯会"),
        ("最早一班车", None, "最早一班车"),
        ("他的名字出现在哪篇报道里", None, "他的名字出现在哪篇报道里"),
        ("体现在哪些方面", None, "体现在哪些方面"),
        ("最近邻算法", None, "最近邻算法"),
        ("最先进的盾构机", None, "最先进的盾构机"),
        ("钟表现在多少钱", "newest", "钟表多少钱"),
        ("大桥限速多少", None, "大桥限速多少"),
    ],
)
def test_the_newest_and_the_oldest(question: str, lean: str | None, rest: str) -> None:
    query = parse(question, TODAY)
    assert (query.lean, query.text) == (lean, rest)


@pytest.mark.parametrize("question", ["上个月", "第3版", "记者赵倩写的", "赵倩拍的照片", "今天", "最新一期"])
def test_a_question_that_is_nothing_but_a_limit_asks_for_all_that_is_inside(question: str) -> None:
    assert parse(question, TODAY).text == WHATEVER


def test_a_question_of_nothing_but_when_keeps_its_words() -> None:
    assert parse("最新", TODAY).text == "最新"


def test_a_page_of_a_full_date_is_as_hard_as_the_date() -> None:
    assert parse("2031年12月7日第2版", TODAY).filters == Filters("2031-12-07", "2031-12-07", page="2", soft=False)
    assert parse("第2版", TODAY).filters == Filters(page="2")


def test_two_years_span_both() -> None:
    filters = parse("2030年和2031年的橘子节", TODAY).filters
    assert (filters.since, filters.until) == ("2030-01-01", "2031-12-31")


def test_filters_of_the_reader_take_precedence() -> None:
    chosen = Filters(since="2030-01-01", soft=False)
    assert parse("去年的春茶节", TODAY, chosen).filters == chosen


def test_words_that_only_ask_are_no_terms() -> None:
    assert asked_terms("请问大桥是什么时候通车的呢？") == ["大桥", "大桥", "通车", "通车"]
    assert asked_terms("大桥有多长？") == asked_terms("大桥的长度是多少") == ["大桥", "大桥"]
    assert "大学" in asked_terms("多伦多大学在哪里？")


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


GRAMMAR = "第一二三四十〇0123A版期年月日头最新近去今昨天初底上下本这写登了什么有哪些记者大桥的，？—至"
"""Characters that limits are made of."""


@given(st.text(max_size=200) | st.text(GRAMMAR, max_size=20))
def test_any_text_is_a_question(text: str) -> None:
    query = parse(text, TODAY)
    assert query.question == text
    assert all(term.strip() for term in asked_terms(query.text))
