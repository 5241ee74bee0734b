from __future__ import annotations

from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.script import as_printed, in_traditional


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("鷺灣中學校長是誰？", "鹭湾中学校长是谁?"),
        ("大桥通车了吗？", "大桥通车了吗？"),
        ("A1版登了什么？", "A1版登了什么？"),
        ("When does the bridge open?", "When does the bridge open?"),
        ("乾坤灣在哪里？", "乾坤灣在哪里？"),
    ],
)
def test_a_question_is_turned_only_if_it_is_in_traditional_characters(question: str, meant: str) -> None:
    assert as_printed(question) == meant


@given(st.text(max_size=40))
def test_what_was_turned_stays(question: str) -> None:
    assert as_printed(as_printed(question)) == as_printed(question)


def test_an_archive_is_judged_by_its_first_texts() -> None:
    assert in_traditional(repeat("望潮大橋恢復通車。"))
    assert not in_traditional(["葉圣陶先生到访，在大桥上看灯，又到老街走了走，说这里的灯真好看，明年一定还要再来。"])
