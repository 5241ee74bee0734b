"""Questions that are none, or not only one, or not in Chinese: each gets an answer or one friendly sentence."""

from __future__ import annotations

import pytest

from qa import compose
from qa.bot import Bot
from tests.qa.test_bot import ask, bot

__all__ = ["bot"]

PASSED = "12月6日10时,望潮大桥恢复通车。"


@pytest.mark.parametrize("question", ["桥", "桥？", "问" * 2_000])
def test_one_character_is_too_little_to_go_by(bot: Bot, question: str) -> None:
    answer = ask(bot, question)
    assert (answer.text, answer.found, answer.hits, answer.notices) == (compose.TOO_SHORT, False, (), ())


def test_of_two_thousand_characters_the_first_are_read_and_the_reader_is_told(bot: Bot) -> None:
    answer = ask(bot, "望潮大桥什么时候恢复通车？" + "谢谢你" * 700)
    assert answer.notices == ("问题比较长，只读了前 500 个字；挑最要紧的一句来问，会找得更准。",)
    assert answer.hits[0].article.title == "望潮大桥恢复通车"


def test_a_question_in_japanese_is_searched_for_with_a_hint(bot: Bot) -> None:
    answer = ask(bot, "望潮大橋はいつ恢復通車しますか？")
    assert answer.notices == (compose.FOREIGN,)
    assert answer.hits[0].article.title == "望潮大桥恢复通车"


def test_sql_is_so_many_words(bot: Bot) -> None:
    before = bot.store.extent
    answer = ask(bot, "'; DROP TABLE articles; SELECT * FROM articles WHERE title = '望潮大桥恢复通车' --")
    assert answer.hits[0].article.title == "望潮大桥恢复通车"
    assert answer.searched == before
    nothing = ask(bot, "SELECT * FROM t; --")
    assert (nothing.found, nothing.citations) == (False, ())


def test_html_does_not_hide_the_question(bot: Bot) -> None:
    answer = ask(bot, "<b>望潮大桥</b>什么时候恢复通车？<script>alert(1)</script>")
    assert answer.citations[0].quote == PASSED
    assert "<" not in answer.text


def test_two_things_at_once_are_answered_one_after_the_other_and_numbered_through(bot: Bot) -> None:
    answer = ask(bot, "望潮大桥什么时候恢复通车？更换了多少根斜拉索？")
    lines = answer.text.splitlines()
    assert lines[0] == "【望潮大桥什么时候恢复通车？】"
    assert f"“{PASSED}”[1]" in lines[1]
    assert lines[2] == "【望潮大桥更换了多少根斜拉索？】"
    assert "“大桥更换斜拉索128根。”[2]" in lines[3]
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert (answer.found, answer.notices) == (True, ())


def test_of_two_things_the_one_that_is_not_said_is_not_found(bot: Bot) -> None:
    answer = ask(bot, "望潮大桥什么时候恢复通车？春茶节开幕来了多少人？")
    lines = answer.text.splitlines()
    assert f"“{PASSED}”[1]" in lines[1]
    assert lines[2] == "【春茶节开幕来了多少人？】"
    assert lines[3].startswith("没有找到能回答这个问题的报道。")
    assert answer.found is True


def test_more_than_three_questions_are_answered_in_three_parts(bot: Bot) -> None:
    answer = ask(bot, "大桥更换几根斜拉索？大桥何时恢复通车？大桥工期多久？春茶节在哪开幕？")
    assert [line for line in answer.text.splitlines() if line.startswith("【")] == [
        "【大桥更换几根斜拉索？】",
        "【大桥何时恢复通车？】",
        "【大桥工期多久？春茶节在哪开幕？】",
    ]


@pytest.mark.parametrize("tag", ["，对吗？", "，是吗？", "？是真的吗？"])
def test_a_tag_is_no_second_question(bot: Bot, tag: str) -> None:
    answer = ask(bot, f"望潮大桥12月6日恢复通车{tag}")
    assert "【" not in answer.text
    assert answer.citations[0].quote == PASSED


def test_a_day_that_no_calendar_has_is_named_and_the_rest_is_answered(bot: Bot) -> None:
    answer = ask(bot, "2月30日望潮大桥恢复通车了吗？")
    assert answer.notices == ("日历上没有“2月30日”，请核对日期；以下结果没有按这个日期筛选。",)
    assert answer.citations[0].quote == PASSED


def test_a_day_that_no_calendar_has_and_nothing_else_asks_for_a_matter(bot: Bot) -> None:
    answer = ask(bot, "2031年2月30日有什么新闻？")
    assert answer.notices == ("日历上没有“2031年2月30日”，请核对日期；以下结果没有按这个日期筛选。",)
    assert (answer.text, answer.found, answer.citations) == (compose.NO_MATTER, False, ())
