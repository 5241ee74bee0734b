"""What axe-core, the checker of the accessibility rules (WCAG), finds on the pages of the site."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.qa.web.reading import answered

SIZES = [{"width": 1280, "height": 800}, {"width": 360, "height": 640}]


def findings(page: Page) -> list[tuple[str, str]]:
    """The rules that are broken, and where first."""
    return [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
@pytest.mark.parametrize(
    "path",
    ["/search", "/search?q=二桥", "/search?q=外星人&from=2031", "/browse", "/browse/2031-09-07", "/a/b1?q=149-171"],
)
def test_pages_break_no_rule(browser: Browser, address: str, path: str, size: dict[str, int]) -> None:
    page = browser.new_page(viewport=size)  # type: ignore[arg-type]
    page.goto(address + path)
    assert findings(page) == []
    page.close()


@pytest.mark.parametrize(
    "path", ["/feedback?q=二桥&kind=unsure", "/feedback?a=b1", "/a/none", "/embed", "/embed?lang=en"]
)
def test_forms_and_messages_break_no_rule(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page()
    page.goto(address + path)
    assert findings(page) == []
    page.close()


def test_an_answer_in_a_frame_breaks_no_rule(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/embed?q=二桥")
    expect(page.locator(".card").first).to_be_visible()
    assert findings(page) == []
    page.close()


def test_an_answer_in_a_frame_is_told_without_its_articles(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/embed?q=二桥")
    expect(page.locator("#told")).to_have_text(re.compile(r"^据《澄江报》.*“建成后，从老城.*大早。”\[2\]$"))
    page.close()


def test_who_wants_no_motion_is_not_scrolled_smoothly(browser: Browser, address: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{address}/a/b1")
    expect(page.locator("html")).to_have_css("scroll-behavior", "auto")
    page.close()


@pytest.mark.parametrize("large", [False, True])
def test_the_chat_breaks_no_rule(browser: Browser, address: str, large: bool) -> None:
    page = browser.new_page()
    page.goto(f"{address}/set?large={int(large)}")
    answered(page, "二桥合龙了吗")
    assert findings(page) == []
    page.close()


def test_an_answer_is_told_in_order_to_those_who_cannot_see_it(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/search?q=二桥")
    expect(page.locator("main")).to_match_aria_snapshot("""
      - main:
        - heading "检索" [level=1]
        - search:
          - paragraph:
            - searchbox "想知道什么": 二桥
            - button "检索"
        - paragraph: /答/
        - heading /相关报道 \\d+ 篇/ [level=2]
        - article:
          - heading "三年建设 一朝牵手 澄江二桥主桥合龙" [level=3]
    """)
    page.close()
