"""The calls of the chat to Gradio: only those that its page makes. Gradio fails at others, with a trace in the log."""

from __future__ import annotations

import json
from collections.abc import Mapping

import gradio as gr
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.web.gate import replayed, route_of
from qa.web.problems import chat_problem

Inputs = Mapping[int, int]
"""How many values each function of the chat is given, by its number."""


def inputs_of(chat: gr.Blocks) -> Inputs:
    """The functions that a chat's page may call."""
    return {number: len(function.inputs) for number, function in chat.fns.items()}


class Calls:
    """Answers 422 to a call of the chat's queue that its page does not make."""

    def __init__(self, app: ASGIApp, inputs: Inputs) -> None:
        self.app, self.inputs = app, inputs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through or answer it, as ASGI has it."""
        if scope["type"] != "http" or (scope["method"], route_of(scope)) != ("POST", "/gradio_api/queue/join"):
            await self.app(scope, receive, send)
            return
        body = await Request(scope, receive).body()
        if not self._made(body):
            await chat_problem(422)(scope, receive, send)
            return
        await self.app(scope, replayed([{"type": "http.request", "body": body}], receive), send)

    def _made(self, body: bytes) -> bool:
        """Does the chat's page make a call with this body?"""
        try:
            call = json.loads(body)
            return isinstance(call["data"], list) and self.inputs.get(call["fn_index"]) == len(call["data"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return False
