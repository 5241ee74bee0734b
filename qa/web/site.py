"""The site as one request sees it: where it is, what it says of itself, in which language and how large."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from index.messages import LANGUAGES, Language, language_of, speaking, spoken
from qa.web.texts import Texts

LARGE: Final = "large"
LANGUAGE: Final = "lang"
"""The cookies that keep how a reader wants to read."""
_OURS: Final = re.compile(rf"(?:{LARGE}|{LANGUAGE})=\w+".encode())
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
    return Site(str(scope.get("root_path", "")), base, texts, asked.cookies.get(LARGE) == "1")


def language_for(cookies: Mapping[str, str]) -> Language:
    """The language that a reader has chosen, else the one that the server speaks."""
    said = cookies.get(LANGUAGE)
    return language_of(said) if said else spoken()


class Speech:
    """Speaks the language that the reader has chosen while the application behind it replies.

    That sees no cookies but ours: Python before 3.11.10 reads a long quoted one for seconds, and answers nobody else
    meanwhile.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, as ASGI has it."""
        cookies: Mapping[str, str] = {}
        if scope["type"] == "http":
            scope = {**scope, "headers": list(_with_our_cookies(scope["headers"]))}
            cookies = HTTPConnection(scope).cookies
        with speaking(language_for(cookies)):
            await self.app(scope, receive, send)


def _with_our_cookies(headers: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    for name, value in headers:
        if name != b"cookie":
            yield name, value
        elif ours := b"; ".join(filter(_OURS.fullmatch, map(bytes.strip, value.split(b";")))):
            yield name, ours


def preferences() -> APIRouter:
    """``/set?large=1`` or ``0`` for large or usual type, ``/set?lang=en`` or ``zh``; back to where it was asked for."""
    router = APIRouter()

    @router.get("/set")
    def choose(request: Request, large: str | None = None, lang: str | None = None) -> RedirectResponse:
        root = str(request.scope.get("root_path", ""))
        try:
            came = urlsplit(request.headers.get("referer", ""))
        except ValueError:  # no address at all
            came = urlsplit("")
        # Only the path: a reader stays on this site wherever the link was put.
        path = came.path if came.netloc == request.headers.get("host") and not came.path.startswith("//") else ""
        back = f"{path}{f'?{came.query}' if came.query else ''}" if path else f"{root}/"
        reply = RedirectResponse(back, status_code=303)
        for cookie, said, known in ((LARGE, large, ("0", "1")), (LANGUAGE, lang, LANGUAGES)):
            if said and said in known:
                reply.set_cookie(cookie, said, max_age=_A_YEAR, path=f"{root}/", samesite="lax", httponly=True)
        return reply

    return router
