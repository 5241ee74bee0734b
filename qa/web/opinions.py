"""Where readers say what they think of an answer, or what is wrong in an article; it goes to the editors."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from index.document import Article
from index.errors import BaowenError
from index.messages import say
from index.store import UnknownArticle
from qa.feedback import KINDS, Feedback, Queue
from qa.web.archive import Archive, Asked
from qa.web.documents import feedback_page, message_page
from qa.web.fields import Words
from qa.web.site import site_of
from qa.web.texts import Texts

_HERE: Final = ("same-origin", "none")


def opinions(bot: Asked, queue: Queue, texts: Texts) -> APIRouter:
    """``/feedback``: a form, and what becomes of it."""
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/feedback")
    def form(request: Request, q: str = "", a: str = "", kind: str = "") -> Response:
        site = site_of(request.scope, texts)
        article = _known(bot.store, a)
        if not (article or q.strip()):
            return HTMLResponse(
                message_page(site, say("没有指明对象"), say("请从一个回答或一篇报道打开这一页。")), status_code=404
            )
        return HTMLResponse(feedback_page(site, article, q, kind))

    @router.post("/feedback")
    def take(
        request: Request,
        kind: Annotated[str, Form()] = "",
        q: Annotated[Words, Form()] = "",
        word: Annotated[Words, Form()] = "",
        a: Annotated[Words, Form()] = "",
    ) -> Response:
        site = site_of(request.scope, texts)
        article = _known(bot.store, a)
        known = next((each for each in KINDS if each == kind), None)
        # A form on another site may not speak for its visitors.
        if known is None or request.headers.get("sec-fetch-site", "none") not in _HERE:
            return HTMLResponse(message_page(site, say("没有收到"), say("请从本站的页面送出意见。")), status_code=400)
        try:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            queue.add(Feedback(now, known, q.strip(), word.strip(), article.id if article else None))
        except BaowenError as error:
            return HTMLResponse(message_page(site, say("没有收到"), str(error)), status_code=503)
        return HTMLResponse(message_page(site, say("收到了，谢谢"), say("编辑会看到您的意见。")))

    return router


def _known(archive: Archive, id: str) -> Article | None:
    try:
        return archive.article(id) if id else None
    except UnknownArticle:
        return None
