from __future__ import annotations

from dataclasses import replace

import gradio as gr
from starlette.requests import Request

from index.document import Article
from qa.web.chat import Labels, examples, labels
from qa.web.texts import Texts
from tests.qa.web.archive import ARTICLES, BRIDGE, SEARCHED, written


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


def worded(cookie: bytes) -> Labels:
    request = gr.Request(Request({"type": "http", "headers": [(b"cookie", cookie)]}))
    return labels(SEARCHED, Texts(motto="只问本区"), request)


def test_the_words_around_a_conversation_are_the_readers() -> None:
    english = worded(b"lang=en")
    assert english.hint == "Some recent articles to start from"
    assert "Articles: 5" in english.masthead
    assert "只问本区" in english.masthead


def test_words_that_are_right_already_are_not_sent_again() -> None:
    assert worded(b"lang=zh") == worded(b"") == Labels()
