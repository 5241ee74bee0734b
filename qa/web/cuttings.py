"""Pictures of printed pages with an article brought out: drawn in a child process, the last ones kept."""

from __future__ import annotations

from functools import lru_cache
from weakref import ref

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from index.cutting import cutting
from index.errors import EXPECTED
from index.messages import say
from index.read.worker import Worker
from qa.web.documents import message_page
from qa.web.needs import Asked
from qa.web.site import site_of
from qa.web.texts import Texts

_KEPT = 64
"""Pictures, of some 300 KB each."""
_SECONDS = 20.0
"""How long drawing one may take."""
_WAITING = 8
"""Readers who may wait for a picture; others are asked to come back."""
_AN_HOUR = "public, max-age=3600"
"""So long others may show a picture of what was withdrawn."""


def pictures(bot: Asked, texts: Texts) -> APIRouter:
    """``/picture/{id}``: the page an article is printed on, where its text is shown in full."""
    router = APIRouter()
    router.add_api_route("/picture/{article_id:path}", Pictures(bot, texts).picture)
    return router


class Pictures:
    """The pictures of one archive, of which those asked for last are kept."""

    def __init__(self, bot: Asked, texts: Texts) -> None:
        self.bot, self.texts, self._alone = bot, texts, CapacityLimiter(1)
        self._drawn_from = ref(bot.store)  # to keep it would keep a generation open that nobody asks any more
        self._drawn = lru_cache(_KEPT)(self._draw)

    async def picture(self, request: Request, article_id: str) -> Response:
        """The picture of an article, or a page that says why there is none."""
        if self._alone.statistics().tasks_waiting >= _WAITING:
            return self._none(request, 503, say("请稍后再来。"))
        try:
            # One at a time, and those who wait hold no thread that others need.
            made = await to_thread.run_sync(self._drawn_now, article_id, limiter=self._alone)
        except EXPECTED:
            made = None
        if made is None:
            return self._none(request, 404, say("这篇报道没有可以显示的版面图。"))
        return Response(made, media_type="image/jpeg", headers={"Cache-Control": _AN_HOUR})

    def _drawn_now(self, id: str) -> bytes | None:
        """What is kept or drawn, by the store of now; to be called by one thread at a time."""
        if self._drawn_from() is not self.bot.store:
            self._drawn_from = ref(self.bot.store)
            self._drawn.cache_clear()
        return self._drawn(id)

    def _draw(self, id: str) -> bytes | None:
        """The picture of an article; None where there is none or it may not be shown.

        Raises Unreadable when it cannot be drawn, which is not kept.
        """
        store = self.bot.store
        article = store.article(id)
        file = store.picture(article) if self.texts.full_text_for(article) == "on" else None
        if file is None:
            return None
        with Worker(_SECONDS) as worker:
            return worker.call(lambda _: None, file.given, cutting, file, article.areas, self.texts.limited)

    def _none(self, request: Request, status: int, sentence: str) -> Response:
        return HTMLResponse(message_page(site_of(request.scope, self.texts), say("没有版面图"), sentence), status)
