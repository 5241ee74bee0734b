"""How readers are told things: dates, pages, names, limits and repairs, in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from index.document import Article, Author, Edit
from qa.answer import Filters, Searched
from qa.compose import day
from qa.filters import chips

OPINIONS = {"useful": "有用", "unsure": "不确定", "useless": "没用"}
"""What readers may say of an answer."""


def period(span: Searched | Filters) -> str | None:
    """The days that an archive covers or a question asks for, or None where there is no limit.

    >>> period(Searched(3, "2031-01-02", "2031-09-07"))
    '2031年1月2日至2031年9月7日'
    >>> period(Filters(since="2031-06"))
    '2031年6月以来'
    """
    first, last = span.since and day(span.since), span.until and day(span.until)
    if first == last:
        return first
    return f"{first or ''}至{last}" if last else f"{first}以来"


def page(number: str) -> str:
    """A page number as readers say it.

    >>> page("3"), page("A01版")
    ('第3版', 'A01版')
    """
    return number if number.endswith("版") else f"第{number}版"


def limits(filters: Filters) -> str | None:
    """What a question is limited to, or None.

    >>> limits(Filters(since="2031-06-01", until="2031-06-30", page="2"))
    '优先看 时间：2031年6月 第2版'
    """
    named = chips(filters)
    return " ".join(["优先看" if filters.soft else "只看", *named]) if named else None


def byline(authors: Sequence[Author]) -> list[str]:
    """Authors under their roles, neighbours of one role together; what stands in brackets in a role follows the names.

    >>> byline([Author("林一", "记者"), Author("周二", "记者"), Author("吴三", "通讯员(摄)")])
    ['记者 林一 周二', '通讯员 吴三 摄']
    """
    groups = []
    for role, group in groupby(authors, key=lambda author: author.role):
        title, _, task = role.rstrip(")").partition("(")
        groups.append(" ".join(part for part in (title, *(author.name for author in group), task) if part))
    return groups


def ranges(article: Article) -> str:
    """The printed lines an article was read from; the name of the file stays with the editors."""
    return "、".join(f"第 {r.first}–{r.last} 行" if r.last > r.first else f"第 {r.first} 行" for r in article.ranges)


def repair(edit: Edit) -> str:
    """What a repair put right."""
    if edit.kind == "moved":
        return "这几个字原件错排在别处" if edit.after else f"署名“{edit.before}”原件错排在别处"
    return f"原件作“{edit.before}”" if edit.after else f"原件此处多出“{edit.before}”"
