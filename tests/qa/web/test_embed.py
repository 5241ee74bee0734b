"""The chat on pages of other sites: who may show it, what the frame answers, and that neither touches the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Request, Route, expect
from starlette.testclient import TestClient

from index.errors import BaowenError
from qa.answer import Filters
from qa.feedback import Queue
from qa.web.gate import BODY_LIMIT
from qa.web.guests import Guest, Guests, Limits
from qa.web.passes import Passes
from qa.web.rates import Rates
from qa.web.server import create_app
from qa.web.texts import Texts
from tests.qa.web.archive import HandBot
from tests.qa.web.calls import SCHOOL
from tests.qa.web.serving import made, serving

TODAY = date(2031, 5, 3)
FILE = """
[school]
origins = ["https://www.school.example", "https://*.district.example:8443"]
title = "问校报"
suggestions = ["大桥"]
filters = { paper = "校报" }
[old]
origins = ["https://old.example"]
expires = 2031-05-03
[shut]
enabled = false
"""


def test_guests_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    assert Guests.read(path).named("school", TODAY) is None
    path.write_text(FILE, encoding="utf-8")
    guests = Guests.read(path)
    school = guests.named("school", TODAY)
    assert school is not None
    assert (school.title, school.filters.filters()) == ("问校报", Filters(paper="校报", soft=False))
    assert school.ancestors == "'self' https://www.school.example https://*.district.example:8443"
    assert guests.named("old", TODAY) is None
    assert guests.named("old", date(2031, 5, 2)) is not None
    assert guests.named("shut", TODAY) is None
    assert guests.known("shut") == Guest(enabled=False)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("[a]\norigin = []", "origin"),
        ('[a]\norigins = ["*"]', "origins"),
        ('[a]\norigins = ["https://x.example/path"]', "origins"),
        ('[a]\norigins = ["https://x.example; script-src *"]', "origins"),
        ('[a]\ncolour = "red;}"', "colour"),
        ('[a]\norigins = ["https://x.example:443"]', "'https://x.example:443'"),
        ("[a]\nper_minute = 0", "per_minute”不是可用的设置，或者值 0 不对"),
        ("[a]\nper_day = -1", "-1"),
        ('[a]\nfilters = { since = "garbage" }', "filters.since”不是可用的设置，或者值 'garbage' 不对"),
        ('["A B"]\nenabled = true', "A B"),
        ("x = ", "读不了"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(tmp_path: Path, words: str, where: str) -> None:
    (tmp_path / "sites.toml").write_text(words, encoding="utf-8")
    with pytest.raises(BaowenError, match=re.escape(where)):
        Guests.read(tmp_path / "sites.toml")


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://www.school.example", True),
        ("http://www.school.example", False),
        ("https://school.example", False),
        ("https://www.school.example:8443", False),
        ("https://www.school.example.evil.example", False),
        ("https://a.district.example:8443", True),
        ("https://a.b.district.example:8443", True),
        ("https://district.example:8443", False),
        ("https://evildistrict.example:8443", False),
        ("https://evil.example/.district.example:8443", False),
        ("null", False),
        ("", False),
    ],
)
def test_an_origin_is_a_guests_or_not(origin: str, allowed: bool) -> None:
    guest = Guest(origins=("https://www.school.example", "https://*.district.example:8443"))
    assert guest.allows(origin) is allowed
    assert Guests({"school": guest}).at(origin, TODAY) == (("school", guest) if allowed else None)
    assert Guests({"school": Guest(guest.origins, enabled=False)}).at(origin, TODAY) is None


def test_a_pass_is_good_for_its_guest_and_its_time() -> None:
    passes = Passes()
    pass_ = passes.issue("school")
    assert passes.guest(pass_) == "school"
    assert passes.guest(pass_, age=-1) is None
    assert Passes().guest(pass_) is None
    assert [passes.guest(forged) for forged in ("", "x", pass_[:-1], "a" + pass_, "\u0000")] == [None] * 5
    assert passes.issue("school") != pass_


@pytest.fixture(scope="module")
def guests() -> Guests:
    return Guests(
        {
            "school": Guest(("https://www.school.example",), title="问校报", suggestions=("二桥",)),
            "narrow": Guest(filters=Limits(paper="校报")),
            "old": Guest(expires=date(2020, 1, 1)),
        }
    )


@pytest.fixture(scope="module")
def client(queue: Queue, guests: Guests) -> TestClient:
    return TestClient(create_app(HandBot(), queue, Texts(), guests))


def pass_of(html: str) -> str:
    return str(re.findall(r'name="pass" value="([^"]*)"', html)[0])


def test_the_frame_of_a_guest_may_stand_in_its_pages_only(client: TestClient) -> None:
    reply = client.get("/embed", params={"site": "school"})
    assert reply.headers["content-security-policy"].endswith("frame-ancestors 'self' https://www.school.example")
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
    school, own = (pass_of(client.get("/embed", params={"site": site}).text) for site in ("school", ""))
    answered = client.post("/embed", data={"site": "school", "pass": school, "q": "二桥"})
    assert answered.status_code == 200
    assert "由四十分钟缩短到八分钟" in answered.text
    for stolen in (own, "", "forged", school + "x"):
        reply = client.post("/embed", data={"site": "school", "pass": stolen, "q": "二桥"})
        assert reply.status_code == 403
        assert "请再问一次" in reply.text
        assert 'value="二桥"' in reply.text


def test_without_scripts_a_page_takes_its_turns_along(client: TestClient) -> None:
    pass_ = pass_of(client.get("/embed").text)
    first = client.post("/embed", data={"pass": pass_, "q": "二桥"}).text
    before = re.findall(r'name="before" value="([^"]*)"', first)[0]
    second = client.post("/embed", data={"pass": pass_, "q": "它有多长？", "before": before}).text
    assert second.count('class="turn"') == 2
    assert re.findall(r'href="#(t\d)-c1"', second) == ["t2", "t1"]


def test_a_part_is_the_answer_alone_numbered_on(client: TestClient) -> None:
    pass_ = pass_of(client.get("/embed").text)
    before = "\n".join(["search?q=%E4%BA%8C%E6%A1%A5"] * 9)
    html = client.post("/embed", data={"pass": pass_, "q": "二桥", "before": before, "part": "1"}).text
    assert html.lstrip().startswith('<details class="turn"')
    assert 'id="t10-c1"' in html
    assert client.post("/embed", data={"pass": pass_, "q": " ", "part": "1"}).text == ""


def test_the_limits_of_a_guest_hold_unless_the_reader_sets_others(client: TestClient) -> None:
    pass_ = pass_of(client.get("/embed", params={"site": "narrow"}).text)
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


def test_a_guests_pages_get_no_more_of_an_article_than_it_is_granted(queue: Queue) -> None:
    guests = Guests({"school": Guest(("https://www.school.example",), full_text="excerpt")})
    client = TestClient(create_app(HandBot(), queue, Texts(), guests))
    whole = client.get("/api/articles/l1", headers={"origin": "http://testserver"}).json()
    granted = client.get("/api/articles/l1", headers={"origin": "https://www.school.example"}).json()
    pass_ = pass_of(client.get("/embed", params={"site": "school"}).text)
    held = client.get("/api/articles/l1", headers={"X-Baowen-Pass": pass_}).json()
    assert (whole["full_text"], granted["full_text"], held["full_text"]) == ("on", "excerpt", "excerpt")
    assert [each["text"] for each in granted["paragraphs"]] == ["区图书馆新馆将于下月一日开馆。"]


def test_of_two_levels_the_lower_holds() -> None:
    texts = Texts(full_text="excerpt", full_text_of={"新华社": "off", "记者": "on"})
    assert texts.at_most("excerpt").full_text_of == {"新华社": "off", "记者": "excerpt"}
    assert texts.at_most("off").full_text == "off"
    assert texts.at_most("on") == texts


def test_a_guests_limit_holds_for_forms_without_scripts_too(queue: Queue) -> None:
    guests = Guests({"school": Guest(("https://www.school.example",), per_minute=2)})
    client = TestClient(create_app(HandBot(), queue, Texts(), guests))
    form = {"site": "school", "pass": pass_of(client.get("/embed", params={"site": "school"}).text), "q": "二桥"}
    replies = [client.post("/embed?site=school", data=form) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert re.search(r"请等 \d+ 秒再问。", replies[-1].text)
    assert replies[-1].headers["content-security-policy"].endswith("'self' https://www.school.example")


def test_too_much_from_one_address_is_said_where_the_frame_is(queue: Queue) -> None:
    guests = Guests({"school": Guest(("https://www.school.example",))})
    client = TestClient(create_app(HandBot(), queue, Texts(), guests, Rates(per_minute=1)))
    replies = [client.post("/embed", params={"site": "school"}, data={"site": "school"}) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [403, 429]
    assert replies[-1].headers["content-security-policy"].endswith("'self' https://www.school.example")


def test_without_scripts_a_page_keeps_its_pass_while_it_is_good(client: TestClient) -> None:
    form = {"site": "", "pass": pass_of(client.get("/embed").text), "q": "二桥"}
    assert pass_of(client.post("/embed", data=form).text) == form["pass"]
    assert pass_of(client.post("/embed", data=form | {"pass": "stale"}).text) not in ("stale", form["pass"])


def test_a_guests_limit_holds_whatever_passes_its_readers_have(queue: Queue) -> None:
    guests = Guests({"school": Guest((SCHOOL,), per_minute=2)})
    client = TestClient(create_app(HandBot(), queue, Texts(), guests))
    statuses = []
    for _ in range(3):
        form = {"site": "school", "pass": pass_of(client.get("/embed", params={"site": "school"}).text), "q": "二桥"}
        statuses.append(client.post("/embed", data=form).status_code)
    assert statuses == [200, 200, 429]


def test_a_guests_limit_holds_for_its_pages_that_have_no_pass(queue: Queue) -> None:
    client = TestClient(create_app(HandBot(), queue, Texts(), Guests({"school": Guest((SCHOOL,), per_minute=2)})))
    asked = [client.post("/api/ask", json={"question": "二桥"}, headers={"Origin": SCHOOL}) for _ in range(3)]
    assert [reply.status_code for reply in asked] == [200, 200, 429]


def test_questions_are_counted_in_the_frame_and_at_the_api_together(queue: Queue) -> None:
    guests = Guests({"school": Guest((SCHOOL,), per_minute=2)})
    client = TestClient(create_app(HandBot(), queue, Texts(), guests))
    form = {"site": "school", "pass": pass_of(client.get("/embed", params={"site": "school"}).text), "q": "二桥"}
    headers = {"Origin": SCHOOL, "X-Baowen-Pass": form["pass"]}
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
    form = {"site": "", "pass": pass_of(client.get("/embed").text), "q": "二桥", "asked": "abc"}
    reply = client.post("/embed", data=form)
    assert (reply.status_code, reply.headers["content-type"]) == (422, "text/html; charset=utf-8")
    assert "<h1>参数不对</h1>" in reply.text
    assert client.post("/embed", data={"site": ""}, files={"q": b"x"}).status_code == 422


def test_turns_are_numbered_on_when_not_all_are_sent(client: TestClient) -> None:
    pass_ = pass_of(client.get("/embed").text)
    before = "\n".join(["search?q=%E4%BA%8C%E6%A1%A5"] * 5)
    asked = {"pass": pass_, "q": "二桥", "before": before, "part": "1", "asked": "31"}
    assert 'id="t32-c1"' in client.post("/embed", data=asked).text


def test_half_a_character_in_a_form_is_no_error(client: TestClient) -> None:
    pass_ = pass_of(client.get("/embed").text)
    fields = {"pass": pass_, "q": "\\ud800"}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{value}\r\n' for n, value in fields.items()]
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    reply = client.post("/embed", content="".join([*parts, "--x--\r\n"]), headers={"content-type": kind})
    assert reply.status_code == 200


def test_a_frames_page_is_nobodys_to_keep(client: TestClient) -> None:
    assert client.get("/embed").headers["cache-control"] == "no-store"
    for lang in ("zh", "en"):
        assert f'name="lang" value="{lang}"' in client.get("/embed", params={"lang": lang}).text


HOST = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>一所学校</title>
<style>button {{ display: none }} * {{ color: lime }}
div, iframe:not([title^=问], .plain) {{ transform: rotate(3deg); width: 7px !important }}</style>
<h1>一所学校</h1><p id="p">校园新闻</p><section id="here"></section>
<script>window.before = Object.keys(window).sort().join();</script>
{inside}</html>"""
OPEN = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function () { return attach.call(this, { mode: "open" }); };
"""
SCRIPT = '<script async src="{address}/widget.js" data-site="{site}" {options}></script>'


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """A folder of pages served by another site, and its port; localhost and 127.0.0.1 are two origins."""
    folder = tmp_path_factory.mktemp("host")
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield folder, server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def server(hosts: tuple[Path, int], queue: Queue) -> Iterator[str]:
    """The site, whose guests are pages on localhost at the hosts' port."""
    mine = (f"http://localhost:{hosts[1]}",)
    guests = Guests(
        {
            "school": Guest(mine, title="问校报", suggestions=("澄江二桥主桥合龙",), colour="#123456"),
            "busy": Guest(mine, per_minute=1),
            "hall": Guest(mine, title="问区报", greeting="欢迎提问", corner="left", colour="#0a6b3d"),
            "abroad": Guest(mine, language="en"),
            "old": Guest(mine, expires=date(2020, 1, 1)),
        }
    )
    with serving(made(HandBot(), queue, Texts(), guests)) as address:
        yield address


