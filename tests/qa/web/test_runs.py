from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.document import Article, Edit
from qa.web.runs import Piece, Quote, Run, excerpts, runs
from tests.qa.web.archive import written

PLAIN = written("a", "甲。乙。丙。丁。", "戊。己。")


def shown(cut: tuple[Run, ...]) -> list[tuple[str, int | None, bool]]:
    return [("".join(piece.text for piece in run.pieces), run.quote, run.opens) for run in cut]


def test_a_quotation_is_a_run_of_its_own() -> None:
    assert shown(runs(PLAIN, 0, 8, [Quote(3, 2, 4)])) == [
        ("甲。", None, False),
        ("乙。", 3, True),
        ("丙。丁。", None, False),
    ]


def test_a_quotation_across_paragraphs_opens_only_once() -> None:
    quotes = [Quote(1, 6, 11)]
    assert shown(runs(PLAIN, 0, 8, quotes)) == [("甲。乙。丙。", None, False), ("丁。", 1, True)]
    assert shown(runs(PLAIN, 9, 13, quotes)) == [("戊。", 1, False), ("己。", None, False)]


def test_the_first_of_two_overlapping_quotations_has_the_words() -> None:
    assert shown(runs(PLAIN, 0, 8, [Quote(1, 0, 4), Quote(2, 2, 6)])) == [
        ("甲。", 1, True),
        ("乙。", 1, False),
        ("丙。", 2, False),
        ("丁。", None, False),
    ]


def test_every_quotation_has_a_place_to_open_at() -> None:
    quotes = [Quote(1, 2, 4), Quote(2, 2, 4), Quote(3, 0, 4), Quote(4, 2, 6)]
    assert [(run.quote, run.opens, run.also) for run in runs(PLAIN, 0, 8, quotes)] == [
        (3, True, ()),
        (1, True, (2, 4)),
        (4, False, ()),
        (None, False, ()),
    ]


def test_a_repair_is_a_piece_and_may_straddle_a_quotation() -> None:
    edit = Edit("numeral", "-", "乙。丙", (1,), 2, 5)
    mended = replace(PLAIN, edits=(edit,))
    assert runs(mended, 0, 8, [Quote(1, 4, 6)]) == (
        Run((Piece("甲。"), Piece("乙。", edit))),
        Run((Piece("丙", edit), Piece("。")), 1, opens=True),
        Run((Piece("丁。"),)),
    )


def test_a_repair_without_words_stands_once_where_it_was_made() -> None:
    edit = Edit("removed", "下转三版", "", (1,), 4, 4)
    mended = replace(PLAIN, edits=(edit,))
    assert runs(mended, 0, 8, [Quote(1, 2, 4)]) == (
        Run((Piece("甲。"),)),
        Run((Piece("乙。"),), 1, opens=True),
        Run((Piece("", edit), Piece("丙。丁。"))),
    )


def test_a_repair_without_words_at_the_end_of_a_paragraph_is_not_lost() -> None:
    edit = Edit("removed", "下转三版", "", (1,), 8, 8)
    mended = replace(PLAIN, edits=(edit,))
    assert runs(mended, 0, 8) == (Run((Piece("甲。乙。丙。丁。"), Piece("", edit))),)
    assert runs(mended, 9, 13) == (Run((Piece("戊。己。"),)),)


def words(article: Article, quotes: list[Quote]) -> list[tuple[str, bool, bool]]:
    return [
        ("".join(text for text, _, _ in shown(excerpt.runs)), excerpt.before, excerpt.after)
        for excerpt in excerpts(article, quotes)
    ]


def test_an_excerpt_adds_a_sentence_on_either_side() -> None:
    assert words(PLAIN, [Quote(1, 4, 6)]) == [("乙。丙。丁。", True, False)]


def test_an_excerpt_stays_inside_its_paragraph() -> None:
    assert words(PLAIN, [Quote(1, 9, 11)]) == [("戊。己。", False, False)]


def test_excerpts_that_meet_are_one_and_come_in_reading_order() -> None:
    assert words(PLAIN, [Quote(2, 9, 11), Quote(3, 6, 8), Quote(1, 0, 2)]) == [
        ("甲。乙。丙。丁。", False, False),
        ("戊。己。", False, False),
    ]


def test_excerpts_that_do_not_meet_stay_apart() -> None:
    long = written("a", "一。二。三。四。五。六。七。")
    assert words(long, [Quote(1, 0, 2), Quote(2, 12, 14)]) == [("一。二。", False, True), ("六。七。", True, False)]


def test_a_quotation_outside_every_paragraph_is_shown_as_it_is() -> None:
    assert words(replace(PLAIN, paragraphs=()), [Quote(1, 2, 4)]) == [("乙。", False, False)]


spans = st.tuples(st.integers(0, 13), st.integers(0, 13)).map(sorted)


@given(spans, st.lists(spans), st.lists(spans))
def test_cutting_loses_and_adds_no_words(span: list[int], quoted: list[list[int]], repaired: list[list[int]]) -> None:
    start, end = span
    mended = replace(PLAIN, edits=tuple(Edit("dash", "x", PLAIN.text[a:b], (1,), a, b) for a, b in repaired))
    cut = runs(mended, start, end, [Quote(n, a, b) for n, (a, b) in enumerate(quoted, 1)])
    assert "".join(text for text, _, _ in shown(cut)) == PLAIN.text[start:end]
    marked = sum(len(text) for text, quote, _ in shown(cut) if quote)
    assert marked == sum(any(a <= at < b for a, b in quoted) for at in range(start, end))
