from __future__ import annotations

import pytest

from index.segment.seam import closeness, seams, spans_word


@pytest.mark.parametrize(("left", "right"), [("4个集", "体受表彰"), ("图书", "馆开放"), ("闪亮登", "场的水鸟")])
def test_a_seam_inside_a_word(left: str, right: str) -> None:
    assert spans_word(left, right)


@pytest.mark.parametrize(("left", "right"), [("各部门", "开展"), ("新馆。", "开放"), ("", "开放"), ("共3", "层")])
def test_a_seam_between_words(left: str, right: str) -> None:
    assert not spans_word(left, right)


def test_what_the_issue_has_seen_counts() -> None:
    known = seams("水鸟 回来，水鸟回来")
    assert known["鸟回"] == 2
    nothing = closeness("看水鸟", "回家", {})
    assert closeness("看水鸟", "回家", known) > nothing
    assert closeness("看水鸟", "回家", known, here=2) == nothing
