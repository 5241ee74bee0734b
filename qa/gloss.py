"""What 今年 and 昨日 meant when the issue was printed: short notes of ours beside the words of a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from index.document import Article, EventDate
from index.text.dates import PART_OF_YEAR

_WRITTEN = re.compile(r"[\d〇○零一二三四五六七八九]{4}\s?[-/.年]")
_PART_OF_YEAR = re.compile(PART_OF_YEAR)
_DAY_IN_WORDS = re.compile(r"[前昨今明][天日晚夜晨早]")
_SCENES = ("report", "opinion")
"""Kinds of article that tell of old days in the words of those days: 今日准点 stands in a diary of 2016."""
_OPEN_QUOTATION = re.compile(r"[“\"][^”\"\n]*$")


@dataclass(frozen=True, slots=True)
class Gloss:
    """``words`` that date ``article.text[start:end]``, to be read before it (〔2031年〕12月6日) or after it.

    Without ``leads`` the words say all there is to say (昨日〔2031年6月17日〕).
    """

    start: int
    end: int
    words: str
    leads: bool


def absolute(since: date, until: date) -> str:
    """A period in full, no finer than it is.

    >>> absolute(date(2031, 1, 1), date(2031, 12, 31)), absolute(date(2031, 8, 1), date(2031, 10, 31))
    ('2031年', '2031年8月至10月')
    >>> absolute(date(2031, 3, 8), date(2031, 3, 10))
    '2031年3月8日至10日'
    """
    begins, ends = since.day == 1, (until + timedelta(1)).day == 1
    fine = 1 + (not (begins and ends and since.month == 1 and until.month == 12)) + (not (begins and ends))
    first, last = (list(zip((d.year, d.month, d.day), "年月日", strict=True))[:fine] for d in (since, until))
    alike = next((i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), fine)
    rest = last[alike:]
    return _said(first) + (f"至{_said(rest)}" if rest else "")


def _said(parts: list[tuple[int, str]]) -> str:
    return "".join(f"{number}{unit}" for number, unit in parts)


def glosses(article: Article, start: int, end: int) -> tuple[Gloss, ...]:
    """Notes for the times in ``article.text[start:end]`` that only the date of the issue tells, in reading order.

    They are as exact as the article's ``event_dates``: none where the issue has no date. A time already clear from the
    words before it has none: after 今年 the year of 6月15日 is known, and so is 当天 after a day; and of the year of
    the issue 6月15日 is clear where no other year was named.
    """
    return tuple(_glosses(article, [time for time in article.event_dates if start <= time.start and time.end <= end]))


def _glosses(article: Article, times: list[EventDate]) -> Iterator[Gloss]:
    known: list[tuple[date, date]] = []
    for time in sorted(times, key=lambda time: time.start):
        period = date.fromisoformat(time.since), date.fromisoformat(time.until)
        words = article.text[time.start : time.end]
        untold = _DAY_IN_WORDS.match(words) and _of_old(article, time)
        if period not in known and not untold and not _WRITTEN.match(words):
            leading = _leading(words, *period)
            if leading is None:
                yield Gloss(time.start, time.end, absolute(*period), leads=False)
            elif not _clear(leading, article, known) and not (known and leading == _leading(words, *known[-1])):
                yield Gloss(time.start, time.end, leading, leads=True)
        known.append(period)


def _clear(leading: str, article: Article, known: list[tuple[date, date]]) -> bool:
    """Is what was left unsaid the year of the issue, and no other year ``known`` before?"""
    printed = (article.date or "")[:4]
    return leading == f"{printed}年" and all(f"{since.year}" == printed for since, _ in known)


def _of_old(article: Article, time: EventDate) -> bool:
    """May a day told in words be another one than the issue tells?

    So it is in scenes; of an article whose kind nothing tells, where somebody speaks, after 的 (便利的今天), and after
    an earlier year.
    """
    if article.kind != "other":
        return article.kind in _SCENES
    paragraph = article.text.rfind("\n", 0, time.start) + 1
    before = article.text[paragraph : time.start]
    gone = any(each.until[:4] < time.since[:4] for each in article.times_in(paragraph, time.start))
    return gone or before.endswith("的") or _OPEN_QUOTATION.search(before) is not None


def _leading(words: str, since: date, until: date) -> str | None:
    """What was left unsaid before 12月6日, 上半年 or 15日; None when words are not of that form."""
    if _PART_OF_YEAR.match(words) and since.year == until.year:
        return f"{since.year}年"
    if words[0].isdecimal() and (since.year, since.month) == (until.year, until.month):
        return f"{since.year}年{since.month}月"
    return None
