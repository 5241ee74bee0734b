from __future__ import annotations

from index.document import Line
from index.segment.wrapped import groups


def numbers(*texts: str) -> list[tuple[int, list[int]]]:
    lines = [Line("a.txt", number, text) for number, text in enumerate(texts, 1)]
    return [(gap, [line.number for line in group]) for gap, group in groups(lines)]


def test_a_line_is_a_block_where_paragraphs_are_not_wrapped() -> None:
    assert numbers("新馆开放", "", "昨日，澄江区图书馆的新馆开放。", "", "", "读者很多。") == [
        (0, [1]),
        (1, [3]),
        (2, [6]),
    ]


def test_printed_lines_make_a_paragraph_up_to_its_indent_or_short_line() -> None:
    text = (
        "新馆昨日开放",
        "　　昨日，澄江区图书馆的新馆在望潮路",
        "开放，首日入馆的读者有一千二百多名，",
        "周末延长到夜间九时。",
        "　　新馆共有三层，阅览座位三百二十个，",
        "儿童区在一层。",
    )
    assert numbers(*text) == [(0, [1]), (0, [2, 3, 4]), (0, [5, 6])]


def test_a_line_feed_per_paragraph_is_not_taken_for_printed_lines() -> None:
    long = "　　昨日，澄江区图书馆的新馆在望潮路开放，" + "读者凭市民卡入馆，儿童由家长陪同，" * 4 + "电话预约。"
    assert numbers("新馆昨日开放", long, "　　读者很多。", long) == [(0, [1]), (0, [2]), (0, [3]), (0, [4])]
