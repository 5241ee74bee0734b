"""The times that an article speaks of, told from the date of its issue; what could be another time is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from index.document import Article, EventDate
from index.text.dates import (
    PART_OF_YEAR,
    TABLE,
    TO,
    Context,
    Row,
    Span,
    in_month,
    in_year,
    month_row,
    named,
    said_day,
    said_month,
    said_week,
    said_year,
    week_row,
)

_FAR, _NEAR, _SOON, _FOLLOWS = timedelta(200), timedelta(92), timedelta(60), timedelta(15)
_STATED = re.compile(r"(?:将|拟|定|计划|预计|预定)(?:于|在|从|自|到)?$")
_PLANNED = re.compile(
    r"[^，。；！？\n\d]{0,4}将(?:正式|全面|举|召|开|迎|实施|施行|启|进|由|有|在|会|于|陆续)|起(?:将|施行|实施|执行)"
)
_YEARLY = re.compile(r"(?:农历|阴历|旧历|[每历往]年的?)$")
_BOOK_TITLE = re.compile(r"《([^《》\n]{1,80})》")


def event_dates(article: Article) -> tuple[EventDate, ...]:
    """The times in ``article.text`` as ISO days with their offsets, resolved as far as the issue's date allows.

    Without a date only times written with their year are told; 近日 and the like, names of laws and times that may lie
    in one year as well as in another are none.
    """
    return tuple(
        EventDate(period.since.isoformat(), period.until.isoformat(), period.start, period.end)
        for period in named(without_titles(article.text), article.date, PRINTED)
    )


def without_titles(text: str) -> str:
    """The text with the names of books and laws blacked out, each character kept in its place.

    >>> without_titles("依照《2020年修正案》")
    '依照《□□□□□□□□》'
    """
    return _BOOK_TITLE.sub(lambda match: f"《{'□' * len(match[1])}》", text)


def ahead(text: str, start: int, end: int) -> bool:
    """Does the text speak of the time at ``text[start:end]`` as one to come?

    >>> ahead("大桥将于1月5日通车", 4, 8), ahead("1月5日，大桥通车", 0, 4)
    (True, False)
    """
    return _STATED.search(text[max(0, start - 6) : start]) is not None or _PLANNED.match(text, end) is not None


def _gap(span: Span, today: date) -> timedelta:
    """Return how far a period is from a day; nothing when the day is in it."""
    return max(span[0] - today, today - span[1], timedelta())


def _existing(read: Callable[[int], Span], around: Iterable[int]) -> list[Span]:
    """Return what ``read`` finds, leaving out what no calendar has."""
    spans = []
    for each in around:
        try:
            spans.append(read(each))
        except ValueError:
            continue
    return spans


def _unsaid_year(match: re.Match[str], context: Context) -> Span | None:
    """Tell the year of a time printed without one: that nearest to the issue, None where it could be another."""
    in_words = match["month"] and not match["month"].isdigit() and not (match["day"] or match["third"])
    if in_words or _YEARLY.search(context.text[max(0, match.start() - 4) : match.start()]):
        return None
    above = context.above
    year = (above[0] if above and context.joined else context.today).year
    spans = _existing(lambda each: in_year(each, match), (year - 1, year, year + 1))
    if above and context.joined:
        return next((span for span in spans if span[0] >= above[0]), None)
    span = _nearest(spans, match, context)
    apart = span and above and above[0].year != span[0].year and _gap(span, above[0]) > _NEAR
    return None if apart else span


def _nearest(spans: list[Span], match: re.Match[str], context: Context) -> Span | None:
    """Choose between the same time in three years, in order."""
    today = context.today
    if ahead(context.text, *match.span()):
        return next((span for span in spans if span[1] >= today and _gap(span, today) <= _FAR), None)
    if match["until"] or match["half"] or match["quarters"]:
        past = [span for span in spans if span[1] < today and _gap(span, today) <= _FAR]
        past = [span for span in past if not match["half"] or span[0].year == today.year]
        return past[-1] if past else next((span for span in spans if span[0] <= today <= span[1]), None)
    span = min(spans, key=lambda span: _gap(span, today), default=None)
    next_year = span is not None and span[0].year > today.year
    return None if next_year and span and not (match["day"] and _gap(span, today) <= _SOON) else span


def _unsaid_month(match: re.Match[str], context: Context) -> Span | None:
    """Tell the month of a day printed without one: that of the issue, or the month before for a later day."""
    today, above = context.today, context.above
    first = above[1] if above and context.joined else today
    count = first.year * 12 + first.month - 1
    spans = _existing(lambda each: in_month(each // 12, each % 12 + 1, match), (count - 1, count, count + 1))
    if above and context.joined:
        return next((span for span in spans if span[0] > above[1]), None)
    span = None if context.lost else _this_month(spans, today)
    return span if span is None or above is None or _follows(span, above) else None


def _this_month(spans: list[Span], today: date) -> Span | None:
    """Choose the month of a day: this one once it has come, else the nearer of this and the last, if much nearer."""
    behind = [span for span in spans if span[0] <= today]
    if behind and behind[-1][0].month == today.month:
        return behind[-1]
    coming = [span for span in spans if span[0] > today and span[0].month == today.month]
    near = sorted(behind[-1:] + coming, key=lambda span: _gap(span, today))
    farther = _gap(near[1], today) if len(near) > 1 else 2 * _FOLLOWS
    return near[0] if near and 2 * _gap(near[0], today) <= farther else None


def _follows(span: Span, above: Span) -> bool:
    """May a day stand without its month after the time named above it, and yet not be of that month in general?"""
    same_month = (span[0].year, span[0].month) == (above[0].year, above[0].month)
    return same_month or above[0] <= span[0] <= above[1] + _FOLLOWS


def _same_day(_: re.Match[str], context: Context) -> Span | None:
    """Tell what 同日 is: the day named above it, but none to come (除权日为8月22日。同日, …)."""
    above = context.above
    return above if above and above[0] == above[1] <= context.today and not context.lost else None


_DAY = rf"(?P<third>)?(?<![\d.])(?P<day>\d{{1,2}})\s?(?:日?{TO}(?P<last>\d{{1,2}})\s?)?日"
_NO_DAY = r"(?![游内均龄间元经韩报程薪耳军方企系语式产美欧圆无前后本]|[以之][内前后])"
_NOW = r"[上下中]午|凌晨|清晨|傍晚|[早晚夜]|[在于从电讯]|宣布|表示|说|称|发布|公布|通报|召开|举[行办]"

PRINTED: tuple[Row, ...] = (
    *TABLE,
    Row(re.compile(rf"(?<![光文聪说])(?P<said>明)年(?:\s?{PART_OF_YEAR})?"), 4, said_year),
    Row(re.compile(month_row("下")), 7, said_month),
    Row(re.compile(week_row("下")), 10, said_week),
    Row(re.compile(r"(?<![光文聪说透鲜分])明[天日](?=[上中下早晚凌夜将起，,（(至到])"), 10, said_day),
    Row(re.compile(rf"(?<![\d.]){PART_OF_YEAR}"), 10, _unsaid_year),
    Row(
        re.compile(rf"(?:^|(?<=[。；！？\n，,、：:（(“\"\s于自从在至到—-])){_DAY}{_NO_DAY}", re.MULTILINE),
        10,
        _unsaid_month,
    ),
    Row(re.compile(rf"(?<![年月期满近每前后续余共时限达示假留起]){_DAY}(?={_NOW})", re.MULTILINE), 10, _unsaid_month),
    Row(re.compile(r"(?<![正适恰])当(?:[天日](?!然|津|头条)|晚)|同日"), 0, _same_day),
)
"""All ways to name a time in a newspaper: in its text the year and the month may be left unsaid."""