class Visit:
    """Pages of another site with some HTML in them."""

    numbers = count(1)

    def __init__(self, browser: Browser, hosts: tuple[Path, int], server: str) -> None:
        self.browser, self.hosts, self.server = browser, hosts, server
        self.context = browser.new_context()
        # The widget's root is closed to the scripts of its host; locators need it open.
        self.context.add_init_script(OPEN)

    def __call__(self, inside: str, origin: str = "localhost", width: int = 1000, height: int = 800) -> Page:
        # A name of its own, lest the browser take it for the page before.
        name = f"page{next(self.numbers)}.html"
        (self.hosts[0] / name).write_text(HOST.format(inside=inside), encoding="utf-8")
        page = self.context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"http://{origin}:{self.hosts[1]}/{name}")
        return page

    def widget(self, site: str = "school", options: str = "") -> str:
        return SCRIPT.format(address=self.server, site=site, options=options)


@pytest.fixture
def visit(server: str, hosts: tuple[Path, int], browser: Browser) -> Iterator[Visit]:
    visit = Visit(browser, hosts, server)
    yield visit
    visit.context.close()


def opened(page: Page, title: str | re.Pattern[str] = re.compile("^问")) -> FrameLocator:
    page.get_by_role("button", name=title).click()
    return page.frame_locator("baowen-chat iframe")


