"""Sites on a port of this machine, for the browser."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread

import uvicorn
from fastapi import FastAPI

from app import listen
from qa.feedback import Queue
from qa.web.guests import NOBODY, Guests
from qa.web.needs import Asked
from qa.web.server import create_app
from qa.web.texts import Texts


def made(bot: Asked, queue: Queue, texts: Texts, guests: Guests = NOBODY) -> FastAPI:
    """A site of its own: when a server stops, so does the queue of its chat.

    It is made in a thread, since no event loop may run where it is made, and the browser's does.
    """
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(create_app, bot, queue, texts, guests).result()


@contextmanager
def serving(site: FastAPI, root_path: str = "") -> Iterator[str]:
    """Serve a site; its address."""
    with listen("127.0.0.1", 0) as listener:
        config = uvicorn.Config(site, root_path=root_path, log_level="warning", ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:  # of a failed test too, which else would never end
            server.should_exit = True
            thread.join(timeout=20)
        assert not thread.is_alive()
