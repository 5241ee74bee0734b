from __future__ import annotations

from dataclasses import replace

import pytest

from index.document import Passage
from index.store import Extent
from qa.answer import Filters, Hit, Query
from qa.listing import Entry
from qa.look import Look, looked
from qa.question import Question
from qa.question.wordings import Phrasing
from qa.reader import Finding
from qa.reader.sentences import Sentence
from qa.retrieve import Wording
from tests.lexicon import lexicon
from tests.qa.printed import printed

DAY, YEAR = Filters("2031-06-18", "2031-06-18", soft=False), Filters("2031", "2031")


def look(*dates: str | None, found: bool = False, listing: bool = False) -> Look:
    """What a search brought: a hit of each date, an answer, a list of all hits."""
    articles = [printed("路灯亮了。", date) for date in dates]
    hits = [Hit(each, (Passage(each, 0, 5),), 1.0) for each in articles]
    asked = Question.of("路灯", lexicon("路灯亮了。"))
    phrasing = Phrasing("路灯", Wording([], lambda: pytest.fail("nothing is encoded")), asked)
    return Look(hits, phrasing, found=found, entries=tuple(Entry(hit, 0, 5) for hit in hits) if listing else ())


def test_a_day_is_settled_only_by_what_was_printed_then() -> None:
    assert look("2031-06-18", found=True).settles(DAY)
    assert look("2031-06-18", listing=True).settles(DAY)
    assert not look(None, found=True).settles(DAY)
    assert look(None, found=True).settles(YEAR)
    assert look(None, found=True).settles(Filters(page="3", soft=False))
    assert not look("2031-06-18").settles(YEAR)


def test_an_answer_gives_way_to_a_dated_one_and_nothing_to_an_answer_or_if_it_is_undated() -> None:
    assert look(None, listing=True).gives_way(look("2031-06-17", None, listing=True))
    assert not look(None, listing=True).gives_way(look(None, listing=True))
    assert not look(None, listing=True).gives_way(look("2031-06-17"))
    assert look("2031-06-18").gives_way(look(None, found=True))
    assert not look("2031-06-18").gives_way(look("2031-06-17"))
    assert look(None).gives_way(look("2031-06-17"))
    assert not look(None).gives_way(replace(look(None), hits=[]))


HELD = Extent(2, "2030-12-18", "2031-07-03")


@pytest.mark.parametrize(
    ("since", "until", "speaks"),
    [("2031-01-01", "2031-06-30", True), ("2031-01-01", "2031-05-31", False), ("2031-02-01", "2031-06-30", False)],
)
def test_a_sentence_that_answers_may_name_the_time_asked_for(since: str, until: str, speaks: bool) -> None:
    told = answering("路灯亮了。上半年修了9盏。", (5, 14), (0, 5))
    assert told.speaks_of(Filters(since, until)) is speaks
    assert answering("路灯亮了。上半年修了9盏。", (0, 5), (5, 14)).speaks_of(Filters(since, until)) is speaks
    assert not answering("路灯亮了。上半年修了9盏。", (0, 5)).speaks_of(Filters(since, until))
    assert not replace(told, found=False).speaks_of(Filters(since, until))


@pytest.mark.parametrize(
    ("text", "quoted", "speaks"),
    [
        ("上半年修了灯。其中路灯9盏。", "其中路灯9盏。", True),
        ("上半年修了灯。7月又修路灯9盏。", "7月又修路灯9盏。", False),
        ("到上半年，灯都修了，路灯9盏，为2032年打好基础。", "路灯9盏，为2032年打好基础。", True),
        ("上半年修了灯。\n路灯9盏。", "路灯9盏。", False),
        ("上半年修了灯。都亮了。路灯9盏。", "路灯9盏。", False),
    ],
)
def test_the_time_of_a_sentence_may_stand_in_its_head_or_before_it(text: str, quoted: str, speaks: bool) -> None:
    at = text.index(quoted)
    assert answering(text, (at, at + len(quoted))).speaks_of(Filters("2031-01-01", "2031-06-30")) is speaks


def answering(text: str, *spans: tuple[int, int]) -> Look:
    """A look that found sentences of one article, best first."""
    article = printed(text, "2031-07-03")
    hit = Hit(article, (Passage(article, 0, len(text)),), 1.0)
    sentences = tuple(Sentence(hit, start, end, {}) for start, end in spans)
    return replace(look("2031-07-03", found=True), finding=Finding(sentences, 0.9))


@pytest.mark.parametrize("asked", [Filters("2031-07-04", "2031-07-04"), Filters("2031-07-02", "2031-07-02")])
def test_of_a_time_after_the_newest_issue_all_that_is_near_is_shown(asked: Filters) -> None:
    spoken, near = look("2031-06-18"), look("2030-12-18")
    query = Query("7月4日路灯亮吗？", "路灯亮吗？", asked)
    coming = asked.since == "2031-07-04"
    found = looked(query, lambda limits: near if limits.empty else spoken, HELD)
    assert found == ((replace(query, filters=Filters()), near, []) if coming else (query, spoken, []))


def test_limits_that_are_dropped_without_an_answer_go_without_a_notice() -> None:
    query = Query("今年路灯怎样？", "路灯怎样？", Filters("2031-01-01", "2031-12-31"))
    near = look("2030-12-18")
    assert looked(query, lambda limits: near if limits.empty else look(), HELD)[2] == []
    answer = looked(query, lambda limits: replace(near, found=True) if limits.empty else look(), HELD)
    assert answer[2] == ["未按时间筛选：所说时间内没有找到，以下结果不限时间。"]
