"""Dates named in a text, against a reference day: a small table, each row tested."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = r"(?P<year>(?:1[89]|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` to ``until``, both included, and where it stands in the text.

    ``exact`` when a full date was written, ``relative`` when it was told from the reference day (去年).
    """

    since: date
    until: date
    exact: bool
    relative: bool
    start: int
    end: int


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _months_ago(today: date, months: int) -> tuple[date, date]:
    count = today.year * 12 + today.month - 1 - months
    return _month(count // 12, count % 12 + 1)


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _written(match: re.Match[str], _: date) -> tuple[date, date]:
    year, month, day = (int(g.translate(_DIGITS)) if g else 0 for g in match.group("year", "month", "day"))
    if day:
        return (date(year, month, day),) * 2
    return _month(year, month) if month else _year(year)


Reading = Callable[[re.Match[str], date], tuple[date, date]]
_TABLE: tuple[tuple[str, Reading], ...] = (
    (rf"{_YEAR}年(?:(?P<month>\d{{1,2}})月(?:份|(?P<day>\d{{1,2}})[日号])?)?", _written),
    (r"(?P<year>(?:1[89]|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", _written),
    (r"前年", lambda _, today: _year(today.year - 2)),
    (r"去年", lambda _, today: _year(today.year - 1)),
    (r"今年", lambda _, today: _year(today.year)),
    (r"上个?月", lambda _, today: _months_ago(today, 1)),
    (r"[本这]个?月", lambda _, today: _months_ago(today, 0)),
    (r"上(?:周|个?星期)", lambda _, today: _week(today - timedelta(days=7))),
    (r"[本这](?:周|个?星期)", lambda _, today: _week(today)),
    (r"前天", lambda _, today: (today - timedelta(days=2),) * 2),
    (r"昨[天日]", lambda _, today: (today - timedelta(days=1),) * 2),
    (r"今[天日]", lambda _, today: (today, today)),
)


def periods(text: str, today: date) -> list[Period]:
    """The periods that ``text`` names, in order; a date that no calendar has is no period.

    >>> [(str(p.since), str(p.until)) for p in periods("去年10月的市民节，2030年2月的灯会", date(2031, 6, 1))]
    [('2030-01-01', '2030-12-31'), ('2030-02-01', '2030-02-28')]
    """
    found: list[Period] = []
    for pattern, read in _TABLE:
        for match in re.finditer(pattern, text):
            try:
                since, until = read(match, today)
            except ValueError:
                continue
            groups = match.groupdict()
            found.append(Period(since, until, bool(groups.get("day")), not groups, *match.span()))
    return sorted(found, key=lambda period: period.start)


def overlaps(printed: str, since: str | None, until: str | None) -> bool:
    """Can an issue dated ``printed`` (a day, a month or a year, ISO) lie between two ISO days, both included?

    >>> overlaps("2031-05", "2031-05-20", None), overlaps("2030", "2031-01-01", None)
    (True, False)
    """
    return (since is None or printed >= since[: len(printed)]) and (until is None or printed <= until[: len(printed)])
