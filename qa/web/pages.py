"""The pages a reader opens without the chat: articles, the archive by its dates, and what is not there."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from index.document import Article
from index.errors import EXPECTED
from index.messages import say
from index.store import UnknownArticle
from qa.web.browse import PER_PAGE, Shelf, neighbours, shelf
from qa.web.documents import article_page, browse_page, message_page, search_page
from qa.web.needs import Archive, Asked
from qa.web.runs import Quote
from qa.web.search import MOST, Search, answering, number
from qa.web.site import Site, site_of
from qa.web.texts import Texts
from qa.web.wording import FAILED

log = logging.getLogger(__name__)

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_QUOTES = 20
_PERIOD = r"^\d{4}(?:-\d\d){0,2}$"
_ROBOTS = "User-agent: *\nDisallow: /\n"


def routes(bot: Asked, texts: Texts) -> APIRouter:
    """The pages of one archive, ``/healthz``, ``/robots.txt``, and the style sheets under ``/web``."""
    router, pages = APIRouter(default_response_class=HTMLResponse), Pages(bot, texts)
    router.add_api_route("/a/{article_id:path}", pages.article)
    router.add_api_route("/browse", pages.browse)
    router.add_api_route("/browse/undated", pages.undated)
    router.add_api_route("/browse/{period}", pages.period)
    router.add_api_route("/search", pages.search)
    router.add_api_route("/healthz", pages.health)
    router.add_api_route("/robots.txt", robots)
    router.mount("/web", StaticFiles(directory=Path(__file__).parent / "static"), name="web")
    return router


@dataclass(frozen=True)
class Pages:
    """The pages of one archive."""

    bot: Asked
    texts: Texts

    def article(
        self, request: Request, article_id: str, q: Annotated[list[str], Query(default_factory=list)]
    ) -> Response:
        """An article; ``q=start-end`` is a quotation to be marked."""
        site, archive = site_of(request.scope, self.texts), self.bot.store
        try:
            found = archive.article(article_id)
        except UnknownArticle:
            page = message_page(site, say("没有这篇报道"), say("它可能已经撤下，或者链接抄写有误。"))
            return HTMLResponse(page, status_code=404)
        beside = neighbours(found, _same_date(archive, found))
        return HTMLResponse(article_page(site, found, quotes(found, q), beside, pictured=archive.pictured(found)))

    def browse(self, request: Request) -> Response:
        """All years."""
        archive = self.bot.store
        unknown = archive.extent.articles - sum(archive.calendar.values())
        return self._shelf(request, shelf(archive.calendar, "", (), unknown))

    def undated(self, request: Request, p: str = "1") -> Response:
        """What has no date."""
        archive = self.bot.store
        return self._shelf(request, shelf(archive.calendar, None, archive.undated(), current=number(p)))

    def period(self, request: Request, period: str, p: str = "1") -> Response:
        """A year, a month or a day."""
        archive = self.bot.store
        if not re.match(_PERIOD, period, re.ASCII) or not any(date.startswith(period) for date in archive.calendar):
            site = site_of(request.scope, self.texts)
            page = message_page(site, say("这一天没有收录报道"), say("请从“按日期看报”里选一期。"))
            return HTMLResponse(page, status_code=404)
        return self._shelf(request, shelf(archive.calendar, period, archive.printed_on(period), current=number(p)))

    def search(self, request: Request) -> Response:
        """What is found for a question, with an answer where there is one."""
        # Old clients send bytes of other encodings, which the framework would trip over.
        query = request.scope["query_string"].decode("utf-8", "replace")
        return searched(self.bot, site_of(request.scope, self.texts), Search.at(query))

    def health(self) -> Response:
        """That the server answers, and how much there is."""
        return JSONResponse({"status": "ok", "articles": self.bot.store.extent.articles})

    def _shelf(self, request: Request, shown: Shelf) -> Response:
        return HTMLResponse(browse_page(site_of(request.scope, self.texts), shown))


def robots() -> Response:
    """What search engines are told."""
    return PlainTextResponse(_ROBOTS)


def _same_date(archive: Archive, article: Article) -> Sequence[Article]:
    """The articles printed with one; none when nobody knows its date, or so little that a year's worth shares it."""
    date = article.date
    return archive.printed_on(date) if date and archive.calendar[date] < PER_PAGE else ()


def searched(bot: Asked, site: Site, search: Search) -> Response:
    """The page of a search; one friendly sentence on it when something went wrong, with the status that the API has."""
    if not search.question:
        return HTMLResponse(search_page(site, search, None))
    try:
        answer = bot.ask(search.question, k=MOST, filters=search.filters)
    except Exception as error:
        log.exception("a search failed")
        page = search_page(site, search, None, say(FAILED))
        return HTMLResponse(page, 503 if isinstance(error, EXPECTED) else 500)
    return HTMLResponse(search_page(site, search, answering(search, answer)))


def quotes(article: Article, asked: Sequence[str]) -> tuple[Quote, ...]:
    """The quotations an address asks for, ``start-end`` in code points, that exist in the article and do not overlap.

    The rest is left out: an address that has aged or was mistyped still shows the article.
    """
    spans: list[tuple[int, int]] = []
    for match in map(_SPAN.fullmatch, asked[:_QUOTES]):
        if not match:
            continue
        start, end = int(match[1]), int(match[2])
        if start < end <= len(article.text) and all(end <= a or start >= b for a, b in spans):
            spans.append((start, end))
    return tuple(Quote(number, *span) for number, span in enumerate(spans, start=1))
