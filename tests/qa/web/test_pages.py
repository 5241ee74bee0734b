from __future__ import annotations

import json
import re
import sqlite3

import pytest
from starlette.testclient import TestClient

from index.errors import StoreError
from index.read.source import Unreadable
from index.read.worker import Worker
from qa.answer import Answer
from qa.feedback import Queue
from qa.web.pages import quotes
from qa.web.runs import Quote
from qa.web.server import create_app
from qa.web.texts import Texts
from tests.qa.web.archive import HOSTILE, LIBRARY, HandBot

LENGTH = len(LIBRARY.text)


def marks(html: str) -> list[str]:
    return re.findall(r'<mark id="(q\d+)">', html)


def scripts(html: str) -> list[str]:
    """The attributes of every script element."""
    return re.findall(r"<script ?([^>]*)>", html)


def test_an_article_is_a_page_in_chinese_that_needs_no_script(client: TestClient) -> None:
    reply = client.get("/a/l1")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="zh-CN">' in reply.text
    assert "<title>区图书馆新馆下月开馆 · 报问</title>" in reply.text
    assert scripts(reply.text) == ['type="application/ld+json"']
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
    assert scripts(reply.text) == ['type="application/ld+json"']
    assert HOSTILE.title is not None


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "articles": 5}


def test_style_sheets_are_served_from_here(client: TestClient) -> None:
    html = client.get("/a/l1").text
    for address in re.findall(r'<link [^>]*href="([^"]+)"', html):
        assert client.get(address).status_code == 200


def test_the_archive_is_browsed_by_year_month_and_day(client: TestClient) -> None:
    top = client.get("/browse").text
    assert 'href="/browse/2031"' in top
    assert 'href="/browse/undated"' in top
    assert 'href="/browse/2031-09"' in client.get("/browse/2031").text
    assert 'href="/browse/2031-09-07"' in client.get("/browse/2031-09").text
    issue = client.get("/browse/2031-09-07").text
    assert 'href="/a/b1"' in issue
    assert 'rel="prev" href="/browse/2031-06-18"' in issue
    assert "老城墙北段重新开放" in client.get("/browse/undated?p=abc").text


@pytest.mark.parametrize("period", ["1999", "2031-9", "2031-09-07-01", "20310907", "<script>", "２０３１"])
def test_a_period_that_holds_nothing_is_said_kindly(client: TestClient, period: str) -> None:
    reply = client.get(f"/browse/{period}")
    assert reply.status_code == 404
    assert "没有收录报道" in reply.text
    assert "<script" not in reply.text


def test_an_article_says_how_to_cite_it_and_leads_to_its_issue(client: TestClient) -> None:
    html = client.get("/a/b1").text
    assert "澄江二桥主桥合龙[N]. 澄江报, 2031-09-07(1)." in html
    assert 'href="/browse/2031-09-07"' in html
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(data)["datePublished"] == "2031-09-07"
    assert json.loads(data)["url"] == "http://testserver/a/b1"
    assert "<svg" in html


def test_every_sentence_has_an_address(client: TestClient) -> None:
    html = client.get("/a/l1?q=0-15").text
    starts = [int(start) for start in re.findall(r'<span id="s(\d+)">', html)]
    assert [LIBRARY.text[start : start + 3] for start in starts] == ["区图书", "新馆位", "开馆当"]


def test_a_search_answers_and_lists_in_either_order(client: TestClient) -> None:
    by_score = client.get("/search", params={"q": "二桥"}).text
    assert "建成后，从老城到江北新区的车程将由四十分钟缩短到八分钟。" in by_score
    assert by_score.index("澄江二桥主桥合龙</a>") < by_score.index("区图书馆新馆下月开馆</a>")
    assert 'href="/search?q=%E4%BA%8C%E6%A1%A5&amp;sort=date"' in by_score
    assert scripts(by_score) == []
    assert client.get("/search", params={"q": "二桥", "sort": "date"}).status_code == 200


