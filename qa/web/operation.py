"""An operation of the API over HTTP: what goes wrong is a problem, what is read has a tag, what is unknown says so."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from index.errors import EXPECTED
from index.messages import say
from qa.web.cursor import UnknownCursor
from qa.web.documents import LONGEST
from qa.web.problems import problem

log = logging.getLogger(__name__)


class Operation(APIRoute):
    """An operation whose failures are problems, and whose GET replies have an ``ETag``."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As FastAPI has it."""
        handle = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                reply = await handle(request)
            except RequestValidationError as error:
                return _invalid(error.errors())
            except HTTPException as error:
                return problem(error.status_code)
            except UnknownCursor:
                return problem(400, say("没有这一页：请用上一页回复里的 next，或去掉 cursor 从头看。"))
            except EXPECTED:
                log.exception("a request of the API failed")
                return problem(503)
            except Exception:
                log.exception("a request of the API failed")
                return problem(500)
            return _tagged(request, reply) if request.method == "GET" and reply.status_code == 200 else reply

        return answered


def _invalid(errors: Sequence[Any]) -> Response:
    """The problem of a request that is not as it should be, by the first of its errors."""
    if errors[0]["type"] == "json_invalid":
        return problem(400)
    where = ".".join(map(str, errors[0]["loc"])).encode(errors="replace").decode()[:LONGEST]
    if errors[0]["type"] == "extra_forbidden":
        return problem(422, say("没有“{where}”这个参数，请对照接口说明检查。", where=where))
    return problem(422, say("“{where}”缺失、类型不对或超出范围，请对照接口说明检查。", where=where))


def _tagged(request: Request, reply: Response) -> Response:
    """A reply with the hash of its body; 304 without it when the sender has that already."""
    tag = f'"{sha256(bytes(reply.body)).hexdigest()[:32]}"'
    kept = {"ETag": tag, "Cache-Control": "no-cache"}
    had = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if tag in had or "*" in had:
        return Response(status_code=304, headers=kept)
    reply.headers.update(kept)
    return reply


@dataclass(frozen=True)
class Unknown:
    """Answers what no operation does: 405 where there is one of another method, else 404."""

    routes: Sequence[BaseRoute]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, as ASGI has it."""
        near = [route for route in self.routes if route.matches(scope)[0] is Match.PARTIAL]
        allowed = sorted({method for route in near if isinstance(route, APIRoute) for method in route.methods or ()})
        reply = problem(405, headers={"Allow": ", ".join(allowed)}) if allowed else problem(404)
        await reply(scope, receive, send)