@pytest.mark.browser
def test_the_widget_answers_on_a_guests_page(visit: Visit) -> None:
    page = visit(visit.widget(options='data-title="问问校报" data-colour="#123456"'))
    assert page.locator("iframe").count() == 0
    frame = opened(page, "问问校报")
    expect(frame.get_by_role("heading", level=1)).to_have_text("问校报")
    frame.get_by_role("textbox", name="问题").fill("二桥")
    frame.get_by_role("textbox", name="问题").press("Enter")
    expect(frame.locator(".said").first).to_contain_text("由四十分钟缩短到八分钟。”[1]")
    expect(frame.locator(".card .place").first).to_have_text("《澄江报》2031年9月7日第1版要闻")
    frame.get_by_role("link", name="[1]").click()
    expect(frame.locator("#t1-c1")).to_be_in_viewport()
    assert len(page.context.pages) == 1
    frame.get_by_role("textbox", name="问题").fill("它有多长？")
    frame.get_by_role("button", name="问", exact=True).click()
    expect(frame.locator(".turn")).to_have_count(2)
    frame.locator(".turn[open]").get_by_text("限定日期、版面、报纸").click()
    frame.locator(".turn[open]").get_by_label("版面").fill("1")
    frame.locator(".turn[open] .limited").get_by_role("button").click()
    expect(frame.locator(".turn")).to_have_count(3)
    expect(frame.locator(".turn[open] .chips a")).to_have_text("第1版 ×")
    with page.context.expect_page() as article:
        frame.locator(".turn[open]").get_by_role("link", name="阅读全文").first.click()
    expect(article.value.locator("#q1")).to_be_visible()


