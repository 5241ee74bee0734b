"""What the text of an undated issue says about its date: bounds with their evidence, for an editor to confirm."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from index.document import Article
from index.text.dates import PART_OF_YEAR, TABLE, Context, Period, Row, Span, in_year, named
from index.text.events import ahead, without_titles

_HALF_YEAR = timedelta(183)
_NO_YEAR = 4
"""A leap year that no newspaper names, to hold days written without one."""
_REPORTS = re.compile(
    r"[了已获]|截至|同比|以来|成功|顺利|召开|举[行办]|开展|成立|完成|通过|启动|[落闭开]幕|投[产用入]|竣工|印发|发布|公布"
    r"|揭晓|结束|达到|实现|走进|来到|成果"
)
_AT_ONCE = re.compile(rf"{_REPORTS.pattern}|通报|表示|介绍|[在赴,，]")
_PLANS = re.compile(r"将|拟|可能|要求|预计|计划|原定|力争|届时|截止|报名|欢迎|目标|规划|远景|未来|明年|下月|下周")
_FORMER = ("原定", "原定于", "原计划", "原计划于", "原拟", "原拟于")
_LIMIT = re.compile(r"[度级版]|[底末]?(?:之?前(?!后)|以前|起|止|底|末)")
_STOP = re.compile(r"[。！？；\n]")
_PAUSE = re.compile(r"[，,。！？；\n]")
_QUOTED = 30
_LONGEST = 200
"""Characters before a time in which the beginning of its sentence is looked for."""
_LEAD = 80
"""Characters of an article within which a day without its year is the day of the news."""
_A_MONTH = timedelta(30)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the issue, verbatim, with the source and line where their paragraph begins."""

    quote: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """When an issue may have been printed, both ends included, None where nothing bounds it.

    ``since`` and ``until`` are ISO days. ``after`` and ``before`` (``10-09``) bound the day in a year that the text
    does not tell. Nothing here is certain: a newspaper is taken to report the past and to announce the future.
    """

    since: str | None
    until: str | None
    after: str | None
    before: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Clue:
    """A time that an article reports (or announces, when ``planned``), with the words that name it."""

    article: str
    span: Span
    planned: bool
    evidence: Evidence


def propose(articles: Sequence[Article]) -> Proposal | None:
    """Bound the date of the issue that ``articles`` are of: after what it reports, before what it announces.

    A day without a year is reported within half a year. None when the text bounds nothing.
    """
    clues = [clue for article in articles for clue in _clues(article)]
    dated = [clue for clue in clues if clue.span[0].year != _NO_YEAR]
    days = [clue for clue in clues if clue.span[0].year == _NO_YEAR and _is_day(clue)]
    first = _newest([clue for clue in dated if not clue.planned])
    plans = [clue for clue in dated if clue.planned and (not first or clue.span[1] >= first.span[0])]
    last = min(plans, key=lambda clue: clue.span[1], default=None)
    after = _edge([clue for clue in days if not clue.planned], latest=True)
    before = _edge([clue for clue in days if clue.planned and (not after or _lies_ahead(clue, after))], latest=False)
    used = tuple(dict.fromkeys(clue.evidence for clue in (first, last, after, before) if clue))
    if not used:
        return None
    since, until = first.span[0] if first else None, last.span[1] if last else None
    if since and after and since <= (day := _in(since.year, after)) < since + _HALF_YEAR:
        since = day
    if until and before and until >= (day := _in(until.year, before)) > until - _HALF_YEAR:
        until = day
    return Proposal(
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        after=f"{after.span[0]:%m-%d}" if after else None,
        before=f"{before.span[1]:%m-%d}" if before else None,
        evidence=used,
    )


def _newest(reported: Sequence[_Clue]) -> _Clue | None:
    """The latest time reported; a mere year counts only when a second article reports it or a later one."""
    best = max((clue for clue in reported if _is_day(clue)), key=lambda clue: clue.span[0], default=None)
    for clue in reported:
        others = {other.article for other in reported if other.span[0] >= clue.span[0]}
        if len(others) > 1 and (best is None or clue.span[0] > best.span[0]):
            best = clue
    return best


def _is_day(clue: _Clue) -> bool:
    return clue.span[0] == clue.span[1]


