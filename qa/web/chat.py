"""The chat: a question box, and a conversation of answers with the cuttings they rest on. Gradio Blocks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final, NamedTuple

import gradio as gr
from markupsafe import Markup

from index.document import Article
from index.messages import say, speaking, spoken
from qa.answer import Searched
from qa.web import render
from qa.web.archive import Asked
from qa.web.conversation import Change, Conversation
from qa.web.site import language_for
from qa.web.texts import Texts

READERS_AT_ONCE: Final = 16
"""Questions answered at the same time; the others queue."""

QUEUE: Final = 64
"""Questions that may wait; beyond them a reader is asked to come back."""

_EXAMPLES: Final = 4
_EXAMPLE_LENGTH: Final = 24
_LATEST: Final = 200
_SESSION_SECONDS: Final = 3600
_KEPT: Final = "baowen"
"""The name of what the browser keeps, and what Gradio scrambles it with, which hides it from nobody."""


def build_chat(bot: Asked, texts: Texts) -> gr.Blocks:
    """The chat over one archive, ready to be mounted."""
    talk, searched = Conversation(bot, texts), Searched(*bot.store.extent)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    with gr.Blocks(title=texts.name, analytics_enabled=False) as chat:
        masthead = _html(render.masthead(searched, texts), "masthead")
        question = gr.Textbox(
            **_box(), show_label=False, container=False, lines=1, max_lines=4, elem_id="question", autofocus=False
        )
        with gr.Column(elem_id="suggestions") as suggestions:
            hint = gr.Markdown(say("不妨从这些报道问起"), elem_id="hint")
            buttons = [gr.Button(example) for example in examples(islice(bot.store.latest(), _LATEST))]
        conversation = _html(Markup(), "conversation")
        clear = gr.Button(say("清空对话"), elem_id="clear", visible=False)
        foot = _html(render.foot(texts), "foot")
        again = gr.Textbox(elem_id="again", submit_btn=True, visible="hidden")
        turns = gr.State((), time_to_live=_SESSION_SECONDS)
        kept = gr.BrowserState([], storage_key=_KEPT, secret=_KEPT)
        changed = list(Change(question, suggestions, conversation, clear, turns, kept))
        for trigger, asked in [(question.submit, question), *((button.click, button) for button in buttons)]:
            trigger(talk.asked, inputs=[asked, turns], outputs=changed, **quiet)
        again.submit(talk.asked_again, inputs=[again, turns], outputs=changed, **quiet)
        clear.click(talk.cleared, outputs=changed, **quiet)
        chat.load(talk.opened, inputs=kept, outputs=changed, **quiet)

        def labelled(request: gr.Request) -> Labels:
            return labels(searched, texts, request)

        chat.load(labelled, outputs=list(Labels(masthead, question, hint, clear, foot)), **quiet)
    chat.queue(max_size=QUEUE, default_concurrency_limit=READERS_AT_ONCE)
    return chat


class Labels(NamedTuple):
    """The words around a conversation; those not given stay as they are."""

    masthead: Any = gr.skip()
    question: Any = gr.skip()
    hint: Any = gr.skip()
    clear: Any = gr.skip()
    foot: Any = gr.skip()


def labels(searched: Searched, texts: Texts, request: gr.Request) -> Labels:
    """The words for a reader who chose another language than the one that the page was made in."""
    language = language_for(request.cookies)
    if language == spoken():
        return Labels()
    with speaking(language):
        return Labels(
            masthead=render.one_line(render.masthead(searched, texts)),
            question=gr.Textbox(**_box()),
            hint=say("不妨从这些报道问起"),
            clear=gr.Button(say("清空对话")),
            foot=render.one_line(render.foot(texts)),
        )


def _box() -> dict[str, Any]:
    return {"label": say("问题"), "placeholder": say("想知道什么？写在这里"), "submit_btn": say("问")}


def _html(html: Markup, elem_id: str) -> gr.Markdown:
    """Show HTML of ours as it is: the templates have escaped all that comes from the archive or a reader.

    Gradio's own HTML component needs eval, which the page's policy forbids; its sanitizer takes names away that
    screen readers need, and opens every link in a window of its own.
    """
    return gr.Markdown(render.one_line(html), latex_delimiters=[], sanitize_html=False, elem_id=elem_id)


def examples(newest: Iterable[Article]) -> list[str]:
    """Questions to start from: short titles, no two alike, of the newest articles, which are given first."""
    short = [a for a in newest if a.title and len(a.title) <= _EXAMPLE_LENGTH and a.kind in ("news", "report")]
    return list(dict.fromkeys(article.title for article in short if article.title))[:_EXAMPLES]
