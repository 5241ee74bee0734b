"""The years and parts of years that a question says (2021年, 一季度), and which sentences tell of others only.

What a company earned in 2022 is as near to a question about 2021 as can be, and does not answer it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.document import Article, EventDate
from index.text.asked import periods

_YEAR = re.compile(r"\d{4}|[〇零一二三四五六七八九]{4}")
PART = re.compile("季度|半年")
"""A quarter or a half, as printed and as asked for."""
_LONG = 28
"""Days of a time that figures are of; a day that a sentence names is mostly that of the report."""

Part = tuple[str, str]
"""The first and the last month and day of a part of a year: 01-01, 03-31."""


@dataclass(frozen=True, slots=True)
class Times:
    """The years that a question says, first and last of each time, and the quarters and halves of a year."""

    years: tuple[tuple[int, int], ...] = ()
    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, text: str) -> Times:
        """The years and parts of years in a question; 去年 is none, as only the day of asking tells which it is.

        >>> Times.of("2021年上半年来了多少人")
        Times(years=((2021, 2021),), parts=(('01-01', '06-30'),))
        """
        found = [(text[each.start : each.end], each) for each in periods(text, date(2000, 1, 1)) if not each.exact]
        ended = [(words, each) for words, each in found if each.since > date.min and each.until < date.max]
        years = [(each.since.year, each.until.year) for words, each in ended if _YEAR.search(words)]
        parts = [_part(each.since.isoformat(), each.until.isoformat()) for words, each in ended if PART.search(words)]
        return cls(tuple(years), tuple(parts))

    def others(self, named: Iterable[EventDate]) -> bool:
        """Is there a time of a month or longer among those that a sentence names, and none that is asked about?"""
        times = list(named)
        return any(map(_long, times)) and not self.told(times)

    def strange(self, article: Article, folded: str) -> bool:
        """Is an article printed in another year than is asked about, and says nothing of that one (``folded``)?

        What an article without a day calls last year nobody knows.
        """
        years = {str(year) for first, last in self.years for year in range(first, last + 1)}
        if not years or not article.date or article.date[:4] in years or self._of_year(article.event_dates):
            return False
        return not any(year in folded for year in years)

    def told(self, named: Iterable[EventDate]) -> bool:
        """Are times that are asked about among those that a sentence names?"""
        times = list(named)
        told = [_part(each.since, each.until) for each in times]
        of_part = any(since <= b and a <= until for since, until in told for a, b in self.parts)
        return (self._of_year(times) or not self.years) and (of_part or not self.parts)

    def _of_year(self, named: Iterable[EventDate]) -> bool:
        """Is any time in a year that is asked about?"""
        return any(int(each.since[:4]) <= b and a <= int(each.until[:4]) for each in named for a, b in self.years)


def _long(time: EventDate) -> bool:
    return (date.fromisoformat(time.until) - date.fromisoformat(time.since)).days >= _LONG - 1


def _part(since: str, until: str) -> Part:
    """The part of a year that a time is; of one that goes on into another year the whole."""
    return (since[5:], until[5:]) if since[:4] == until[:4] else ("01-01", "12-31")
