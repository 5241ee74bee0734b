"""Where and when something was printed, in words."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from typing import Final

from index.document import Article
from index.messages import message, say, spoken

UNKNOWN_ISSUE = message("刊期待核")
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


def issue_line(article: Article) -> str:
    """Paper, date and page as far as known: 《澄江报》2031年5月3日第2版; 刊期待核 where paper or date is not."""
    paper = f"《{article.paper}》" if article.paper else ""
    printed = day(article.date) if article.date else ""
    page = say("第{page}版", page=article.page) if article.page else ""
    known = (", " if spoken() == "en" else "").join(part for part in (paper, printed, page) if part)
    doubt = "" if paper and printed else say(UNKNOWN_ISSUE)
    return say("{known}（{doubt}）", known=known, doubt=doubt) if known and doubt else known or doubt


def place(article: Article) -> tuple[str, bool, Sequence[tuple[int, str]], str, int]:
    """Where an article stands, to sort by: pages by number (2 before 10, A2 before B1), those without one last."""
    pieces = _NUMBERS.split(article.page or "")
    page = [(int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces]
    return article.paper or "", article.page is None, page, article.source, article.ranges[0].first
