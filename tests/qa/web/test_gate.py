from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.routing import Mount
from starlette.testclient import TestClient

from qa.web.gate import BODY_LIMIT, is_open

OPEN = {
    ("GET", "/"),
    ("HEAD", "/"),
    ("GET", "/assets/{path}"),
    ("GET", "/static/{path}"),
    ("GET", "/theme.css"),
    ("GET", "/gradio_api/heartbeat/{session_hash}"),
    ("GET", "/gradio_api/app_id"),
    ("GET", "/gradio_api/queue/data"),
    ("POST", "/gradio_api/queue/join"),
}


def doors(site: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and path that the mounted Gradio application has."""
    (gradio,) = [route.app for route in site.routes if isinstance(route, Mount) and isinstance(route.app, FastAPI)]
    for path, methods in gradio.openapi()["paths"].items():
        yield from ((method.upper(), path) for method in methods)


def filled(path: str) -> str:
    """A path as somebody would ask for it."""
    return re.sub(r"\{\w+\}", "x.js", path.replace("/static/{path}", "/static/js/{path}"))


def test_the_doors_that_are_open_are_those_that_are_listed(site: FastAPI) -> None:
    every = set(doors(site))
    assert len(every) > 60
    assert {
        door for door in every if is_open(door[0], filled(door[1]).replace("heartbeat/x.js", "heartbeat/x"))
    } == OPEN


@pytest.mark.parametrize(
    "path", ["/", "/widget.js", "/embed", "/search", "/browse", "/healthz", "/a/b1", "/api/issues"]
)
def test_what_is_there_to_get_is_there_to_ask_after(site: FastAPI, path: str) -> None:
    client = TestClient(site, client=("127.0.0.1", 1), base_url="http://localhost")
    got, asked = client.get(path), client.head(path)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["content-type"] == got.headers["content-type"]
    assert client.head("/a/nobody").status_code == 404


OURS = {("GET", "/robots.txt")}
"""What Gradio has too, and we answer."""


def test_every_other_door_does_not_exist(site: FastAPI, client: TestClient) -> None:
    for method, path in set(doors(site)) - OPEN - OURS:
        reply = client.request(method, filled(path), json={})
        assert reply.status_code == 404, (method, path)
        assert method == "HEAD" or "没有这一页" in reply.text


@pytest.mark.parametrize(
    "path",
    [
        "//gradio_api/upload",
        "/gradio_api//upload",
        "/gradio_api/queue/join/../../upload",
        "/assets/../gradio_api/upload",
        "/assets/%2e%2e/gradio_api/info",
        "/GRADIO_API/upload",
        "/gradio_api/queue/join/",
        "/static/../../../../etc/passwd",
    ],
)
def test_no_spelling_opens_a_door(client: TestClient, path: str) -> None:
    assert client.post(path, json={}).status_code == 404


def test_doors_are_shut_below_a_path_too(site: FastAPI) -> None:
    client = TestClient(site, root_path="/baowen")
    for prefix in ("", "/baowen"):
        assert client.post(f"{prefix}/gradio_api/upload").status_code == 404
        assert client.get(f"{prefix}/config").status_code == 404
        assert client.get(f"{prefix}/theme.css").status_code == 200
        assert 'href="/baowen/web/page.css' in client.get(f"{prefix}/a/l1").text


def test_an_unknown_page_is_said_kindly_and_leads_home(client: TestClient) -> None:
    reply = client.get("/nowhere/at/all")
    assert reply.status_code == 404
    assert "没有这一页" in reply.text
    assert '<a href="/">回到首页提问</a>' in reply.text


def test_a_request_may_not_be_large(client: TestClient) -> None:
    reply = client.post("/gradio_api/queue/join", content=b"x" * (BODY_LIMIT + 1))
    assert reply.status_code == 413
    assert reply.json() == {"detail": "请求太大了，请把问题或前面的对话缩短后再问。"}
    assert client.post("/gradio_api/queue/join", content=iter([b"x" * 40_000] * 2)).status_code == 413
    assert client.post("/gradio_api/queue/join", content=b"x" * BODY_LIMIT).status_code == 422


@pytest.mark.parametrize("path", ["/", "/a/l1", "/a/nope", "/healthz", "/web/paper.css", "/theme.css", "/config"])
def test_every_reply_has_its_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_other_origins_get_no_leave(client: TestClient) -> None:
    headers = {"Origin": "https://evil.example", "Host": "paper.example"}
    reply = client.get("/", headers=headers)
    assert "access-control-allow-origin" not in reply.headers
    preflight = client.options("/gradio_api/queue/join", headers={**headers, "Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 400
    assert "access-control-allow-origin" not in preflight.headers
