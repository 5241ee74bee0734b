from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.subject import ENOUGH, only_names, subject, tagged, weight


@pytest.mark.parametrize(
    "text", ["图书馆晚上几点关门", "松岭大桥限速多少", "谁是“橘王”", "233路首班车几点", "12月21日停水吗"]
)
def test_some_questions_say_what_they_are_about(text: str) -> None:
    assert weight(text) >= ENOUGH


@pytest.mark.parametrize(
    "text", ["举报电话是多少", "指导老师是谁", "为什么推迟了", "首班车几点", "有多少家单位开放", ""]
)
def test_others_do_not(text: str) -> None:
    assert weight(text) < ENOUGH


@pytest.mark.parametrize(
    ("question", "topic", "statement"),
    [
        ("鹭湾中学的校长是谁？", "鹭湾中学", "鹭湾中学的校长"),
        ("233路公交票价多少", "233路公交", "233路公交票价"),
        ("第九届云栈春茶节来了多少游客？", "第九届云栈春茶节", "第九届云栈春茶节游客"),
        ("松岭大桥有多长", "松岭大桥", "松岭大桥"),
        ("停水通知", "停水通知", "停水通知"),
        ("在哪里？", "", "在"),
        ("", "", ""),
    ],
)
def test_a_question_is_taken_apart(question: str, topic: str, statement: str) -> None:
    found = subject(question)
    assert (found.topic, found.statement) == (topic, statement)


@given(st.text(max_size=40))
def test_words_are_slices_of_the_text(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in tagged(text))
    assert subject(text).topic in text


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("大桥", True),
        ("长者食堂", True),
        ("易守年？", True),
        ("公交207路", True),
        ("停水", True),
        ("票价", False),
        ("开放时间", False),
        ("鸡蛋价格", False),
        ("二中校长", False),
        ("大桥通车了", False),
        ("谁", False),
        ("桥", False),
        ("区人民医院鹭湾院区", False),
        ("", False),
    ],
)
def test_a_name_alone_asks_for_all_that_was_printed_of_it(text: str, only: bool) -> None:
    assert only_names(text) is only


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("澄江一号始发", ["澄江一号"]),
        ("青石 Pad Air 2 多重", ["青石", "Pad Air 2"]),
        ("罗桂枝多大年纪", ["罗桂枝"]),
        ("澄江杯在哪举办", ["澄江杯"]),
    ],
)
def test_names_with_numbers_and_given_names_are_one_word(text: str, names: list[str]) -> None:
    assert [word.text for word in tagged(text) if word.noun] == names
