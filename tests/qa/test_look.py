from __future__ import annotations

from dataclasses import replace

import pytest

from index.document import EventDate, Passage
from qa.answer import Filters, Hit
from qa.listing import Entry
from qa.look import Look
from qa.question import Question
from qa.question.wordings import Phrasing
from qa.reader import Finding
from qa.reader.sentences import Sentence
from qa.retrieve import Wording
from tests.lexicon import lexicon
from tests.qa.printed import printed

HALF = EventDate("2031-01-01", "2031-06-30", 5, 8)
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


@pytest.mark.parametrize(
    ("since", "until", "speaks"),
    [("2031-01-01", "2031-06-30", True), ("2031-01-01", "2031-05-31", False), ("2031-02-01", "2031-06-30", False)],
)
def test_the_sentence_that_answers_may_name_the_time_asked_for(since: str, until: str, speaks: bool) -> None:
    told = replace(printed("路灯亮了。上半年修了9盏。", "2031-07-03"), event_dates=(HALF,))
    hit = Hit(told, (Passage(told, 0, 14),), 1.0)
    sentences = [Sentence(hit, 5, 14, {}), Sentence(hit, 0, 5, {})]
    found = replace(look("2031-07-03", found=True), finding=Finding(tuple(sentences), 0.9))
    assert found.speaks_of(Filters(since, until)) is speaks
    assert not replace(found, finding=Finding(tuple(sentences[::-1]), 0.9)).speaks_of(Filters(since, until))
    assert not replace(found, found=False).speaks_of(Filters(since, until))
