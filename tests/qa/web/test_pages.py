from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from qa.web.pages import quotes
from qa.web.runs import Quote
from tests.qa.web.archive import HOSTILE, LIBRARY

LENGTH = len(LIBRARY.text)


def marks(html: str) -> list[str]:
    return re.findall(r'<mark id="(q\d+)">', html)


def test_an_article_is_a_page_in_chinese_that_needs_no_script(client: TestClient) -> None:
    reply = client.get("/a/l1")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="zh-CN">' in reply.text
    assert "<title>区图书馆新馆下月开馆 · 报问</title>" in reply.text
    assert "<script" not in reply.text
    assert len(reply.content) < 60_000


def test_quotations_are_marked_where_the_address_says(client: TestClient) -> None:
    html = client.get("/a/l1?q=0-15&q=15-44").text
    assert '<mark id="q1">区图书馆新馆将于下月一日开馆。</mark>' in html
    assert marks(html) == ["q1", "q2"]


@pytest.mark.parametrize(
    "asked",
    ["", "5", "5-", "-5", "9-5", "5-5", "a-b", "0-9999999", "-1-5", "0-１０", "<script>", "1-2-3", "0-" + "9" * 4000],
)
def test_quotations_that_do_not_exist_are_left_out(client: TestClient, asked: str) -> None:
    reply = client.get("/a/l1", params={"q": asked})
    assert reply.status_code == 200
    assert "<mark" not in reply.text


def test_quotes_keep_what_is_valid_and_does_not_overlap() -> None:
    assert quotes(LIBRARY, ["0-5", "x", "3-8", "5-8", f"{LENGTH - 1}-{LENGTH}", f"{LENGTH}-{LENGTH + 1}"]) == (
        Quote(1, 0, 5),
        Quote(2, 5, 8),
        Quote(3, LENGTH - 1, LENGTH),
    )
    assert len(quotes(LIBRARY, [f"{n}-{n + 1}" for n in range(40)])) == 20


def test_an_unknown_article_is_said_kindly(client: TestClient) -> None:
    reply = client.get("/a/<script>alert(1)</script>")
    assert reply.status_code == 404
    assert "没有这篇报道" in reply.text
    assert "<script" not in reply.text


def test_an_id_may_hold_anything(client: TestClient) -> None:
    reply = client.get("/a/x%221%2F..%2F%3Cb%3E?q=0-10")
    assert reply.status_code == 200
    assert marks(reply.text) == ["q1"]
    assert "<script" not in reply.text
    assert HOSTILE.title is not None


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "articles": 5}


def test_style_sheets_are_served_from_here(client: TestClient) -> None:
    html = client.get("/a/l1").text
    for address in re.findall(r'<link [^>]*href="([^"]+)"', html):
        assert client.get(address).status_code == 200
