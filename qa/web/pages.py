"""The pages a reader opens without the chat: an article with its quotations marked, and what is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles

from index.document import Article
from index.store import UnknownArticle
from qa.web import render
from qa.web.archive import Archive
from qa.web.runs import Quote

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_QUOTES = 20


def routes(archive: Archive) -> APIRouter:
    """The pages of one archive: ``/a/{id}?q=start-end``, ``/healthz``, and the style sheets under ``/web``."""
    router = APIRouter()

    @router.get("/a/{article_id:path}", response_class=HTMLResponse)
    def article(request: Request, article_id: str, q: Annotated[list[str], Query(default_factory=list)]) -> Response:
        root = str(request.scope.get("root_path", ""))
        try:
            found = archive.article(article_id)
        except UnknownArticle:
            page = render.message_page("没有这篇报道", "它可能已经撤下，或者链接抄写有误。", root)
            return HTMLResponse(page, status_code=404)
        return HTMLResponse(render.article_page(found, quotes(found, q), root))

    @router.get("/healthz")
    def health() -> Response:
        return JSONResponse({"status": "ok", "articles": archive.extent.articles})

    router.mount("/web", StaticFiles(directory=Path(__file__).parent / "static"), name="web")
    return router


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