def _edge(days: Sequence[_Clue], *, latest: bool) -> _Clue | None:
    """The last (or first) of some days without a year; None unless all lie in one half of the circle of the year."""
    ordered = sorted(days, key=lambda clue: clue.span[0])
    if not ordered:
        return None
    gaps = [following.span[0] - clue.span[0] for clue, following in pairwise(ordered)]
    gaps.append(ordered[0].span[0].replace(year=_NO_YEAR + 1) - ordered[-1].span[0])
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    return ordered[widest if latest else (widest + 1) % len(ordered)] if gaps[widest] >= _HALF_YEAR else None


def _lies_ahead(clue: _Clue, after: _Clue) -> bool:
    """Does a day come within half a year after another, whatever the years?"""
    return 0 <= (clue.span[0] - after.span[0]).days % 366 < _HALF_YEAR.days


def _in(year: int, clue: _Clue) -> date:
    day = clue.span[0]
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _any_year(match: re.Match[str], context: Context) -> Span | None:
    year = context.above[0].year if context.above else _NO_YEAR
    return in_year(year, match) if match["day"] and (context.joined or year == _NO_YEAR) else None


_WRITTEN = (*TABLE, Row(re.compile(rf"(?<![\d.]){PART_OF_YEAR}"), 0, _any_year))


def _clues(article: Article) -> Iterator[_Clue]:
    """What an article reports or announces in its headline, its dateline and its text; a notice reports nothing."""
    top = [(0, article.source, article.lines[0])]
    starts = [(p.start, p.source or article.source, p.lines[0]) for p in article.paragraphs if p.lines]
    texts = [(row, top) for row in article.heading]
    for text, where in (*texts, (article.text, starts or top)):
        masked = without_titles(text)
        for period in named(masked, None, _WRITTEN):
            planned = ahead(masked, period.start, period.end) and not _is_settled(masked, period)
            in_lead = period.since.year != _NO_YEAR or period.start < _LEAD
            if planned or (in_lead and article.kind != "notice" and _is_reported(masked, period)):
                yield _clue(article.id, text, period, where, planned)
    for period in named(article.dateline or "", None, _WRITTEN):
        yield _clue(article.id, article.dateline or "", period, top, False)


def _clue(article: str, text: str, period: Period, starts: Sequence[tuple[int, str, int]], planned: bool) -> _Clue:
    """A period with its words; ``starts`` are where paragraphs begin, in the text and in the source."""
    pause = _PAUSE.search(text, period.end + 1)
    start = _clause_start(text, period.start, _STOP)
    if period.start - start > _QUOTED:
        start = max(_clause_start(text, period.start, _PAUSE), period.start - _QUOTED)
    end = min(pause.start() if pause else len(text), period.end + _QUOTED)
    _, source, line = [each for each in starts if each[0] <= period.start][-1]
    return _Clue(article, (period.since, period.until), planned, Evidence(text[start:end], source, line))


def _is_settled(text: str, period: Period) -> bool:
    """Was it announced once, perhaps long ago: a plan that was changed, the day that a rule came into force?"""
    return text[: period.start].endswith(_FORMER) or text[period.end :].startswith(("起施行", "起实施", "起执行"))


def _is_reported(text: str, period: Period) -> bool:
    """Is the time given as past: no limit, no plans beside it, and a word of things done with it?

    A day must open its sentence, or the word must follow it at once; for a year both are looked for in its clause.
    """
    start, pause = _clause_start(text, period.start, _STOP), _PAUSE.search(text, period.end + 1)
    stop = _STOP.search(text, period.end)
    sentence = text[start : stop.start() if stop else len(text)]
    before = text[start : period.start]
    if _LIMIT.match(text, period.end) or before.rstrip().endswith(("至", "到", "为", "前")) or _PLANS.search(sentence):
        return False
    if period.until - period.since > _A_MONTH:
        clause = text[_clause_start(text, period.start, _PAUSE) : pause.start() if pause else len(text)]
        return _REPORTS.search(clause) is not None
    at_once = _AT_ONCE.match(text, period.end) is not None or before.endswith("截至")
    return at_once or (not before.strip() and _REPORTS.search(sentence) is not None)


def _clause_start(text: str, at: int, stop: re.Pattern[str]) -> int:
    """Where the clause (or sentence) that holds ``text[at]`` begins."""
    return max((match.end() for match in stop.finditer(text, max(0, at - _LONGEST), at)), default=max(0, at - _LONGEST))
