from __future__ import annotations

import json
import logging
import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from qa.feedback import Queue
from qa.report import to_json
from qa.web.api import DATES
from qa.web.gate import BODY_LIMIT
from qa.web.server import create_app
from qa.web.texts import Texts
from tests.qa.web.archive import BRIDGE, FERRY, HOSTILE, HandBot, HandStore, bridge_answer
from tests.qa.web.calls import GENEROUS, STRANGER, is_problem


def test_an_answer_is_that_of_the_command_line_without_paths(here: TestClient) -> None:
    said = here.post("/api/ask", json={"question": "二桥合龙了吗"}).json()
    expected = json.loads(json.dumps(to_json(bridge_answer("二桥合龙了吗"))))
    for citation in expected["citations"]:
        citation["source"] = "澄江报.txt"
    assert said == expected
    assert len(said["citations"]) == 2
    assert "秘密路径" not in json.dumps(said, ensure_ascii=False)


def test_a_question_has_its_history_filters_and_number(here: TestClient) -> None:
    before = [{"question": "大桥", "answer": "……"}]
    said = here.post("/api/ask", json={"question": "它多长", "history": before, "k": 1}).json()
    assert said["found"] is True
    assert [passage["article_id"] for passage in said["passages"]] == ["b1"]
    limits = {"from": "2031-05", "to": "2031-06-30", "page": "3", "paper": "澄江报"}
    said = here.post("/api/ask", json={"question": "大桥", "filters": limits}).json()
    assert said["filters"] == {**limits, "author": None, "edition": None, "soft": False}
    assert here.post("/api/ask", json={"question": "城墙", "filters": None}).json()["filters"]["from"] == "2031"


