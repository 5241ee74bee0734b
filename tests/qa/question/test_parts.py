from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.parts import PARTS, parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("大桥什么时候通车？总投资多少钱？", ("大桥什么时候通车？", "总投资多少钱？")),
        ("大桥什么时候通车，花了多少钱", ("大桥什么时候通车", "花了多少钱")),
        ("图书馆几点开门?周末开吗?电话多少?在哪里?", ("图书馆几点开门?", "周末开吗?", "电话多少?在哪里?")),
        ("我想去借书。图书馆几点开门？电话是多少？", ("我想去借书。图书馆几点开门？", "电话是多少？")),
        ("我想去借书，图书馆几点开门？", ("我想去借书，图书馆几点开门？",)),
        ("大桥什么时候通车？谢谢！", ("大桥什么时候通车？谢谢！",)),
        ("大桥什么时候，在哪里通车？", ("大桥什么时候，在哪里通车？",)),
        ("那几块空地，会长是哪位？", ("那几块空地，会长是哪位？",)),
        ("反诈 江北城", ("反诈 江北城",)),
        ("大桥什么时候通车？施工单位是谁？", ("大桥什么时候通车？", "施工单位是谁？")),
        ("“谁来停车？”是哪一版的评论？", ("“谁来停车？”是哪一版的评论？",)),
        ("《谁来停车？》写了什么？电话多少？", ("《谁来停车？》写了什么？", "电话多少？")),
        ("大桥12月通车，对吗？", ("大桥12月通车，对吗？",)),
        ("大桥什么时候通车？是真的吗？", ("大桥什么时候通车？是真的吗？",)),
        ("大桥什么时候通车？你知道吗？", ("大桥什么时候通车？你知道吗？",)),
        ("什么？", ("什么？",)),
        ("大桥通车了吗？大桥通车了吗？", ("大桥通车了吗？",)),
    ],
)
def test_two_questions_at_once_are_told_apart(question: str, asked: tuple[str, ...]) -> None:
    assert parts(question) == asked


@given(question=st.text(alphabet="大桥什么时候通车花了多少钱吗谁？?，。\n ", max_size=60))
def test_no_word_of_a_question_is_lost_in_its_parts(question: str) -> None:
    found = parts(question)
    assert 1 <= len(found) <= PARTS
    kept, asked = (re.sub(r"[\s，]", "", text) for text in ("".join(found), question))
    assert kept == asked or (len(kept) < len(asked) and set(kept) == set(asked))


@given(question=st.text(max_size=80))
def test_any_text_has_a_part(question: str) -> None:
    assert parts(question)
