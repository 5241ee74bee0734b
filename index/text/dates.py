"""Times named in a text, told from a reference day: a small table, each row tested."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.text.numerals import DIGITS, value

Span = tuple[date, date]
NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
TO = r"\s?(?:至|到|—{1,2}|[-~～–－]|一(?=\d))\s?"
_FIGURE = re.compile(rf"\d|{NUMBER}[月日号]")
_JOINED = re.compile(rf"(?P<to>{TO})|[、和及与]")
YEAR = r"(?<!\d)(?P<year>(?:1[89]|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
DAYS = rf"(?:(?P<day>{NUMBER})\s?(?:[日号]?{TO}(?P<last>{NUMBER})\s?)?[日号](?![线楼院])|(?P<third>[上中下])旬)"
PART_OF_YEAR = (
    rf"(?:(?P<month>{NUMBER})(?:月?{TO}(?P<until>{NUMBER}))?\s?月(?![号刊龄嫂饼球均]|大[的婴小，。、])(?:份(?!额)|\s?{DAYS})?"
    r"|(?P<half>[上下])半年|第?\s?(?P<quarter>[一二三四1-4])\s?季度|前(?P<quarters>[二三两])个?季度)"
)
"""What may follow a year: 10月, 10月9日, 1至9月, 10月上旬, 上半年, 第三季度, 前三季度."""
_WEEKDAY = r"(?P<weekday>[一二三四五六日天末](?![名直个些次家位批件条场系份辆共均]))?"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` to ``until``, both included, and where it stands in the text.

    ``exact`` when a full date was written, ``relative`` when it has no figure and was told from the reference (去年).
    """

    since: date
    until: date
    exact: bool
    relative: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What a row may be told from: the reference day, the words, and the time last named in the paragraph.

    ``joined`` says that the two are one phrase (9月30日至10月2日), ``lost`` that there is one which cannot be told.
    """

    today: date
    text: str
    above: Span | None
    joined: bool
    lost: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A way to name a time. ``needs`` is the length of the ISO reference date that it is told from: 0, 4, 7 or 10."""

    pattern: re.Pattern[str]
    needs: int
    read: Callable[[re.Match[str], Context], Span | None]


class Vague(ValueError):
    """A time that may be one as well as another: 三四月."""


def is_day(date: str) -> bool:
    """Is an ISO date a day, and not a month or a year?

    >>> is_day("2031-05-03"), is_day("2031-05")
    (True, False)
    """
    return len(date) == len("2031-05-03")


def number(text: str) -> int:
    """Read a number below 100; Vague for 三四, which is three or four.

    >>> number("12"), number("二十一")
    (12, 21)
    """
    found = value(text)
    if found is None or (len(text) > 1 and "十" not in text and not text.isdecimal()):
        raise Vague(text)
    return found


def in_months(year: int, first: int, last: int) -> Span:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1] if 1 <= last <= 12 else 0)


def in_month(year: int, month: int, match: re.Match[str]) -> Span:
    """The days of a month that a match names, the whole month if none; ValueError if no calendar has them."""
    whole = in_months(year, month, month)
    if match["third"]:
        first = {"上": 1, "中": 11, "下": 21}[match["third"]]
        return date(year, month, first), whole[1] if first == 21 else date(year, month, first + 9)
    if not match["day"]:
        return whole
    first, last = number(match["day"]), number(match["last"] or match["day"])
    if last < first:
        raise Vague(match[0])
    return date(year, month, first), date(year, month, last)


def in_year(year: int, match: re.Match[str]) -> Span:
    """The part of a year that a match of ``PART_OF_YEAR`` names, the whole year if none; ValueError as above."""
    if match["half"]:
        return in_months(year, 1, 6) if match["half"] == "上" else in_months(year, 7, 12)
    if match["quarter"]:
        return in_months(year, 3 * number(match["quarter"]) - 2, 3 * number(match["quarter"]))
    if match["quarters"]:
        return in_months(year, 1, 9 if match["quarters"] == "三" else 6)
    if not match["month"]:
        return in_months(year, 1, 12)
    first = number(match["month"])
    if not match["until"]:
        return in_month(year, first, match)
    last = number(match["until"])
    return in_months(year - (first > last), first, first)[0], in_month(year, last, match)[1]


def _written(match: re.Match[str], _: Context) -> Span:
    return in_year(int(match["year"].translate(DIGITS)), match)


def numeric(match: re.Match[str], _: Context) -> Span:
    """Read 2031-05-03."""
    return (date(int(match["year"]), int(match["month"]), int(match["day"])),) * 2


def said_year(match: re.Match[str], context: Context) -> Span:
    """Read 前年, 去年, 今年 and 明年, alone or with a part of the year."""
    return in_year(context.today.year + "前去今明".index(match["said"]) - 2, match)


