"""What a question is limited to, put to work: which articles pass, which of close hits goes first, what readers see."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from index.messages import say
from index.store import Extent, Scope
from qa.answer import Filters, Hit, Lean, Query
from qa.place import page, period
from qa.question.request import names_nothing

CLOSE = 1.0
"""Deviations below the best hit within which 最新 and 最早 decide the order; set by hand on the samples."""


def scope(filters: Filters, without: Collection[str] = ()) -> Scope | None:
    """What the search is limited to by filters, and by leaving out the articles with some ids; None: by nothing.

    For a soft period it also counts what an article speaks of.
    """
    if filters.empty and not without:
        return None
    return Scope(
        since=filters.since,
        until=filters.until,
        spoken_of=filters.soft,
        page=filters.page,
        edition=filters.edition,
        paper=filters.paper,
        author=filters.author,
        without=frozenset(without),
    )


def wider(query: Query) -> Filters | None:
    """The limits to try when nothing within a question's own answers; None when they are kept to.

    A date in full is also looked for in what articles speak of, as the paper may have told of the day later. Soft ones
    are dropped, but for a question that names nothing else.
    """
    limits = query.filters
    if not limits.soft:
        return replace(limits, soft=True) if limits.dated else None
    return None if limits.empty or names_nothing(query.text) else Filters()


def comes_after(limits: Filters, extent: Extent) -> bool:
    """Does a time asked for begin after the newest issue of an archive?

    >>> comes_after(Filters("2031-06-19"), Extent(9, "2031-05-03", "2031-06-18"))
    True
    >>> comes_after(Filters("2031-06-19"), Extent(9, "2031-05-03", "2031-06"))
    False
    """
    newest = extent.until or ""
    return (limits.since or "")[: len(newest)] > newest


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
        say("时间：{period}", period=period(filters.since, filters.until)) if filters.dated else None,
        say("第{edition}期", edition=filters.edition) if filters.edition else None,
        page(filters.page) if filters.page else None,
        say("记者：{author}", author=filters.author) if filters.author else None,
        f"《{filters.paper}》" if filters.paper else None,
    )
    return [limit for limit in limits if limit]


def no_such_day(written: str) -> str:
    """The sentence for a date that no calendar has.

    >>> no_such_day("2月30日")
    '日历上没有“2月30日”，请核对日期；以下结果没有按这个日期筛选。'
    """
    return say("日历上没有“{written}”，请核对日期；以下结果没有按这个日期筛选。", written=written)