@pytest.mark.parametrize(
    "words", ["select * from articles; --", "<script>alert(1)</script>", "桥" * 10_000, "\x00\u202e"]
)
def test_any_words_may_be_asked(here: TestClient, words: str) -> None:
    assert here.post("/api/ask", json={"question": words}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "大桥",
        None,
        {"question": ""},
        {"question": "桥" * 10_001},
        {"question": 1},
        {"question": ["大桥"]},
        {"question": "大桥", "k": 0},
        {"question": "大桥", "k": 51},
        {"question": "大桥", "k": "many"},
        {"question": "大桥", "history": "none"},
        {"question": "大桥", "history": [{"question": "a"}]},
        {"question": "大桥", "history": [{"question": "a", "answer": "b"}] * 21},
        {"question": "大桥", "filters": {"from": "2031-02-30"}},
        {"question": "大桥", "filters": {"from": "soon"}},
        {"question": "大桥", "filters": {"form": "2031"}},
        {"question": "大桥", "filters": {"paper": "报" * 101}},
        {"question": "大桥", "more": 1},
    ],
)
def test_what_is_not_as_it_should_be_is_said(here: TestClient, body: Any) -> None:
    assert is_problem(here.post("/api/ask", json=body), 422)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b'{"question": "\xff\xfe"}', 400),
        (b"[" * 10_000 + b"]" * 10_000, 400),
        (b'{"question": ' + b'{"a": ' * 9_000 + b"1" + b"}" * 9_001, 400),
        (b'{"question": ' + b"[" * 800 + b"]" * 800 + b"}", 422),
        (b'{"question": "a", "k": ' + b"9" * 5_000 + b"}", 400),
        (b'{"question": "a", "k": NaN}', 422),
        (b'{"question": "\\ud800"}', 422),
        (b'{"question": "a", "\\ud800": 1}', 422),
        (b'{"question": "a", "filters": {"page": "\\udfff"}}', 422),
        (b"", 422),
        (b'{"question": "' + b"x" * BODY_LIMIT + b'"}', 413),
    ],
    ids=range(12),
)
def test_what_is_no_json_is_said(here: TestClient, body: bytes, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    assert is_problem(here.post("/api/ask", content=body, headers=headers), status)


def test_the_place_of_a_mistake_is_named_in_the_readers_language(here: TestClient) -> None:
    body = {"question": "大桥", "filters": {"from": "soon"}}
    assert "“body.filters.from”" in here.post("/api/ask", json=body).json()["detail"]
    unknown = {"question": "大桥", "filters": {"since": "2031"}}
    assert "没有“body.filters.since”这个参数" in here.post("/api/ask", json=unknown).json()["detail"]
    english = here.post("/api/ask", json=body, headers={"Cookie": "lang=en"}).json()
    assert (english["title"], english["detail"][:19]) == ("Wrong parameters", "“body.filters.from”")


def test_only_json_is_a_question(here: TestClient) -> None:
    plain = here.post("/api/ask", content='{"question": "a"}', headers={"Content-Type": "text/plain"})
    assert is_problem(plain, 422)


def test_a_failure_is_said_calmly_and_kept_in_the_log(here: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL):
        broken, old = (here.post("/api/ask", json={"question": word}) for word in ("坏", "旧版"))
    assert is_problem(broken, 500)
    assert is_problem(old, 503)
    assert "内部细节" not in broken.text
    assert "旧版" not in old.text


def test_a_search_is_given_by_pages(here: TestClient) -> None:
    first = here.get("/api/search", params={"q": "未校准", "k": 2}).json()
    assert (first["question"], first["found"]) == ("未校准", None)
    assert first["results"][0] == {
        "article_id": "l1",
        "title": "区图书馆新馆下月开馆",
        "kicker": None,
        "paper": "澄江报",
        "date": "2031-06-18",
        "page": "2",
        "section": None,
        "score": 4.0,
        "text": "区图书馆新馆将于下月一日开馆。",
        "address": "http://localhost/a/l1",
    }
    rest = here.get("/api/search", params={"q": "未校准", "k": 2, "cursor": first["next"]}).json()
    assert [each["article_id"] for each in first["results"] + rest["results"]] == ["l1", "f1", "b1"]
    assert rest["next"] is None


def test_a_search_is_ordered_and_limited(here: TestClient) -> None:
    dated = here.get("/api/search", params={"q": "未校准", "sort": "date"}).json()
    assert [each["article_id"] for each in dated["results"]] == ["b1", "l1", "f1"]
    assert here.get("/api/search", params={"q": "未校准", "from": "2031-06", "to": "", "utm": "x"}).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    ["q=", "", "q=a&k=0", "q=a&k=51", "q=a&from=2031-13", "q=a&sort=up", f"q={'a' * 10_001}", f"q=a&page={'1' * 101}"],
)
def test_a_search_that_makes_no_sense_is_said(here: TestClient, wrong: str) -> None:
    reply = here.get(f"/api/search?{wrong}")
    assert is_problem(reply, 422)


@pytest.mark.parametrize(
    "cursor", ["x", "", "===", "ZnJvbSAx=", "ZnJvbSAx\n", "dG8gMQ==", "ZnJvbSAtMQ==", "ZnJvbSDZow==", "游标"]
)
@pytest.mark.parametrize("path", ["/api/search?q=a", "/api/issues"])
def test_a_cursor_that_is_none_is_said(here: TestClient, path: str, cursor: str) -> None:
    assert is_problem(here.get(path, params={"cursor": cursor} | ({"q": "a"} if "q=" in path else {})), 400)


def test_an_article_is_given_whole_with_how_to_cite_it(here: TestClient) -> None:
    said = here.get("/api/articles/b1").json()
    assert "\n".join(paragraph["text"] for paragraph in said["paragraphs"]) == BRIDGE.text
    assert [paragraph["kind"] for paragraph in said["paragraphs"]] == ["p", "p", "heading", "p"]
    assert said["authors"][2] == {"name": "吴江", "role": "通讯员"}
    assert said["cite"]["gb7714"].startswith("林知远, 何小满, 吴江. 三年建设 一朝牵手 澄江二桥主桥合龙[N]. 澄江报")
    assert said["address"] == "http://localhost/a/b1"
    assert (said["full_text"], said["truncated"], said["edition"]) == ("on", True, None)
    assert "秘密路径" not in json.dumps(said, ensure_ascii=False)


