"""The site: pages first, the chat behind them at the root, both behind the same gate."""

from __future__ import annotations

import asyncio
import os
from typing import Final

import gradio as gr
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware import Middleware

from qa.feedback import Queue
from qa.web.api import api
from qa.web.calls import Calls, inputs_of
from qa.web.chat import build_chat
from qa.web.counts import Counted, Counts
from qa.web.cuttings import pictures
from qa.web.embed import embed
from qa.web.gate import BodyLimit, Gate, Heads, SafeHeaders, refusal
from qa.web.guests import NOBODY, Guests
from qa.web.needs import Asked
from qa.web.operators import operators
from qa.web.opinions import opinions
from qa.web.origins import Origins
from qa.web.pages import routes
from qa.web.passes import Passes
from qa.web.rates import USUAL, Limited, Questions, Rates
from qa.web.shell import Shell
from qa.web.site import Speech, preferences
from qa.web.texts import Texts

_GRADIO: Final = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(10**9),
}
"""What Gradio takes only from the environment. Without the last two it keeps 10,000 events and summarises all of them
with pandas after each one, for a dashboard that is shut."""


def create_app(
    bot: Asked,
    queue: Queue,
    texts: Texts,
    guests: Guests = NOBODY,
    rates: Rates = USUAL,
    operator_token: str = "",
) -> FastAPI:
    """The application that answers readers of one archive, on pages of ``guests`` too, and keeps what they say of it.

    ``operator_token`` opens, from elsewhere too, what those who run the server see, and the API. To be called where
    no event loop is running.
    """
    os.environ.update(_GRADIO)
    passes, questions, counts = Passes(), Questions(rates), Counts()
    bot = Counted(bot, counts)
    layers = _layers(texts, guests, passes, questions, counts, operator_token)
    app = FastAPI(title=texts.name, docs_url=None, redoc_url=None, openapi_url=None, middleware=layers)
    # Of the pages; the API says itself what is wrong with a request.
    app.add_exception_handler(RequestValidationError, lambda request, _: refusal(request.scope, texts, 422))
    operations = api(bot, texts, guests, passes)
    for router in (
        routes(bot, texts),
        opinions(bot, queue, texts),
        pictures(bot, texts),
        preferences(),
        embed(bot, texts, guests, passes, questions),
        operations,
        operators(bot, texts, counts, operations, operator_token),
    ):
        app.include_router(router)
    asyncio.run(_mount_chat(app, bot, texts))
    return app


def _layers(
    texts: Texts, guests: Guests, passes: Passes, questions: Questions, counts: Counts, token: str
) -> list[Middleware]:
    """What a request goes through before a page is made, the outermost first."""
    return [
        Middleware(Heads),
        Middleware(Speech),
        Middleware(SafeHeaders, guests=guests),
        Middleware(Origins, guests=guests, passes=passes, token=token),
        Middleware(Limited, texts=texts, guests=guests, passes=passes, questions=questions, refused=counts.refused),
        # Allows no other origin. Gradio, which would allow them all, leaves this to the application it is mounted on.
        Middleware(CORSMiddleware),
        Middleware(BodyLimit, texts=texts),
    ]


async def _mount_chat(app: FastAPI, bot: Asked, texts: Texts) -> None:
    """Mount the chat inside an event loop: outside one, Gradio makes a loop for each of its locks and closes none."""
    chat = build_chat(bot, texts)
    gr.mount_gradio_app(
        app,
        chat,
        path="/",
        theme=gr.themes.Base(font=["serif"], font_mono=["monospace"]),
        app_kwargs={
            "openapi_url": None,
            "middleware": [
                Middleware(Gate, texts=texts),
                Middleware(Calls, inputs=inputs_of(chat)),
                Middleware(Shell, texts=texts, bot=bot),
            ],
        },
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        show_error=False,
    )
