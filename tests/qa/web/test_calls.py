"""Calls that the page of the chat never makes: each is answered, none fails behind."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from qa.web.calls import Calls


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    body = (await receive()).get("body", b"") if scope["method"] == "POST" else b""
    await PlainTextResponse(body)(scope, receive, send)


CLIENT = TestClient(Calls(behind, {0: 2, 3: 0}))
JOIN = "/gradio_api/queue/join"


@pytest.mark.parametrize(
    "call",
    [
        {"data": [], "fn_index": 999},
        {"data": ["大桥"], "fn_index": 0},
        {"data": "大桥", "fn_index": 0},
        {"data": ["大桥", None, ""], "fn_index": [0]},
        {"data": ["大桥", None, ""]},
        {"fn_index": 3},
        ["大桥"],
        None,
    ],
)
def test_a_call_that_no_page_makes_is_answered(call: Any) -> None:
    reply = CLIENT.post(JOIN, json=call)
    assert (reply.status_code, list(reply.json())) == (422, ["detail"])


def test_what_is_no_json_is_answered() -> None:
    assert CLIENT.post(JOIN, content=b"\xff{").status_code == 422
    assert CLIENT.post(JOIN, content=b"[" * 60_000).status_code == 422


def test_calls_of_the_page_pass_whole() -> None:
    body = b'{"data": ["\xe6\xa1\xa5", null], "fn_index": 0, "session_hash": "a"}'
    assert CLIENT.post(JOIN, content=body).content == body
    assert CLIENT.post(JOIN, content=b'{"data": [], "fn_index": 3}').status_code == 200
    assert CLIENT.get("/gradio_api/queue/data").status_code == 200
