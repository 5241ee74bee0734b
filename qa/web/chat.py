"""The chat: a question box, and a conversation of answers with the cuttings they rest on. Gradio Blocks."""

from __future__ import annotations

from asyncio import Queue
from collections import OrderedDict
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

import gradio as gr
from markupsafe import Markup

from index.document import Article
from index.messages import message
from qa.web import render
from qa.web.conversation import Change, Conversation
from qa.web.needs import Asked
from qa.web.texts import Texts

READERS_AT_ONCE: Final = 16
"""Questions answered at the same time; the others queue."""

QUEUE: Final = 64
"""Questions that may wait; beyond them a reader is asked to come back."""

QUESTION: Final = message("问题")
PLACEHOLDER: Final = message("想知道什么？写在这里")
ASK: Final = message("问")
HINT: Final = message("不妨从这些报道问起")
CLEAR: Final = message("清空对话")
WORDS: Final = (QUESTION, PLACEHOLDER, ASK, HINT, CLEAR)
"""The words of the page as Gradio has it; ``shell`` puts those of the reader's language in their places."""

SESSIONS: Final = 300
"""Conversations that are remembered at a time, long ones with half a megabyte each; one that is forgotten is resumed
from the reader's browser. Many more than can be answered or wait at a time."""

UNREAD: Final = 12
"""Messages that may wait for a page to fetch them; a question makes five."""

EXAMPLES: Final = ("title-0", "title-1", "title-2", "title-3")
"""What stands on the buttons until ``shell`` puts the titles of now in their places: see ``examples``."""
_LATEST: Final = 200
"""Articles that examples are looked for in."""
_EXAMPLE_LENGTH: Final = 24
_SESSION_SECONDS: Final = 3600


def build_chat(bot: Asked, texts: Texts) -> gr.Blocks:
    """The chat over one archive, ready to be mounted."""
    talk = Conversation(bot, texts)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    with gr.Blocks(title=texts.name, analytics_enabled=False) as chat:
        question = gr.Textbox(
            label=QUESTION,
            show_label=False,
            container=False,
            placeholder=PLACEHOLDER,
            submit_btn=ASK,
            lines=1,
            max_lines=4,
            elem_id="question",
        )
        with gr.Column(elem_id="suggestions") as suggestions:
            gr.Markdown(HINT, elem_id="hint")
            buttons = [gr.Button(example, elem_id=f"example-{at}") for at, example in enumerate(EXAMPLES)]
        conversation = _html(Markup(), "conversation")
        clear = gr.Button(CLEAR, elem_id="clear", visible=False)
        again = gr.Textbox(elem_id="again", submit_btn=True, visible="hidden")
        kept = gr.Textbox("", elem_id="kept", visible="hidden")
        turns = gr.State((), time_to_live=_SESSION_SECONDS)
        changed = list(Change(question, suggestions, conversation, clear, turns))
        for trigger, asked in [(question.submit, question), *((button.click, button) for button in buttons)]:
            trigger(talk.asked, inputs=[asked, turns, kept], outputs=changed, **quiet)
        again.submit(talk.asked_again, inputs=[again, turns, kept], outputs=changed, **quiet)
        clear.click(talk.cleared, inputs=[kept], outputs=changed, **quiet)
    chat.state_session_capacity = SESSIONS
    chat.queue(max_size=QUEUE, default_concurrency_limit=READERS_AT_ONCE)
    chat._queue.pending_messages_per_session = Messages()
    return chat


class Messages(OrderedDict[str, "Queue[object]"]):
    """What waits for each page to fetch it; Gradio would keep all, and each message has the whole conversation."""

    def __getitem__(self, session: str) -> Queue[object]:
        """The queue of a page, with room for one more."""
        waiting = super().__getitem__(session)
        while waiting.qsize() >= UNREAD:
            waiting.get_nowait()
        return waiting

    def __setitem__(self, session: str, waiting: Queue[object]) -> None:
        """A page asks for the first time; the one that did longest ago is forgotten when they are too many."""
        super().__setitem__(session, waiting)
        if len(self) > SESSIONS:
            self.popitem(last=False)


def _html(html: Markup, elem_id: str) -> gr.Markdown:
    """Show HTML of ours as it is: the templates have escaped all that comes from the archive or a reader.

    Gradio's own HTML component needs eval, which the page's policy forbids; its sanitizer takes names away that
    screen readers need, and opens every link in a window of its own.
    """
    return gr.Markdown(render.one_line(html), latex_delimiters=[], sanitize_html=False, elem_id=elem_id)


def examples(newest: Iterable[Article]) -> list[str]:
    """Questions to start from: short titles, no two alike, of the newest articles, which are given first."""
    latest = islice(newest, _LATEST)
    short = [a for a in latest if a.title and len(a.title) <= _EXAMPLE_LENGTH and a.kind in ("news", "report")]
    return list(dict.fromkeys(article.title for article in short if article.title))[: len(EXAMPLES)]
