from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.asking import written
from qa.question.expect import Kind, expected
from qa.question.parts import parts
from qa.question.query import asked_terms
from qa.question.subject import ASKING


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("大桥啥时候通车？", "大桥什么时候通车？"),
        ("为啥停水", "为什么停水"),
        ("去大桥咋走？", "去大桥怎么走？"),
        ("大桥咋整？", "大桥怎么办？"),
        ("几时开门", "什么时候开门"),
        ("有木有夜班车？", "有没有夜班车？"),
        ("“啥都有”小店在哪", "“啥都有”小店在哪"),
    ],
)
def test_asking_words_as_they_are_said(said: str, meant: str) -> None:
    assert written(said) == meant


@given(st.text("啥咋个子为几时多会儿“”《》大桥", max_size=12))
def test_what_is_written_stays(question: str) -> None:
    assert written(written(question)) == written(question)


@pytest.mark.parametrize(
    ("asking", "kind"),
    [
        ("什么时候", Kind.DATE),
        ("何时", Kind.DATE),
        ("哪里", Kind.PLACE),
        ("何处", Kind.PLACE),
        ("为什么", Kind.REASON),
        ("谁", Kind.PERSON),
        ("是否", Kind.OPEN),
        ("能不能", Kind.OPEN),
        ("如何", Kind.OPEN),
    ],
)
def test_all_who_read_a_question_know_the_same_words(asking: str, kind: Kind) -> None:
    assert asked_terms(f"大桥{asking}通车") == ["大桥", "大桥", "通车", "通车"]
    assert len(parts(f"大桥{asking}通车，隧道{asking}开工")) == 2
    assert ASKING.fullmatch(asking)
    assert expected(f"大桥{asking}通车").kind is kind
