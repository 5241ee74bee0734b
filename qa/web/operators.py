"""What those who run the server see, on the machine itself or with their token; to others none of it exists."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, Response

from index.errors import EXPECTED
from index.messages import say
from qa.web.callers import is_operator
from qa.web.counts import Counts
from qa.web.documents import docs_page, missing_page
from qa.web.needs import Archive, Asked
from qa.web.site import Site, site_of
from qa.web.texts import Texts

_VERSION = "1"
_METRICS = "text/plain; version=0.0.4; charset=utf-8"
log = logging.getLogger(__name__)


def operators(bot: Asked, texts: Texts, counts: Counts, api: APIRouter, token: str) -> APIRouter:
    """``/readyz``, ``/metrics``, and of ``api`` ``/openapi.json`` and ``/docs``."""
    router = APIRouter(include_in_schema=False)

    def shown(request: Request, make: Callable[[Site], Response]) -> Response:
        site = site_of(request.scope, texts)
        if is_operator(request.scope, token):
            return make(site)
        return HTMLResponse(missing_page(site), 404)

    @router.get("/readyz")
    def ready(request: Request) -> Response:
        return shown(request, lambda _: _readiness(bot.store))

    @router.get("/metrics")
    def metrics(request: Request) -> Response:
        return shown(request, lambda _: Response(counts.text(), headers={"Content-Type": _METRICS}))

    @router.get("/openapi.json")
    def document(request: Request) -> Response:
        return shown(request, lambda site: JSONResponse(described(api, site)))

    @router.get("/docs")
    def docs(request: Request) -> Response:
        return shown(request, lambda site: HTMLResponse(docs_page(site, described(api, site))))

    return router


def described(api: APIRouter, site: Site) -> dict[str, Any]:
    """The OpenAPI document of an API, its summaries in the language spoken."""
    document = get_openapi(
        title=site.texts.name, version=_VERSION, routes=api.routes, servers=[{"url": site.root or "/"}]
    )
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["summary"] = say(operation["summary"])
    return document


def _readiness(archive: Archive) -> Response:
    """Whether the store answers: an article of it is read, if it has any."""
    try:
        next(archive.latest(), None)
    except EXPECTED:
        log.exception("the store does not answer")
        return JSONResponse({"status": "unavailable"}, 503)
    return JSONResponse({"status": "ready", "articles": archive.extent.articles})
