"""The site as a reader meets it, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Page,
    Route,
    expect,
)

from qa.feedback import Queue
from tests.qa.web.archive import HOSTILE, HOSTILE_WORDS, HandBot
from tests.qa.web.reading import Watch, answered, ask

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

FOREIGN = "script:not([type='application/ld+json']), img, svg:not(.segno), iframe"
"""Elements that no page of ours has but for the data of an article and the code of its address."""

Open = Callable[..., Page]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def visit(browser: Browser, address: str, watch: Watch) -> Iterator[Open]:
    """Open a path in a fresh profile; at the end no other host was asked, nothing failed and no dialog was seen."""
    contexts: list[BrowserContext] = []

    def visit(path: str = "/", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESK, "locale": "zh-CN", **options})
        contexts.append(context)
        context.on("request", watch.request)
        context.on("requestfinished", watch.ended)
        context.on("requestfailed", watch.ended)
        context.on("page", watch.page)
        page = context.new_page()
        page.goto(address + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert watch.asked == {address}
    assert watch.trouble == []


def test_a_question_is_answered_with_quotations_that_open_in_the_article(visit: Open) -> None:
    page = visit()
    expect(page.get_by_role("heading", name="报问")).to_be_visible()
    expect(page.get_by_text("收录报道 5 篇")).to_be_visible()
    ask(page, "二桥建成后过江要多久？")
    said = page.locator(".said").first
    expect(said).to_contain_text("由四十分钟缩短到八分钟。”[1]")
    expect(page.get_by_role("textbox", name="问题")).to_have_value("")
    expect(page.locator(".card mark").first).to_have_text("建成后，从老城到江北新区的车程将由四十分钟缩短到八分钟。")
    expect(page.locator(".card .place").first).to_have_text("《澄江报》2031年9月7日第1版要闻")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="阅读全文").first.click()
    article = opened.value
    quotation = article.locator("#q1")
    expect(quotation).to_be_in_viewport()
    expect(quotation).to_have_text("建成后，从老城到江北新区的车程将由四十分钟缩短到八分钟。")
    expect(article.get_by_role("heading", level=1)).to_have_text("澄江二桥主桥合龙")


def test_a_reference_leads_to_its_quotation(visit: Open) -> None:
    page = visit(viewport=PHONE)
    ask(page, "二桥")
    quotation = page.locator("#t1-c2")
    expect(quotation).not_to_be_in_viewport()
    page.get_by_role("link", name="[2]").click()
    expect(quotation).to_be_in_viewport()
    expect(quotation).to_contain_text("二是怕风，江北人进城总要起个大早。")


def test_a_reference_shows_its_quotation_in_context_to_the_mouse_and_the_keyboard(visit: Open) -> None:
    page = visit()
    ask(page, "二桥")
    reference, peek = page.get_by_role("link", name="[1]"), page.get_by_role("tooltip")
    expect(peek).to_have_count(0)
    reference.hover()
    expect(peek).to_contain_text("建成后，从老城到江北新区的车程将由四十分钟缩短到八分钟。")
    expect(peek).to_contain_text("《澄江报》2031年9月7日")
    page.keyboard.press("Escape")
    expect(peek).to_have_count(0)
    page.mouse.move(5, 5)
    page.locator("#question textarea").focus()
    while page.evaluate("document.activeElement.className") != "reference":
        page.keyboard.press("Tab")
    expect(peek).to_contain_text("建成后")


def test_a_reader_sets_limits_within_the_conversation(visit: Open) -> None:
    page = visit()
    ask(page, "二桥")
    page.get_by_text("限定日期、版面、报纸").click()
    page.get_by_label("从", exact=True).fill("2031-06")
    page.get_by_label("版面").fill("2")
    page.locator(".limited").get_by_role("button").click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn[open] .chips a")).to_have_text(["时间：2031年6月以来 ×", "第2版 ×"])


def test_an_example_is_asked_by_a_click(visit: Open) -> None:
    page = visit()
    page.get_by_role("button", name="澄江二桥主桥合龙").click()
    expect(page.locator(".question")).to_have_text("澄江二桥主桥合龙")
    expect(page.locator(".card").first).to_be_visible()
    expect(page.get_by_role("button", name="澄江二桥主桥合龙")).to_be_hidden()


def test_after_an_example_the_keyboard_is_at_its_answer(visit: Open) -> None:
    page = visit("/")
    page.locator("#suggestions button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".turn[open] > summary")).to_be_focused()


def test_what_is_not_found_is_said_with_what_comes_near(visit: Open) -> None:
    page = visit()
    ask(page, "外星人来过吗？")
    expect(page.locator(".said")).to_contain_text("没有找到")
    expect(page.get_by_text("查阅 5 篇报道")).to_be_visible()
    expect(page.get_by_role("heading", name="可能相关")).to_be_visible()
    expect(page.get_by_role("link", name="大雾锁江 轮渡停航三小时")).to_be_visible()
    expect(page.locator(".reference")).to_have_count(0)


def test_undated_articles_stand_apart(visit: Open) -> None:
    page = visit()
    ask(page, "老城墙什么时候开放？")
    expect(page.get_by_role("heading", name="刊期不明")).to_be_visible()
    expect(page.locator(".card").last.locator(".place")).to_have_text("刊期待核")


def test_earlier_questions_stay_folded_below(visit: Open) -> None:
    page = visit()
    ask(page, "外星人来过吗？")
    expect(page.locator(".turn")).to_have_count(1)
    ask(page, "二桥")
    expect(page.locator(".question")).to_have_text(["二桥", "外星人来过吗？"])
    expect(page.locator(".turn").last.locator(".said")).to_be_hidden()
    page.locator(".turn").last.locator("summary").first.click()
    expect(page.locator(".turn").last.locator(".said")).to_be_visible()


@pytest.mark.parametrize(
    "question", ["问" * 10_000, "😀🎉", "？！……", "<script>alert(1)</script><img src=x onerror=alert(2)>"]
)
def test_any_question_gets_an_answer(visit: Open, question: str) -> None:
    page = visit(viewport=PHONE)
    ask(page, question)
    expect(page.locator(".said")).to_contain_text("没有找到")
    expect(page.locator(".question")).to_have_text(question[:501])
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_no_question_and_no_luck_are_met_with_a_sentence(visit: Open) -> None:
    page = visit()
    page.get_by_role("button", name="问", exact=True).click()
    expect(page.locator(".said")).to_contain_text("请先写下想知道的事")
    ask(page, "坏")
    expect(page.locator(".said").first).to_contain_text("抱歉，这个问题没能查成")
    answered(page, "二桥")


def test_nobody_waits_for_another_reader(visit: Open, bot: HandBot) -> None:
    bot.released.clear()
    slow, quick = visit(), visit()
    ask(slow, "慢慢找二桥")
    expect(slow.locator(".pending")).to_contain_text("正在翻阅 5 篇报道")
    answered(quick, "二桥")
    expect(slow.locator(".pending")).to_be_visible()
    bot.released.set()
    expect(slow.locator(".card").first).to_be_visible()


def test_hostile_words_stay_words_in_the_chat(visit: Open) -> None:
    page = visit()
    ask(page, "恶意")
    expect(page.locator(".card mark")).to_have_text(HOSTILE_WORDS)
    expect(page.locator(".card .headline")).to_contain_text(HOSTILE_WORDS)
    chat = page.locator("#conversation")
    expect(chat.locator("script, img, svg, iframe, code, strong, .katex")).to_have_count(0)
    expect(chat.locator("a:not(.reference)[href^='#'], a[href^='javascript']")).to_have_count(0)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="阅读全文").first.click()
    expect(opened.value.locator("#q1")).to_have_text(HOSTILE_WORDS)
    expect(opened.value.locator(FOREIGN)).to_have_count(0)
    assert HOSTILE.kicker is not None
    expect(opened.value.locator(".kicker")).to_have_text(HOSTILE.kicker)


def test_the_chat_becomes_a_form_where_no_scripts_run(visit: Open) -> None:
    page = visit("/", java_script_enabled=False, viewport={"width": 360, "height": 640})
    expect(page.get_by_role("heading", name="报问")).to_be_visible()
    expect(page.get_by_role("searchbox", name="问题")).to_be_in_viewport(ratio=1)
    page.get_by_role("searchbox", name="问题").fill("二桥")
    page.get_by_role("button", name="问", exact=True).click()
    expect(page.locator(".said").first).to_contain_text("由四十分钟缩短到八分钟。”[1]")


def test_an_address_that_asks_fills_the_form_where_no_scripts_run(visit: Open) -> None:
    page = visit("/?q=二桥<b>", java_script_enabled=False)
    expect(page.get_by_role("searchbox", name="问题")).to_have_value("二桥<b>")


def test_the_chat_becomes_a_form_where_its_scripts_do_not_come(visit: Open) -> None:
    page = visit("/search")
    page.route("**/assets/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(page.url.removesuffix("search"), wait_until="commit")
    form = page.get_by_role("searchbox", name="问题")
    expect(form).to_be_in_viewport(ratio=1, timeout=30_000)
    form.fill("二桥")
    page.get_by_role("button", name="问", exact=True).click()
    expect(page.locator(".said").first).to_contain_text("由四十分钟缩短到八分钟。”[1]")


def test_the_form_is_not_there_where_the_chat_is(visit: Open) -> None:
    page = visit("/")
    expect(page.locator("#question textarea")).to_be_visible()
    expect(page.locator("#plain")).to_be_hidden()
    expect(page.locator("#plain")).to_have_css("animation-name", "none")


def test_an_article_reads_without_scripts_and_shows_its_quotation(visit: Open) -> None:
    page = visit("/a/b1?q=149-171#q1", java_script_enabled=False, viewport={"width": 360, "height": 320})
    expect(page.locator("#q1")).to_be_in_viewport()
    expect(page.get_by_text("修订 3 处")).to_be_visible()
    expect(page.get_by_text("原件此处文字残缺，未作补全")).to_be_visible()


def test_inside_wechat_articles_open_in_the_same_window(visit: Open) -> None:
    page = visit("/", viewport=PHONE, user_agent="Mozilla/5.0 (Linux; Android 14) Mobile MicroMessenger/8.0.50")
    ask(page, "二桥合龙了吗")
    page.get_by_role("link", name="阅读全文").first.click()
    expect(page.locator("#q1")).to_be_visible()


PLAIN = {"java_script_enabled": False, "viewport": {"width": 360, "height": 640}}


def test_a_search_needs_no_scripts(visit: Open) -> None:
    page = visit("/search", **PLAIN)
    page.get_by_role("searchbox", name="想知道什么").fill("未校准")
    page.get_by_role("button", name="检索").click()
    titles = ["区图书馆新馆下月开馆", "大雾锁江 轮渡停航三小时", "三年建设 一朝牵手 澄江二桥主桥合龙"]
    expect(page.locator(".card .headline")).to_have_text(titles)
    page.get_by_role("link", name="按时间").click()
    expect(page.get_by_role("link", name="按时间")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="2031年3月").click()
    page.get_by_role("link", name="去掉限定：时间：2031年3月").click()
    assert page.url.endswith("&all=1")
    page.locator(".card .headline a").first.click()
    expect(page.locator("h1")).to_have_text("澄江二桥主桥合龙")
    expect(page.locator("mark")).to_have_count(1)


def test_readers_tell_the_editors_what_they_think(visit: Open, queue: Queue) -> None:
    page = visit("/", viewport=PHONE)
    ask(page, "二桥合龙了吗")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="不确定").click()
    form = opened.value
    expect(form.get_by_role("radio", name="不确定")).to_be_checked()
    form.get_by_role("textbox", name="想说的话").fill("想知道哪天通车")
    form.get_by_role("button", name="送出").click()
    expect(form.get_by_role("heading", name="收到了，谢谢")).to_be_visible()
    assert list(queue)[-1].word == "想知道哪天通车"


def test_a_conversation_is_cleared_and_started_anew(visit: Open) -> None:
    page = visit("/")
    answered(page, "二桥合龙了吗")
    page.get_by_role("button", name="清空对话").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.get_by_role("button", name="清空对话")).to_have_count(0)
    expect(page.get_by_text("不妨从这些报道问起")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".turn .question")).to_have_text(["二桥合龙了吗"])
    expect(page.locator(".turn[open] > summary")).to_be_focused()
    expect(page.get_by_text("不妨从这些报道问起")).to_be_hidden()
    page.get_by_role("button", name="清空对话").click()
    expect(page.get_by_text("对话已清空")).to_be_visible()
    ask(page, "它多长？")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.get_by_role("button", name="撤销")).to_have_count(0)
    expect(page.locator(".said").get_by_text("没有找到能回答这个问题的报道")).to_be_visible()


def test_an_answer_is_told_to_screen_readers_and_in_sight_above_the_keyboard_of_a_phone(visit: Open) -> None:
    page = visit("/", viewport={"width": 360, "height": 340})
    ask(page, "二桥合龙了吗")
    expect(page.get_by_role("status").filter(has_text="缩短到八分钟。”[1]")).to_be_attached()
    expect(page.locator(".turn .said").first).to_be_in_viewport()
    expect(page.locator(".turn > summary")).to_be_in_viewport()


def test_the_keyboard_stays_where_the_reader_was(visit: Open) -> None:
    page = visit("/")
    ask(page, "城墙")
    page.get_by_role("link", name="去掉限定：时间：2031年以来").press("Enter")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn[open] > summary")).to_be_focused()
    page.get_by_role("button", name="清空对话").press("Enter")
    expect(page.get_by_role("textbox", name="问题")).to_be_focused()


def test_a_conversation_that_is_resumed_is_not_told_again(visit: Open, watch: Watch) -> None:
    page = visit("/")
    ask(page, "二桥合龙了吗")
    expect(page.get_by_role("status").filter(has_text="八分钟")).to_be_attached()
    watch.reload(page)
    expect(page.locator(".card").first).to_be_visible()
    expect(page.locator("#told")).to_be_empty()


def test_an_answer_that_comes_before_the_page_is_whole_does_not_stay_under_its_notice_of_loading(visit: Open) -> None:
    page = visit("/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    needed = "**/assets/Image-*.js"  # by the buttons of the suggestions
    page.route(needed, hold)
    page.goto(page.url + "?q=二桥合龙了吗")
    expect(page.locator(".card").first).to_be_visible()
    assert held
    page.route(needed, lambda route: route.continue_())
    for late in held:
        late.continue_()
    page.get_by_role("button", name="清空对话").click()
    expect(page.get_by_text("不妨从这些报道问起")).to_be_visible()


def test_a_limit_is_taken_away_within_the_conversation(visit: Open) -> None:
    page = visit("/")
    ask(page, "城墙")
    expect(page.locator(".turn[open] .searched")).to_contain_text("时间：2031年以来")
    page.get_by_role("link", name="去掉限定：时间：2031年以来").click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn[open] .searched")).to_be_visible()
    expect(page.locator(".turn[open] .searched")).not_to_contain_text("时间")


def test_a_conversation_is_still_there_when_the_page_is_opened_again(visit: Open, watch: Watch) -> None:
    page = visit("/")
    answered(page, "二桥合龙了吗")
    watch.reload(page)
    expect(page.locator(".card").first).to_be_visible()
    ask(page, "它有多长？")
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("button", name="清空对话").click()
    expect(page.locator(".turn")).to_have_count(0)
    watch.reload(page)
    expect(page.get_by_text("不妨从这些报道问起")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_an_address_may_ask(visit: Open, watch: Watch) -> None:
    page = visit("/?q=二桥")
    expect(page.locator(".turn[open] .question")).to_have_text("二桥")
    expect(page.locator(".card").first).to_be_visible()
    watch.reload(page)
    expect(page.locator(".turn[open] .question")).to_have_text("二桥")


def test_a_tab_keeps_its_conversation_and_a_shared_address_takes_nothing_away(visit: Open, watch: Watch) -> None:
    page = visit("/")
    answered(page, "二桥合龙了吗")
    shared, further = page.context.new_page(), page.context.new_page()
    shared.goto(page.url + "?q=老城墙")
    expect(shared.locator(".turn[open] .question")).to_have_text("老城墙")
    expect(shared.locator(".turn[open] .searched")).to_be_visible()
    watch.reload(page)
    further.goto(page.url)
    for each in (page, further):
        expect(each.locator(".turn .question")).to_have_text(["二桥合龙了吗"])


def test_a_lost_connection_is_said_and_found_again_with_the_question(visit: Open, watch: Watch) -> None:
    page = visit("/")
    answered(page, "二桥合龙了吗")
    page.context.set_offline(True)
    ask(page, "它有多长？")
    expect(page.get_by_text("与服务器的连接断了，正在重连")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("与服务器的连接断了")).to_have_count(0, timeout=30_000)
    expect(page.get_by_role("textbox", name="问题")).to_have_value("它有多长？")
    page.get_by_role("textbox", name="问题").press("Enter")
    expect(page.locator(".turn .question")).to_have_text(["它有多长？", "二桥合龙了吗"])
    watch.trouble.clear()  # the browser notes every request that failed


def test_english_stays_on_the_chat_and_the_pages(visit: Open) -> None:
    page = visit("/")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    box = page.get_by_role("textbox", name="Question")
    expect(box).to_have_attribute("placeholder", "What would you like to know? (in Chinese)")
    expect(page.get_by_text("Some recent articles to start from")).to_be_visible()
    box.fill("二桥")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".said").first).to_contain_text("《澄江报》, 7 September 2031, page 1")
    expect(page.locator(".said").first).to_contain_text("由四十分钟缩短到八分钟。”[1]")
    expect(page.get_by_role("button", name="Clear conversation")).to_be_visible()
    page.get_by_role("link", name="By date", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("By date")
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("按日期看报")


def test_large_type_stays_on_the_chat_and_the_pages(visit: Open) -> None:
    page = visit("/", viewport={"width": 360, "height": 640})
    usual = page.locator("#masthead .motto").evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
    page.get_by_role("link", name="大字").click()
    expect(page.get_by_role("link", name="常规字")).to_be_visible()
    assert page.locator("#masthead .motto").evaluate("it => parseFloat(getComputedStyle(it).fontSize)") > 1.3 * usual
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("link", name="按日期看报").click()
    expect(page.locator("html")).to_have_class("large")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_archive_is_browsed_without_scripts(visit: Open) -> None:
    page = visit("/browse", **PLAIN)
    for name in ("2031年", "2031年9月", "2031年9月7日"):
        page.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name="澄江二桥主桥合龙").click()
    expect(page.get_by_text("[N]. 澄江报, 2031-09-07(1).")).to_be_visible()
    page.get_by_role("link", name="看这一期").click()
    expect(page.locator("h1")).to_have_text("2031年9月7日")


@pytest.mark.parametrize("path", ["/search?q=二桥", "/browse", "/browse/2031-09-07", "/a/b1"])
def test_no_page_is_wider_than_a_small_phone(visit: Open, path: str) -> None:
    page = visit(path, viewport={"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_ways_of_a_page_stand_on_one_line_of_a_small_phone(visit: Open, lang: str) -> None:
    page = visit("/browse", viewport={"width": 360, "height": 640})
    page.goto(page.url.replace("browse", f"set?lang={lang}"))
    page.goto(page.url + "browse")
    tops = page.locator(".nameplate a").evaluate_all("links => links.map(link => link.getBoundingClientRect().top)")
    assert max(tops) - min(tops) < 44


def test_a_repair_shows_the_printed_words_when_it_is_tapped(visit: Open) -> None:
    page = visit("/a/b1", viewport=PHONE, has_touch=True)
    repair = page.locator(".edit", has_text="一是")
    expect(repair).to_have_css("content", "none", pseudo="after")
    repair.tap()
    expect(repair).to_have_css("content", '"原件作“-是”"', pseudo="after")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_nothing_can_be_uploaded(visit: Open, address: str) -> None:
    page = visit()
    file = FilePayload(name="a.txt", mimeType="text/plain", buffer=b"a")
    assert page.request.post(f"{address}/gradio_api/upload", multipart={"files": file}).status == 404
