"""The chat on pages of other sites, in a real browser: what it answers, and that neither touches the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Request, Route, expect

from qa.feedback import Queue
from qa.web.guests import Guest, Guests
from qa.web.texts import Texts
from tests.qa.web.archive import HandBot
from tests.qa.web.serving import made, serving

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


def test_scripts_of_the_host_do_not_get_into_the_widget(visit: Visit) -> None:
    context = visit.browser.new_context()
    page = context.new_page()
    page.goto(visit(visit.widget()).url)
    page.wait_for_selector("baowen-chat", state="attached")
    assert page.evaluate("document.querySelector('baowen-chat').shadowRoot") is None
    context.close()


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


def test_the_host_may_ask_a_question(visit: Visit) -> None:
    page = visit(visit.widget())
    expect(page.get_by_role("button", name="问校报")).to_be_visible()
    page.evaluate("window.Baowen.open('二桥')")
    frame = page.frame_locator("baowen-chat iframe")
    expect(frame.locator(".question")).to_have_text("二桥")
    expect(frame.locator(".card").first).to_be_visible()


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


def test_inline_it_stands_where_the_host_wants_it(visit: Visit) -> None:
    page = visit(visit.widget("hall", 'data-inline="#here"'))
    frame = page.frame_locator("baowen-chat iframe")
    expect(frame.get_by_text("欢迎提问")).to_be_visible()
    expect(page.get_by_role("region", name="问区报")).to_be_visible()
    assert page.get_by_role("button").count() == 0
    expect(frame.get_by_role("button", name="关闭")).to_be_hidden()


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


def test_without_a_place_it_stands_behind_its_button(visit: Visit) -> None:
    page = visit(visit.widget(options='data-inline="##"'))
    expect(page.get_by_role("button", name="问校报")).to_be_visible()


def test_a_guest_whose_time_is_over_is_told_so(visit: Visit) -> None:
    page = visit(visit.widget("old"))
    expect(opened(page).get_by_role("heading", name="这个网站没有开通问答")).to_be_visible()


@pytest.mark.parametrize(("site", "origin"), [("school", "127.0.0.1"), ("old", "localhost"), ("nobody", "localhost")])
def test_who_is_no_guest_sees_no_chat(visit: Visit, site: str, origin: str) -> None:
    page = visit(visit.widget(site), origin)
    frame = opened(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(frame.get_by_role("textbox")).to_have_count(0)


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


def test_a_button_whose_looks_cannot_be_asked_for_looks_plain(visit: Visit) -> None:
    visit.context.route("**/api/sites/*", lambda route: route.abort())
    page = visit(visit.widget("hall"))
    frame = opened(page, "问报纸")
    expect(frame.get_by_role("heading", level=1)).to_have_text("问区报")


def test_a_host_may_ask_before_the_button_stands_there(visit: Visit) -> None:
    page = visit(f"""{visit.widget()}<script>
        document.querySelector("script[src]").onload = () => window.Baowen.open("二桥");</script>""")
    frame = page.frame_locator("baowen-chat iframe")
    expect(frame.locator(".question")).to_have_text("二桥")
    expect(page.get_by_role("dialog", name="问校报")).to_be_visible()
    expect(page.locator("baowen-chat iframe")).to_have_attribute("title", "问校报")


def test_two_sites_show_their_own(visit: Visit) -> None:
    one, other = (visit(visit.widget(site)) for site in ("school", "hall"))
    expect(opened(one).get_by_role("heading", level=1)).to_have_text("问校报")
    expect(opened(other).get_by_role("heading", level=1)).to_have_text("问区报")


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
