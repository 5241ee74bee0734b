"""The API: questions, searches, articles and dates as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.routing import Route

from index import clock
from index.document import Article
from index.messages import message, say
from index.store import UnknownArticle
from qa import cite
from qa.answer import Answer
from qa.report import to_json
from qa.web import shapes
from qa.web.callers import visit_of
from qa.web.cursor import cursor_at, offset_of
from qa.web.documents import LONGEST, shown
from qa.web.guests import Guests
from qa.web.needs import Asked
from qa.web.operation import Operation, Unknown
from qa.web.passes import Passes
from qa.web.problems import problem
from qa.web.render import article_address
from qa.web.search import MOST, Order, ordered, related
from qa.web.site import Site, site_of
from qa.web.texts import Texts

DATES: Final = 100
"""Dates on one page."""


def api(bot: Asked, texts: Texts, guests: Guests, passes: Passes) -> APIRouter:
    """``/api``: ``ask``, ``search``, ``articles/{id}``, ``issues``, ``sites/{id}``; any other address is a problem."""
    router, does, replies = APIRouter(route_class=Operation), _Operations(bot, texts, guests, passes), shapes.replies
    add, article, look = router.add_api_route, "/api/articles/{article_id:path}", "/api/sites/{site}"
    asked = replies(shapes.Answered, 400, 413, 429)
    add("/api/ask", does.ask, methods=["POST"], summary=message("提一个问题"), responses=asked)
    add("/api/search", does.search, summary=message("检索报道"), responses=replies(shapes.Results, 400, 429))
    add(article, does.article, summary=message("取一篇报道"), responses=replies(shapes.Told, 404))
    add("/api/issues", does.issues, summary=message("列出各期日期"), responses=replies(shapes.Dates, 400))
    add(look, does.look, summary=message("取一个网站的样式"), responses=replies(shapes.Look, 404))
    unknown = Unknown(list(router.routes))
    router.routes.extend(Route(path, unknown, include_in_schema=False) for path in ("/api", "/api/{path:path}"))
    return router


@dataclass(frozen=True)
class _Operations:
    """What the API does, for readers of this server and of guests; the document of the API says what each takes."""

    bot: Asked
    texts: Texts
    guests: Guests
    passes: Passes

    def ask(self, request: Request, question: shapes.Question) -> Response:
        within = question.filters.filters() if question.filters else None
        answer = self.bot.ask(question.question, question.turns, k=question.k, filters=within)
        return JSONResponse(answered(answer, self._texts(request)), headers={"Cache-Control": "no-store"})

    def search(self, request: Request, sought: Annotated[shapes.Sought, Query()]) -> Response:
        within, first = sought.filters(), offset_of(sought.cursor)
        answer = related(self.bot.ask(sought.q, k=MOST, filters=None if within.empty else within))
        site = site_of(request.scope, self._texts(request))
        return JSONResponse(found(answer, site, sought.sort, first, sought.k))

    def article(self, request: Request, article_id: str) -> Response:
        try:
            asked = self.bot.store.article(article_id)
        except UnknownArticle:
            return problem(404, say("没有这篇报道：它可能已经撤下，或者编号抄写有误。"))
        return JSONResponse(told(asked, site_of(request.scope, self._texts(request))))

    def issues(self, cursor: Annotated[str | None, Query()] = None) -> Response:
        first, dates = offset_of(cursor), [*self.bot.store.calendar.items()][::-1]
        page = [{"date": date, "articles": articles} for date, articles in dates[first : first + DATES]]
        return JSONResponse({"issues": page, "next": cursor_at(first + DATES, len(dates))})

    def look(self, site: str) -> Response:
        guest = self.guests.named(site, clock.today())
        if guest is None:
            return problem(404, say("这个网站没有开通问答"))
        return JSONResponse({name: getattr(guest, name) for name in shapes.Look.model_fields})

    def _texts(self, request: Request) -> Texts:
        """What may be shown to who asks: of a guest's pages no more than the guest may."""
        allowed = self.guests.texts(self.texts, request.headers.get("origin", ""), clock.today())
        visit = visit_of(request.scope, self.guests, self.passes)
        return allowed.at_most(visit.guest.full_text) if visit and visit.guest.full_text else allowed


def answered(answer: Answer, texts: Texts) -> dict[str, Any]:
    """An answer as ``qa ask --json`` has it, but no path of the server, and no more of a text than may be shown."""
    said = to_json(answer)
    for citation in said["citations"]:
        citation["source"] = PurePath(citation["source"]).name
    for passage, hit in zip(said["passages"], answer.hits, strict=True):
        passage["text"] = _readable(hit.article, passage["text"], texts)
    return said


def found(answer: Answer, site: Site, order: Order, first: int, count: int) -> dict[str, Any]:
    """A page of what a search found."""
    passages = {passage["article_id"]: passage for passage in answered(answer, site.texts)["passages"]}
    articles = [hit.article for hit in ordered(answer.hits, order)]
    results = [
        passages[each.id]
        | {"kicker": each.kicker, "paper": each.paper, "section": each.section}
        | {"address": site.base + article_address(each)}
        for each in articles[first : first + count]
    ]
    after = cursor_at(first + count, len(articles))
    return {"question": answer.question, "found": answer.found, "results": results, "next": after}


def told(article: Article, site: Site) -> dict[str, Any]:
    """An article, with as much of its text as may be shown."""
    level = site.texts.full_text_for(article)
    paragraphs = [{"text": article.text[p.start : p.end], "kind": p.kind} for p in shown(article, (), level)]
    return {
        "article_id": article.id,
        "title": article.headline,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "series": article.series,
        "authors": [{"name": author.name, "role": author.role} for author in article.authors],
        "kind": article.kind,
        "paper": article.paper,
        "date": article.date,
        "edition": article.edition,
        "page": article.page,
        "section": article.section,
        "dateline": article.dateline,
        "truncated": article.truncated,
        "full_text": level,
        "paragraphs": paragraphs,
        "cite": {"gb7714": cite.gb7714(article), "plain": cite.plain(article)},
        "address": site.base + article_address(article),
        "url": article.url,
    }


def _readable(article: Article, text: str, texts: Texts) -> str:
    """Of an article that is not shown whole, no longer piece than its page would quote."""
    return text if texts.full_text_for(article) == "on" else text[:LONGEST]
