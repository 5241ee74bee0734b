"""The calls of the chat to Gradio: only those that its page makes. Gradio fails at others, with a trace in the log."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Final, cast

import gradio as gr
from gradio.queueing import Queue
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.web.callers import address_of
from qa.web.gate import replayed, route_of
from qa.web.problems import chat_problem
from qa.web.rates import AT_ONCE, Doors, patience

Inputs = Mapping[int, int]
"""How many values each function of the chat is given, by its number."""
_FORGOTTEN: Final = (
    'data: {"msg": "unexpected_error", "event_id": null, "message": "404: Not Found", "session_not_found": true, '
    '"success": false}\n\n'
)
"""What Gradio says to a page whose session it does not know, before it fails."""
_MOMENT: Final = 0.05
_PATIENCE: Final = 400
"""Moments after which a call is let through all the same, should Gradio ever forget to end one."""


def inputs_of(chat: gr.Blocks) -> Inputs:
    """The functions that a chat's page may call."""
    return {number: len(function.inputs) for number, function in chat.fns.items()}


class Calls:
    """Answers 422 to a call of the chat's queue that its page does not make; lets in few of an address at a time."""

    def __init__(self, app: ASGIApp, inputs: Inputs) -> None:
        self.app, self.inputs, self.doors = app, inputs, Doors(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through or answer it, as ASGI has it."""
        asked = (scope["method"], route_of(scope)) if scope["type"] == "http" else None
        if asked == ("POST", "/gradio_api/queue/join"):
            await self._join(scope, receive, send)
        elif asked == ("GET", "/gradio_api/queue/data") and _forgotten(scope):
            await Response(_FORGOTTEN, media_type="text/event-stream")(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _join(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await Request(scope, receive).body()
        if not self._made(body):
            await chat_problem(422)(scope, receive, send)
            return
        address = address_of(scope)
        if self.doors.crowded(address):
            await chat_problem(429, patience(1))(scope, receive, send)
            return
        async with self.doors.through(address):
            for _ in range(_PATIENCE):
                if _answered(scope, address) < AT_ONCE:
                    break
                await asyncio.sleep(_MOMENT)
            await self.app(scope, replayed([{"type": "http.request", "body": body}], receive), send)

    def _made(self, body: bytes) -> bool:
        """Does the chat's page make a call with this body?"""
        try:
            call = json.loads(body)
            return isinstance(call["data"], list) and self.inputs.get(call["fn_index"]) == len(call["data"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return False


def _queue(scope: Scope) -> Queue:
    return cast(gr.Blocks, scope["app"].get_blocks())._queue


def _forgotten(scope: Scope) -> bool:
    """Does a page ask for the answers of a session that there is not?"""
    session = Request(scope).query_params.get("session_hash")
    return session is not None and session not in _queue(scope).pending_messages_per_session


def _answered(scope: Scope, address: str) -> int:
    """How many calls of an address are being answered or wait in Gradio's queue."""
    calls = _queue(scope).event_ids_to_events.values()
    return sum(address_of(call.request.scope) == address for call in calls)
