from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.document import Article, Author, EventDate, Range
from index.states import TOKEN
from index.store.catalogue import News
from index.store.generation import PartFiles
from index.store.lexical import Postings
from index.store.part import Part
from index.store.save import Fresh, Row, days, save
from index.store.scope import Scope, foremost
from tests.fake import FakeEncoder

REPORT = Article(
    id="000000000a",
    issue="i",
    source="s.txt",
    kind="news",
    text="国庆期间,区图书馆照常开放。",
    paragraphs=(),
    ranges=(Range("s.txt", 1, 2),),
    paper="澄江报",
    date="2031-10-08",
    edition="1204",
    page="3",
    authors=(Author("赵 倩", "记者"), Author("李禾", "通讯员")),
    event_dates=(EventDate("2031-10-01", "2031-10-07", 0, 4), EventDate("2030-01-01", "2030-12-31", 0, 0)),
)
HOLIDAY = Scope("2031-10-01", "2031-10-07", spoken_of=True)


def part_of(store: Path, *articles: Article) -> Part:
    rows = [Row("input", article, (), ((0, len(article.text)),), (((0, len(article.text)),),)) for article in articles]
    vectors = FakeEncoder().encode_queries([article.text for article in articles])
    fresh = Fresh(
        rows=rows,
        vectors=np.stack([each.vector for each in vectors]).astype(np.float16),
        keys=range(len(rows)),
        codes=[np.zeros((0, TOKEN), np.uint8)] * len(rows),
        postings=Postings.of([["桥"]] * len(rows)),
    )
    return Part(store, save(store, fresh, News(), "000001"))


@pytest.fixture
def inside(tmp_path: Path) -> Callable[[Article, Scope], bool]:
    """Is an article inside a scope?"""
    return lambda article, scope: bool(scope.articles(part_of(tmp_path, article))[0])


Inside = Callable[[Article, Scope], bool]


def test_the_printed_date_passes(inside: Inside) -> None:
    assert inside(REPORT, Scope("2031-10-01", "2031-10-31"))
    assert not inside(REPORT, Scope("2031-11-01", "2031-11-30"))
    assert inside(REPORT, Scope("2031-10-08"))
    assert not inside(REPORT, Scope(None, "2031-10-07"))
    assert inside(REPORT, Scope())


def test_a_month_or_a_year_passes_what_it_touches(inside: Inside) -> None:
    month = replace(REPORT, date="2031-10", event_dates=())
    assert inside(month, Scope("2031-10-20", "2031-11-01"))
    assert not inside(month, Scope("2031-11-01", "2031-11-30"))
    assert inside(replace(month, date="2031"), Scope("2031-11-01", "2031-11-30"))


def test_what_an_article_speaks_of_passes_when_it_counts(inside: Inside) -> None:
    assert inside(REPORT, HOLIDAY)
    assert not inside(REPORT, replace(HOLIDAY, spoken_of=False))
    assert not inside(replace(REPORT, event_dates=()), HOLIDAY)


def test_a_quarter_passes_what_tells_of_all_of_it_and_not_what_only_reaches_into_it(inside: Inside) -> None:
    quarter = Scope("2031-04-01", "2031-06-30", spoken_of=True)
    tells = replace(REPORT, event_dates=(EventDate("2031-04-01", "2031-06-30", 0, 4),))
    half = replace(REPORT, event_dates=(EventDate("2031-01-01", "2031-06-30", 0, 4),))
    assert [inside(each, quarter) for each in (tells, half)] == [True, False]


def test_a_long_period_asks_for_the_printed_date(inside: Inside) -> None:
    told = replace(REPORT, date="2032-01-05")
    assert inside(told, Scope("2031-10-01", "2031-12-31", spoken_of=True))
    assert not inside(told, Scope("2031-01-01", "2031-12-31", spoken_of=True))
    assert not inside(told, Scope(None, "2031-12-31", spoken_of=True))


def test_a_year_that_an_article_mentions_is_too_coarse(inside: Inside) -> None:
    assert not inside(REPORT, Scope("2030-05-01", "2030-05-31", spoken_of=True))


def test_a_month_that_an_article_mentions_is_too_coarse_for_a_day_and_a_week_is_not(inside: Inside) -> None:
    day, week = (Scope("2031-11-03", last, spoken_of=True) for last in ("2031-11-03", "2031-11-09"))
    month = replace(REPORT, event_dates=(EventDate("2031-11-01", "2031-11-30", 0, 3),))
    assert (inside(month, day), inside(month, week)) == (False, True)
    assert inside(replace(REPORT, event_dates=(EventDate("2031-10-30", "2031-11-05", 0, 3),)), day)


def test_an_unknown_date_passes_every_period(inside: Inside) -> None:
    assert inside(replace(REPORT, date=None, event_dates=()), replace(HOLIDAY, spoken_of=False))


def test_page_paper_and_edition_must_be_those(inside: Inside) -> None:
    assert inside(REPORT, Scope(page="3", paper="澄江报", edition="1204"))
    assert not inside(REPORT, Scope(page="2"))
    assert not inside(replace(REPORT, page=None), Scope(page="2"))
    assert not inside(REPORT, Scope(paper="岳山报"))
    assert not inside(REPORT, Scope(edition="1205"))
    assert inside(replace(REPORT, edition=None), Scope(edition="1205"))


@pytest.mark.parametrize(("author", "here"), [("赵倩", True), ("李禾", True), ("趙倩", True), ("赵", False)])
def test_an_author_is_one_of_those_in_the_byline(inside: Inside, author: str, here: bool) -> None:
    assert inside(REPORT, Scope(author=author)) is here


def test_some_are_left_out_and_the_dead_always(tmp_path: Path) -> None:
    other = replace(REPORT, id="000000000b")
    part = part_of(tmp_path, REPORT, other)
    assert Scope(without=frozenset({"000000000a"})).articles(part).tolist() == [False, True]
    dead: PartFiles = replace(part.files, dead=(1,))
    assert Scope().articles(Part(tmp_path, dead)).tolist() == [True, False]


def test_days_of_a_leap_month() -> None:
    first, last = days("2028-02")
    assert last - first == 28


def test_the_stories_inside_go_from_the_newest_or_the_oldest_and_the_undated_last(tmp_path: Path) -> None:
    dates: list[list[str | None]] = [["2031-10-08", None, "2031-12"], ["2030-01-01", "2031-10-08", "2031-11-30"]]
    parts = [
        part_of(tmp_path, *(replace(REPORT, id=f"{n}{i}", date=d) for i, d in enumerate(p)))
        for n, p in enumerate(dates)
    ]

    def kept(since: str | None = None, until: str | None = None, *, oldest: bool = False) -> tuple[list[int], int]:
        numbers, dated = foremost(parts, Scope(since, until), oldest=oldest)
        return numbers.tolist(), dated

    assert kept() == ([2, 5, 0, 4, 3, 1], 5)  # of the two of one day the first
    assert kept(oldest=True) == ([3, 0, 4, 5, 2, 1], 5)
    assert kept("2031-11", "2031-12") == ([2, 5, 1], 2)
    assert foremost([], Scope(), oldest=False)[0].tolist() == []


def test_a_story_told_twice_counts_once_where_it_was_told_last(tmp_path: Path) -> None:
    twice = [replace(REPORT, id=f"{n}", story="aa", date=day) for n, day in enumerate(["2031-10-08", "2031-10-09"])]
    numbers, dated = foremost([part_of(tmp_path, *twice)], Scope(), oldest=False)
    assert (numbers.tolist(), dated) == ([1], 1)