@pytest.mark.browser
def test_the_host_page_is_as_it_was(visit: Visit) -> None:
    plain = visit("")
    layout = (
        "() => [...document.querySelectorAll('h1, p, #here')].map(it => JSON.stringify(it.getBoundingClientRect()))"
    )
    before = plain.evaluate(layout)
    page = visit(visit.widget())
    frame = opened(page)
    expect(frame.get_by_role("textbox", name="问题")).to_be_focused()
    assert page.evaluate(layout) == before
    names = page.evaluate("() => [window.before, Object.keys(window).join()].map(each => each.split(','))")
    added = set(names[1]) - set(names[0]) - {"before"}
    assert added == {"Baowen"}
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (400, 620)
    assert frame.locator("h1").evaluate("it => getComputedStyle(it).color") == "rgb(18, 52, 86)"


@pytest.mark.browser
def test_no_layout_and_no_rule_of_the_host_has_to_do_with_the_widget(visit: Visit) -> None:
    style = (
        "<style>body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; "
        "justify-content: space-between } html > *, body > * { opacity: 0.3 } p:last-child { color: red }</style>"
    )
    places = "() => [...document.body.children].map(each => JSON.stringify(each.getBoundingClientRect()))"
    bare = visit(style + "<footer>1</footer>")
    page = visit(style + "<footer>1</footer>" + visit.widget())
    expect(page.get_by_role("button", name="问校报")).to_be_visible()
    assert [each for each in page.evaluate(places) if '"width":0' not in each] == [
        each for each in bare.evaluate(places) if '"width":0' not in each
    ]
    assert page.locator("baowen-chat").evaluate("it => getComputedStyle(it).opacity") == "1"


