"""A question for what was printed, of nothing or by somebody (最新一期登了什么, 赵倩的报道): which issue, and whose."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.store import Store
from index.text import CJK, fold
from qa.answer import Query
from qa.request import BESIDE, names_nothing

_THIS = re.compile(r"[这本]一?期")
_BY = re.compile(rf"(?<![{CJK}])(?P<name>[{CJK}·]{{2,4}})的(?=报道|文章|稿[子件]|新闻|评论)")


def limited(query: Query, store: Store) -> Query:
    """A question limited as well by what only the archive knows: who writes for it, and when its issues are of."""
    query = of_its_author(query, store.wrote)
    return of_its_issue(query, store.days) if names_nothing(query.text) else query


def of_its_author(query: Query, wrote: Callable[[str], bool]) -> Query:
    """A question for the reports of somebody who ``wrote`` any, limited to those; of others it is about them."""
    if author := query.filters.author:
        about = names_nothing(query.text) and not wrote(author)
        return replace(query, text=query.question) if about else query
    named = _BY.search(query.text)
    if not named or not wrote(named["name"]):
        return query
    rest = query.text[: named.start()] + query.text[named.end() :]
    return replace(query, text=rest, filters=replace(query.filters, author=named["name"]))


def of_its_issue(query: Query, days: Sequence[str]) -> Query:
    """A question for whatever was printed, limited to the day of the issue that it means, if it means one.

    That is the newest issue, the first, one so many before or after another, or that of a day; ``days`` are those of
    all issues, ascending. A time that it names is that of the paper, not one that the paper speaks of.
    """
    limits = query.filters
    day = _meant(query, days)
    since, until = (day, day) if day else (limits.since, limits.until)
    return replace(query, filters=replace(limits, since=since, until=until, soft=limits.soft and not (since or until)))


def _meant(query: Query, days: Sequence[str]) -> str | None:
    """The day of the issue meant; None when that is not said."""
    limits, text = query.filters, fold(query.text)
    if limits.paper or limits.author or limits.edition or not days:
        return None
    named = limits.since if limits.since == limits.until else None
    if beside := BESIDE.search(text):
        return None if limits.dated and not named else _beside(beside, named, days)
    if limits.dated:
        return _of_some_year(named, days) if named and limits.soft else None
    if query.lean == "newest" or _THIS.search(text):
        return days[-1]
    return days[0] if query.lean else None


def _beside(said: re.Match[str], named: str | None, days: Sequence[str]) -> str | None:
    """The day of the issue so many before or after that of a day, else of the newest; None when there is none."""
    if said["back"]:
        earlier = [day for day in days if day < (named or days[-1])]
        return earlier[-len(said["back"])] if len(earlier) >= len(said["back"]) else None
    later = [day for day in days if named and day > named]
    return later[len(said["on"]) - 1] if len(later) >= len(said["on"]) else None


def _of_some_year(named: str, days: Sequence[str]) -> str | None:
    """Of the issues of that day of the year the last one until then: the year was not said."""
    return next((day for day in reversed(days) if day <= named and day[4:] == named[4:]), None)
