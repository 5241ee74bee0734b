from __future__ import annotations

import re

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from qa.web.site import Speech

PAGES = ("/", "/a/l1", "/browse", "/search")


def test_large_type_is_kept_from_page_to_page(client: TestClient) -> None:
    assert all('class="large"' not in client.get(path).text for path in PAGES)
    client.get("/set", params={"large": "1"})
    assert all('class="large"' in client.get(path).text for path in PAGES)
    client.get("/set", params={"large": "0"})
    assert 'class="large"' not in client.get("/browse").text


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("http://testserver/search?q=a%26b", "/search?q=a%26b"),
        ("http://evil.example/search", "/"),
        ("http://testserver//evil.example", "/"),
        ("", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_a_choice_leads_back_to_a_page_of_this_site(client: TestClient, came: str, back: str) -> None:
    reply = client.get("/set?large=1", headers={"referer": came}, follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, back)


def test_the_language_is_kept_from_page_to_page(client: TestClient) -> None:
    assert all('lang="zh-CN"' in client.get(path).text for path in PAGES)
    client.get("/set", params={"lang": "en"})
    assert all(re.search(r'<html\s+lang="en"', client.get(path).text) for path in PAGES)
    assert "By date" in client.get("/browse").text
    client.get("/set", params={"lang": "zh"})
    assert "按日期看报" in client.get("/browse").text


def test_a_choice_that_is_none_changes_nothing(client: TestClient) -> None:
    client.get("/set", params={"lang": "xx", "large": "2"})
    assert not client.cookies


def test_a_referer_that_is_no_address_leads_home(client: TestClient) -> None:
    reply = client.get("/set?large=1", headers={"referer": "http://["}, follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/")


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await JSONResponse(Request(scope).headers.getlist("cookie"))(scope, receive, send)


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("lang=en; large=1", ["lang=en; large=1"]),
        (f'x="{chr(92) * 60_000}"; lang=en', ["lang=en"]),
        (f'lang="{chr(92) * 60_000}"', []),
        ("session=secret; slang=en; largess=1", []),
        (";" * 60_000 + "large=1", ["large=1"]),
    ],
)
def test_cookies_of_others_are_not_read(sent: str, seen: list[str]) -> None:
    assert TestClient(Speech(behind)).get("/", headers={"cookie": sent}).json() == seen
