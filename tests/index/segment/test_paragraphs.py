from __future__ import annotations

from index.document import Line
from index.segment.blocks import blocks
from index.segment.paragraphs import DraftParagraph, paragraphs
from tests.index.segment.printing import printed_lines

GATE = "区水务局昨日公布，芦汀水闸将于下月初开工改建，工期八个月，其间船只改走东侧的旧航道，夜间禁止通行。"
FERRY = "渡口的船工说，旧航道水浅弯多，涨潮时才好走，大船要等两个钟头。水务局答应派拖轮在弯道口值守，并装上航标灯。"


def column(*texts: str) -> list[DraftParagraph]:
    """One article's body, a blank line after every text, as in a converted issue."""
    lines = [part for text in texts for part in (text, "")]
    return paragraphs(blocks([Line("a.txt", number, text) for number, text in enumerate(lines, 1)]))


def words(found: list[DraftParagraph]) -> list[str]:
    return ["".join(each.raw.split()) for each in found]


def test_a_paragraph_that_a_column_broke_is_one_again() -> None:
    gate, ferry = printed_lines(GATE, 14), printed_lines(FERRY, 14)
    found = column(" ".join(gate), " ".join(ferry[:2]), " ".join(ferry[2:]))
    assert words(found) == [GATE, FERRY]
    assert [piece.line.number for piece in found[1].pieces] == [3, 5]
    assert not any(each.orphan or each.broken for each in found)


def test_folded_marks_do_not_look_like_an_indent() -> None:
    """Four marks at half an em are as short as an indent; they were set at a whole one."""
    folded = str.maketrans("，：；", ",:;")
    listed = "清单列有六项，一是闸门，二是航标，三是护栏，四是照明，五是泵房，六是岸坡，均在年内完成，验收后移交。"
    printed = [line.translate(folded) for line in printed_lines(listed, 14)]
    found = column(" ".join(printed_lines(GATE, 14)), " ".join(printed[:2]), " ".join(printed[2:]))
    assert words(found) == [GATE, listed.translate(folded)]


def test_an_indent_after_an_open_end_begins_a_paragraph() -> None:
    gate = printed_lines(GATE, 14)[:3]
    found = column(" ".join(gate), " ".join(printed_lines(FERRY, 14)))
    assert words(found) == ["".join(gate), FERRY]
    assert [each.broken for each in found] == [True, False]


def test_a_paragraph_without_indent_below_a_closed_one_is_an_orphan() -> None:
    found = column(" ".join(printed_lines(GATE, 14)), " ".join(printed_lines(FERRY, 14)[1:]))
    assert [each.orphan for each in found] == [False, True]


def test_full_lines_that_look_like_a_heading_are_the_text_that_goes_on_below() -> None:
    """The paragraph lost its first line, and the column ended after the next two, which hold no mark."""
    lines = printed_lines(
        "据介绍，水闸管理所旁边的旧货栈也要改建成候船室和小小的展览馆陈列三百年来的船具和账本。两层都免费开放，逢周一闭馆整理，节假日照常。",
        14,
    )
    found = column(" ".join(printed_lines(GATE, 14)), " ".join(lines[1:3]), " ".join(lines[3:]))
    assert words(found) == [GATE, "".join(lines[1:])]
    assert [each.kind for each in found] == ["p", "p"]


def test_a_heading_above_a_paragraph_that_lost_its_head_stays_one() -> None:
    lines = printed_lines(FERRY, 14)
    found = column(" ".join(printed_lines(GATE, 14)), "旧航道今起 重新通船", " ".join(lines[1:]))
    assert [each.kind for each in found] == ["p", "heading", "p"]
    assert found[2].orphan


def test_a_number_at_the_end_of_a_short_line_does_not_go_on_below() -> None:
    """The telephone number and the day would be read as one number."""
    call = " ".join(printed_lines("水闸检修期间停水，请提前储水，有事请打管理所的咨询电话：43210000", 14))
    day = " ".join(printed_lines("8月16日前可以领取储水桶，每一户限领一只，领取时请带上户口簿。", 14, indent=False))
    assert words(column(call, day)) == [call.replace(" ", ""), day.replace(" ", "")]
