"""A rebuilt store is on every page without a restart."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser
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


def test_the_chat_starts_from_the_newest_articles_of_now(bot: HandBot, site: FastAPI, browser: Browser) -> None:
    def started() -> list[str]:
        page.goto(address)
        page.wait_for_selector("#suggestions button")
        return [words.strip() for words in page.locator("#suggestions button:visible").all_inner_texts()]

    with serving(site) as address:
        page = browser.new_page()
        assert started() == ["区图书馆新馆下月开馆"]
        bot.store = HandStore((LIBRARY, BRIDGE))
        assert started() == ["澄江二桥主桥合龙", "区图书馆新馆下月开馆"]
        page.get_by_role("button", name="澄江二桥主桥合龙").click()
        page.wait_for_selector("#conversation .answer")
        assert "“建成后，从老城到江北新区的车程将由四十分钟缩短到八分钟。”" in page.inner_text("#conversation")
        page.close()
