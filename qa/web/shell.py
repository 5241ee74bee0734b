"""The page that carries the chat: Gradio's, put into our words, with our style sheets and a policy of what may run.

Of Gradio's own faults these are put right here and in ``static/chat.js``: its page says it is English and is empty
until scripts have run, its cards for social networks, its sanitizer that takes the names of links away, inline scripts
that a policy without hashes would forbid. These stay: the name of the question box ends with that of its button
(问题 问), as one label holds both, and the styles of elements are inline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final
from weakref import ref

from anyio import to_thread
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import escape
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.messages import message, say
from index.store import Extent
from qa.web.chat import EXAMPLES, WORDS, examples
from qa.web.gate import hashed
from qa.web.needs import Asked
from qa.web.render import asset, foot, lang, masthead, without_scripts
from qa.web.search import Search
from qa.web.site import Site, site_of
from qa.web.texts import Texts

_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_ADVERTISING = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*|<link rel="manifest"[^>]*>\s*')
_WORDS = re.compile(f'"({"|".join(map(re.escape, (*EXAMPLES, *WORDS)))})"')
_LOST: Final = message("与服务器的连接断了，正在重连……")
_TELLER: Final = '<p id="told" role="status"></p>'
"""Where chat.js says what came, for screen readers."""
_WITHOUT_SCRIPTS: Final = (
    "<noscript><style>gradio-app { display: none !important; } "
    "#plain { animation-delay: 0s !important; }</style></noscript>"
)
"""Gradio keeps room for what would never come; the plain form need not wait for it."""


def localize(page: str, site: Site, searched: Extent, titles: Sequence[str], question: str) -> str:
    """Gradio's page as ours: in the reader's language and our style, without its cards for social networks.

    ``titles`` are the examples to start from, as many as there are buttons at most; ``question`` is what the address
    asks, for those who have no scripts.
    """
    language, large = lang(), ' class="large"' if site.large else ""
    said = f'lang="{language}" data-lang="{language}" data-lost="{escape(say(_LOST))}"{large}'
    page = _ADVERTISING.sub("", page.replace('lang="en"', said, 1))
    sheets = "".join(f'<link rel="stylesheet" href="{asset(name)}">' for name in ("paper.css", "chat.css"))
    icon = f'<link rel="icon" href="{asset("icon.svg")}" type="image/svg+xml">'
    script = f'<script src="{asset("chat.js")}" defer></script>{_WITHOUT_SCRIPTS}{_unused(len(titles))}'
    head = f'<title>{escape(site.texts.name)}</title><meta name="robots" content="noindex">{sheets}{icon}{script}'
    words = dict(zip_longest(EXAMPLES, titles, fillvalue="")) | {word: say(word) for word in WORDS}
    page = _WORDS.sub(lambda word: str(htmlsafe_json_dumps(words[word[1]], ensure_ascii=False)), page)
    above = f'<div id="masthead">{masthead(searched, site.texts)}</div>{without_scripts(question)}<gradio-app'
    below = f'</gradio-app>{_TELLER}<div id="foot">{foot(site.texts)}</div>'
    page = page.replace("<gradio-app", above, 1).replace("</gradio-app>", below, 1)
    return page.replace("</head>", f"{head}</head>", 1)


def _unused(titles: int) -> str:
    """Hides the buttons that have no title."""
    return "".join(f"<style>#example-{at} {{ display: none; }}</style>" for at in range(titles, len(EXAMPLES)))


def policy(page: str) -> str:
    """The content security policy of a page: its own inline scripts, by hash, and this server's; no eval.

    Gradio sets style attributes and writes style elements, hence ``unsafe-inline`` for styles only.
    """
    scripts = " ".join(["'self'", *map(hashed, _SCRIPT.findall(page))])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )


class Shell:
    """Rewrites the HTML pages of the application behind it, which are Gradio's, and leaves the rest alone."""

    def __init__(self, app: ASGIApp, texts: Texts, bot: Asked) -> None:
        self.app, self.texts, self.bot = app, texts, bot
        self._store, self._titles = ref(bot.store), examples(bot.store.latest())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold an HTML reply back until it is whole, then send it rewritten, as ASGI has it."""
        start: Message = {}
        body = bytearray()

        async def rewrite(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                if not MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
                    start = {}
            if not start:
                await send(message)
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    site, searched = site_of(scope, self.texts), self.bot.store.extent
                    asked = Search.at(scope.get("query_string", b"").decode("latin-1")).question
                    page = localize(body.decode(), site, searched, await self._examples(), asked)
                    await _send_page(page, start, send)

        await self.app(scope, receive, rewrite)

    async def _examples(self) -> Sequence[str]:
        """The titles to start from, read anew when the store is another."""
        store = self.bot.store
        if store is not self._store():
            titles = await to_thread.run_sync(lambda: examples(store.latest()))
            self._store, self._titles = ref(store), titles
        return self._titles


async def _send_page(page: str, start: Message, send: Send) -> None:
    content = page.encode()
    headers = MutableHeaders(scope=start)
    headers["Content-Length"] = str(len(content))
    headers["Content-Security-Policy"] = policy(page)
    await send(start)
    await send({"type": "http.response.body", "body": content})