def test_an_article_of_any_id_is_found_and_of_none_is_not(here: TestClient) -> None:
    said = here.get(f"/api/articles/{quote(HOSTILE.id, safe='')}").json()
    assert said["article_id"] == HOSTILE.id
    assert said["title"].startswith("<svg onload=alert(5)>")
    assert is_problem(here.get("/api/articles/nope"), 404)
    assert is_problem(here.get("/api/articles/"), 404)
    assert is_problem(here.get("/api/articles/%00%ff"), 404)


@pytest.fixture(scope="module")
def guarded(queue: Queue) -> TestClient:
    texts = Texts(full_text="excerpt", full_text_of={"沈一帆": "off"})
    return TestClient(
        create_app(HandBot(), queue, texts, rates=GENEROUS), client=("127.0.0.1", 1), base_url="http://localhost"
    )


def test_no_more_of_an_article_is_given_than_its_page_shows(guarded: TestClient) -> None:
    excerpt, off = (guarded.get(f"/api/articles/{id}").json() for id in ("b1", "l1"))
    opening = BRIDGE.text[: BRIDGE.text.index("大桥全长")]
    assert (excerpt["full_text"], excerpt["paragraphs"]) == ("excerpt", [{"text": opening, "kind": "p"}])
    assert (off["full_text"], off["paragraphs"]) == ("off", [])
    said = guarded.post("/api/ask", json={"question": "大桥"}).json()
    assert said["passages"][0]["text"] == BRIDGE.text[:160]
    assert said["citations"][0]["quote"] in BRIDGE.text


def test_dates_are_given_newest_first(here: TestClient) -> None:
    said = here.get("/api/issues").json()
    assert [each["date"] for each in said["issues"]] == ["2031-09-07", "2031-06-18", "2031-03-12", "2031-01-02"]
    assert said["issues"][0]["articles"] == 1
    assert said["next"] is None


def test_many_dates_are_given_by_pages(queue: Queue) -> None:
    many = tuple(replace(FERRY, id=f"f{year}", date=str(year)) for year in range(1801, 1801 + DATES + 50))
    client = TestClient(create_app(HandBot(HandStore(many)), queue, Texts()), headers={"Origin": "http://testserver"})
    first = client.get("/api/issues").json()
    rest = client.get("/api/issues", params={"cursor": first["next"]}).json()
    assert [each["date"] for each in first["issues"] + rest["issues"]] == [str(year) for year in range(1950, 1800, -1)]
    assert (len(first["issues"]), rest["next"]) == (DATES, None)


@pytest.mark.parametrize("path", ["/api/search?q=未校准", "/api/articles/l1", "/api/issues"])
def test_what_has_not_changed_is_not_sent_again(here: TestClient, path: str) -> None:
    first = here.get(path)
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    assert first.headers["cache-control"] == "no-cache"
    for had in (tag, f'"x", W/{tag}', "*"):
        again = here.get(path, headers={"If-None-Match": had})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert here.get(path, headers={"If-None-Match": '"x"'}).status_code == 200


def test_other_addresses_and_methods_are_problems(here: TestClient) -> None:
    for path in ("/api", "/api/", "/api/nothing", "/api/ask/", "/api/%2e%2e/etc", "/api//ask"):
        assert is_problem(here.get(path), 404), path
    for method, path, allowed in (
        ("GET", "/api/ask", "POST"),
        ("DELETE", "/api/issues", "GET"),
        ("X", "/api/search", "GET"),
    ):
        reply = here.request(method, path)
        assert is_problem(reply, 405)
        assert reply.headers["allow"] == allowed
    assert here.get("/apiary").headers["content-type"].startswith("text/html")


def test_below_a_path_the_api_is_the_same(served: FastAPI) -> None:
    client = TestClient(served, root_path="/baowen", client=("127.0.0.1", 1), base_url="http://localhost")
    for prefix in ("", "/baowen"):
        assert client.get(f"{prefix}/api/articles/l1").json()["address"] == "http://localhost/baowen/a/l1"
        assert is_problem(client.get(f"{prefix}/api/nothing"), 404)
        assert is_problem(client.get(f"{prefix}/api/ask"), 405)
        assert is_problem(client.get(f"{prefix}/api/issues", headers={"Origin": STRANGER}), 403)
