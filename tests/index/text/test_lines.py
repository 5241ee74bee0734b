from __future__ import annotations

import pytest

from index.text.lines import column_width, line_ends, printed_lines, width


@pytest.mark.parametrize(
    ("text", "em"),
    [("", 0.0), ("水鸟", 2.0), ("3月", 1.5), ("（3）", 2.5), ("(3)", 1.5), ("A区", 1.5), ("ｱ", 0.5)],
)
def test_a_half_width_character_is_half_an_em(text: str, em: float) -> None:
    assert width(text) == em


def test_the_column_is_what_most_lines_fill() -> None:
    assert (
        column_width(["十个字的首行宽十个字", "一整行有十二个字宽的文字", "这一整行也是十二个字宽的", "末行"]) == 12.0
    )


def test_slogans_and_running_text_are_not_set_in_a_column() -> None:
    assert column_width(["学思想", "强党性", "重实践"]) is None
    assert column_width(["一整段没有换行的文字" * 9, "另一段" * 30]) is None
    assert column_width(["只有一行"]) is None


def test_a_line_ends_where_it_is_full_not_at_every_space() -> None:
    pieces = ["十个字的首行宽十个字", "一整行有", "十二个字宽文字", "这一整行也是十二个字宽的", "末行"]
    assert line_ends(pieces) == [True, False, True, True]


def test_a_known_column_decides_for_text_too_short_to_show_its_own() -> None:
    assert line_ends(["只有十个字的一行文字", "末"], 12.0) == [True]
    assert line_ends(["六个字的文字", "末"], 12.0) == [False]


def test_printed_lines_keep_the_spaces_inside_them() -> None:
    text = "十个字的首行宽十个字 一整行有 十二个字宽文字 末行"
    assert printed_lines(text) == ["十个字的首行宽十个字", "一整行有 十二个字宽文字", "末行"]
    assert printed_lines("") == []
