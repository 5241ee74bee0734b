"""What a question is limited to, put to work: which articles pass, which of close hits goes first, what readers see."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.dates import overlaps
from index.document import Article
from index.text import fold
from qa.answer import Filters, Hit, Lean, Query
from qa.compose import day
from qa.listing import names_nothing

CLOSE = 1.0
"""Deviations below the best hit within which 最新 and 最早 decide the order; set by hand on the samples."""
A_SEASON, A_MONTH = 92, 31
"""Days of the longest period for which event dates count, and of the longest event: 去年 says too little."""


def passes(article: Article, filters: Filters) -> bool:
    """Is an article inside of what a question is limited to? One of unknown date passes every period,
    one of unknown number every edition.

    For a soft period of a season at most, it also counts what the article speaks of: 国庆期间 may be told on 8 October.
    """
    return (
        (article.date is None or _timely(article, article.date, filters))
        and filters.page in (None, article.page)
        and (article.edition is None or filters.edition in (None, article.edition))
        and filters.paper in (None, article.paper)
        and (filters.author is None or any(_same(filters.author, author.name) for author in article.authors))
    )


def _timely(article: Article, printed: str, filters: Filters) -> bool:
    since, until = filters.since, filters.until
    if overlaps(printed, since, until):
        return True
    if not (filters.soft and since and until) or _days(since, until) > A_SEASON:
        return False
    return any(
        event.since <= until and event.until >= since and _days(event.since, event.until) <= A_MONTH
        for event in article.event_dates
    )


def _days(since: str, until: str) -> int:
    return (date.fromisoformat(until) - date.fromisoformat(since)).days


def _same(asked: str, printed: str) -> bool:
    return fold(asked) == fold("".join(printed.split()))


def wider(query: Query) -> Filters | None:
    """The limits to try when nothing within a question's own answers; None when they are kept to.

    Soft ones are dropped. A date in full is also looked for in what articles speak of, as the paper may have told of
    the day later. A question that names nothing else keeps its limits.
    """
    limits = query.filters
    if limits.empty or names_nothing(query.text):
        return None
    return Filters() if limits.soft else replace(limits, soft=True) if limits.dated else None


def leaned(hits: Sequence[Hit], lean: Lean | None) -> list[Hit]:
    """The hits with those nearly as good as the best in order of their dates, newest or oldest first, undated last.

    Hits further than ``CLOSE`` below the best stay where they are, and so do all when ``lean`` is None.
    """
    ordered = list(hits)
    if lean is None or not ordered:
        return ordered
    best = max(hit.score for hit in ordered)
    close = [hit for hit in ordered if hit.score >= best - CLOSE]
    dated = [hit for hit in close if hit.article.date]
    dated.sort(key=lambda hit: hit.article.date or "", reverse=lean == "newest")
    turned = iter((*dated, *(hit for hit in close if not hit.article.date)))
    return [next(turned) if hit.score >= best - CLOSE else hit for hit in ordered]


def chips(filters: Filters) -> list[str]:
    """What a question is limited to, as readers see it, one text for each limit.

    >>> chips(Filters("2031-10-01", "2031-10-31", page="3", author="赵倩"))
    ['时间：2031年10月', '第3版', '记者：赵倩']
    """
    limits = (
        f"时间：{_period(filters.since, filters.until)}" if filters.dated else None,
        f"第{filters.edition}期" if filters.edition else None,
        f"第{filters.page}版" if filters.page else None,
        f"记者：{filters.author}" if filters.author else None,
        f"《{filters.paper}》" if filters.paper else None,
    )
    return [limit for limit in limits if limit]


def no_such_day(written: str) -> str:
    """The sentence for a date that no calendar has.

    >>> no_such_day("2月30日")
    '日历上没有“2月30日”，请核对日期；以下结果没有按这个日期筛选。'
    """
    return f"日历上没有“{written}”，请核对日期；以下结果没有按这个日期筛选。"


def _period(since: str | None, until: str | None) -> str:
    """A period in the largest units that hold it: 2031年, 2031年10月, 2031年10月1日至2031年10月7日."""
    first, last = _coarse(since, until)
    if first == last:
        return day(first)
    if not (first and last):
        return f"{day(first)}以来" if first else f"截至{day(last)}"
    return f"{day(first)}至{day(last)}"


def _coarse(since: str | None, until: str | None) -> tuple[str, str]:
    """Two ISO days without their month or day where they are the first and the last of it; an open end is empty."""
    first, last = since or "", until or ""
    if first[5:] in ("", "01-01") and last[5:] in ("", "12-31"):
        return first[:4], last[:4]
    if first[8:] in ("", "01") and (not last or last[8:] == _last_day(last)):
        return first[:7], last[:7]
    return first, last


def _last_day(iso: str) -> str:
    return str(monthrange(int(iso[:4]), int(iso[5:7]))[1]) if len(iso) > 7 else ""
