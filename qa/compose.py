"""What the bot says: a found answer with its numbered quotations, or an honest "not found"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from index.document import Article
from qa.answer import Citation, Filters, Hit, Searched

UNKNOWN_ISSUE = "刊期待核"
UNFILTERED = "未按时间筛选：所说时间内没有找到，以下结果不限时间。"
UNFITTED = "这个编码模型还没有拟合过权重，只排序、不判断有没有答案；可用 python -m qa fit 拟合。"
NO_QUESTION = "请用一句话提问，例如“大桥什么时候通车？”。"


def day(date: str) -> str:
    """An ISO day, month or year as a newspaper writes it.

    >>> day("2031-05-03"), day("2031-05"), day("2031")
    ('2031年5月3日', '2031年5月', '2031年')
    """
    return "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))


def issue_line(article: Article) -> str:
    """Paper, date and page as far as known: 《澄江报》2031年5月3日第2版; 刊期待核 where paper or date is not."""
    paper = f"《{article.paper}》" if article.paper else ""
    printed = day(article.date) if article.date else ""
    page = f"第{article.page}版" if article.page else ""
    doubt = "" if paper and printed else UNKNOWN_ISSUE
    known = f"{paper}{printed}{page}"
    return f"{known}（{doubt}）" if known and doubt else known or doubt


def found(citations: Sequence[Citation]) -> str:
    """The answer: each quotation with its number, those of one article together after its source, the best first."""
    return "\n".join(
        f"据{issue_line(article)}{_named(article)}：" + "".join(f"“{c.quote}”[{c.number}]" for c in cited)
        for article, cited in groupby(citations, key=lambda citation: citation.article)
    )


def _named(article: Article) -> str:
    return f"《{article.headline}》" if article.title else article.headline


def not_found(searched: Searched, hits: Sequence[Hit]) -> str:
    """That nothing was found, in what, and the headlines that come nearest."""
    period = f"（{day(searched.since)}至{day(searched.until)}）" if searched.since and searched.until else ""
    text = f"没有找到能回答这个问题的报道。查了 {searched.articles} 篇文章{period}。"
    near = "；".join(hit.article.headline for hit in hits[:3])
    return f"{text}可能相关：{near}。" if near else text


def ranked(hits: Sequence[Hit]) -> str:
    """What is said when nobody has fitted weights to tell an answer by."""
    return f"按相关程度列出 {len(hits)} 篇文章。"


def searched(articles: Iterable[Article]) -> Searched:
    """How many articles there are, and the first and last date among them."""
    listed = list(articles)
    dates = sorted(article.date for article in listed if article.date)
    return Searched(len(listed), dates[0] if dates else None, dates[-1] if dates else None)


def group(hits: Sequence[Hit], filters: Filters) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """The hits a date filter could judge, and those of unknown date, which it never drops."""
    dated = tuple(hit for hit in hits if hit.article.date or not filters.dated)
    return dated, tuple(hit for hit in hits if hit not in dated)
