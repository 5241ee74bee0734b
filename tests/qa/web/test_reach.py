"""Can everyone reach everything: by keyboard alone, on small and magnified screens, with a thumb. Leaves pictures.

The pictures of every page are in ``artifacts/``, to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.qa.web.reading import answered

PICTURES: Final = Path(__file__).parents[3] / "artifacts"
PAGES: Final = {
    "chat": "/",
    "asked": "/?q=二桥",
    "refused": "/?q=外星人",
    "search": "/search?q=未校准",
    "browse": "/browse",
    "issue": "/browse/2031-09-07",
    "article": "/a/b1?q=149-171",
    "feedback": "/feedback?q=二桥&kind=unsure",
    "none": "/a/nobody",
    "embed": "/embed?q=二桥",
}
WAYS: Final = {
    "desk": ("", ViewportSize(width=1280, height=800)),
    "phone": ("", ViewportSize(width=360, height=640)),
    "large": ("?large=1", ViewportSize(width=360, height=640)),
    "english": ("?lang=en", ViewportSize(width=360, height=640)),
    # 1,280 pixels magnified four times; twice is 640.
    "magnified": ("", ViewportSize(width=320, height=256)),
}
THUMB: Final = 44
"""Pixels that a target is high, as WCAG 2.5.5 has it; links within a sentence are excepted."""
INLINE: Final = ".reference, .quote a, .searched a, .edit, .skip, .hidden"


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def settled(page: Page, name: str) -> None:
    """Wait until a page shows what it is to show."""
    if name in ("asked", "refused", "embed"):
        expect(page.locator(".card").first).to_be_visible()
    if name == "chat":
        expect(page.locator("#question button")).to_be_visible()
        expect(page.locator("#suggestions button")).to_have_count(4)
        expect(page.locator("#suggestions button").last).to_be_visible()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_its_screen(page: Page, address: str, name: str, way: str) -> None:
    choice, size = WAYS[way]
    page.set_viewport_size(size)
    if choice:
        page.goto(f"{address}/set{choice}")
    page.goto(address + PAGES[name])
    settled(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{way}.png", full_page=True)


@pytest.mark.parametrize("name", PAGES)
def test_targets_are_as_large_as_a_thumb(page: Page, address: str, name: str) -> None:
    page.set_viewport_size(WAYS["phone"][1])
    page.goto(address + PAGES[name])
    settled(page, name)
    targets = page.locator("a:visible, button:visible, summary:visible, input:visible, textarea:visible")
    measured = targets.evaluate_all(
        f"""them => them.filter(it => !it.matches("{INLINE}")).map(it =>
          [it.outerHTML.slice(0, 90), (it.closest("label") || it).getBoundingClientRect().height])"""
    )
    small = [each for each in measured if each[1] < THUMB]
    assert small == []


def focused(page: Page) -> str:
    """What has the focus, by what it says; it must be seen to have it."""
    seen = page.evaluate(
        """() => {
          const it = document.activeElement, box = it.closest(".input-container") || it;
          const style = [getComputedStyle(it), getComputedStyle(box)];
          const shown = style.some((s) => s.outlineStyle !== "none" || s.boxShadow !== "none");
          return [(it.getAttribute("aria-label") || it.innerText || it.placeholder || it.tagName).trim(), shown];
        }"""
    )
    assert seen[1], f"nobody sees that {seen[0]} has the focus"
    return str(seen[0])


def walk(page: Page, most: int = 60) -> list[str]:
    """What Tab comes to, one after the other, until it leaves the page."""
    passed = list[str]()
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        passed.append(focused(page))
    return passed


def test_the_chat_can_be_used_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    settled(page, "chat")
    before = walk(page)
    assert before[:6] == ["检索", "按日期看报", "大字", "English", "想知道什么？写在这里", "问"]
    assert "澄江二桥主桥合龙" in before
    page.locator("#question textarea").focus()
    page.keyboard.type("二桥")
    page.keyboard.press("Enter")
    expect(page.locator(".card").first).to_be_visible()
    page.locator("#question textarea").focus()
    after = walk(page)
    wanted = ("[1]", "[2]", "按时间看全部结果", "阅读全文", "纠错", "有用", "没用", "清空对话")
    assert [words for words in wanted if words not in after] == []
    assert any("澄江二桥主桥合龙" in words for words in after)
    assert after.index("[1]") < after.index("阅读全文") < after.index("有用") < after.index("清空对话")
    page.get_by_role("link", name="[2]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#t1-c2")).to_be_in_viewport()
    page.locator(".others summary").focus()
    page.keyboard.press("Space")
    expect(page.locator(".others .card").first).to_be_visible()
    page.get_by_role("button", name="清空对话").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(0)


@pytest.mark.parametrize("path", ["/search?q=未校准", "/browse", "/browse/2031-09-07", "/a/b1", "/feedback?a=b1"])
def test_pages_can_be_used_by_keyboard_alone(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    passed = walk(page)
    assert passed[0] == "跳到正文"
    assert passed[1:6] == ["报问", "提问", "检索", "按日期看报", "大字"]
    links = page.locator("main :is(a, button, input, summary, textarea):visible")
    assert len(passed) >= 7 + links.count()


def test_on_a_phone_with_its_keyboard_open_the_question_and_its_button_are_seen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(address)
    box = page.get_by_role("textbox", name="问题")
    box.click()
    page.set_viewport_size({"width": 360, "height": 320})  # what the keyboard leaves
    box.scroll_into_view_if_needed()
    page.keyboard.type("二桥建成后过江要多久？")
    expect(box).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="问", exact=True)).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.set_viewport_size({"width": 360, "height": 640})
    expect(page.locator(".said").first).to_contain_text("由四十分钟缩短到八分钟。”[1]")


def test_magnified_twice_the_answer_is_read_without_moving_sideways(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 640, "height": 400})
    page.goto(address)
    answered(page, "二桥")
    for part in page.locator("#conversation :is(.said, .card, .searched, .timeline)").all():
        box = part.bounding_box()
        assert box is None or box["x"] + box["width"] <= 640
