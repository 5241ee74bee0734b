"""A question → what is searched for: its words without the asking, its terms, and the period it names."""

from __future__ import annotations

import re
from datetime import date

from index.dates import periods
from index.text import fold, terms, words
from qa.answer import Filters, Query

LONGEST = 500
"""Characters of a question that are read; what comes after them seldom asks anything more."""

_ASKING = re.compile(
    r"请问|我想知道|想问一?下|告诉我|什么时候|什么时间|什么地方|什么样|什么|何时|何地|何处|何人|何年|为什么|为何|多少|多久|多长时间"
    r"|哪里|哪儿|哪一?[个些几位家天年月日种项]|哪|怎么样?|怎样|如何|是谁|谁|几(?=[个位名次年月号点天家项条])|是否|是不是|有没有"
    r"|[吗呢啊呀吧的了是在有被由于和与及]"
)


def parse(question: str, today: date, filters: Filters | None = None) -> Query:
    """Read a question; ``filters`` given by the reader take the place of those that the question names.

    Only a full date is hard: a year or 去年 may speak of the event as well as of the paper. Relative words leave the
    text that is searched for, as no article is found by them.
    """
    text = " ".join(question.encode(errors="ignore").decode().split())[:LONGEST]
    named = periods(text, today)
    if filters is None and named:
        since, until = min(p.since for p in named), max(p.until for p in named)
        soft = not all(period.exact for period in named)
        filters = Filters(since=since.isoformat(), until=until.isoformat(), soft=soft)
    for period in reversed(named):
        if period.relative:
            text = text[: period.start] + text[period.end :]
    return Query(question=question, text=text, filters=filters or Filters())


def asked_words(text: str) -> list[str]:
    """The folded words of a question that say what it is about: of two characters or more, or figures.

    >>> asked_words("大桥是什么时候通车的？")
    ['大桥', '通车']
    """
    found = words(fold(_ASKING.sub(" ", text)))
    return [word for word in found if word.isalnum() and (len(word) > 1 or word.isdigit())] or asked_terms(text)


def asked_terms(text: str) -> list[str]:
    """The terms of a question without the words that only ask.

    >>> asked_terms("大桥是什么时候通车的？")
    ['大桥', '大桥', '通车', '通车']
    """
    return terms(_ASKING.sub(" ", text)) or terms(text)
