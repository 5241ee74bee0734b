from __future__ import annotations

from math import log

import pytest

from index.document import Line
from index.segment.archive import NO_ARCHIVE
from index.segment.block import Piece
from index.segment.paragraphs import DraftParagraph
from index.segment.stray import Stray, arrangement

TEN = "一二三四五六七八九十"


def set_paragraphs(*printed: list[str]) -> list[DraftParagraph]:
    return [DraftParagraph("p", (Piece(" ".join(lines), Line("a.txt", k, "")),)) for k, lines in enumerate(printed)]


def test_a_line_fits_worse_where_the_paragraph_above_may_go_on() -> None:
    """Text without indent below a full printed line is rather the rest of that paragraph: one nat."""
    host, orphan = [TEN[:8], TEN, TEN[:8], TEN, "完。"], [TEN, TEN, "完。"]
    ends = ([TEN[:8], TEN, "就此结束。"], [TEN[:8], TEN, "这件事情就此结束了。"])
    scores = [
        next(
            fit.score
            for fit in arrangement([set_paragraphs(host, above, orphan)], {}, NO_ARCHIVE).fits()
            if fit.gap == 2
        )
        for above in ends
    ]
    assert scores[0] - scores[1] == pytest.approx(1.0)


def test_a_part_of_a_printed_line_is_no_stray() -> None:
    """What a space parts from the rest of its line may be as wide as a first line; it is none."""
    orphan, whole = [TEN, TEN, "完。"], [TEN[:8], TEN, TEN[:8], TEN, TEN, TEN, TEN, TEN, "完。"]
    parted = [TEN[:8], TEN, TEN[:8], "一", TEN, TEN, TEN, TEN, TEN, "完。"]
    assert [fit.stray for fit in arrangement([set_paragraphs(whole, orphan)], {}, NO_ARCHIVE).fits()] == [
        Stray(0, 2, 3)
    ]
    assert list(arrangement([set_paragraphs(parted, orphan)], {}, NO_ARCHIVE).fits()) == []


def test_the_formula_of_a_report_opens_the_first_paragraph_of_an_article() -> None:
    """It counts four nats there, and nothing further down."""
    host, orphan = [TEN[:8], TEN, "有人说（李禾摄）", TEN, TEN, "完。"], [TEN, TEN, "完。"]
    report = [*host[:2], "本报讯（记者李）", *host[3:]]

    def score(*printed: list[str]) -> float:
        gap = printed.index(orphan)
        return next(
            fit.score for fit in arrangement([set_paragraphs(*printed)], {}, NO_ARCHIVE).fits() if fit.gap == gap
        )

    above = [TEN[:8], "完。"]
    assert score(orphan, report) - score(above, orphan, report) == pytest.approx(4.0)
    assert score(orphan, host) - score(above, orphan, host) == pytest.approx(0.0)


def score_between(host_ends: str, gap_ends: str, others: int) -> float:
    """Score of a line inside one article, for a gap in another, beside ``others`` more; it speaks of 水鸟."""
    host, orphan = [TEN[:8], TEN, "水鸟湖边飞过三四", TEN, host_ends], [TEN, TEN, gap_ends]
    articles = [set_paragraphs(host), set_paragraphs(orphan), *[set_paragraphs([TEN[:8], TEN, "完。"])] * others]
    (fit,) = arrangement(articles, {}, NO_ARCHIVE).fits()
    return fit.score


def test_a_line_is_the_rarer_in_another_article_the_more_there_are() -> None:
    """One of two other articles holds it rather than the only one: ln 2 nats."""
    assert score_between("完。", "完。", 0) - score_between("完。", "完。", 1) == pytest.approx(log(2))


def test_a_line_belongs_to_the_article_that_speaks_of_the_same() -> None:
    """A bigram in two of at least two hundred articles is worth 0.3 · ln 100 nats, in the host alone 0.3 · ln 200."""
    alone = score_between("完。", "完。", 1)
    assert score_between("完。", "水鸟完。", 1) - alone == pytest.approx(0.3 * log(100))
    assert score_between("水鸟完。", "完。", 1) - alone == pytest.approx(-0.3 * log(200))


def test_the_words_count_no_more_than_all_the_rest() -> None:
    """Five bigrams in two articles: 0.3 · 5 · ln 100 is 6.9 nats; five are counted."""
    alone = score_between("完。", "完。", 1)
    assert score_between("完。", "水鸟湖边飞过。", 1) - alone == pytest.approx(5.0)


def test_no_line_begins_a_paragraph_that_lacks_more_than_it() -> None:
    """The bracket that closes was opened in words that stand elsewhere still."""
    host = [TEN[:8], TEN, "水鸟湖边飞过三四", TEN, "完。"]
    for ending, least in (("完。", 1), ("王小满）完。", 0)):
        found = list(arrangement([set_paragraphs(host, [TEN, TEN, ending])], {}, NO_ARCHIVE).fits())
        assert len(found) == least
