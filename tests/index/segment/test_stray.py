from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Line
from index.segment.archive import NO_ARCHIVE
from index.segment.blocks import Piece
from index.segment.paragraphs import DraftParagraph
from index.segment.stray import Fit, Stray, arrangement, certain

TEN = "一二三四五六七八九十"
FIRST, SECOND, BESIDE = Stray(0, 1, 2), Stray(0, 3, 4), Stray(0, 1, 3)


@pytest.mark.parametrize(
    ("fits", "kept"),
    [
        ([], []),
        ([Fit(FIRST, 5, 3.1)], [0]),
        ([Fit(FIRST, 5, 2.9)], []),
        ([Fit(FIRST, 5, 6.0), Fit(FIRST, 6, 4.0)], []),
        ([Fit(FIRST, 5, 6.0), Fit(SECOND, 5, 4.0)], []),
        ([Fit(FIRST, 5, 6.0), Fit(BESIDE, 6, 4.0)], []),
        ([Fit(FIRST, 5, 6.0), Fit(FIRST, 6, 1.0)], [0]),
        ([Fit(FIRST, 5, 6.0), Fit(SECOND, 6, 4.0)], [0, 1]),
    ],
    ids=["none", "sure", "unsure", "two homes", "two lines", "same words", "a poor rival", "each its own"],
)
def test_a_fit_is_certain_when_nothing_rivals_it(fits: list[Fit], kept: list[int]) -> None:
    """Odds of 20 are 3.0 nats; a rival of 4 nats takes 4 of them away, one of 1 nat takes 1.3."""
    assert certain(fits, 20) == [fits[k] for k in kept]


def test_a_rival_that_has_a_better_home_rivals_no_more() -> None:
    """The second line would fit the first's home nearly as well, but its own home is far likelier."""
    fits = [Fit(FIRST, 5, 6.0), Fit(SECOND, 5, 5.0), Fit(SECOND, 6, 9.0)]
    assert certain(fits[:2], 20) == []
    assert certain(fits, 20) == [fits[0], fits[2]]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.floats(-6, 2000)), max_size=12))
def test_no_line_moves_twice_and_no_gap_is_filled_twice(edges: list[tuple[int, int, float]]) -> None:
    unique = {(line, gap): score for line, gap, score in edges}
    kept = certain([Fit(Stray(0, 2 * line + 1, 2 * line + 2), 1 + gap, s) for (line, gap), s in unique.items()], 20)
    assert len({fit.stray for fit in kept}) == len({fit.gap for fit in kept}) == len(kept)


def set_paragraphs(*printed: list[str]) -> list[DraftParagraph]:
    return [DraftParagraph("p", (Piece(" ".join(lines), Line("a.txt", k, "")),)) for k, lines in enumerate(printed)]


def test_a_line_fits_worse_where_the_paragraph_above_may_go_on() -> None:
    """Text without indent below a full printed line is rather the rest of that paragraph: one nat."""
    host, orphan = [TEN[:8], TEN, TEN[:8], TEN, "完。"], [TEN, TEN, "完。"]
    ends = ([TEN[:8], TEN, "就此结束。"], [TEN[:8], TEN, "这件事情就此结束了。"])
    scores = [
        next(
            fit.score for fit in arrangement(set_paragraphs(host, above, orphan), {}, NO_ARCHIVE).fits() if fit.gap == 2
        )
        for above in ends
    ]
    assert scores[0] - scores[1] == pytest.approx(1.0)


def test_a_part_of_a_printed_line_is_no_stray() -> None:
    """What a space parts from the rest of its line may be as wide as a first line; it is none."""
    orphan, whole = [TEN, TEN, "完。"], [TEN[:8], TEN, TEN[:8], TEN, TEN, TEN, TEN, TEN, "完。"]
    parted = [TEN[:8], TEN, TEN[:8], "一", TEN, TEN, TEN, TEN, TEN, "完。"]
    assert [fit.stray for fit in arrangement(set_paragraphs(whole, orphan), {}, NO_ARCHIVE).fits()] == [Stray(0, 2, 3)]
    assert list(arrangement(set_paragraphs(parted, orphan), {}, NO_ARCHIVE).fits()) == []


def test_the_formula_of_a_report_opens_the_first_paragraph_of_an_article() -> None:
    """It counts four nats there, and nothing further down."""
    host, orphan = [TEN[:8], TEN, "有人说（李禾摄）", TEN, TEN, "完。"], [TEN, TEN, "完。"]
    report = [*host[:2], "本报讯（记者李）", *host[3:]]

    def score(*printed: list[str]) -> float:
        gap = printed.index(orphan)
        return next(fit.score for fit in arrangement(set_paragraphs(*printed), {}, NO_ARCHIVE).fits() if fit.gap == gap)

    above = [TEN[:8], "完。"]
    assert score(orphan, report) - score(above, orphan, report) == pytest.approx(4.0)
    assert score(orphan, host) - score(above, orphan, host) == pytest.approx(0.0)
