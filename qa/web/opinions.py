"""Where readers say what they think of an answer, or what is wrong in an article; it goes to the editors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from index.document import Article
from index.errors import BaowenError
from index.messages import say
from index.store import UnknownArticle
from qa.feedback import KINDS, Feedback, Queue
from qa.web.documents import feedback_page, message_page
from qa.web.fields import Words
from qa.web.needs import Archive, Asked
from qa.web.site import site_of
from qa.web.texts import Texts

_HERE: Final = ("same-origin", "none")


def opinions(bot: Asked, queue: Queue, texts: Texts) -> APIRouter:
    """``/feedback``: a form, and what becomes of it."""
    router, desk = APIRouter(), Desk(bot, queue, texts)
    router.add_api_route("/feedback", desk.form, methods=["GET"])
    router.add_api_route("/feedback", desk.take, methods=["POST"])
    return router


@dataclass(frozen=True)
class Desk:
    """Where opinions are taken in."""

    bot: Asked
    queue: Queue
    texts: Texts

    def form(self, request: Request, q: str = "", a: str = "", kind: str = "") -> Response:
        """The form for the answer to a question ``q`` or an article ``a``, with an opinion chosen if one is known."""
        article = _known(self.bot.store, a)
        if not (article or q.strip()):
            return self._said(request, 404, say("没有指明对象"), say("请从一个回答或一篇报道打开这一页。"))
        return HTMLResponse(feedback_page(site_of(request.scope, self.texts), article, q, kind))

    def take(
        self,
        request: Request,
        kind: Annotated[str, Form()] = "",
        q: Annotated[Words, Form()] = "",
        word: Annotated[Words, Form()] = "",
        a: Annotated[Words, Form()] = "",
    ) -> Response:
        """A form was filled in."""
        article = _known(self.bot.store, a)
        known = next((each for each in KINDS if each == kind), None)
        # A form on another site may not speak for its visitors.
        if known is None or request.headers.get("sec-fetch-site", "none") not in _HERE:
            return self._said(request, 400, say("没有收到"), say("请从本站的页面送出意见。"))
        try:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            self.queue.add(Feedback(now, known, q.strip(), word.strip(), article.id if article else None))
        except BaowenError as error:
            return self._said(request, 503, say("没有收到"), str(error))
        return self._said(request, 200, say("收到了，谢谢"), say("编辑会看到您的意见。"))

    def _said(self, request: Request, status: int, title: str, sentence: str) -> Response:
        return HTMLResponse(message_page(site_of(request.scope, self.texts), title, sentence), status)


def _known(archive: Archive, id: str) -> Article | None:
    try:
        return archive.article(id) if id else None
    except UnknownArticle:
        return None