@pytest.mark.browser
def test_scripts_of_the_host_do_not_get_into_the_widget(visit: Visit) -> None:
    context = visit.browser.new_context()
    page = context.new_page()
    page.goto(visit(visit.widget()).url)
    page.wait_for_selector("baowen-chat", state="attached")
    assert page.evaluate("document.querySelector('baowen-chat').shadowRoot") is None
    context.close()


@pytest.mark.browser
def test_escape_closes_and_the_button_has_the_focus_again(visit: Visit) -> None:
    page = visit(visit.widget())
    frame = opened(page)
    expect(frame.get_by_role("textbox", name="问题")).to_be_focused()
    expect(page.get_by_role("button", name="问校报")).to_have_attribute("aria-expanded", "true")
    frame.get_by_role("textbox", name="问题").press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="问校报")).to_be_focused()
    page.keyboard.press("Enter")
    expect(frame.get_by_role("textbox", name="问题")).to_be_focused()
    frame.get_by_role("button", name="关闭").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.browser
def test_the_host_may_ask_a_question(visit: Visit) -> None:
    page = visit(visit.widget())
    expect(page.get_by_role("button", name="问校报")).to_be_visible()
    page.evaluate("window.Baowen.open('二桥')")
    frame = page.frame_locator("baowen-chat iframe")
    expect(frame.locator(".question")).to_have_text("二桥")
    expect(frame.locator(".card").first).to_be_visible()


@pytest.mark.browser
def test_on_a_phone_the_chat_has_the_whole_screen(visit: Visit) -> None:
    page = visit(visit.widget(), width=360, height=640)
    frame = opened(page)
    expect(frame.get_by_role("button", name="关闭")).to_be_visible()
    box = page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 640}
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(page.get_by_role("dialog")).to_have_attribute("aria-modal", "true")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") == "baowen-chat"
    page.set_viewport_size({"width": 740, "height": 360})
    assert page.get_by_role("dialog").bounding_box() == {"x": 0, "y": 0, "width": 740, "height": 360}


