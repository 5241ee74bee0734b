"""Why a page does not show the chat: each fault by itself, and none."""

from __future__ import annotations

from datetime import date

import httpx
import pytest

from qa.web.doctor import diagnose, directives, lets, matches
from qa.web.guests import Guest, Guests

TODAY = date(2031, 5, 3)
PAGE, SERVER = "https://www.school.example/news.html", "https://ask.paper.example/baowen"
HERE = "http://127.0.0.1:7860"
GOOD = Guest(origins=("https://www.school.example",))
FRAME = {
    "content-security-policy": "default-src 'none'; "
    "frame-ancestors 'self' https://www.school.example http://www.school.example"
}

HEALTHY = httpx.Response(200, json={"status": "ok", "articles": 66})


def found(
    guest: Guest | None = GOOD,
    url: str = PAGE,
    server: str = SERVER,
    page: dict[str, str] | None = None,
    frame: dict[str, str] | None = None,
    status: int = 200,
    stream: bytes | None = b"data: ALIVE\n\n",
    there: int = 200,
    words: str = '<script async src="https://ask.paper.example/baowen/widget.js" data-site="school"></script>',
    metrics: int = 404,
    health: httpx.Response | None = HEALTHY,
) -> list[str]:
    """What is wrong."""

    def reply(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/healthz"):
            if health is None:
                raise httpx.ConnectError("refused")
            return health
        if request.url.path.endswith("/embed"):
            return httpx.Response(status, headers=FRAME if frame is None else frame)
        if "heartbeat" in request.url.path and stream is None:
            raise httpx.ConnectError("refused")
        if "heartbeat" in request.url.path:
            return httpx.Response(200, content=stream)
        if request.url.host == "gone.example":
            raise httpx.ConnectError("no such host")
        if request.url.path.endswith("/metrics"):
            return httpx.Response(metrics)
        return httpx.Response(there, headers=page or {}, text=words)

    guests = Guests({"school": guest} if guest else {})
    with httpx.Client(transport=httpx.MockTransport(reply)) as client:
        return [each.said for each in diagnose(guests, "school", url, server, TODAY, client) if not each.well]


def test_nothing_is_wrong() -> None:
    assert found() == []
    assert found(page={"content-security-policy": "script-src https://ask.paper.example; frame-src https:"}) == []
    assert found(words='<iframe src="https://ask.paper.example/baowen/embed?site=school"></iframe>') == []
    assert (
        found(url="http://www.school.example/", guest=Guest(("http://www.school.example",)), server=HERE, metrics=200)
        == []
    )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"guest": None}, "没有 [school]"),
        ({"guest": Guest(GOOD.origins, enabled=False)}, "停用了"),
        ({"guest": Guest(GOOD.origins, expires=TODAY)}, "到 2031-05-03 为止"),
        ({"guest": Guest(("https://school.example",))}, "https://www.school.example 不在 origins 里"),
        ({"server": "http://ask.paper.example/baowen"}, "请给报问配上 TLS"),
        ({"page": {"content-security-policy": "frame-src 'self'"}}, "不许 /embed：请在它的 frame-src"),
        ({"page": {"content-security-policy": "default-src 'self'; frame-src *; connect-src *"}}, "不许 /widget.js"),
        ({"page": {"content-security-policy": "connect-src 'self'"}}, "不许 /api/sites：请在它的 connect-src"),
        ({"words": "<p>no chat</p>"}, "没有 widget.js，也没有 /embed"),
        ({"there": 404}, "网页 https://www.school.example/news.html 返回 404"),
        ({"metrics": 200}, "https://ask.paper.example/baowen/metrics 谁都能看"),
        ({"frame": {**FRAME, "x-frame-options": "SAMEORIGIN"}}, "代理加了 X-Frame-Options: SAMEORIGIN"),
        ({"frame": {"content-security-policy": "frame-ancestors 'self'"}}, "frame-ancestors 不许"),
        ({"frame": {}}, "frame-ancestors 不许"),
        ({"status": 404}, "返回 404"),
        ({"stream": b""}, "事件流没有及时送到"),
        ({"stream": None}, "打不开 https://ask.paper.example/baowen/gradio_api/heartbeat/doctor：refused"),
    ],
)
def test_each_fault_is_found_alone(fault: dict[str, object], said: str) -> None:
    (only,) = found(**fault)  # type: ignore[arg-type]
    assert said in only


@pytest.mark.parametrize(
    ("health", "said"),
    [
        (None, "打不开 https://ask.paper.example/baowen/healthz：refused"),
        (httpx.Response(404), "/healthz 返回 404，应答的不是报问"),
        (httpx.Response(200, text="<p>welcome</p>"), "/healthz 返回 200，应答的不是报问"),
        (httpx.Response(200, json={"status": "ok"}), "/healthz 返回 200，应答的不是报问"),
        (httpx.Response(200, json=["articles"]), "/healthz 返回 200，应答的不是报问"),
        (httpx.Response(502, json={"articles": 0}), "/healthz 返回 502，应答的不是报问"),
    ],
)
def test_of_another_server_or_none_only_that_is_said(health: httpx.Response | None, said: str) -> None:
    (only,) = found(health=health, status=404, stream=None, metrics=200)
    assert said in only


def test_a_page_that_cannot_be_opened_is_said() -> None:
    assert any("打不开 https://gone.example/" in each for each in found(url="https://gone.example/"))


@pytest.mark.parametrize(
    ("addresses", "wrong"),
    [
        ({"url": "http://a:b/"}, "http://a:b/"),
        ({"url": "www.school.example/news.html"}, "www.school.example/news.html"),
        ({"url": "ftp://www.school.example/"}, "ftp://www.school.example/"),
        ({"server": "ask.paper.example:7860"}, "ask.paper.example:7860"),
        ({"server": "http://[::1"}, "http://[::1"),
    ],
)
def test_what_is_no_address_is_all_that_is_said(addresses: dict[str, str], wrong: str) -> None:
    assert found(**addresses) == [f"“{wrong}”不是网址，请写成 https://主机/路径"]  # type: ignore[arg-type]


def test_policies_are_read_as_browsers_read_them() -> None:
    assert directives("A 1 2; b; A 3;; ") == {"a": ["1", "2"], "b": []}
    assert lets({"child-src": ["*"], "default-src": ["'none'"]}, "frame-src", "https://a", "https://b")
    assert not lets({"default-src": ["'none'"]}, "script-src", "https://a", "https://b")
    assert lets({"img-src": ["'none'"]}, "script-src", "https://a", "https://b")


@pytest.mark.parametrize(
    ("source", "origin", "matching"),
    [
        ("https://a.example", "https://a.example", True),
        ("http://a.example", "https://a.example", True),
        ("https://a.example", "http://a.example", False),
        ("a.example", "https://a.example", True),
        ("https://a.example/path", "https://a.example", True),
        ("*.example", "https://a.example", True),
        ("*.example", "https://example", False),
        ("https:", "https://a.example", True),
        ("https://a.example:*", "https://a.example:8443", True),
        ("'self'", "https://a.example", False),
        ("'none'", "https://a.example", False),
    ],
)
def test_a_source_means_an_origin_or_not(source: str, origin: str, matching: bool) -> None:
    assert matches([source], origin, "https://page.example") is matching
