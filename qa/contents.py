"""A question for all that an issue, a day or a page has (最新一期登了什么), and which issue it means."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from index.text import fold
from qa.answer import Query

IN_PRINT = r"(?:报纸|本报|报社|贵报|你们报|报上|报端|见报)"

_CONTENTS = re.compile(
    r"(?:第?[a-d]?(?:\d{1,3}|[头一二三四五六七八九十]{1,3})版面?|第\d+期|\d{4}年(?:\d+月(?:\d+[日号])?)?|\d+月\d+[日号]|[今昨前]天"
    rf"|{IN_PRINT}|[这那本上前同]?一?[天期版]|当[天日]|最[新近早]|上面?|里面?|主要|都|还|究竟|到底|[的 ])*+"
    r"(?:写|登|刊登|刊载|刊发|发表|报道|说|讲|印|有)[了过着些]*(?:什么|啥|哪些)(?:别的|其他的?)?"
    r"(?:内容|东西|大事|事|文章|报道|新闻|消息)?[呢啊呀]?[?。! ]*"
)
_SAYS_WHICH = re.compile(rf"[版期]|{IN_PRINT}|\d[年月日号]|[今昨前当一]天")
_LATEST = re.compile(r"[这本]一?期")
_BEFORE_IT = re.compile(r"[上前]一?期")
_DAY = len("2031-05-03")


def asks_all(text: str) -> bool:
    """Does a question ask for whatever was printed, and for nothing else?

    >>> asks_all("第2版写了什么？"), asks_all("写了什么？"), asks_all("第2版的大桥写了什么？")
    (True, True, False)
    """
    return bool(_CONTENTS.fullmatch(fold(text)))


def asks_contents(text: str) -> bool:
    """Does it ask for all that a page, a day or an issue has, and say which?

    >>> asks_contents("最新一期登了什么？"), asks_contents("写了什么？"), asks_contents("第2版的大桥写了什么？")
    (True, False, False)
    """
    return asks_all(text) and bool(_SAYS_WHICH.search(fold(text)))


def of_its_issue(query: Query, printed: Collection[str]) -> Query:
    """A question for whatever was printed, limited to the day of the issue that it means, if it means one.

    The newest issue, the first, or the one before the newest; ``printed`` are all dates of the archive, ascending.
    """
    days = [date for date in printed if len(date) == _DAY]
    text, within = fold(query.text), replace(query.filters, page=None)
    if _BEFORE_IT.search(text):
        days, newest = days[:-1], True
    else:
        newest = query.lean == "newest" or bool(_LATEST.search(text))
    if not days or not within.empty or not (newest or query.lean):
        return query
    day = days[-1 if newest else 0]
    return replace(query, filters=replace(query.filters, since=day, until=day, soft=False))
