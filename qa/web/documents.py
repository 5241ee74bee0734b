"""Whole pages → HTML: an article, the archive by its dates, a search, a message. Pure functions, like ``render``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from urllib.parse import quote as percent

import segno
from markupsafe import Markup

from index.document import Article, Paragraph
from index.messages import say
from index.text import sentences
from qa import cite
from qa.answer import Answer, Hit
from qa.feedback import OPINIONS
from qa.place import UNKNOWN_ISSUE, day
from qa.web.browse import Shelf
from qa.web.render import Card, article_address, cited_cards, filled, hit_cards, said
from qa.web.runs import Quote, Run, runs
from qa.web.search import PER_PAGE, Search, limits, ordered, orders, pages, story, timeline
from qa.web.site import Site
from qa.web.texts import FullText

LONGEST, QUOTED = 160, 3
"""Characters of a quotation, and how many of them, that are shown of an article that is not shown whole."""
_LONGEST_ADDRESS = 300
"""Characters of the address of an article; a host has 253 at most."""


def article_page(
    site: Site,
    article: Article,
    quotes: Sequence[Quote],
    beside: tuple[Article | None, Article | None] = (None, None),
    *,
    pictured: bool = False,
) -> Markup:
    """A whole article with quotations marked, repairs shown and how to cite it, between those printed ``beside`` it.

    ``pictured`` says that there is a picture of its page.
    """
    address, level = site.base + article_address(article), site.texts.full_text_for(article)
    return filled(
        "article.html",
        site=site,
        article=article,
        paragraphs=[(each.kind, _sentences(article, each, quotes)) for each in shown(article, quotes, level)],
        level=level,
        epaper=site.texts.epaper_page(article),
        picture=f"picture/{percent(article.id, safe='')}" if pictured and level == "on" else "",
        gb7714=cite.gb7714(article),
        plain=cite.plain(article),
        schema=_embedded(cite.schema(article, address)),
        code=_code(address),
        previous=beside[0],
        next=beside[1],
    )


def shown(article: Article, quotes: Sequence[Quote], level: FullText) -> Sequence[Paragraph]:
    """What may be shown of an article: its paragraphs, or its first sentence and what is quoted, or only this.

    Of an article that is not shown whole an address may quote a few sentences, not all there is.
    """
    if level == "on":
        return article.paragraphs
    spans = [(quote.start, quote.end) for quote in quotes if quote.end - quote.start <= LONGEST][:QUOTED]
    if level == "excerpt":
        opening = sentences(article.text)[:1]
        spans = [*opening, *(span for span in spans if all(span[0] >= end for _, end in opening))]
    return [Paragraph(start, end, "p", ()) for start, end in sorted(spans)]


def _sentences(article: Article, paragraph: Paragraph, quotes: Sequence[Quote]) -> list[tuple[int, tuple[Run, ...]]]:
    """A paragraph by its sentences: where each starts, and its runs."""
    starts = [start for start, _ in sentences(article.text, paragraph.start, paragraph.end)][1:]
    cuts = pairwise([paragraph.start, *starts, paragraph.end])
    return [(start, runs(article, start, end, quotes)) for start, end in cuts]


def _code(address: str) -> Markup:
    """An address as a QR code; nothing for one that no server has, which would take as long as thirty pages to draw."""
    if len(address) > _LONGEST_ADDRESS:
        return Markup()
    code = segno.make(address, micro=False).svg_inline(scale=3, title=say("本文网址的二维码"))
    return Markup(code)  # noqa: S704  (nothing of it is text)


def _embedded(value: Mapping[str, object]) -> Markup:
    """JSON that may stand inside a script element: what could end it is written in another way."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704  (see above)


def browse_page(site: Site, shelf: Shelf) -> Markup:
    """A place in the archive by its dates."""
    title = say(UNKNOWN_ISSUE) if shelf.period is None else day(shelf.period) if shelf.period else say("按日期看报")
    return filled("browse.html", site=site, shelf=shelf, title=title)


def search_page(site: Site, search: Search, answer: Answer | None, remark: str = "") -> Markup:
    """A search: its form, what answers it, and the articles found; a sentence instead when there is no answer."""
    cards, found = _cards(search, answer) if answer else ([], 0)
    return filled(
        "search.html",
        site=site,
        search=search,
        answer=answer,
        remark=remark,
        said=said(answer) if answer else (),
        help=site.texts.help(answer.question, found=answer.found is not False) if answer else "",
        cards=cards,
        found=found,
        limits=limits(search, answer) if answer else (),
        orders=orders(search),
        timeline=timeline(search, answer) if answer else (),
        story=story(answer) if answer else (),
        pages=pages(search, found),
    )


def _cards(search: Search, answer: Answer) -> tuple[list[Card], int]:
    """The cards of one page of a search, and how many articles are cited or match in all."""
    cited = {card.article.id: card for card in cited_cards(answer.citations, answer.hits)}
    listed = {hit.article.id for hit in answer.hits}
    found: list[Card | Hit] = [
        *(card for id, card in cited.items() if id not in listed),
        *ordered(answer.hits, search.order),
    ]
    shown = found[(search.current - 1) * PER_PAGE :][:PER_PAGE]
    hits = [each for each in shown if isinstance(each, Hit)]
    cards = cited | {card.article.id: card for card in hit_cards(answer.question, hits, list(cited.values()))}
    return [cards[each.article.id] for each in shown], len(found)


def feedback_page(site: Site, article: Article | None, question: str, kind: str) -> Markup:
    """The form to judge the answer to a question, or to say what is wrong in an article if one is given."""
    title = say("纠错") if article else say("这个回答怎么样")
    kinds = [(value, say(words)) for value, words in OPINIONS.items()]
    values = {"article": article, "question": question, "kinds": kinds, "kind": kind}
    return filled("feedback.html", site=site, title=title, **values)


def docs_page(site: Site, document: Mapping[str, object]) -> Markup:
    """The API by its OpenAPI document, for those who call it."""
    return filled("docs.html", site=site, document=document)


def message_page(site: Site, title: str, sentence: str) -> Markup:
    """A page that says one thing, for addresses that lead nowhere."""
    return filled("message.html", site=site, title=title, sentence=sentence)


def missing_page(site: Site) -> Markup:
    """What stands at an address where nothing is."""
    return message_page(site, say("没有这一页"), say("地址可能抄写有误，或者这一页已经撤下。"))
