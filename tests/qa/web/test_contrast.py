"""What is printed can be read, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

NIGHT: Final = "rgb(26, 23, 20)"
DAY: Final = "rgb(251, 248, 241)"
FAINT: Final = """() => {
  const parsed = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return colour.startsWith("color") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const light = (colour) => {
    const linear = parsed(colour).slice(0, 3).map((part) => ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const ground = (element) => {
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    const painted = backgroundImage.match(/(rgb|color)\\([^)]*\\)/g) ?? [];
    const solid = [...painted, backgroundColor].find((colour) => parsed(colour)[3] === 1);
    return solid ?? ground(element.parentElement);
  };
  const faint = [];
  const look = (element, words, pseudo) => {
    if (!words || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
    const [ink, paper] = [getComputedStyle(element, pseudo).color, ground(element)];
    const [less, more] = [light(ink), light(paper)].sort((a, b) => a - b);
    if ((more + 0.05) / (less + 0.05) < 4.5) faint.push(`${words}: ${ink} on ${paper}`);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    // Gradio's label, for screen readers alone, is of a colour of its own.
    if (!element.closest(".sr-only")) look(element, texts.currentNode.textContent.trim());
  }
  for (const box of document.querySelectorAll("input, textarea")) {
    look(box, box.value || box.placeholder, box.value ? null : "::placeholder");
  }
  return faint;
}"""
"""Words whose colour is less than 4.5 times as light as their ground, or the other way round (WCAG 2, AA)."""


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param, base_url=address, locale="zh-CN")
    yield context.new_page()
    context.close()


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=未校准",
        "/a/b1?q=149-171#q1",
        "/browse",
        "/browse/2031-09-07",
        "/feedback?q=二桥",
        "/nowhere",
        "/embed",
    ],
)
def test_a_page_can_be_read(page: Page, path: str) -> None:
    page.goto(path)
    assert page.evaluate(FAINT) == []
    assert ground(page) == (NIGHT if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else DAY)


def test_the_chat_can_be_read(page: Page) -> None:
    page.goto("/?q=二桥")
    expect(page.locator(".turn[open] .card").first).to_be_visible()
    page.locator(".within summary").first.click()
    page.locator(".others summary").first.click()
    assert page.evaluate(FAINT) == []
    assert ground(page) == (NIGHT if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else DAY)


def test_an_answer_in_a_frame_can_be_read(page: Page) -> None:
    page.goto("/embed")
    page.get_by_role("textbox", name="问题").fill("二桥")
    page.keyboard.press("Enter")
    expect(page.locator(".turn[open] .card").first).to_be_visible()
    assert page.evaluate(FAINT) == []


def test_on_paper_it_is_day(page: Page) -> None:
    page.goto("/a/b1")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_have_css("color", "rgb(30, 27, 23)")


def test_where_the_system_sets_all_colours_what_is_marked_and_where_one_types_is_seen(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(forced_colors="active", color_scheme="dark")
    page.goto(f"{address}/a/b1?q=149-171")
    marked = page.locator("mark").first
    expect(marked).to_have_css("color", "rgb(0, 0, 0)")
    expect(marked).to_have_css("background-color", "rgb(255, 255, 0)")
    page.goto(address)
    box = page.locator("#question textarea")
    box.focus()
    expect(box).to_have_css("outline-style", "solid")
    page.close()