@pytest.mark.browser
def test_inline_it_stands_where_the_host_wants_it(visit: Visit) -> None:
    page = visit(visit.widget("hall", 'data-inline="#here"'))
    frame = page.frame_locator("baowen-chat iframe")
    expect(frame.get_by_text("欢迎提问")).to_be_visible()
    expect(page.get_by_role("region", name="问区报")).to_be_visible()
    assert page.get_by_role("button").count() == 0
    expect(frame.get_by_role("button", name="关闭")).to_be_hidden()


@pytest.mark.browser
def test_inline_it_waits_for_its_place(visit: Visit) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def late(request: Request) -> None:
        if request.url.endswith("/widget.js"):
            held.pop().fulfill(body="")

    visit.context.route("**/slow.js", hold)
    visit.context.on("requestfinished", late)
    line = visit.widget("hall", 'data-inline="#last"')
    page = visit(f'{line}<script src="/slow.js"></script><article id="last"></article>')
    expect(page.locator("#last").frame_locator("baowen-chat iframe").get_by_text("欢迎提问")).to_be_visible()


@pytest.mark.browser
def test_without_a_place_it_stands_behind_its_button(visit: Visit) -> None:
    page = visit(visit.widget(options='data-inline="##"'))
    expect(page.get_by_role("button", name="问校报")).to_be_visible()


@pytest.mark.browser
def test_a_guest_whose_time_is_over_is_told_so(visit: Visit) -> None:
    page = visit(visit.widget("old"))
    expect(opened(page).get_by_role("heading", name="这个网站没有开通问答")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize(("site", "origin"), [("school", "127.0.0.1"), ("old", "localhost"), ("nobody", "localhost")])
def test_who_is_no_guest_sees_no_chat(visit: Visit, site: str, origin: str) -> None:
    page = visit(visit.widget(site), origin)
    frame = opened(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(frame.get_by_role("textbox")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize(("site", "origin"), [("school", "127.0.0.1"), ("old", "localhost")])
def test_on_a_phone_a_frame_without_the_chat_can_be_closed(visit: Visit, site: str, origin: str) -> None:
    page = visit(visit.widget(site), origin, width=360, height=640)
    opened(page)
    close = page.get_by_role("button", name="关闭")
    expect(close).to_be_in_viewport()
    page.wait_for_load_state("networkidle")
    close.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="问")).to_be_focused()


@pytest.mark.browser
def test_every_page_around_the_frame_must_be_a_guests(visit: Visit) -> None:
    (visit.hosts[0] / "inner.html").write_text(
        HOST.format(inside=visit.widget(options='data-inline="#here"')), encoding="utf-8"
    )
    inner = (
        f'<iframe class="plain" src="http://localhost:{visit.hosts[1]}/inner.html" width="600" height="700"></iframe>'
    )
    for origin, shown in (("localhost", 1), ("127.0.0.1", 0)):
        page = visit(inner, origin)
        page.wait_for_load_state("networkidle")
        chat = page.frame_locator("iframe").frame_locator("baowen-chat iframe")
        expect(chat.get_by_role("textbox", name="问题")).to_have_count(shown)


BUTTON = "it => [getComputedStyle(it).backgroundColor, Math.round(it.getBoundingClientRect().left) == 20, it.innerText]"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("site", "options", "looks"),
    [
        ("hall", "", ["rgb(10, 107, 61)", True, "问区报"]),
        ("hall", 'data-colour="#123456" data-corner="right" data-title="问"', ["rgb(18, 52, 86)", False, "问"]),
        ("abroad", "", ["rgb(157, 42, 32)", False, "Ask the paper"]),
        ("old", 'data-colour="red;"', ["rgb(157, 42, 32)", False, "问报纸"]),
    ],
)
def test_the_button_looks_as_its_line_says_else_as_the_server_is_set(
    visit: Visit, site: str, options: str, looks: object
) -> None:
    button = visit(visit.widget(site, options)).get_by_role("button")
    expect(button).to_be_visible()
    assert button.evaluate(BUTTON) == looks


