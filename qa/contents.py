"""A question for what was printed, of nothing or by somebody (最新一期登了什么, 赵倩的报道): whose, and what it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from index.document import Article, Passage
from index.store import Scope, Store
from index.text import CJK, fold
from qa.answer import Filters, Hit, Query, Window
from qa.filters import comes_after, scope
from qa.listing import LONGEST, all_of, oldest_first
from qa.look import Look
from qa.question.aliases import printed
from qa.question.request import BESIDE, WHATEVER, names_nothing, or_whatever
from qa.question.wordings import Phrasing

_THIS = re.compile(r"[这本]一?期")
_ALONE = re.compile(rf"(?P<name>[{CJK}·]{{2,4}})[?？。]?")
_OF_WHAT = re.compile(
    r"的?(?:报道|文章|稿[子件]|评论|新闻|照片)?(?:[是讲写说])?(?:了|的是)?(?:谁|哪位|什么)(?:的)?(?:故事|事情?|内容|人物?)?[?？。]?"
)
"""What is left of 郭萃写的是谁的故事 and 她写的报道讲什么 beside the name: nothing to search for."""
_BY = re.compile(rf"(?<![{CJK}])(?P<name>[{CJK}·]{{2,4}})的(?=报道|文章|稿[子件]|新闻|评论|照片|图片|作品|摄影)")


def limited(query: Query, store: Store) -> Query:
    """A question limited as well by what only the archive knows: who writes for it, and when its issues are of."""
    query = of_its_author(query, store.wrote, lambda name: bool(printed([name], store.lexical)))
    if names_nothing(query.text):
        return of_its_issue(query, store.days)
    coming = comes_after(query.filters, store.extent)
    return replace(query, filters=replace(query.filters, soft=query.filters.soft or coming))


def of_its_author(query: Query, wrote: Callable[[str], bool], told: Callable[[str], bool]) -> Query:
    """A question for the reports of somebody who ``wrote`` any, limited to those; of others it is about them.

    A name alone asks for them where nothing is ``told`` of who has it.
    """
    if author := query.filters.author:
        known = wrote(author)
        about = not known and (names_nothing(query.text) or bool(_OF_WHAT.fullmatch(query.text)))
        return replace(query, text=query.question if about else _asked_of_reports(query.text) if known else query.text)
    named = _BY.search(query.text) or _ALONE.fullmatch(query.text)
    if not named or not wrote(named["name"]) or (named.re is _ALONE and told(named["name"])):
        return query
    rest = query.text[: named.start()] + query.text[named.end() :]
    return replace(query, text=_asked_of_reports(rest), filters=replace(query.filters, author=named["name"]))


def _asked_of_reports(rest: str) -> str:
    """What is left of a question for somebody's reports; for all of them where that names nothing to search for."""
    return WHATEVER if _OF_WHAT.fullmatch(rest) else or_whatever(rest)


def of_its_issue(query: Query, days: Sequence[str]) -> Query:
    """A question for whatever was printed, limited to the day of the issue that it means, if it means one.

    That is the newest issue, the first, one so many before or after another, or that of a day; ``days`` are those of
    all issues, ascending. A time that it names is that of the paper, not one that the paper speaks of.
    """
    limits = query.filters
    day = _meant(query, days)
    since, until = (day, day) if day else (limits.since, limits.until)
    return replace(query, filters=replace(limits, since=since, until=until, soft=limits.soft and not (since or until)))


def contents(store: Store, query: Query, limits: Filters, without: Collection[str], phrasing: Phrasing) -> Look:
    """All that there is within limits, as the paper has it, up to the length of a list.

    Where a time is asked for, what has no date is not listed: it is no page of a day.
    """
    oldest = oldest_first(query.text, query.lean)
    found = store.contents(scope(limits, without) or Scope(), LONGEST, oldest=oldest)
    kept = [article for article in found.articles if article.date or not limits.dated]
    others = store.also_telling(kept)
    hits = [replace(_whole(article), also=tuple(others.get(article.told_as, ()))) for article in kept]
    total = found.dated + (0 if limits.dated else found.undated)
    unlisted = limits.dated and found.undated > 0
    return Look(hits, phrasing, entries=all_of(hits, oldest=oldest), total=total, unlisted=unlisted)


def _whole(article: Article) -> Hit:
    end = len(article.text)
    return Hit(article, (Passage(article, 0, end),), 0.0, windows=(Window(0, end, 0.0),))


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
