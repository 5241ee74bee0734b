from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from index.document import Article
from qa.web.chat import Turns, examples, reply
from qa.web.texts import Texts
from tests.qa.web.archive import ARTICLES, BRIDGE, SEARCHED, HandBot, written


def ask(question: str, turns: Turns = ()) -> list[tuple[str, Turns]]:
    """What the conversation shows, step by step, and the turns that are kept."""
    return [(shown, kept) for _, _, shown, _, kept in reply(HandBot(), SEARCHED, Texts(), question, turns)]


def test_a_question_is_shown_at_once_and_then_answered() -> None:
    (waiting, before), (answered, after) = ask(" 二桥什么时候通车？\n")
    assert "正在翻阅 5 篇报道" in waiting
    assert before == ()
    assert "二桥什么时候通车？" in waiting
    assert "建成后" in answered
    assert [(shown.number, shown.turn.question) for shown in after] == [(1, "二桥什么时候通车？")]


def test_a_question_is_asked_with_the_turns_before_it() -> None:
    before = ask("二桥什么时候通车？")[-1][1]
    shown, after = ask("它有多长？", before)[-1]
    assert after[-1].turn.answer == after[0].turn.answer != ""
    assert "它有多长？" in shown


def test_turns_are_numbered_on_and_the_oldest_are_let_go() -> None:
    turns: Turns = ()
    for _ in range(25):
        turns = ask("外星人", turns)[-1][1]
    assert [turn.number for turn in turns] == list(range(6, 26))


def test_an_empty_question_asks_for_one_and_keeps_nothing() -> None:
    ((shown, kept),) = ask(" \n\u3000")
    assert "请先写下想知道的事" in shown
    assert kept == ()


def test_a_failure_is_one_friendly_sentence_and_the_log_has_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        shown, kept = ask("坏")[-1]
    assert "抱歉，这个问题没能查成" in shown
    assert "内部细节" not in shown
    assert "内部细节" in caplog.text
    assert len(kept) == 1


def test_an_error_meant_for_people_is_passed_on() -> None:
    assert "文库版本不符：请重新建库" in ask("旧版")[-1][0]


@pytest.mark.parametrize("question", ["问" * 10_000, "😀🎉", "？！……、。", "<script>alert(1)</script>", "\x00\u202e"])
def test_any_question_gets_an_answer(question: str) -> None:
    assert "没有找到" in ask(question)[-1][0]
    assert "<script" not in ask(question)[-1][0]


def test_examples_are_short_titles_of_the_newest_articles_undated_last() -> None:
    assert examples(ARTICLES) == [
        "澄江二桥主桥合龙",
        "区图书馆新馆下月开馆",
        "大雾锁江 轮渡停航三小时",
        "老城墙北段重新开放",
    ]


def test_examples_leave_out_the_untitled_the_long_and_the_same() -> None:
    notice: Article = replace(BRIDGE, kind="notice")
    assert examples([written("n", "无题"), notice, replace(BRIDGE, title="长" * 25), BRIDGE, BRIDGE]) == [BRIDGE.title]
