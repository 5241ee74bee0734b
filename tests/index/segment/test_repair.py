from __future__ import annotations

import pytest

from index.document import Line
from index.segment.blocks import Piece, blocks
from index.segment.paragraphs import DraftParagraph, paragraphs
from index.segment.repair import mends, restore_moved
from index.segment.seam import seams
from tests.index.segment.printing import printed_lines

FIRST = "澄江的夜市从三月开到十月，摊位沿江排开，以小吃和手作为主，经营者多是附近的居民。"
SECOND = "受访市民最关心两件事：一是“散场后怎么回家”，二是江边的灯光够不够亮，三是垃圾由谁来收。"


def column(*texts: str) -> list[DraftParagraph]:
    lines = [Line("a.txt", number, text) for number, text in enumerate(texts, 1)]
    return paragraphs(blocks(lines))


def mixed(stray_at: int) -> tuple[str, str]:
    """Two paragraphs; the head of the second stands among the lines of the first."""
    first, second = printed_lines(FIRST, 14), printed_lines(SECOND, 14)
    first.insert(stray_at, second.pop(0))
    return " ".join(first), " ".join(second)


@pytest.mark.parametrize("stray_at", [1, 2])
def test_a_printed_line_goes_back_to_the_paragraph_whose_head_it_is(stray_at: int) -> None:
    found = column(*mixed(stray_at))
    restored = restore_moved(found, seams("".join(each.raw for each in found)))
    assert [each.raw.replace(" ", "") for each in restored] == [FIRST, SECOND]
    head = restored[1].pieces[0]
    assert (head.text, head.line.number, head.moved) == (printed_lines(SECOND, 14)[0], 1, True)
    assert [piece.without for piece in restored[0].pieces] == ["", head.text]


def test_nothing_moves_where_no_head_is_missing() -> None:
    found = column(" ".join(printed_lines(FIRST, 14)), " ".join(printed_lines(SECOND, 14)))
    assert restore_moved(found, seams(FIRST + SECOND)) == found


def test_nothing_moves_where_two_lines_would_fit() -> None:
    first, second = mixed(2)
    again = first.replace(FIRST[:3], "东山的")
    found = column(first, again, second)
    assert restore_moved(found, seams(first + again + second)) == found


def test_no_character_is_lost_in_a_move() -> None:
    found = column(*mixed(1))
    restored = restore_moved(found, seams(FIRST + SECOND))
    count = sorted("".join(each.raw for each in found).replace(" ", ""))
    assert sorted("".join(each.raw for each in restored).replace(" ", "")) == count


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("-是建新馆。二是延时开放。", "一是建新馆。二是延时开放。"),
        ("措施有三:-是建馆;二是开放。", "措施有三:一是建馆;二是开放。"),
        ("-是建新馆。", "-是建新馆。"),
        ("气温-是零下。二是", "气温-是零下。二是"),
        ("形成“选书一借阅一归还”的流程", "形成“选书—借阅—归还”的流程"),
        ("形成“选购图书一上架借阅一归还消毒”的流程", "形成“选购图书—上架借阅—归还消毒”的流程"),
        ("“一心一意为读者一生服务到家”", "“一心一意为读者一生服务到家”"),
        ("选购图书一上架借阅一归还消毒", "选购图书一上架借阅一归还消毒"),
    ],
)
def test_misread_characters(text: str, after: str) -> None:
    mended = text
    for mend in mends(text):
        mended = mended[: mend.start] + mend.after + mended[mend.end :]
    assert mended == after


def test_the_evidence_may_stand_in_the_next_paragraph() -> None:
    assert [m.after for m in mends("-是建新馆。", "二是延时开放。")] == ["一是"]


def test_a_piece_knows_its_line() -> None:
    (found,) = column("昨日，新馆开放。")
    assert found.pieces == (Piece("昨日，新馆开放。", Line("a.txt", 1, "昨日，新馆开放。")),)
