from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.points import with_points


@pytest.mark.parametrize(
    ("first", "more"),
    [
        ("园区有三大优势:一是产业聚集度高。", "二是交通便利。三是配套齐全。"),
        ("一是查,二是改。", "三是报。"),
        ("材料如下：（一）户口簿。", "（二）身份证。原件和复印件都要。（三）照片。"),
        ("①查漏。", "②补缺。"),
        ("风险有:1.形聚神散。", "2.后续乏力。"),
        ("1、户口簿。", "2、照片。"),
        ("产量增长:1.5倍。", ""),
        ("园区有两大优势：一是人多。", ""),
        ("灯会第一天来了两万人。", ""),
        ("大桥通车了。", ""),
    ],
)
def test_a_list_is_whole(first: str, more: str) -> None:
    text = f"前文。{first}{more}后文如下。"
    assert text[3 : with_points(text, 3, 3 + len(first), 100)] == first + more


def test_of_a_list_that_is_too_long_as_many_points_are_taken_as_fit() -> None:
    text = "一是查。二是改。还要看。三是报。"
    assert [with_points(text, 0, 4, longest) for longest in (3, 7, 8, 12, 15, 16)] == [4, 4, 8, 8, 8, 16]


@given(st.lists(st.sampled_from(["一是查。", "二是改。", "三是报。", "完了。", "①查。", "②改，"]), max_size=6))
def test_what_is_added_are_whole_sentences(sentences: list[str]) -> None:
    text = "".join(sentences)
    ends = [len("".join(sentences[:n])) for n in range(len(sentences) + 1)]
    start = len(sentences[0]) if sentences else 0
    assert with_points(text, 0, start, 14) in ends