def said_month(match: re.Match[str], context: Context) -> Span:
    """Read 上月, 本月 and 下月, alone or with a day; each further 上 or 下 is one month more."""
    count = context.today.year * 12 + context.today.month - 1 + _shift(match)
    return in_month(count // 12, count % 12 + 1, match)


def said_week(match: re.Match[str], context: Context) -> Span:
    """Read 上周, 本周 and 下周, alone or with a weekday; 周末 is Saturday and Sunday; 上上周 is one week more."""
    shift = 7 * _shift(match) - context.today.weekday()
    monday, weekday = context.today + timedelta(days=shift), match["weekday"]
    if not weekday:
        return monday, monday + timedelta(days=6)
    day = monday + timedelta(days="一二三四五六日".index({"天": "日", "末": "六"}.get(weekday, weekday)))
    return day, day + timedelta(days=weekday == "末")


def _shift(match: re.Match[str]) -> int:
    return match["said"].count("下") - match["said"].count("上")


def said_day(match: re.Match[str], context: Context) -> Span:
    """Read 前天, 昨天, 今天 and 明天."""
    return (context.today + timedelta(days="前昨今明".index(match[0][0]) - 2),) * 2


def month_row(said: str) -> str:
    """The pattern of a month told from this one."""
    return rf"(?<![海天江山水日身以])(?P<said>{said})个?月(?![亮球光台饼])(?:\s?{DAYS})?"


def week_row(said: str) -> str:
    """The pattern of a week told from this one."""
    before, after = "(?<![晚早网路街车海船身世天以线会事场日基资])", "(?![期边长围刊岁年转密详])"
    return rf"{before}(?P<said>{said})(?:周|个?星期|个?礼拜){after}{_WEEKDAY}"


TABLE: tuple[Row, ...] = (
    Row(re.compile(rf"{YEAR}\s?年(?!代)(?:\s?{PART_OF_YEAR})?"), 0, _written),
    Row(re.compile(r"(?<!\d)(?P<year>(?:1[89]|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"), 0, numeric),
    Row(
        re.compile(
            r"(?P<said>(?<![如当现])今|(?<![过失])去|(?<![年月此之以目])前)年(?!轻|龄|\d{1,3}岁)"
            + rf"(?:\s?{PART_OF_YEAR})?"
        ),
        4,
        said_year,
    ),
    Row(re.compile(month_row("[上本这]")), 7, said_month),
    Row(re.compile(week_row("[上本这]")), 10, said_week),
    Row(
        re.compile(
            r"(?<![目此之以年月日从])前[天日]|昨[天日晚夜晨早]|(?<![如当])今(?:[天日](?!然|津|头条|(?<=日)俄罗斯)|[晚晨早夜](?!报))"
        ),
        10,
        said_day,
    ),
)
"""The ways to name a time that hold in a question as in a newspaper."""


def matches(text: str, table: Sequence[Row]) -> Iterator[tuple[Row, re.Match[str]]]:
    """The matches of all rows from left to right, the longest where several overlap."""
    found = [
        (match.start(), -match.end(), i, match) for i, row in enumerate(table) for match in row.pattern.finditer(text)
    ]
    at = 0
    for start, _, i, match in sorted(found, key=lambda each: each[:3]):
        if start >= at:
            at = match.end()
            yield table[i], match


def named(text: str, printed: str | None, table: Sequence[Row] = TABLE) -> list[Period]:
    """The periods that ``text`` names in the ways of ``table``, in order; ``printed`` is the ISO reference date.

    7月20日至8月1日 is one period. A date that no calendar has, and one that needs a fuller reference, is none.
    """
    today = date.fromisoformat(f"{printed or '0001'}-01-01"[:10])
    text = text.translate(NARROW)
    found: list[Period] = []
    above, lost, end = None, False, 0
    for row, match in matches(text, table):
        between = text[end : match.start()]
        if "\n" in between:
            above, lost = None, False
        joined = _JOINED.fullmatch(between) if end else None
        span = None
        if row.needs <= len(printed or "") and not (joined and lost):
            span = _span(row, match, Context(today, text, above, joined is not None, lost))
        if span and found and above and joined and joined["to"] and found[-1].since <= span[1]:
            found[-1] = replace(found[-1], until=span[1], end=match.end())
        elif span:
            found.append(_period(row, match, span))
        above, lost, end = span or above, span is None, match.end()
    return found


def _span(row: Row, match: re.Match[str], context: Context) -> Span | None:
    try:
        return row.read(match, context)
    except (ValueError, OverflowError):
        return None


def _period(row: Row, match: re.Match[str], span: Span) -> Period:
    groups = match.groupdict()
    exact = bool((groups.get("year") or groups.get("short")) and groups.get("day"))
    return Period(*span, exact, row.needs > 0 and not _FIGURE.search(match[0]), *match.span())


def overlaps(printed: str, since: str | None, until: str | None) -> bool:
    """Can an issue dated ``printed`` (a day, a month or a year, ISO) lie between two ISO days, both included?

    >>> overlaps("2031-05", "2031-05-20", None), overlaps("2030", "2031-01-01", None)
    (True, False)
    """
    return (since is None or printed >= since[: len(printed)]) and (until is None or printed <= until[: len(printed)])
