"""What a server keeps of its readers: as much as of the last ``SESSIONS`` conversations, however many there were.

A slice here, a thousand conversations three times over in ``make stress``.
"""

from __future__ import annotations

import ctypes
import gc
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Mount

from qa.feedback import Queue
from qa.web import chat
from qa.web.server import create_app
from qa.web.texts import Texts
from tests.qa.web.archive import HandBot
from tests.qa.web.calls import GENEROUS
from tests.qa.web.serving import serving
from tests.stress import examples

KEPT: Final = examples(30, 1000)
"""Conversations that the server under test remembers."""
GROWTH: Final = 20
"""Megabytes that it may grow while twice as many again come and go: Gradio keeps the queues of two thousand."""
_STATUS: Final = Path("/proc/self/status")


def anonymous() -> float:
    """The megabytes of this process that no file stands behind, without what the allocator keeps for later."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    (line,) = [each for each in _STATUS.read_text().splitlines() if each.startswith("RssAnon")]
    return int(line.split()[1]) / 1024


def converse(base: str, session: str) -> None:
    """Ask one question in a conversation of its own, as the page of the chat does."""
    asked = {"data": ["二桥", None, ""], "fn_index": 0, "trigger_id": 2, "session_hash": session}
    with httpx.Client(base_url=base, timeout=60) as client:
        client.post("/gradio_api/queue/join", json=asked).raise_for_status()
        with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as events:
            told = [json.loads(line.removeprefix("data: ")) for line in events.iter_lines() if line]
    (done,) = [event for event in told if event["msg"] == "process_completed"]
    assert done["success"]


def remembered(site: FastAPI) -> int:
    """How many conversations the chat of a site holds."""
    (gradio,) = [route.app for route in site.routes if isinstance(route, Mount) and isinstance(route.app, FastAPI)]
    return len(gradio.state_holder.session_data)  # type: ignore[attr-defined]


@pytest.mark.fuzz
@pytest.mark.skipif(not _STATUS.exists(), reason="memory is read from /proc")
def test_conversations_come_and_go_and_memory_stays(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "SESSIONS", KEPT)
    site = create_app(HandBot(), queue, Texts(), rates=GENEROUS)
    with serving(site) as base, ThreadPoolExecutor(12) as readers:
        list(readers.map(lambda number: converse(base, f"a{number}"), range(KEPT)))
        full = anonymous()
        list(readers.map(lambda number: converse(base, f"b{number}"), range(2 * KEPT)))
        assert remembered(site) <= KEPT
        assert anonymous() - full < GROWTH
