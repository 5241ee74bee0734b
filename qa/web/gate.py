"""What comes in and goes out: which of Gradio's doors are open, how large a request is, what a reply's headers say."""

from __future__ import annotations

import asyncio
import re
from base64 import b64encode
from hashlib import sha256
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.documents import message_page, missing_page
from qa.web.guests import OWN, Guests
from qa.web.problems import chat_problem, is_api, is_chat, problem, reason
from qa.web.site import site_of
from qa.web.texts import Texts

OPEN_DOORS: Final = (
    (r"/", {"GET", "HEAD"}),
    (r"/theme\.css", {"GET"}),
    (r"/assets/[\w.-]+", {"GET"}),
    (r"/static/(fonts|img|js)/[\w./-]+", {"GET"}),
    (r"/gradio_api/heartbeat/\w+", {"GET"}),
    (r"/gradio_api/app_id", {"GET"}),
    (r"/gradio_api/queue/data", {"GET"}),
    (r"/gradio_api/queue/join", {"POST"}),
)
"""The paths of the Gradio application that the chat uses. Every other one does not exist."""

BODY_LIMIT: Final = 64 * 1024
"""Bytes that a request may send: a question of 10,000 characters with room to spare."""

BODY_SECONDS: Final = 30.0
"""How long a request may take to send it."""


def policy_for(ancestors: str) -> str:
    """What a page may load, our own style sheets and pictures, and which pages may frame it.

    The pages of the chat and of frames, which need scripts, state their own.
    """
    return (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
    )


_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def hashed(inline: str) -> str:
    """A script or a style that stands in a page, as a source of a content security policy."""
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"


def is_open(method: str, path: str) -> bool:
    """Whether the chat uses this door of Gradio.

    >>> is_open("POST", "/gradio_api/queue/join"), is_open("POST", "/gradio_api/upload")
    (True, False)
    """
    return any(method in methods and re.fullmatch(pattern, path) for pattern, methods in OPEN_DOORS)


class Gate:
    """Answers 404 to whatever the chat does not use of the application behind it."""

    def __init__(self, app: ASGIApp, texts: Texts) -> None:
        self.app, self.texts = app, texts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through or answer it, as ASGI has it."""
        if scope["type"] == "http" and not is_open(scope["method"], route_of(scope)):
            page = missing_page(site_of(scope, self.texts))
            await HTMLResponse(page, status_code=404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def route_of(scope: Scope) -> str:
    """The path below the address the site is served at, whether or not a proxy has taken that address off."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def refusal(scope: Scope, texts: Texts, status: int, detail: str = "") -> Response:
    """What is said instead of an answer: a problem by the API and to the chat's page, a page elsewhere.

    ``detail`` is one sentence.
    """
    path = route_of(scope)
    if is_api(path):
        return problem(status, detail)
    if is_chat(path):
        return chat_problem(status, detail)
    title, usual = reason(status)
    return HTMLResponse(message_page(site_of(scope, texts), title, detail or usual), status)


class BodyLimit:
    """Answers 413 to a request whose body is larger than ``BODY_LIMIT``, said or streamed, and 408 to a slow one."""

    def __init__(self, app: ASGIApp, texts: Texts, seconds: float = BODY_SECONDS) -> None:
        self.app, self.texts, self.seconds = app, texts, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, then let the request through with it or answer it, as ASGI has it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self.seconds):
                read = await _read(receive)
        except TimeoutError:
            await refusal(scope, self.texts, 408)(scope, receive, send)
            return
        if read is None:
            await refusal(scope, self.texts, 413)(scope, receive, send)
        elif read[-1]["type"] != "http.disconnect":  # else nobody is there to be answered
            await self.app(scope, replayed(read, receive), send)


def replayed(read: list[Message], receive: Receive) -> Receive:
    """What gives messages of a request that were read once more, then those that follow."""

    async def replay() -> Message:
        return read.pop(0) if read else await receive()

    return replay


async def _read(receive: Receive) -> list[Message] | None:
    """The messages that a body comes in; None when it is too large."""
    read, size = [await receive()], 0
    while (size := size + len(read[-1].get("body", b""))) <= BODY_LIMIT:
        if not read[-1].get("more_body"):
            return read
        read.append(await receive())
    return None


class SafeHeaders:
    """Adds to every reply the headers that keep browsers from guessing, leaking and framing.

    What is said in the place of a frame has to be seen where the frame is: pages of its guest may frame it too.
    """

    def __init__(self, app: ASGIApp, guests: Guests) -> None:
        self.app, self.guests = app, guests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete its reply, as ASGI has it."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", policy_for(self._ancestors(scope)))
            await send(message)

        await self.app(scope, receive, complete)

    def _ancestors(self, scope: Scope) -> str:
        framed = scope["type"] == "http" and route_of(scope) == "/embed"
        site = Request(scope).query_params.get("site", "") if framed else ""
        # Those of a guest whose time is over too: its pages are told so.
        return (self.guests.known(site) or OWN).ancestors


class Heads:
    """Answers HEAD where there is something to GET, as GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as a GET, and its reply without what would be shown, as ASGI has it."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def bare(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, bare)
