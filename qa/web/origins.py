"""Who may ask the API: pages of this server and of its guests, holders of a pass, and those who run the server."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index import clock
from index.messages import say
from qa.web.addresses import origin_of
from qa.web.callers import PASS, is_operator, visit_of
from qa.web.gate import route_of
from qa.web.guests import Guests
from qa.web.passes import Passes
from qa.web.problems import chat_problem, is_api, is_chat, problem, reason

_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match, X-Baowen-Pass",
    "Access-Control-Max-Age": "600",
}
_EXPOSED: Final = "ETag, Retry-After"


class Origins:
    """Answers 403 to whom the API is shut, and tells browsers which origin a reply of it is for."""

    def __init__(self, app: ASGIApp, guests: Guests, passes: Passes, token: str = "") -> None:
        self.app, self.guests, self.passes, self.token = app, guests, passes, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through or answer it, as ASGI has it; what is not of the API is let through."""
        if scope["type"] == "http" and is_chat(route_of(scope)) and _elsewhere(scope):
            # Pages of other origins have frames.
            await chat_problem(403)(scope, receive, send)
            return
        if scope["type"] != "http" or not is_api(route_of(scope)):
            await self.app(scope, receive, send)
            return
        origin, app = _foreign(scope), self.app
        granted = origin if origin and self.guests.at(origin, clock.today()) else None
        if refusal := self._refusal(scope, origin, granted):
            app = problem(403, refusal)
        elif granted and scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope):
            app = Response(status_code=204, headers=_PREFLIGHT)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "origin" not in headers.get("vary", "").lower():
                    headers.add_vary_header("Origin")
                if granted:
                    headers["Access-Control-Allow-Origin"] = granted
                    headers["Access-Control-Expose-Headers"] = _EXPOSED
            await send(message)

        await app(scope, receive, marked)

    def _refusal(self, scope: Scope, foreign: str | None, granted: str | None) -> str:
        """Why a request is refused, in a sentence; empty when it is not."""
        headers, visit = Headers(scope=scope), visit_of(scope, self.guests, self.passes)
        if foreign is not None and not granted:
            return reason(403)[1]
        if granted and PASS in headers and not (visit and visit.pass_ and visit.guest.allows(granted)):
            return say("通行证不是发给这个网站的，或者已经过期；请刷新页面后再问。")
        # Browsers say no origin when a page of ours reads, but where the page is.
        ours = "origin" in headers or (scope["method"] == "GET" and headers.get("sec-fetch-site") == "same-origin")
        if not (ours or visit or is_operator(scope, self.token)):
            return say("请求没有带上有效的通行证；请从本站或已开通网站的页面提问。")
        return ""


def _elsewhere(scope: Scope) -> bool:
    """Does a browser say that a page of another origin asks? Whatever a proxy made of addresses, it knows."""
    return Headers(scope=scope).get("sec-fetch-site") in ("cross-site", "same-site")


def _foreign(scope: Scope) -> str | None:
    """The origin of the page that asks, None when it is ours or no page asks."""
    origin = Headers(scope=scope).get("origin")
    ours = origin_of(str(HTTPConnection(scope).base_url))
    return None if origin is None or origin.lower() == ours else origin
