from __future__ import annotations

import asyncio
from asyncio import Queue
from dataclasses import replace

import pytest

from index.document import Article
from qa.web import chat
from qa.web.chat import UNREAD, Messages, build_chat, examples
from qa.web.texts import Texts
from tests.qa.web.archive import ARTICLES, BRIDGE, HandBot, written


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


def test_of_what_no_page_fetches_the_newest_is_kept() -> None:
    messages = Messages(a=Queue())
    for number in range(UNREAD + 5):
        messages["a"].put_nowait(number)
    kept = messages["a"]
    assert [kept.get_nowait() for _ in range(kept.qsize())] == list(range(6, UNREAD + 5))


def test_gradio_keeps_its_messages_there() -> None:
    async def made() -> object:
        return build_chat(HandBot(), Texts())._queue.pending_messages_per_session

    assert isinstance(asyncio.run(made()), Messages)


def test_of_pages_that_ask_no_more_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "SESSIONS", 2)
    messages = Messages()
    for session in "abac":
        messages[session] = Queue()
    assert list(messages) == ["b", "c"]
