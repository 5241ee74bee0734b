"""The times that a question names, told from the day on which it is asked; each row of the table is tested.

A question leaves more unsaid than a newspaper: a month or a day without its year is the latest one that has begun.
明年 and 下周 are told as well, since a paper announces what is to come.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from index.text.dates import (
    NARROW,
    NUMBER,
    PART_OF_YEAR,
    TABLE,
    TO,
    YEAR,
    Context,
    Period,
    Row,
    Span,
    Vague,
    in_months,
    in_year,
    matches,
    month_row,
    named,
    number,
    numeric,
    said_month,
    said_week,
    week_row,
)
from index.text.festivals import FEAST, festival
from index.text.numerals import DIGITS

_YEARS = (
    rf"(?:{YEAR}\s?年(?!代)|(?<!\d)(?P<short>0\d(?=年)|\d\d(?=年\s?\d{{1,2}}\s?月))年"
    r"|(?P<said>大前|(?<![如当现])今|(?<![过失])去|(?<![年月此之以目大])前|(?<![光文聪说])明|(?<![今以之最先])后|上一)年"
    r"(?!轻|龄|画|货|\d{1,3}岁))"
)
_SHIFTS = {"大前": -3, "前": -2, "去": -1, "今": 0, "明": 1, "后": 2, "上一": -1}
_EDGE = r"(?P<edge>年[初底末]|[底末]|初(?![一二三中]))"
_SEASONS = "春夏秋冬"
_PART = rf"(?:{PART_OF_YEAR}|{FEAST}|{_EDGE}|(?P<season>[{_SEASONS}])[天季])"
_NO_MONTH = "(?!五月天(?:的|演唱|乐队|专辑|粉丝|来)|五月花号)"
_ALONE = rf"{_NO_MONTH}(?:{PART_OF_YEAR}|{FEAST}|(?<![学半多少整跨])(?P<edge>年[初底末])(?!考))"
_YEARLY = re.compile(r"(?:农历|阴历|旧历|[每历往]年的?|[往历]届|传统)$")
_FAR = 8
"""Years back that hold a 29 February."""
_NEAR = timedelta(7)
_BESIDE = timedelta(15)
"""Days before a festival that 节前 means, and days after it."""
_UNIT = r"(?P<unit>天|日|周|个?星期|个?礼拜|个月|年)"
_FEW = {"两": 2, "几": 5}


def _part_of(year: int, match: re.Match[str]) -> Span:
    """The part of a year that a match of ``_PART`` names, the whole year if none; LookupError for an unknown moon."""
    told = match.groupdict()
    if told.get("season"):
        first = 3 * _SEASONS.index(told["season"]) + 3
        end = year + first // 12
        return date(year, first, 1), in_months(end, (first + 1) % 12 + 1, (first + 1) % 12 + 1)[1]
    if told.get("edge"):
        return in_months(year, 1, 2) if "初" in told["edge"] else in_months(year, 11, 12)
    if told.get("feast"):
        return _around(festival(told["feast"], year), told["around"] or "")
    return in_year(year, match)


def _around(span: Span, words: str) -> Span:
    if words == "前后":
        return span[0] - _NEAR, span[1] + _NEAR
    if "前" in words:
        return span[0] - _BESIDE, span[0] - timedelta(1)
    return (span[1] + timedelta(1), span[1] + _BESIDE) if "后" in words else span


def _with_year(match: re.Match[str], context: Context) -> Span:
    """Read a year, in figures, in two figures or told from this one, alone or with a part of it."""
    if match["said"]:
        year = context.today.year + _SHIFTS[match["said"]]
    elif match["short"]:
        year = context.today.year // 100 * 100 + int(match["short"])
        year -= 100 * (year > context.today.year + 10)
    else:
        year = int(match["year"].translate(DIGITS))
    try:
        return _part_of(year, match)
    except LookupError:
        return in_months(year, 1, 12)


def _unsaid_year(match: re.Match[str], context: Context) -> Span | None:
    """Read a part of a year without the year: after 去年3月和 of that year, else the latest that has begun."""
    if _YEARLY.search(context.text[max(0, match.start() - 4) : match.start()]):
        return None
    if context.above and context.joined:
        first = context.above[0]
        span = _part_of(first.year, match)
        return span if span[0] >= first else _part_of(first.year + 1, match)
    return _latest(match, context.today)


def _latest(match: re.Match[str], today: date) -> Span | None:
    failed: ValueError | None = None
    for year in range(today.year, today.year - _FAR - 1, -1):
        try:
            span = _part_of(year, match)
        except Vague:
            raise
        except ValueError as error:
            failed = error
            continue
        except LookupError:
            return None
        if span[0] <= today:
            return span
    if failed:
        raise failed
    return None


def _years(match: re.Match[str], _: Context) -> Span:
    return date(int(match["year"]), 1, 1), date(int(match["last_year"]), 12, 31)


def _month(match: re.Match[str], _: Context) -> Span:
    return in_months(int(match["year"]), int(match["month"]), int(match["month"]))


def _back(today: date, count: int, unit: str) -> date:
    """The day that lies ``count`` units before another; a month that has no such day gives its last."""
    if unit in "天日":
        return today - timedelta(count)
    if "月" not in unit and unit != "年":
        return today - timedelta(7 * count)
    months = today.year * 12 + today.month - 1 - (12 * count if unit == "年" else count)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _counted(match: re.Match[str]) -> tuple[int, str]:
    """How many of which unit; 半年 is six months, 几 is told as five."""
    if match["count"] == "半":
        return (6, "个月") if match["unit"] == "年" else (15, "天")
    return _FEW.get(match["count"]) or number(match["count"]), match["unit"]


def _ago(match: re.Match[str], context: Context) -> Span:
    """Read 三天前, 两周前, 一个月前, 五年前: that day, week, month or year."""
    count, unit = _counted(match)
    day = _back(context.today, count, unit)
    if unit in "天日":
        return day, day
    if unit == "年":
        return in_months(day.year, 1, 12)
    if "月" in unit:
        return in_months(day.year, day.month, day.month)
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)


def _within(match: re.Match[str], context: Context) -> Span:
    """Read 近三年, 最近一个月: from as many units before the day until that day."""
    return _back(context.today, *_counted(match)), context.today


def _other_day(match: re.Match[str], context: Context) -> Span:
    return (context.today + timedelta({"大前": -3, "明": 1, "后": 2}[match["said"]]),) * 2


_COUNT = rf"(?P<count>{NUMBER}|[半两几])\s?"
_ASKED: tuple[Row, ...] = (
    *TABLE,
    Row(re.compile(rf"{_YEARS}(?:\s?的?\s?{_PART})?"), 10, _with_year),
    Row(re.compile(rf"(?<![\d.]){_ALONE}"), 10, _unsaid_year),
    Row(re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d){TO}(?P<last_year>(?:19|20)\d\d)\s?年"), 0, _years),
    Row(re.compile(r"(?<![\d.-])(?P<year>20\d\d)[-/.](?P<month>1[0-2]|0?[1-9])(?![\d./元万亿%％-])"), 0, _month),
    Row(re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)"), 0, numeric),
    Row(re.compile(month_row("上上+|下+")), 7, said_month),
    Row(re.compile(week_row("上上+|下+")), 10, said_week),
    Row(re.compile(r"(?P<said>大前|(?<![光文聪说透鲜分])明|(?<![今以之先])后)[天日]"), 10, _other_day),
    Row(re.compile(rf"(?<![\d十百千万前第几哪那这某每]){_COUNT}{_UNIT}(?:以|之)?前(?![后三半景沿列往赴])"), 10, _ago),
    Row(re.compile(rf"(?:过去|最近的?|这|(?<![附靠邻接临])近){_COUNT}{_UNIT}(?:以?[来内]|里)?(?![级半])"), 10, _within),
    Row(re.compile(r"(?<![提早以之])前(?P<count>[几两])(?P<unit>[天日])"), 10, _within),
)
"""All ways to name a time in a question."""

_EDGE_OF_MONTH = re.compile(r"[初底末](?![一二三中])")
_ABOUT = re.compile(r"前后|左右")
_SINCE = re.compile(r"以来|至今|到(?:现在|如今|今天)")
_LATER = re.compile(r"[以之]后|后(?![来面勤续备天年果期台])")
_BEFORE = re.compile(r"[以之]前|前(?![后来往期去列沿提台言进景线任所夕几两面\d一二三四五六七八九十])")


def periods(text: str, today: date) -> list[Period]:
    """The periods that a question names, in order; a date that no calendar has is no period.

    2031年以来 has no end (``date.max``), 2031年以前 no beginning (``date.min``).

    >>> [(str(p.since), str(p.until)) for p in periods("去年国庆期间的活动，2030年底的灯会", date(2031, 6, 1))]
    [('2030-10-01', '2030-10-07'), ('2030-11-01', '2030-12-31')]
    """
    found = named(text, today.isoformat(), _ASKED)
    ends = [*(period.start for period in found[1:]), len(text)]
    return [_bounded(period, text[:end]) for period, end in zip(found, ends, strict=False)]


def _bounded(period: Period, text: str) -> Period:
    """A period with the words that follow it: 10月底, 2031年以来, 9月1日以前."""
    if text[period.start : period.end].endswith("月") and (match := _EDGE_OF_MONTH.match(text, period.end)):
        month, first = period.since, match[0] == "初"
        since, until = (month, month.replace(day=10)) if first else (month.replace(day=21), period.until)
        period = replace(period, since=since, until=until, end=match.end())
    for pattern, since, until in (
        (_ABOUT, period.since - _NEAR, period.until + _NEAR),
        (_SINCE, period.since, date.max),
        (_LATER, period.until + timedelta(1), date.max),
        (_BEFORE, date.min, period.since - timedelta(1)),
    ):
        if match := pattern.match(text, period.end):
            return replace(period, since=since, until=until, end=match.end())
    return period


def impossible(text: str, today: date) -> list[str]:
    """The dates in a question that no calendar has, as written.

    >>> impossible("2031年2月30日有什么新闻", date(2032, 3, 10))
    ['2031年2月30日']
    """
    found = []
    for row, match in matches(text.translate(NARROW), _ASKED):
        try:
            row.read(match, Context(today, text, None, joined=False, lost=False))
        except Vague:
            continue
        except (ValueError, OverflowError):
            found.append(text[match.start() : match.end()])
    return found
