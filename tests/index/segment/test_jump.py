from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.segment.jump import Jump, arrival, departure, jump


@pytest.mark.parametrize(
    ("text", "direction", "page", "title"),
    [
        ("下转第3版", "to", "3", None),
        ("下转A3版", "to", "A3", None),
        ("下转第三版", "to", "3", None),
        ("下转第一〇版", "to", "10", None),
        ("转3版", "to", "3", None),
        ("下 转第１２ 版", "to", "12", None),
        ("▶下轉第十二版", "to", "12", None),
        ("（下转A03版·要闻）", "to", "A3", "要闻"),
        ("下转第2、3版", "to", "2", None),
        ("上接第1版", "from", "1", None),
        ("◀上接01版", "from", "1", None),
        ("紧接第一版", "from", "1", None),
        ("（上接头版）", "from", "1", None),
        (" 上接1版《新馆昨日开放》 ", "from", "1", "新馆昨日开放"),
        ("◀上接第1版 新馆昨日开放", "from", "1", "新馆昨日开放"),
        ("（接第1版）", "from", "1", None),
    ],
)
def test_marks(text: str, direction: str, page: str, title: str | None) -> None:
    assert jump(text) == Jump(direction, page, title, 0, len(text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "转版手续", "详见第3版", "转三版块建设", "下转第3版。", "上接第1版的新馆今天有一千二百人入馆"]
)
def test_other_lines_are_no_marks(text: str) -> None:
    assert jump(text) is None


def test_marks_at_the_edges_of_a_paragraph() -> None:
    text = "（上接第1版）新馆共有三层，读者有（下转第4版）"
    back, onward = arrival(text), departure(text)
    assert back
    assert onward
    assert text[back.end : onward.start] == "新馆共有三层，读者有"
    assert (back.page, onward.page) == ("1", "4")


@pytest.mark.parametrize("text", ["（下转第3版）新馆", "上接第1版新馆", "新馆（上接第1版）"])
def test_no_arrival(text: str) -> None:
    assert arrival(text) is None


@pytest.mark.parametrize("text", ["新馆（上接第1版）", "新馆（下转第3版）。", "新馆已转版", "新馆转3版"])
def test_no_departure(text: str) -> None:
    assert departure(text) is None


@given(st.text(alphabet="上接下转紧第版一十二百头A013３٣（）()《》◀▶、 \n新馆。", max_size=60))
def test_spans_hold_whatever_the_text(text: str) -> None:
    whole, back, onward = jump(text), arrival(text), departure(text)
    assert whole is None or (whole.start, whole.end) == (0, len(text))
    assert back is None or (back.start == 0 < back.end <= len(text) and back.direction == "from")
    assert onward is None or (0 <= onward.start < onward.end == len(text) and onward.direction == "to")
