"""Glyphs at places → lines."""

from __future__ import annotations

from index.layout import Glyph
from index.layout.glyphs import lines_of


def row(text: str, x: float, y: float, size: float = 10, step: float | None = None) -> list[Glyph]:
    step = step or size
    return [Glyph(x + k * step, y, x + k * step + size, y + size, char, size) for k, char in enumerate(text)]


def texts(*rows: list[Glyph]) -> list[str]:
    return [line.text for line in lines_of(glyph for each in reversed(rows) for glyph in reversed(each))]


def test_a_row_is_cut_at_the_gutter() -> None:
    assert texts(row("春灌开闸", 0, 0), row("水到田头", 52, 0)) == ["春灌开闸", "水到田头"]


def test_letters_spaced_to_fill_a_line_stay_together() -> None:
    assert texts(row("春灌开闸", 0, 0, step=14)) == ["春灌开闸"]


def test_a_wider_gap_in_a_line_is_a_space() -> None:
    assert texts(row("记者", 0, 0) + row("李禾", 25, 0)) == ["记者 李禾"]


def test_type_drawn_twice_to_look_bold_is_read_once() -> None:
    assert texts(row("春灌灌溉", 0, 0) + row("春灌灌溉", 0.4, 0)) == ["春灌灌溉"]


def test_neighbouring_headlines_are_parted_where_a_gutter_runs_between() -> None:
    body = [*row("春灌开闸放水了", 0, 60), *row("阅读角开放了哦", 84, 60), *row("渠道清淤完成了", 0, 75)]
    body += [*row("书架上有新书了", 84, 75), *row("水到田头早稻下", 0, 90), *row("孩子可以来看书", 84, 90)]
    assert texts(row("春灌", 10, 20, 28) + row("阅读", 84, 20, 28), body)[:2] == ["春灌", "阅读"]


def test_a_spaced_headline_over_one_column_is_one_line() -> None:
    assert texts(row("春灌", 10, 20, 28, step=60), row("春灌开闸放水了水到田头", 0, 60))[0] == "春灌"


def test_type_runs_in_the_direction_in_which_it_is_set_closer() -> None:
    stack = [Glyph(0, 30.0 * k, 28, 30.0 * k + 28, char, 28) for k, char in enumerate("春灌开闸")]
    body = [glyph for k in range(12) for glyph in row("水到田头早稻下种", 60, 15.0 * k)]
    (upright,) = (line for line in lines_of([*body, *stack]) if line.upright)
    assert (upright.text, upright.x0, upright.y1) == ("春灌开闸", 0, 118)


def test_no_glyphs_are_no_lines() -> None:
    assert lines_of([]) == ()
    assert lines_of(row("  ", 0, 0)) == ()
