"""The chat in frames of other sites: who may show it, and what it answers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.feedback import Queue
from qa.web.gate import BODY_LIMIT
from qa.web.guests import Guest, Guests, Limits
from qa.web.rates import Rates
from qa.web.server import create_app
from qa.web.texts import Texts
from tests.qa.web.archive import HandBot
from tests.qa.web.calls import OTHER, SCHOOL, pass_in, pass_of

GUESTS = Guests(
    {
        "school": Guest((SCHOOL,), title="问校报", suggestions=("二桥",)),
        "narrow": Guest(filters=Limits(paper="校报")),
        "old": Guest(expires=date(2020, 1, 1)),
        "excerpts": Guest((OTHER,), full_text="excerpt"),
        "framed": Guest(("https://framed.example",), per_minute=2),
        "calling": Guest(("https://calling.example",), per_minute=2),
        "both": Guest(("https://both.example",), per_minute=2),
    }
)


@pytest.fixture(scope="module")
def client(queue: Queue) -> TestClient:
    return TestClient(create_app(HandBot(), queue, Texts(), GUESTS))


def test_the_frame_of_a_guest_may_stand_in_its_pages_only(client: TestClient) -> None:
    reply = client.get("/embed", params={"site": "school"})
    assert reply.headers["content-security-policy"].endswith(f"frame-ancestors 'self' {SCHOOL}")
    assert "<h1>问校报</h1>" in reply.text
    assert client.get("/embed").headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert len(reply.content) < 60_000


@pytest.mark.parametrize("site", ["old", "nobody", "<script>", "SCHOOL"])
def test_who_is_no_guest_is_told_so(client: TestClient, site: str) -> None:
    for reply in (client.get("/embed", params={"site": site}), client.post("/embed", data={"site": site, "q": "二桥"})):
        assert reply.status_code == 404
        assert "没有开通" in reply.text
        assert "frame-ancestors 'self'" in reply.headers["content-security-policy"]


def test_a_question_needs_the_pass_of_its_page(client: TestClient) -> None:
    school, own = (pass_of(client, site) for site in ("school", ""))
    answered = client.post("/embed", data={"site": "school", "pass": school, "q": "二桥"})
    assert answered.status_code == 200
    assert "由四十分钟缩短到八分钟" in answered.text
    for stolen in (own, "", "forged", school + "x"):
        reply = client.post("/embed", data={"site": "school", "pass": stolen, "q": "二桥"})
        assert reply.status_code == 403
        assert "请再问一次" in reply.text
        assert 'value="二桥"' in reply.text


def test_without_scripts_a_page_takes_its_turns_along(client: TestClient) -> None:
    pass_ = pass_of(client)
    first = client.post("/embed", data={"pass": pass_, "q": "二桥"}).text
    before = re.findall(r'name="before" value="([^"]*)"', first)[0]
    second = client.post("/embed", data={"pass": pass_, "q": "它有多长？", "before": before}).text
    assert second.count('class="turn"') == 2
    assert re.findall(r'href="#(t\d)-c1"', second) == ["t2", "t1"]


def test_a_part_is_the_answer_alone_numbered_on(client: TestClient) -> None:
    pass_ = pass_of(client)
    before = "\n".join(["search?q=%E4%BA%8C%E6%A1%A5"] * 9)
    html = client.post("/embed", data={"pass": pass_, "q": "二桥", "before": before, "part": "1"}).text
    assert html.lstrip().startswith('<details class="turn"')
    assert 'id="t10-c1"' in html
    assert client.post("/embed", data={"pass": pass_, "q": " ", "part": "1"}).text == ""


def test_the_limits_of_a_guest_hold_unless_the_reader_sets_others(client: TestClient) -> None:
    pass_ = pass_of(client, "narrow")
    asked = {"site": "narrow", "pass": pass_, "part": "1"}
    assert "《校报》" in client.post("/embed", data={**asked, "q": "二桥"}).text
    assert "只看" not in client.post("/embed", data={**asked, "address": "search?q=二桥&all=1"}).text


def test_a_frame_speaks_the_language_of_its_page(client: TestClient) -> None:
    assert '<html lang="en"' in client.get("/embed", params={"lang": "en"}).text
    assert '<html lang="zh-CN"' in client.get("/embed").text


def test_the_widget_is_small_and_may_be_used_from_anywhere(client: TestClient) -> None:
    reply = client.get("/widget.js")
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
    assert reply.headers["content-type"].startswith("text/javascript")
    parts = [
        reply,
        client.get("/embed"),
        *(client.get(f"/web/{name}") for name in ("paper.css", "embed.css", "embed.js")),
    ]
    assert sum(len(part.content) for part in parts) < 100_000


def test_a_guests_pages_get_no_more_of_an_article_than_it_is_granted(client: TestClient) -> None:
    whole = client.get("/api/articles/l1", headers={"origin": "http://testserver"}).json()
    granted = client.get("/api/articles/l1", headers={"origin": OTHER}).json()
    held = client.get("/api/articles/l1", headers={"X-Baowen-Pass": pass_of(client, "excerpts")}).json()
    assert (whole["full_text"], granted["full_text"], held["full_text"]) == ("on", "excerpt", "excerpt")
    assert [each["text"] for each in granted["paragraphs"]] == ["区图书馆新馆将于下月一日开馆。"]


def test_a_guests_limit_holds_for_forms_whatever_passes_its_readers_have(client: TestClient) -> None:
    forms = [{"site": "framed", "pass": pass_of(client, "framed"), "q": "二桥"} for _ in range(3)]
    replies = [client.post("/embed?site=framed", data=form) for form in forms]
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert re.search(r"请等 \d+ 秒再问。", replies[-1].text)
    assert policy_of(replies[-1]) == "'self' https://framed.example"


def test_too_much_from_one_address_is_said_where_the_frame_is(queue: Queue) -> None:
    client = TestClient(create_app(HandBot(), queue, Texts(), GUESTS, Rates(per_minute=1)))
    replies = [client.post("/embed", params={"site": "school"}, data={"site": "school"}) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [403, 429]
    assert policy_of(replies[-1]) == f"'self' {SCHOOL}"


def test_without_scripts_a_page_keeps_its_pass_while_it_is_good(client: TestClient) -> None:
    form = {"site": "", "pass": pass_of(client), "q": "二桥"}
    assert pass_in(client.post("/embed", data=form).text) == form["pass"]
    assert pass_in(client.post("/embed", data=form | {"pass": "stale"}).text) not in ("stale", form["pass"])


def test_a_guests_limit_holds_for_its_pages_that_have_no_pass(client: TestClient) -> None:
    headers = {"Origin": "https://calling.example"}
    asked = [client.post("/api/ask", json={"question": "二桥"}, headers=headers) for _ in range(3)]
    assert [reply.status_code for reply in asked] == [200, 200, 429]


def test_questions_are_counted_in_the_frame_and_at_the_api_together(client: TestClient) -> None:
    form = {"site": "both", "pass": pass_of(client, "both"), "q": "二桥"}
    headers = {"Origin": "https://both.example", "X-Baowen-Pass": form["pass"]}
    assert client.post("/embed", data=form).status_code == 200
    asked = [client.post("/api/ask", json={"question": "二桥"}, headers=headers).status_code for _ in range(2)]
    assert asked == [200, 429]


def policy_of(reply: Any) -> str:
    return str(reply.headers["content-security-policy"].partition("frame-ancestors ")[2])


def test_what_is_refused_is_said_where_the_frame_is(client: TestClient) -> None:
    replies = [
        client.post("/embed?site=school", content=b"q=" + b"x" * BODY_LIMIT),
        client.put("/embed?site=school"),
    ]
    assert [reply.status_code for reply in replies] == [413, 404]
    assert {policy_of(reply) for reply in replies} == {f"'self' {SCHOOL}"}
    assert "请求太大" in replies[0].text
    assert policy_of(client.post("/embed?site=nobody", content=b"x" * BODY_LIMIT * 2)) == "'self'"
    assert policy_of(client.post("/search?site=school", content=b"x" * BODY_LIMIT * 2)) == "'self'"


def test_a_form_that_is_none_of_ours_is_answered_with_a_page(client: TestClient) -> None:
    form = {"site": "", "pass": pass_of(client), "q": "二桥", "asked": "abc"}
    reply = client.post("/embed", data=form)
    assert (reply.status_code, reply.headers["content-type"]) == (422, "text/html; charset=utf-8")
    assert "<h1>参数不对</h1>" in reply.text
    assert client.post("/embed", data={"site": ""}, files={"q": b"x"}).status_code == 422


def test_turns_are_numbered_on_when_not_all_are_sent(client: TestClient) -> None:
    pass_ = pass_of(client)
    before = "\n".join(["search?q=%E4%BA%8C%E6%A1%A5"] * 5)
    asked = {"pass": pass_, "q": "二桥", "before": before, "part": "1", "asked": "31"}
    assert 'id="t32-c1"' in client.post("/embed", data=asked).text


def test_half_a_character_in_a_form_is_no_error(client: TestClient) -> None:
    pass_ = pass_of(client)
    fields = {"pass": pass_, "q": "\\ud800"}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{value}\r\n' for n, value in fields.items()]
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    reply = client.post("/embed", content="".join([*parts, "--x--\r\n"]), headers={"content-type": kind})
    assert reply.status_code == 200


def test_a_frames_page_is_nobodys_to_keep(client: TestClient) -> None:
    assert client.get("/embed").headers["cache-control"] == "no-store"
    for lang in ("zh", "en"):
        assert f'name="lang" value="{lang}"' in client.get("/embed", params={"lang": lang}).text
