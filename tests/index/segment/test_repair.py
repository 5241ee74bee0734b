from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Issue, Line, Page
from index.segment import segment
from index.segment.block import Piece
from index.segment.blocks import blocks
from index.segment.paragraphs import DraftParagraph, paragraphs
from index.segment.repair import mends, restore_moved
from index.segment.seam import seams
from tests.index.segment.printing import printed_lines
from tests.noise import Noise, print_issue
from tests.stories import STORIES
from tests.stress import examples

MARKET = "澄江的夜市从三月开到十月，摊位沿江排开，以小吃和手作为主，经营者多是附近的居民。"
CITIZENS = "受访市民最关心两件事：一是“散场后怎么回家”，二是江边的灯光够不够亮，三是垃圾由谁来收。"
BUS = "公交公司总经理邵一苇说，夜班车从下月起延长到零点，每二十分钟一班，沿江设六个站，票价不变。"
LAMPS = "“过去灯杆隔五十米一根，树一长高就遮住了。”灯饰所的工程师樊星说，今年将补装矮杆灯，并修剪树枝。"
WASTE = "垃圾由环卫所和摊主分担。每个摊位配两只桶，收摊后由清运车统一运走，违者停摆三天，目前已有九户受罚。"
NUMBERS = "据统计，去年夜市接待游客86.5万人次，营业额4320万元，其中Wi-Fi支付占92%，比2030年多了15个百分点。"


def column(*texts: str) -> list[DraftParagraph]:
    """One article's body: the texts on lines 1, 3, 5 and so on, blank lines between them."""
    lines = [part for text in texts for part in (text, "")]
    return paragraphs(blocks([Line("a.txt", number, text) for number, text in enumerate(lines, 1)]))


def set_in(em: int, *texts: str) -> list[list[str]]:
    return [printed_lines(text, em) for text in texts]


def restored(printed: list[list[str]], *stays: int) -> list[DraftParagraph]:
    texts = [" ".join(lines) for lines in printed]
    (found,) = restore_moved([column(*texts)], seams("".join(texts)), {("a.txt", number) for number in stays})
    return found


def words(found: list[DraftParagraph]) -> list[str]:
    return ["".join(each.raw.split()) for each in found]


def moved(found: list[DraftParagraph]) -> list[str]:
    return [piece.text for each in found for piece in each.pieces if piece.moved]


@pytest.mark.parametrize("stray_at", [1, 2])
def test_a_first_line_goes_back_to_its_paragraph(stray_at: int) -> None:
    market, citizens = printed = set_in(14, MARKET, CITIZENS)
    market.insert(stray_at, citizens.pop(0))
    found = restored(printed)
    assert words(found) == [MARKET, CITIZENS]
    head = found[1].pieces[0]
    assert (head.text, head.line.number, head.moved) == ("受访市民最关心两件事：一", 1, head.text)
    assert [piece.without for piece in found[0].pieces] == ["", head.text]
    assert not found[1].orphan


@pytest.mark.parametrize("away", [1, 2, -1], ids=["second", "third", "last"])
def test_other_lines_show_no_width_and_stay(away: int) -> None:
    market, citizens = printed = set_in(14, MARKET, CITIZENS)
    market.insert(2, citizens.pop(away))
    assert moved(restored(printed)) == []


def test_two_lines_go_home_at_once() -> None:
    printed = set_in(14, MARKET, CITIZENS, BUS, LAMPS, WASTE)
    printed[4].insert(2, printed[1].pop(0))
    printed[0].insert(1, printed[3].pop(0))
    assert words(restored(printed)) == [MARKET, CITIZENS, BUS, LAMPS, WASTE]


def test_two_lines_in_one_paragraph_go_home() -> None:
    printed = set_in(14, MARKET, CITIZENS, BUS, LAMPS, WASTE)
    printed[4].insert(1, printed[1].pop(0))
    printed[4].insert(3, printed[3].pop(0))
    found = restored(printed)
    assert words(found) == [MARKET, CITIZENS, BUS, LAMPS, WASTE]
    assert [piece.without for piece in found[4].pieces if piece.without] == moved(found)


def test_nothing_moves_where_two_gaps_fit() -> None:
    market, citizens = set_in(14, MARKET, CITIZENS)
    market.insert(2, citizens.pop(0))
    assert moved(restored([market, citizens, citizens])) == []


def test_nothing_moves_where_two_lines_fit() -> None:
    market, citizens = set_in(14, MARKET, CITIZENS)
    market.insert(2, citizens.pop(0))
    assert moved(restored([market, market, citizens])) == []


