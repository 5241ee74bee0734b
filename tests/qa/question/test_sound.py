from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import fold, terms
from qa.question.sound import Sounds, respelled
from tests.lexicon import Pairs, lexicon

PRINTED = [
    "澄江二中的老师安骊冰带学生到望潮大桥写生,桥上的风很大。",
    "望潮大桥恢复通车,沿江居民上桥散步。栗伯彦说,斜拉索全部换新。",
    "三槐蜜橘文化节开幕,三槐镇的果农何长庚夺得橘王称号。",
    "区社保中心提醒,养老待遇资格认证七月开始。反诈中心劝阻转账。",
    "鹭湾中学开学,校长黎素心说,操场还在修。",
    "云栈乡的春茶节开幕,茶农冉秋生的茶得了金奖。",
]


def heard(passages: list[str]) -> Sounds:
    held = [terms(passage) for passage in passages]
    return Sounds(lexicon(held), Pairs(held))


ARCHIVE = heard(PRINTED)


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("安丽冰是谁", "安丽冰", "安骊冰"),
        ("安骊兵是谁", "安骊兵", "安骊冰"),
        ("何常庚夺得什么称号", "何常庚", "何长庚"),
        ("三怀镇的蜜橘", "三怀镇", "三槐镇"),
        ("望朝大桥什么时候通车", "望朝", "望潮"),
        ("路湾中学校长是谁", "路湾", "鹭湾"),
        ("運棧鄉春茶節", "运栈乡", "云栈乡"),
    ],
)
def test_a_word_that_sounds_like_a_printed_one(typed: str, before: str, after: str) -> None:
    found = respelled(typed, ARCHIVE)
    assert found is not None
    assert (found.before, found.after) == (before, after)
    assert found.text == fold(typed).replace(before, after)
    assert found.notice == f"您是不是要找“{after}”？"


@pytest.mark.parametrize(
    ("typed", "after"), [("栗博燕说了什么", "栗伯彦"), ("鹿湾中学开学", "鹭湾"), ("冉秋森是谁", "冉秋生")]
)
def test_two_characters_or_a_sound_that_is_only_near(typed: str, after: str) -> None:
    found = respelled(typed, ARCHIVE)
    assert found is not None
    assert found.after == after


@pytest.mark.parametrize(
    "question",
    [
        "安骊冰是谁",
        "望潮大桥什么时候通车",
        "图书馆几点开门",
        "干部学习班在哪里",
        "who is 安",
        "桥",
        "",
        "2031年1月6日",
    ],
)
def test_what_was_printed_or_is_a_word_of_its_own_stays(question: str) -> None:
    assert respelled(question, ARCHIVE) is None


def test_an_empty_archive_has_nothing_to_offer() -> None:
    assert respelled("安丽冰是谁", heard([])) is None


def test_characters_that_belong_together_stand_together_more_than_by_chance() -> None:
    assert ARCHIVE.together("骊冰") > ARCHIVE.together("开幕") > 0
    assert ARCHIVE.together("冰骊") == 0


@given(st.text(alphabet="安丽骊冰望朝潮大桥是谁的，Ａ①㎡ \n", max_size=24))
def test_only_one_run_changes_and_it_was_printed(typed: str) -> None:
    found = respelled(typed, ARCHIVE)
    if found is not None:
        folded = fold(typed)
        assert found.text[: found.start] + found.before + found.text[found.end :] == folded
        assert found.after != found.before
        assert len(found.after) == len(found.before)


TWO = heard([*PRINTED, "画家黎冰的画展周一开幕。", "画家黎冰向文化馆捐画。"])


@pytest.mark.parametrize(
    ("typed", "meant"), [("丽冰的画展哪天开幕", "黎冰的画展哪天开幕"), ("丽冰带学生写生", "骊冰带学生写生")]
)
def test_of_two_that_sound_alike_the_one_that_stands_with_the_other_words(typed: str, meant: str) -> None:
    found = respelled(typed, TWO)
    assert found is not None
    assert found.text == meant