def test_limits_of_a_search_are_shown_and_can_be_taken_away(client: TestClient) -> None:
    html = client.get("/search", params={"q": "未校准", "from": "2031-03", "to": "2031-03"}).text
    assert 'aria-label="去掉限定：时间：2031年3月"' in html
    assert 'value="2031-03"' in html


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"q": "   "},
        {"q": "旧版"},
        {"q": "桥", "p": "-1", "sort": "<x>", "from": "9999-99-99", "page": "<script>alert(1)</script>"},
        {"q": "<script>alert(1)</script>", "p": "99999999999999"},
        {"q": "恶意"},
    ],
)
def test_any_search_gets_a_page(client: TestClient, asked: dict[str, str]) -> None:
    reply = client.get("/search", params=asked)
    assert reply.status_code == (503 if asked.get("q") == "旧版" else 200)
    assert "文库版本不符" not in reply.text
    assert scripts(reply.text) == []
    assert len(reply.content) < 60_000


def test_search_engines_are_kept_out(client: TestClient) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_an_article_shows_its_place_on_the_page(client: TestClient) -> None:
    assert 'src="/picture/b1"' in client.get("/a/b1").text
    reply = client.get("/picture/b1")
    assert (reply.status_code, reply.headers["content-type"]) == (200, "image/jpeg")
    assert reply.content.startswith(b"\xff\xd8")
    assert reply.headers["cache-control"] == "public, max-age=3600"


@pytest.mark.parametrize("id", ["l1", "nobody", "../b1", "<script>"])
def test_an_article_without_a_picture_shows_none(client: TestClient, id: str) -> None:
    assert client.get(f"/picture/{id}").status_code == 404
    assert "/picture/" not in client.get("/a/l1").text


def test_of_a_story_not_shown_in_full_no_picture_is_shown(queue: Queue) -> None:
    client = TestClient(create_app(HandBot(), queue, Texts(full_text_of={"林知远": "excerpt"})))
    assert "/picture/" not in client.get("/a/b1").text
    assert client.get("/picture/b1").status_code == 404


def test_an_address_too_long_for_a_code_has_none(client: TestClient) -> None:
    reply = client.get("/a/l1", headers={"host": "a" * 300})
    assert reply.status_code == 200
    assert "segno" not in reply.text


def test_a_picture_that_cannot_be_drawn_is_tried_again(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    client = TestClient(create_app(HandBot(), queue, Texts()))

    def fail(*_: object) -> bytes:
        raise Unreadable("1.png", "慢")

    with monkeypatch.context() as patched:
        patched.setattr(Worker, "call", fail)
        assert client.get("/picture/b1").status_code == 404
    assert client.get("/picture/b1").status_code == 200


def test_repairs_tell_no_more_than_may_be_shown(client: TestClient, queue: Queue) -> None:
    limited = TestClient(create_app(HandBot(), queue, Texts(full_text="off")))
    assert "下转第三版" not in limited.get("/a/b1").text
    assert "下转第三版" in client.get("/a/b1").text


def test_bytes_of_another_encoding_are_no_error(client: TestClient) -> None:
    assert client.get("/search?q=%B4%F3%C7%C5").status_code == 200


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (sqlite3.DatabaseError("malformed"), 503),
        (StoreError("malformed: /srv/store"), 503),
        (ValueError("malformed"), 500),
    ],
)
def test_a_reader_is_told_that_a_search_failed_and_the_log_why(
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
) -> None:
    def fails(*_: object, **__: object) -> Answer:
        raise error

    monkeypatch.setattr(HandBot, "ask", fails)
    reply = client.get("/search", params={"q": "大桥"})
    assert reply.status_code == status
    assert "抱歉，这个问题没能查成" in reply.text
    assert "malformed" not in reply.text
    assert "malformed" in caplog.text