@pytest.mark.browser
def test_a_button_whose_looks_cannot_be_asked_for_looks_plain(visit: Visit) -> None:
    visit.context.route("**/api/sites/*", lambda route: route.abort())
    page = visit(visit.widget("hall"))
    frame = opened(page, "问报纸")
    expect(frame.get_by_role("heading", level=1)).to_have_text("问区报")


@pytest.mark.browser
def test_a_host_may_ask_before_the_button_stands_there(visit: Visit) -> None:
    page = visit(f"""{visit.widget()}<script>
        document.querySelector("script[src]").onload = () => window.Baowen.open("二桥");</script>""")
    frame = page.frame_locator("baowen-chat iframe")
    expect(frame.locator(".question")).to_have_text("二桥")
    expect(page.get_by_role("dialog", name="问校报")).to_be_visible()
    expect(page.locator("baowen-chat iframe")).to_have_attribute("title", "问校报")


@pytest.mark.browser
def test_two_sites_show_their_own(visit: Visit) -> None:
    one, other = (visit(visit.widget(site)) for site in ("school", "hall"))
    expect(opened(one).get_by_role("heading", level=1)).to_have_text("问校报")
    expect(opened(other).get_by_role("heading", level=1)).to_have_text("问区报")


@pytest.mark.browser
def test_other_windows_cannot_make_the_frame_ask(visit: Visit) -> None:
    page = visit(visit.widget())
    frame = opened(page)
    expect(frame.get_by_role("textbox", name="问题")).to_be_focused()
    inside = next(each for each in page.frames if "/embed" in each.url)
    inside.evaluate("window.postMessage({baowen: 'ask', question: '二桥'}, '*')")
    page.evaluate("window.postMessage({baowen: 'close'}, '*')")
    frame.get_by_role("textbox", name="问题").fill("外星人")
    frame.get_by_role("textbox", name="问题").press("Enter")
    expect(frame.locator(".question")).to_have_text(["外星人"])
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.browser
def test_over_the_limit_a_reader_is_told_how_long_to_wait(visit: Visit) -> None:
    page = visit(visit.widget("busy"))
    frame = opened(page)
    for _ in range(2):
        frame.get_by_role("textbox", name="问题").fill("二桥")
        frame.get_by_role("textbox", name="问题").press("Enter")
        expect(frame.locator(".waiting:visible")).to_have_count(0)
    expect(frame.locator(".turn")).to_have_count(1)
    expect(frame.locator(".failed:visible")).to_contain_text(re.compile(r"\d+ 秒"))
    expect(frame.get_by_role("textbox", name="问题")).to_have_value("二桥")


SNIPPETS = re.findall(r"```html\n(.*?)```", (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8"), re.S)


def test_the_readme_has_four_ways_in() -> None:
    assert [re.findall(r"<(\w+)", each)[0] for each in SNIPPETS] == ["script", "iframe", "form", "a"]


@pytest.mark.browser
@pytest.mark.parametrize("number", range(4))
def test_the_ways_in_of_the_readme_work(visit: Visit, number: int) -> None:
    asked, known = "%E5%A4%A7%E6%A1%A5%E9%80%9A%E8%BD%A6%E4%BA%86%E5%90%97", "%E4%BA%8C%E6%A1%A5"
    page = visit(SNIPPETS[number].replace("https://HOST", visit.server).replace(asked, known))
    if number < 2:
        frame = opened(page) if number == 0 else page.frame_locator("iframe")
        frame.get_by_role("textbox", name="问题").fill("二桥")
        frame.get_by_role("button", name="问", exact=True).click()
        expect(frame.locator(".card").first).to_be_visible()
        return
    if number == 2:
        page.get_by_role("textbox", name="问题").fill("二桥")
    page.locator("[type=submit], a").click()
    expect(page.locator(".card").first).to_be_visible()
