from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.opening import LONGEST, opening


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("老街灯会昨晚开幕了。人很多。", "老街灯会昨晚开幕了。人很多"),
        ("第一届老街灯会昨晚开幕。人很多。", "第一届老街灯会昨晚开幕"),
        ("好消息！老街灯会今年免费看！人很多。", "好消息！老街灯会今年免费看！"),
        ("路灯亮了", "路灯亮了"),
        ("路灯\n亮了", "路灯 亮了"),
        (
            "为满足参观需求，近日，多地博物馆调整开放时间，方便游人前来参观",
            "为满足参观需求，近日，多地博物馆调整开放时间…",
        ),
        (
            "老街的居民在河边挂起了三百盏自己亲手扎制的大红花灯迎客",
            "老街的居民在河边挂起了三百盏自己亲手扎制的大红花灯迎客",
        ),
        (
            "老街的居民在河边挂起了三百盏自己亲手扎制的各种大红花灯来迎接客人",
            "老街的居民在河边挂起了三百盏自己亲手扎制的各种大红花灯来…",
        ),
        ("老街的居民在河边挂起了三百盏自己亲手扎的 LANTERNS 花灯", "老街的居民在河边挂起了三百盏自己亲手扎的…"),
        ("", ""),
    ],
)
def test_a_text_is_called_by_its_first_sentence_or_by_what_of_it_a_headline_may_have(text: str, called: str) -> None:
    assert opening(text) == called


@pytest.mark.parametrize(
    "before",
    [
        "原标题：",
        "（原标题：",
        "图片说明:",
        "灯会之家 7 月 27 日消息，",
        "7月27日消息，",
        "老街网7月27日讯 ",
        "老街网记者林一7月27日报道：",
        "老街网消息：",
        "【老街网报道】",
        "(林一 周二)",
        'showPlayer({id:"/xml/2031/b5.xml",width:640}); ',
    ],
)
def test_what_only_says_whence_it_comes_is_left_out(before: str) -> None:
    assert opening(f"{before}第一届老街灯会昨晚开幕。人很多。") == "第一届老街灯会昨晚开幕"


def test_a_text_of_nothing_else_is_called_by_that() -> None:
    assert opening("原标题：") == "原标题："


@given(st.text(max_size=80))
def test_any_text_has_a_short_name(text: str) -> None:
    called = opening(text)
    assert len(called) <= LONGEST + 1
    assert "\n" not in called
    assert called or not text.strip()
