"""The site over the hand-written archive: in process for the pages, on a port for the browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient

from qa.feedback import Queue
from qa.web.server import create_app
from qa.web.texts import Texts
from tests.qa.web.archive import HandBot
from tests.qa.web.calls import GENEROUS, GUESTS, TOKEN
from tests.qa.web.serving import serving

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def bot() -> HandBot:
    return HandBot()


@pytest.fixture(scope="session")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Queue:
    return Queue(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def site(bot: HandBot, queue: Queue) -> FastAPI:
    return create_app(bot, queue, Texts())


@pytest.fixture
def client(site: FastAPI) -> TestClient:
    return TestClient(site)


@pytest.fixture(scope="session")
def served(bot: HandBot, queue: Queue) -> FastAPI:
    """A site with guests that refuses nobody for asking often."""
    return create_app(bot, queue, Texts(), GUESTS, rates=GENEROUS, operator_token=TOKEN)


@pytest.fixture
def here(served: FastAPI) -> TestClient:
    """A client on the machine itself."""
    return TestClient(served, client=("127.0.0.1", 1), base_url="http://localhost")


@pytest.fixture
def far(served: FastAPI) -> TestClient:
    """A client elsewhere."""
    return TestClient(served, client=("192.0.2.7", 1))


@pytest.fixture(scope="session")
def address(site: FastAPI) -> Iterator[str]:
    """Where the site is served for the browser."""
    with serving(site) as address:
        yield address
