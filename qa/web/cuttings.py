"""Pictures of printed pages with an article brought out: drawn in a child process, the last ones kept."""

from __future__ import annotations

from functools import lru_cache
from weakref import ref

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from index.cutting import cutting
from index.errors import BaowenError
from index.messages import say
from index.read.worker import Worker
from qa.web.archive import Asked
from qa.web.documents import message_page
from qa.web.site import site_of
from qa.web.texts import Texts

_KEPT = 64
"""Pictures, of some 300 KB each."""
_SECONDS = 20.0
"""How long drawing one may take."""
_WAITING = 8
"""Readers who may wait for a picture; others are asked to come back."""
_A_DAY = "public, max-age=86400"


def pictures(bot: Asked, texts: Texts) -> APIRouter:
    """``/picture/{id}``: the page an article is printed on, where its text is shown in full."""
    router, alone = APIRouter(), CapacityLimiter(1)
    drawn_from = ref(bot.store)  # to keep it would keep a generation open that nobody asks any more

    @lru_cache(_KEPT)
    def drawn(id: str) -> bytes | None:
        """The picture of an article; None where there is none or it may not be shown.

        Raises Unreadable when it cannot be drawn, which is not kept.
        """
        store = bot.store
        article = store.article(id)
        file = store.picture(article) if texts.full_text_for(article) == "on" else None
        if file is None:
            return None
        with Worker(_SECONDS) as worker:
            return worker.call(lambda _: None, file.given, cutting, file, article.areas, texts.limited)

    def drawn_now(id: str) -> bytes | None:
        """The same, by the store of now; to be called by one thread at a time."""
        nonlocal drawn_from
        if drawn_from() is not bot.store:
            drawn_from = ref(bot.store)
            drawn.cache_clear()
        return drawn(id)

    @router.get("/picture/{article_id:path}")
    async def picture(request: Request, article_id: str) -> Response:
        site = site_of(request.scope, texts)
        if alone.statistics().tasks_waiting >= _WAITING:
            return HTMLResponse(message_page(site, say("没有版面图"), say("请稍后再来。")), status_code=503)
        try:
            # One at a time, and those who wait hold no thread that others need.
            made = await to_thread.run_sync(drawn_now, article_id, limiter=alone)
        except BaowenError:
            made = None
        if made is None:
            page = message_page(site, say("没有版面图"), say("这篇报道没有可以显示的版面图。"))
            return HTMLResponse(page, status_code=404)
        return Response(made, media_type="image/jpeg", headers={"Cache-Control": _A_DAY})

    return router
