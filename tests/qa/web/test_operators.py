"""What those who run the server see, and what the server has at all."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from starlette.routing import BaseRoute, Mount
from starlette.testclient import TestClient

from index.errors import BaowenError
from qa.feedback import Queue
from qa.report import to_json
from qa.web.rates import Rates
from qa.web.server import create_app
from qa.web.shapes import Answered
from qa.web.texts import Texts
from tests.qa.web.archive import HandBot, HandStore, bridge_answer
from tests.qa.web.calls import TOKEN


@pytest.mark.parametrize("path", ["/readyz", "/metrics", "/openapi.json", "/docs"])
def test_what_operators_see_others_do_not(far: TestClient, here: TestClient, path: str) -> None:
    assert here.get(path).status_code == 200
    assert far.get(path, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    for wrong in (b"", b"Bearer ", b"Bearer x", b"Bearer \xff", TOKEN.encode()):
        reply = far.get(path, headers={b"Authorization": wrong})
        assert reply.status_code == 404
        assert "没有这一页" in reply.text


def test_without_a_token_there_is_none(site: FastAPI) -> None:
    far = TestClient(site, client=("192.0.2.7", 1))
    assert far.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_questions_are_counted_whoever_asks(queue: Queue) -> None:
    client = TestClient(
        create_app(HandBot(), queue, Texts(), rates=Rates(per_minute=4)),
        client=("127.0.0.1", 1),
        base_url="http://localhost",
    )
    client.get("/search", params={"q": "大桥"})
    for word in ("大桥", "天气", "旧版", "多了"):
        client.post("/api/ask", json={"question": word})
    told = client.get("/metrics").text
    found = [
        f'questions_total{{found="{said}"}} {times}' for said, times in (("yes", 2.0), ("no", 1.0), ("failed", 1.0))
    ]
    for line in (*found, "answer_seconds_count 4.0", "refused_total 1.0"):
        assert f"baowen_{line}\n" in told


@pytest.mark.parametrize("error", [BaowenError("坏了"), OSError("gone"), sqlite3.DatabaseError("malformed")])
def test_a_store_that_fails_is_not_ready(queue: Queue, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    client = TestClient(create_app(HandBot(), queue, Texts()), client=("127.0.0.1", 1), base_url="http://localhost")
    assert client.get("/readyz").json() == {"status": "ready", "articles": 5}

    def fails(_: HandStore) -> Iterator[Any]:
        raise error

    monkeypatch.setattr(HandStore, "latest", fails)
    monkeypatch.setattr(logging.getLogger("qa.web.operators"), "disabled", True)
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()) == (503, {"status": "unavailable"})


def test_the_documents_are_of_the_api_alone_and_load_nothing_from_elsewhere(here: TestClient) -> None:
    document = here.get("/openapi.json").json()
    assert set(document["paths"]) == {
        "/api/ask",
        "/api/search",
        "/api/articles/{article_id}",
        "/api/issues",
        "/api/sites/{site}",
    }
    page = here.get("/docs").text
    for path in document["paths"]:
        assert path in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert "提一个问题" in page
    assert '<code>[<a href="#Cited">Cited</a>]</code>' in page
    assert "<code>integer, maximum 50, minimum 1, default 10</code>" in page
    assert "$ref" not in page
    assert "Ask a question" in here.get("/docs", headers={"Cookie": "lang=en"}).text


def test_the_document_describes_every_answer() -> None:
    for answer in (bridge_answer("a"), replace(bridge_answer("a"), citations=(), found=False, confidence=None)):
        Answered.model_validate(to_json(answer), strict=True)


ROUTES = {
    ("GET", "/a/{article_id:path}"),
    ("GET", "/browse"),
    ("GET", "/browse/undated"),
    ("GET", "/browse/{period}"),
    ("GET", "/search"),
    ("GET", "/robots.txt"),
    ("GET", "/healthz"),
    ("GET", "/feedback"),
    ("POST", "/feedback"),
    ("GET", "/picture/{article_id:path}"),
    ("GET", "/set"),
    ("GET", "/embed"),
    ("POST", "/embed"),
    ("GET", "/widget.js"),
    ("POST", "/api/ask"),
    ("GET", "/api/search"),
    ("GET", "/api/articles/{article_id:path}"),
    ("GET", "/api/issues"),
    ("GET", "/api/sites/{site}"),
    ("*", "/api"),
    ("*", "/api/{path:path}"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
    ("GET", "/docs"),
    ("*", "/web"),
    ("*", ""),
}
"""All there is: our style sheets below ``/web``, and Gradio's doors, which ``test_gate`` checks, at the root."""


def walked(routes: Iterable[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Every method and path of some routes, those of their routers included; ``*`` for a route of all methods."""
    for route in routes:
        if inner := getattr(route, "original_router", None):
            yield from walked(inner.routes)
        elif isinstance(route, Mount):
            yield "*", route.path
        else:
            for method in sorted(getattr(route, "methods", None) or ["*"]):
                yield method, str(getattr(route, "path"))  # noqa: B009


def test_there_are_the_routes_that_are_listed_and_no_others(served: FastAPI) -> None:
    found = [*walked(served.routes)]
    assert set(found) == ROUTES
    assert len(found) == len(ROUTES)


@pytest.mark.parametrize("operation", ["ask", "search", "article", "issues"])
def test_every_reply_is_as_the_document_says(served: FastAPI, operation: str) -> None:
    document = schemathesis.openapi.from_asgi("/openapi.json", served, headers={"Authorization": f"Bearer {TOKEN}"})
    (chosen,) = document.include(operation_id_regex=f"^{operation}_").get_all_operations()
    assert isinstance(chosen, Ok)
    cases = [chosen.ok().as_strategy(mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    @settings(max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=st.one_of(cases))
    def holds(case: Case[Any]) -> None:
        case.headers["Origin"] = "http://localhost"
        # That no day of the calendar is the 30th of February is more than the document can say.
        case.validate_response(case.call(), excluded_checks=[schemathesis.checks.positive_data_acceptance])

    holds()
