"""The site as one request sees it: where it is, what it says of itself, how large its letters are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.requests import HTTPConnection
from starlette.types import Scope

from qa.web.texts import Texts

COOKIE: Final = "large"
_A_YEAR: Final = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Site:
    """``root`` stands before every path (``/baowen`` or nothing), ``base`` is the whole address of the site."""

    root: str
    base: str
    texts: Texts = field(default_factory=Texts)
    large: bool = False


def site_of(scope: Scope, texts: Texts) -> Site:
    """The site for whoever sent a request."""
    asked = HTTPConnection(scope)
    base = str(asked.base_url).rstrip("/") + "/"
    return Site(str(scope.get("root_path", "")), base, texts, asked.cookies.get(COOKIE) == "1")


def sizes() -> APIRouter:
    """``/size?large=1``: large type from here on, ``large=0``: the usual; back to the page where it was asked for."""
    router = APIRouter()

    @router.get("/size")
    def size(request: Request, large: str = "0") -> RedirectResponse:
        came, root = urlsplit(request.headers.get("referer", "")), str(request.scope.get("root_path", ""))
        # Only the path: a reader stays on this site wherever the link was put.
        path = came.path if came.netloc == request.headers.get("host") and not came.path.startswith("//") else ""
        back = f"{path}{f'?{came.query}' if came.query else ''}" if path else f"{root}/"
        reply = RedirectResponse(back, status_code=303)
        if large == "1":
            reply.set_cookie(COOKIE, "1", max_age=_A_YEAR, path=f"{root}/", samesite="lax", httponly=True)
        else:
            reply.delete_cookie(COOKIE, path=f"{root}/")
        return reply

    return router
