"""Where and when something was printed, in words."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Sequence
from typing import Final

from index.document import Article
from index.messages import message, say, spoken

UNKNOWN_ISSUE = message("刊期待核")
UNKNOWN_PAPER = message("报纸待核")
_NUMBERS: Final = re.compile(r"(\d+)")
_WRITTEN: Final = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


def day(date: str) -> str:
    """An ISO day, month or year as a newspaper writes it, in English as a letter does.

    >>> day("2031-05-03"), day("2031-05"), day("2031")
    ('2031年5月3日', '2031年5月', '2031年')
    """
    parts = [int(part) for part in date.split("-")]
    if spoken() == "en":
        return " ".join([*map(str, parts[2:]), *(month_name[month] for month in parts[1:2]), str(parts[0])])
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def said_day(words: str) -> str:
    """A day, month or year in Chinese as the reader's language has it; other words as they are.

    >>> said_day("2031年5月3日"), said_day("5月3日")
    ('2031年5月3日', '5月3日')
    """
    written = _WRITTEN.fullmatch(words)
    return day("-".join(part for part in written.groups() if part)) if written else words


def between(first: str, last: str) -> str:
    """Two dates and the time between them."""
    return say("{first}至{last}", first=first, last=last)


def period(since: str | None, until: str | None) -> str | None:
    """The time between two ISO days, months or years in the largest units that hold it; None where both ends are open.

    >>> period("2031-10-01", "2031-10-31"), period("2031-10-01", "2031-10-07"), period("2031-06", None)
    ('2031年10月', '2031年10月1日至2031年10月7日', '2031年6月以来')
    """
    first, last = _coarse(since, until)
    if first == last:
        return day(first) if first else None
    if not (first and last):
        return say("{first}以来", first=day(first)) if first else say("截至{last}", last=day(last))
    return between(day(first), day(last))


def _coarse(since: str | None, until: str | None) -> tuple[str, str]:
    """Two ISO days without their month or day where they are the first and the last of it; an open end is empty."""
    first, last = since or "", until or ""
    if first[5:] in ("", "01-01") and last[5:] in ("", "12-31"):
        return first[:4], last[:4]
    if first[8:] in ("", "01") and (not last or last[8:] == _last_day(last)):
        return first[:7], last[:7]
    return first, last


def _last_day(iso: str) -> str:
    return str(monthrange(int(iso[:4]), int(iso[5:7]))[1]) if len(iso) > 7 else ""


def page(label: str) -> str:
    """A page as readers say it: by its number, or by its name.

    >>> page("3"), page("A1"), page("要闻版"), page("文化周刊")
    ('第3版', '第A1版', '要闻版', '文化周刊')
    """
    numbered = _NUMBERS.search(label) and not label.endswith("版")
    return say("第{page}版", page=label) if numbered else label


def issue_line(article: Article) -> str:
    """Paper, date and page as far as known: 《澄江报》2031年5月3日第2版; 刊期待核, or 报纸待核 where the date is."""
    paper = f"《{article.paper}》" if article.paper else ""
    printed = day(article.date) if article.date else ""
    sheet = page(article.page) if article.page else ""
    known = (", " if spoken() == "en" else "").join(part for part in (paper, printed, sheet) if part)
    doubt = "" if paper and printed else say(UNKNOWN_PAPER if printed else UNKNOWN_ISSUE)
    return say("{known}（{doubt}）", known=known, doubt=doubt) if known and doubt else known or doubt


def place(article: Article) -> tuple[str, bool, Sequence[tuple[int, str]], str, int]:
    """Where an article stands, to sort by: pages by number (2 before 10, A2 before B1), those without one last."""
    pieces = _NUMBERS.split(article.page or "")
    sheet = [(int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces]
    return article.paper or "", article.page is None, sheet, article.source, article.ranges[0].first
