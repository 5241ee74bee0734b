"""Articles as a build makes them, for the tests of what is said about a quotation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from index.document import Article, Paragraph, Range
from index.text.events import event_dates
from qa.answer import Citation


def printed(text: str, date: str | None = "2031-06-18", **fields: Any) -> Article:
    """An article of the invented 《澄江报》 with the times it speaks of."""
    title = fields.setdefault("title", "路灯亮了")
    whole = (Paragraph(0, len(text), "p", (1,)),)
    facts = {
        "id": f"{date}/{title}",
        "issue": f"i{date}",
        "source": "1.txt",
        "kind": "news",
        "paper": "澄江报",
        "ranges": (Range("1.txt", 1, 1),),
    } | fields
    article = Article(text=text, date=date, paragraphs=whole, **facts)
    return replace(article, event_dates=event_dates(article))


def cited(article: Article, words: str | None = None, number: int = 1, **fields: Any) -> Citation:
    """A quotation of some words of an article, of all of them if none are given."""
    words = words or article.text
    start = article.text.index(words)
    return Citation(number, article, start, start + len(words), **fields)
