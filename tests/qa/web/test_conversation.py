from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html import unescape

import gradio as gr
import pytest
from starlette.requests import Request

from qa.answer import Filters
from qa.web.conversation import TURNS_KEPT, Change, Conversation, Turns, searches_of
from qa.web.gate import BODY_LIMIT
from qa.web.search import Search, question_of
from qa.web.texts import Texts
from tests.qa.web.archive import HandBot


def request(cookie: str = "") -> gr.Request:
    scope = {"type": "http", "headers": [(b"cookie", cookie.encode())]}
    return gr.Request(Request(scope))


TALK = Conversation(HandBot(), Texts())


def ask(question: str, turns: Turns = (), cookie: str = "") -> list[Change]:
    """What becomes of the page, step by step."""
    return list(TALK.asked(question, turns, "", request(cookie=cookie)))


def last(changes: Iterator[Change] | list[Change]) -> Change:
    return list(changes)[-1]


def test_a_question_is_shown_at_once_and_then_answered() -> None:
    waiting, answered = ask(" 二桥什么时候通车？\n")
    assert "正在翻阅 5 篇报道" in waiting.conversation
    assert "二桥什么时候通车？" in waiting.conversation
    assert waiting.turns == gr.skip()
    assert "建成后" in answered.conversation
    assert [(turn.number, turn.turn.question) for turn in answered.turns] == [(1, "二桥什么时候通车？")]
    assert f'data-address="{Search("二桥什么时候通车？").address}"' in answered.conversation


def test_a_question_is_asked_with_the_turns_before_it() -> None:
    after = last(ask("它有多长？", last(ask("二桥什么时候通车？")).turns))
    assert after.turns[-1].turn.answer == after.turns[0].turn.answer != ""
    assert "它有多长？" in after.conversation


def test_turns_are_numbered_on_and_the_oldest_are_let_go() -> None:
    turns: Turns = ()
    for _ in range(TURNS_KEPT + 5):
        change = last(ask("外星人", turns))
        turns = change.turns
    assert [turn.number for turn in turns] == list(range(6, TURNS_KEPT + 6))


def test_an_empty_question_asks_for_one_and_keeps_nothing() -> None:
    (change,) = ask(" \n\u3000")
    assert "请先写下想知道的事" in change.conversation
    assert change.turns == gr.skip()


@pytest.mark.parametrize(("question", "detail"), [("坏", "内部细节"), ("旧版", "文库版本不符")])
def test_a_failure_is_one_friendly_sentence_and_the_log_has_the_rest(
    question: str, detail: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        change = last(ask(question))
    assert "抱歉，这个问题没能查成" in change.conversation
    assert detail not in change.conversation
    assert detail in caplog.text
    assert len(change.turns) == 1


@pytest.mark.parametrize(
    "question", ["问" * 10_000, "😀🎉", "？！……、。", "<script>alert(1)</script>", "\x00\u202e", "\ud83d"]
)
def test_any_question_gets_an_answer(question: str) -> None:
    assert "没有找到" in last(ask(question)).conversation
    assert "<script" not in last(ask(question)).conversation


def test_a_limit_taken_away_asks_again_without_it() -> None:
    first = last(ask("老城墙")).turns
    assert "时间：2031年以来" in first[0].html
    address = re.findall(r'class="chips"><li><a href="([^"]*)"', unescape(first[0].html))[0]
    again = last(TALK.asked_again(address, first, "", request()))
    assert again.turns[-1].search == Search("老城墙", filters=Filters(soft=False))
    assert "时间：" not in again.turns[-1].html


def test_a_conversation_is_resumed_from_its_addresses() -> None:
    kept = "\n".join([Search("二桥").address, Search("它有多长？").address])
    waiting, resumed = TALK.asked_again(kept, (), "", request())
    assert "正在翻阅" in waiting.conversation
    assert [turn.turn.question for turn in resumed.turns] == ["二桥", "它有多长？"]
    assert resumed.turns[0].turn.answer == resumed.turns[1].turn.answer != ""


def test_what_the_server_has_forgotten_is_taken_from_the_page() -> None:
    kept = Search("二桥").address
    after = last(TALK.asked("它有多长？", (), kept, request()))
    assert [(turn.number, turn.turn.question) for turn in after.turns] == [(1, "二桥"), (2, "它有多长？")]
    again = last(TALK.asked_again(Search("它有多长？").address, (), kept, request()))
    assert [turn.turn.question for turn in again.turns] == ["二桥", "它有多长？"]
    known = last(TALK.asked("它有多长？", after.turns, kept, request()))
    assert [turn.number for turn in known.turns] == [1, 2, 3]


@pytest.mark.parametrize("kept", ["", "search?q=", "javascript:alert(1)", "\n\n", "x\ny?q="])
def test_what_no_browser_has_from_us_is_left_out(kept: str) -> None:
    assert list(TALK.asked_again(kept, (), "", request())) == []


def test_what_no_page_sends_asks_nothing() -> None:
    (change,) = TALK.asked(None, (), None, request())
    assert "请先写下想知道的事" in change.conversation
    assert list(TALK.asked_again(None, (), None, request())) == []


def test_ten_long_questions_can_be_asked_again_in_one_request() -> None:
    asked = [question_of(f"{n}" + "😀" * 10_000) for n in range(TURNS_KEPT)]
    kept = "\n".join(Search(question, filters=Filters(paper="报" * 9, soft=False)).address for question in asked)
    assert len(kept) < BODY_LIMIT
    assert [search.question for search in searches_of(kept)] == asked


def test_a_reader_of_english_is_answered_in_english_with_the_papers_words() -> None:
    change = last(ask("二桥", cookie="lang=en"))
    assert "Sources" in change.conversation
    assert "建成后，从老城到江北新区的车程将由四十分钟缩短到八分钟。" in change.conversation
    assert "出处" in last(ask("二桥")).conversation


def test_a_conversation_is_cleared_and_can_be_brought_back() -> None:
    kept = [Search("二桥").address, Search("它有多长？", filters=Filters(page="1", soft=False)).address]
    change = TALK.cleared("\n".join(kept), request())
    assert change.turns == ()
    assert "对话已清空" in change.conversation
    addresses = re.findall(r'data-addresses="([^"]*)">撤销<', unescape(change.conversation))[0]
    again = last(TALK.asked_again(addresses.replace(" ", "\n"), (), "", request()))
    assert [turn.search.address for turn in again.turns] == kept
    assert "撤销" not in TALK.cleared("", request()).conversation


def test_a_day_that_is_none_is_typed_anew_in_the_same_turn() -> None:
    turns = last(ask("二桥")).turns
    for typed in ("2031-13", "2031-14"):
        wrong = last(TALK.asked_again(f"search?q=二桥&all=1&from={typed}", turns, "", request()))
        turns = wrong.turns
        assert [turn.number for turn in turns] == [1, 2]
        assert typed in turns[1].html
    right = last(TALK.asked_again("search?q=二桥&all=1&from=2031-09", turns, "", request())).turns
    assert [turn.search.filters for turn in right] == [None, Filters(since="2031-09", soft=False)]
    assert [turn.number for turn in last(ask("图书馆", turns)).turns] == [1, 2, 3]
