"""A rebuilt store is on every page without a restart."""

from __future__ import annotations

import gc
from weakref import ref

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from qa.feedback import Queue
from qa.web.texts import Texts
from tests.qa.web.archive import BRIDGE, LIBRARY, HandBot, HandStore
from tests.qa.web.serving import made, serving

PLACES = ["/a/b1", "/picture/b1", "/api/articles/b1", "/browse/2031-09", "/feedback?a=b1"]


@pytest.fixture
def bot() -> HandBot:
    return HandBot(HandStore((LIBRARY,)))


@pytest.fixture
def site(bot: HandBot, queue: Queue) -> FastAPI:
    return made(bot, queue, Texts())


def places(site: FastAPI) -> dict[str, int]:
    """What comes of asking for what belongs to the bridge's article."""
    client = TestClient(site, base_url="http://localhost", client=("127.0.0.1", 1))
    return {place: client.get(place, headers={"Origin": "http://localhost"}).status_code for place in PLACES}


def test_an_article_is_there_once_it_is_in_the_store_and_gone_once_it_is_not(bot: HandBot, site: FastAPI) -> None:
    assert places(site) == dict.fromkeys(PLACES, 404)
    bot.store = HandStore((LIBRARY, BRIDGE))
    assert places(site) == dict.fromkeys(PLACES, 200)
    bot.store = HandStore((LIBRARY,))
    assert places(site) == dict.fromkeys(PLACES, 404)


def test_a_store_that_is_not_asked_any_more_is_let_go(bot: HandBot, site: FastAPI) -> None:
    first = ref(bot.store)
    bot.store = HandStore((LIBRARY, BRIDGE))
    gc.collect()
    assert first() is None
    assert places(site) == dict.fromkeys(PLACES, 200)


def test_the_chat_starts_from_the_newest_articles_of_now(bot: HandBot, site: FastAPI, browser: Browser) -> None:
    with serving(site) as address, browser.new_page() as page:
        examples = page.locator("#suggestions button:visible")
        page.goto(address)
        expect(examples).to_have_text(["区图书馆新馆下月开馆"])
        bot.store = HandStore((LIBRARY, BRIDGE))
        page.goto(address)
        expect(examples).to_have_text(["澄江二桥主桥合龙", "区图书馆新馆下月开馆"])
        expect(page.locator("#masthead")).to_contain_text("收录报道 2 篇")
        examples.first.click()
        expect(page.locator("#conversation")).to_contain_text("由四十分钟缩短到八分钟。”[1]")
