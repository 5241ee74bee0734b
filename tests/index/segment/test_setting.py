from __future__ import annotations

import pytest

from index.segment.setting import Scale, setting

TEN = "一二三四五六七八九十"


@pytest.mark.parametrize(
    ("mark", "quote", "em"), [(1.0, 1.0, 8.0), (1.0, 0.5, 7.0), (0.5, 0.5, 6.5)], ids=["full", "marks", "half"]
)
def test_a_width_depends_on_how_marks_were_set(mark: float, quote: float, em: float) -> None:
    assert Scale(mark, quote).width('第12版,"新馆"') == em


def test_the_scale_is_the_one_in_which_lines_agree() -> None:
    full = setting([["一二三四五六七八", "一二三四五六七八九,", "一二,四五,七八九十", TEN, "一二"]])
    assert (full.scale, full.measures) == (Scale(1.0, 1.0), (10,))
    half = setting([["一二三四五六七八", "一二三四五六七八九,,", "一二,,四五六七八九十", TEN, "一二"]])
    assert (half.scale, half.measures) == (Scale(0.5, 0.5), (10,))


def test_each_paragraph_has_the_column_of_its_own_lines() -> None:
    narrow = [TEN[:8], TEN, TEN, TEN[:3]]
    wide = [TEN + TEN[:2], TEN + TEN[:4], TEN + TEN[:4], TEN[:5]]
    assert setting([narrow, narrow, wide, wide]).measures == (10, 10, 14, 14)
    assert setting([narrow, [TEN[:3]]]).measures == (10, 10)


def test_no_column_shows_without_lines_inside_a_paragraph() -> None:
    found = setting([["一二三四五六七八", "一二三"], []])
    assert found.measures == (None, None)
    assert found.indented(["一二三四五六七八", "一二三"], None) is None


@pytest.mark.parametrize(
    ("lines", "indented"),
    [
        ([TEN[:8], TEN], True),
        ([TEN, TEN], False),
        ([TEN[:8] + ",", TEN], True),
        ([TEN + ",", TEN], False),
        ([TEN[:9], TEN], None),
        ([TEN[:6], TEN], True),
        ([TEN[:8]], None),
        ([TEN[:4], TEN[:3] + "x", TEN], True),
        ([TEN[:4], TEN[:5], "x", TEN], False),
        ([], None),
    ],
    ids=[
        "head",
        "full",
        "head, hanging mark",
        "full, hanging mark",
        "between",
        "deep",
        "alone",
        "parted",
        "full",
        "none",
    ],
)
def test_an_indent_is_told_by_the_first_printed_line(lines: list[str], indented: bool | None) -> None:
    found = setting([[TEN[:8], TEN, TEN, TEN[:2]]])
    assert found.indented(lines, 10) is indented


@pytest.mark.parametrize(
    ("line", "off"), [(TEN, 0), (TEN[:9] + "1", 0), (TEN + "。", 0), (TEN + "一", 1), (TEN[:8], -2)]
)
def test_half_an_em_is_filled_up_and_a_mark_hangs_over_the_margin(line: str, off: int) -> None:
    assert setting([[TEN[:8], TEN, TEN[:2]]]).off(line, 10) == off
