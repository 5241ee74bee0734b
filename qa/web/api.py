"""The API: questions, searches, articles and dates as JSON; what goes wrong as problem details."""

from __future__ import annotations

import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from index.document import Article
from index.errors import BaowenError
from index.messages import message, say
from index.store import UnknownArticle
from qa import cite
from qa.answer import Answer
from qa.report import to_json
from qa.web import shapes
from qa.web.archive import Asked
from qa.web.callers import visit_of
from qa.web.documents import LONGEST, shown
from qa.web.guests import Guests
from qa.web.passes import Passes
from qa.web.problems import problem
from qa.web.render import article_address
from qa.web.search import MOST, Order, ordered, related
from qa.web.site import Site, site_of
from qa.web.texts import Texts

DATES: Final = 100
"""Dates on one page."""
log = logging.getLogger(__name__)


def api(bot: Asked, texts: Texts, guests: Guests, passes: Passes) -> APIRouter:
    """``/api``: ``ask``, ``search``, ``articles/{id}``, ``issues``, ``sites/{id}``; any other address is a problem."""
    router = APIRouter(route_class=_Route)

    def texts_for(request: Request) -> Texts:
        allowed = guests.texts(texts, request.headers.get("origin", ""), date.today())
        visit = visit_of(request.scope, guests, passes)
        return allowed.at_most(visit.guest.full_text) if visit and visit.guest.full_text else allowed

    @router.post("/api/ask", summary=message("提一个问题"), responses=shapes.replies(shapes.Answered, 400, 413, 429))
    def ask(request: Request, question: shapes.Question) -> Response:
        within = question.filters.filters() if question.filters else None
        answer = bot.ask(question.question, question.turns, k=question.k, filters=within)
        return JSONResponse(answered(answer, texts_for(request)), headers={"Cache-Control": "no-store"})

    @router.get("/api/search", summary=message("检索报道"), responses=shapes.replies(shapes.Results, 400, 429))
    def search(request: Request, sought: Annotated[shapes.Sought, Query()]) -> Response:
        within, first = sought.filters(), _at(sought.cursor)
        answer = related(bot.ask(sought.q, k=MOST, filters=None if within.empty else within))
        return JSONResponse(found(answer, site_of(request.scope, texts_for(request)), sought.sort, first, sought.k))

    @router.get(
        "/api/articles/{article_id:path}", summary=message("取一篇报道"), responses=shapes.replies(shapes.Told, 404)
    )
    def article(request: Request, article_id: str) -> Response:
        try:
            asked = bot.store.article(article_id)
        except UnknownArticle:
            return problem(404, say("没有这篇报道：它可能已经撤下，或者编号抄写有误。"))
        return JSONResponse(told(asked, site_of(request.scope, texts_for(request))))

    @router.get("/api/issues", summary=message("列出各期日期"), responses=shapes.replies(shapes.Dates, 400))
    def issues(cursor: Annotated[str | None, Query()] = None) -> Response:
        first, dates = _at(cursor), [*bot.store.calendar.items()][::-1]
        page = [{"date": date, "articles": articles} for date, articles in dates[first : first + DATES]]
        return JSONResponse({"issues": page, "next": _next(first + DATES, len(dates))})

    @router.get("/api/sites/{site}", summary=message("取一个网站的样式"), responses=shapes.replies(shapes.Look, 404))
    def look(site: str) -> Response:
        guest = guests.named(site, date.today())
        if guest is None:
            return problem(404, say("这个网站没有开通问答"))
        return JSONResponse({name: getattr(guest, name) for name in shapes.Look.model_fields})

    unknown = _Unknown(list(router.routes))
    router.routes.extend(Route(path, unknown, include_in_schema=False) for path in ("/api", "/api/{path:path}"))
    return router


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
    after = _next(first + count, len(articles))
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


class UnknownCursor(ValueError):
    """A cursor that was none of ours."""


def _next(offset: int, whole: int) -> str | None:
    """The cursor of what begins at an offset; None where nothing does."""
    return urlsafe_b64encode(f"from {offset}".encode()).decode() if offset < whole else None


def _at(cursor: str | None) -> int:
    """The offset of a cursor, 0 without one.

    >>> _at(_next(20, 30)), _at(None)
    (20, 0)
    """
    if cursor is None:
        return 0
    try:
        word, number = urlsafe_b64decode(cursor.encode()).decode().split(" ")
        offset = int(number)
    except ValueError as error:
        raise UnknownCursor(cursor) from error
    if word != "from" or offset < 1 or _next(offset, offset + 1) != cursor:
        raise UnknownCursor(cursor)
    return offset


class _Route(APIRoute):
    """An operation whose failures are problems, and whose GET replies have an ``ETag``."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As FastAPI has it."""
        handle = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                reply = await handle(request)
            except RequestValidationError as error:
                return _invalid(error.errors())
            except HTTPException as error:
                return problem(error.status_code)
            except UnknownCursor:
                return problem(400, say("没有这一页：请用上一页回复里的 next，或去掉 cursor 从头看。"))
            except BaowenError:
                log.exception("a request of the API failed")
                return problem(503)
            except Exception:
                log.exception("a request of the API failed")
                return problem(500)
            return _tagged(request, reply) if request.method == "GET" and reply.status_code == 200 else reply

        return answered


def _invalid(errors: Sequence[Any]) -> Response:
    """The problem of a request that is not as it should be, by the first of its errors."""
    if errors[0]["type"] == "json_invalid":
        return problem(400)
    where = ".".join(map(str, errors[0]["loc"])).encode(errors="replace").decode()[:LONGEST]
    if errors[0]["type"] == "extra_forbidden":
        return problem(422, say("没有“{where}”这个参数，请对照接口说明检查。", where=where))
    return problem(422, say("“{where}”缺失、类型不对或超出范围，请对照接口说明检查。", where=where))


def _tagged(request: Request, reply: Response) -> Response:
    """A reply with the hash of its body; 304 without it when the sender has that already."""
    tag = f'"{sha256(bytes(reply.body)).hexdigest()[:32]}"'
    kept = {"ETag": tag, "Cache-Control": "no-cache"}
    had = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if tag in had or "*" in had:
        return Response(status_code=304, headers=kept)
    reply.headers.update(kept)
    return reply


@dataclass(frozen=True)
class _Unknown:
    """Answers what no operation does: 405 where there is one of another method, else 404."""

    routes: Sequence[BaseRoute]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, as ASGI has it."""
        near = [route for route in self.routes if route.matches(scope)[0] is Match.PARTIAL]
        allowed = sorted({method for route in near if isinstance(route, APIRoute) for method in route.methods or ()})
        reply = problem(405, headers={"Allow": ", ".join(allowed)}) if allowed else problem(404)
        await reply(scope, receive, send)
