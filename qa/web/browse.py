"""The archive by its dates: what years, months and days hold, the pages of an issue, the neighbours of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from index.document import Article
from qa.place import place

T = TypeVar("T")

PER_PAGE = 200
"""Articles listed at once; no issue has so many, a year may when nobody knows more of its dates."""


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day (an ISO date as far as it goes), and how many articles it holds."""

    date: str
    articles: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The articles of one page of one paper, in the order of the page; what is not known is None."""

    paper: str | None
    page: str | None
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One place in the archive: its period (``""``: all time, None: no date known) and those around it.

    ``parts`` are what the period is made of, ``sheets`` the articles whose date says no more than it, ``unknown`` how
    many have no date at all; there are ``pages`` of them, of which this is ``current``, from 1.
    """

    period: str | None
    parts: Sequence[Period]
    sheets: Sequence[Sheet]
    above: Sequence[str]
    before: str | None
    after: str | None
    unknown: int
    pages: int
    current: int


def shelf(
    calendar: Mapping[str, int], period: str | None, articles: Iterable[Article], unknown: int = 0, current: int = 1
) -> Shelf:
    """The shelf of a period, page ``current`` of the articles of exactly this date; ``unknown`` have none."""
    before, after = beside(calendar, period or "")
    listed = sorted(articles, key=place)
    pages = max(1, -(-len(listed) // PER_PAGE))
    current = min(max(1, current), pages)
    return Shelf(
        period=period,
        parts=[] if period is None else inside(calendar, period),
        sheets=sheets(listed[PER_PAGE * (current - 1) :][:PER_PAGE]),
        above=above(period or ""),
        before=before,
        after=after,
        unknown=unknown,
        pages=pages,
        current=current,
    )


def inside(calendar: Mapping[str, int], period: str) -> list[Period]:
    """The years, months or days that a period is made of, the first first; ``""`` is all time.

    >>> inside({"2031-05-03": 4, "2031-05-10": 2, "2031-06": 1, "2032": 1}, "2031")
    [Period(date='2031-05', articles=6), Period(date='2031-06', articles=1)]
    """
    finer = len(period) + 3 if period else 4
    dates = [date for date in calendar if date.startswith(period and f"{period}-")]
    return [Period(part, sum(calendar[date] for date in same)) for part, same in groupby(dates, lambda d: d[:finer])]


def above(period: str) -> list[str]:
    """The periods that a period is part of, the longest first.

    >>> above("2031-05-03")
    ['2031', '2031-05']
    """
    parts = period.split("-")
    return ["-".join(parts[:n]) for n in range(1, len(parts))]


def beside(calendar: Mapping[str, int], period: str) -> tuple[str | None, str | None]:
    """The periods of the same length before and after one, that hold anything."""
    same = list(dict.fromkeys(date[: len(period)] for date in calendar if len(date) >= len(period) > 0))
    return _around(same, same.index(period)) if period in same else (None, None)


def sheets(articles: Iterable[Article]) -> list[Sheet]:
    """Articles by paper and page, in the order in which they are printed."""
    ordered = sorted(articles, key=place)
    groups = groupby(ordered, lambda article: (article.paper, article.page))
    return [Sheet(paper, page, tuple(same)) for (paper, page), same in groups]


def neighbours(article: Article, same_date: Iterable[Article]) -> tuple[Article | None, Article | None]:
    """What is printed before and after an article in its issue."""
    issue = sorted((each for each in same_date if each.paper == article.paper), key=place)
    ids = [each.id for each in issue]
    return _around(issue, ids.index(article.id)) if article.id in ids else (None, None)


def _around(ordered: Sequence[T], at: int) -> tuple[T | None, T | None]:
    return (ordered[at - 1] if at else None), (ordered[at + 1] if at + 1 < len(ordered) else None)
