from __future__ import annotations

from dataclasses import replace

from index.document import Article
from qa.web.chat import examples
from tests.qa.web.archive import ARTICLES, BRIDGE, written


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
