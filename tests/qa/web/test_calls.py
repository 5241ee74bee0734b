"""Calls that the page of the chat never makes: each is answered, none fails behind."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from qa.web import calls as module
from qa.web.calls import Calls
from qa.web.rates import AT_ONCE


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    body = (await receive()).get("body", b"") if scope["method"] == "POST" else b""
    await PlainTextResponse(body)(scope, receive, send)


class Queue:
    """Gradio's queue, which answers one call each time that it is looked at."""

    def __init__(self, *addresses: str) -> None:
        self.calls, self._queue, self.pending_messages_per_session = list(addresses), self, {"known": None}

    def get_blocks(self) -> Queue:
        return self

    @property
    def event_ids_to_events(self) -> dict[int, Any]:
        calls = {at: SimpleNamespace(request=Request(asked_from(each))) for at, each in enumerate(self.calls)}
        self.calls = self.calls[1:]
        return calls


def asked_from(address: str) -> Scope:
    return {"type": "http", "headers": [], "client": (address, 1)}


def client(queue: Queue) -> TestClient:
    calls = Calls(behind, {0: 2, 3: 0})

    async def gradio(scope: Scope, receive: Receive, send: Send) -> None:
        await calls({**scope, "app": queue}, receive, send)

    return TestClient(gradio, client=("192.0.2.1", 1))


CLIENT = client(Queue())
JOIN, DATA = "/gradio_api/queue/join", "/gradio_api/queue/data"


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
    assert CLIENT.get(DATA).status_code == 200


def test_a_page_whose_session_is_forgotten_is_told_so() -> None:
    told = CLIENT.get(DATA, params={"session_hash": "unknown"})
    assert told.headers["content-type"].startswith("text/event-stream")
    assert json.loads(told.text.removeprefix("data: "))["session_not_found"] is True
    assert CLIENT.get(DATA, params={"session_hash": "known"}).text == ""


def test_a_call_waits_while_many_of_its_address_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOMENT", 0)
    call = {"data": [], "fn_index": 3}
    busy = Queue(*["192.0.2.1"] * (AT_ONCE + 2))
    assert client(busy).post(JOIN, json=call).status_code == 200
    assert len(busy.calls) == AT_ONCE - 2
    others = Queue(*["192.0.2.2"] * 9)
    assert client(others).post(JOIN, json=call).status_code == 200
    assert len(others.calls) == 8


def test_a_call_is_let_through_should_others_never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOMENT", 0)
    endless = Queue(*["192.0.2.1"] * 1000)
    assert client(endless).post(JOIN, json={"data": [], "fn_index": 3}).status_code == 200


def test_a_crowd_of_calls_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.web.rates.CROWD", 0)
    reply = CLIENT.post(JOIN, json={"data": [], "fn_index": 3})
    assert (reply.status_code, reply.json()) == (429, {"detail": "问得有点快了，请等 1 秒再问。"})
