"""Pictures of printed pages with an article brought out: drawn in a child process, the last ones kept."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from index.cutting import cutting
from index.messages import say
from index.read.source import Unreadable
from index.read.worker import Worker
from index.store import UnknownArticle
from qa.web.archive import Archive
from qa.web.documents import message_page
from qa.web.site import site_of
from qa.web.texts import Texts

_KEPT = 64
"""Pictures, of some 300 KB each."""
_SECONDS = 20.0
"""How long drawing one may take."""
_A_DAY = "public, max-age=86400"


def pictures(archive: Archive, texts: Texts) -> APIRouter:
    """``/picture/{id}``: the page an article is printed on, where its text is shown in full."""
    router, alone = APIRouter(), Lock()

    @lru_cache(_KEPT)
    def drawn(id: str) -> bytes | None:
        """The picture of an article; None where there is none, it may not be shown or cannot be drawn."""
        article = archive.article(id)
        file = archive.picture(article) if texts.full_text_for(article) == "on" else None
        if file is None:
            return None
        try:
            with alone, Worker(_SECONDS) as worker:
                return worker.call(lambda _: None, file.given, cutting, file, article.areas)
        except Unreadable:
            return None

    @router.get("/picture/{article_id:path}")
    def picture(request: Request, article_id: str) -> Response:
        try:
            made = drawn(article_id)
        except UnknownArticle:
            made = None
        if made is None:
            page = message_page(site_of(request.scope, texts), say("没有版面图"), say("这篇报道没有可以显示的版面图。"))
            return HTMLResponse(page, status_code=404)
        return Response(made, media_type="image/jpeg", headers={"Cache-Control": _A_DAY})

    return router