def test_nothing_moves_where_no_line_is_missing() -> None:
    printed = set_in(14, MARKET, CITIZENS, BUS, LAMPS, WASTE, NUMBERS)
    texts = [" ".join(lines) for lines in printed]
    found = column(*texts)
    assert restore_moved([found], seams("".join(texts))) == [found]


def test_a_missing_line_that_stands_nowhere_is_not_replaced() -> None:
    printed = set_in(14, MARKET, CITIZENS, BUS, LAMPS, WASTE)
    del printed[2][0]
    assert moved(restored(printed)) == []


@pytest.mark.parametrize("text", [LAMPS, NUMBERS], ids=["a quotation", "numbers and Latin letters"])
def test_lines_with_quotes_numbers_and_folded_marks(text: str) -> None:
    folded = str.maketrans("，：“”", ',:""')
    texts = [each.translate(folded) for each in (MARKET, BUS, text, WASTE)]
    printed = [[line.translate(folded) for line in lines] for lines in set_in(16, MARKET, BUS, text, WASTE)]
    printed[0].insert(2, printed[2].pop(0))
    assert words(restored(printed)) == texts


def test_a_printed_line_that_holds_a_space_moves_whole() -> None:
    opening = "本报讯（记者李禾 王小满）澄江的夜市从三月开到十月，摊位沿江排开，以小吃和手作为主。"
    printed = set_in(18, opening, CITIZENS, BUS)
    printed[2].insert(1, printed[0].pop(0))
    found = restored(printed)
    assert words(found) == ["".join(opening.split()), CITIZENS, BUS]
    assert moved(found) == ["本报讯（记者李禾 王小满）澄江的"]


def test_a_paragraph_that_a_column_broke_keeps_its_pieces() -> None:
    market, citizens, bus = set_in(14, MARKET, CITIZENS, BUS)
    bus.insert(1, citizens.pop(0))
    found = restored([market, citizens, bus[:4], bus[4:]])
    assert words(found) == [MARKET, CITIZENS, BUS]
    assert [(piece.line.number, piece.without) for piece in found[2].pieces] == [(5, ""), (5, moved(found)[0]), (7, "")]


@pytest.mark.parametrize("line", [1, 3], ids=["where it stands", "where it belongs"])
def test_a_line_that_an_editor_wants_as_it_is_stays(line: int) -> None:
    market, citizens = printed = set_in(14, MARKET, CITIZENS)
    market.insert(2, citizens.pop(0))
    assert len(moved(restored(printed, 2))) == 1
    assert moved(restored(printed, line)) == []


LINES = st.lists(
    st.lists(st.text('澄江桥通车。，“”"(a1 ', min_size=1, max_size=18), min_size=1, max_size=6), max_size=6
)


@settings(max_examples=examples(60, 2000), deadline=None)
@given(LINES)
def test_no_character_is_lost_or_invented_in_whatever_text(printed: list[list[str]]) -> None:
    texts = [" ".join(lines) for lines in printed]
    before = column(*texts)
    (after,) = restore_moved([before], seams("".join(texts)))
    assert Counter("".join(words(after))) == Counter("".join(words(before)))
    assert [each.kind for each in after] == [each.kind for each in before]


@settings(max_examples=examples(40, 2000), deadline=None)
@given(st.permutations([MARKET, CITIZENS, BUS, LAMPS, WASTE, NUMBERS]), st.integers(14, 25))
def test_clean_text_stays_as_it_is_at_any_width(texts: list[str], em: int) -> None:
    printed = [" ".join(lines) for lines in set_in(em, *texts)]
    found = column(*printed)
    assert restore_moved([found], seams("".join(printed))) == [found]


def test_in_noisy_print_most_lines_come_home_and_hardly_any_is_misled() -> None:
    """Stories of six short paragraphs; a first line with a byline formula leaves only the mark where it was."""
    home, true, made = 0, 0, 0
    for seed in range(4):
        noisy = print_issue(STORIES, seed, Noise(moved=0.06, elsewhere=0.0, squeezed=seed % 2 == 0))
        lines = tuple(Line("a.txt", number, text) for number, text in enumerate(noisy.text.split("\n"), 1))
        edits = [e for a in segment(Issue("a", "a.txt", (Page(None, None, lines),))) for e in a.edits]
        places = {(move.line, "".join(move.words.split())) for article in noisy.truth for move in article.moves}
        taken = {(e.lines[0], "".join(e.before.split())) for e in edits if e.kind == "removed"}
        home, true, made = home + len(taken & places), true + len(places), made + len(taken)
    assert home == made
    assert home >= 0.6 * true > 6


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
