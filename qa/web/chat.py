"""The chat: a question box, and a conversation of answers with the cuttings they rest on. Gradio Blocks."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, Final

import gradio as gr
from markupsafe import Markup

from index.document import Article
from index.errors import BaowenError
from qa.answer import Searched
from qa.turn import Turn
from qa.web import render
from qa.web.archive import Asked
from qa.web.render import Shown
from qa.web.texts import Texts

READERS_AT_ONCE: Final = 16
"""Questions answered at the same time; the others queue."""

QUEUE: Final = 64
"""Questions that may wait; beyond them a reader is asked to come back."""

_TURNS_KEPT: Final = 20
_EXAMPLES: Final = 4
_EXAMPLE_LENGTH: Final = 24
_LATEST: Final = 200
_SESSION_SECONDS: Final = 3600

log = logging.getLogger(__name__)


Turns = tuple[Shown, ...]


def build_chat(bot: Asked, texts: Texts) -> gr.Blocks:
    """The chat over one archive, ready to be mounted."""
    searched = Searched(*bot.store.extent)
    with gr.Blocks(title=texts.name, analytics_enabled=False) as chat:
        _html(render.masthead(searched, texts), "masthead")
        question = gr.Textbox(
            label="问题",
            show_label=False,
            container=False,
            placeholder="想知道什么？写在这里",
            lines=1,
            max_lines=4,
            submit_btn="问",
            elem_id="question",
        )
        with gr.Column(elem_id="suggestions") as suggestions:
            gr.Markdown("不妨从这些报道问起", elem_id="hint")
            buttons = [gr.Button(example) for example in examples(islice(bot.store.latest(), _LATEST))]
        conversation = _html(Markup(), "conversation")
        clear = gr.Button("清空对话", elem_id="clear", visible=False)
        _html(render.foot(texts), "foot")
        turns = gr.State((), time_to_live=_SESSION_SECONDS)
        for trigger, asked in [(question.submit, question), *((button.click, button) for button in buttons)]:
            trigger(
                partial(reply, bot, searched, texts),
                inputs=[asked, turns],
                outputs=[question, suggestions, conversation, clear, turns],
                show_progress="hidden",
                api_visibility="private",
            )
        clear.click(
            cleared, outputs=[suggestions, conversation, clear, turns], show_progress="hidden", api_visibility="private"
        )
    chat.queue(max_size=QUEUE, default_concurrency_limit=READERS_AT_ONCE)
    return chat


def _html(html: Markup, elem_id: str) -> gr.Markdown:
    """Show HTML of ours as it is. Gradio's own HTML component needs eval, which the page's policy forbids."""
    return gr.Markdown(render.one_line(html), latex_delimiters=[], elem_id=elem_id)


def examples(newest: Iterable[Article]) -> list[str]:
    """Questions to start from: short titles, no two alike, of the newest articles, which are given first."""
    short = [a for a in newest if a.title and len(a.title) <= _EXAMPLE_LENGTH and a.kind in ("news", "report")]
    return list(dict.fromkeys(article.title for article in short if article.title))[:_EXAMPLES]


def cleared() -> tuple[Any, str, Any, Turns]:
    """A session as it was before the first question."""
    return gr.Column(visible=True), "", gr.Button(visible=False), ()


def reply(
    bot: Asked, searched: Searched, texts: Texts, question: str, turns: Turns
) -> Iterator[tuple[Any, Any, str, Any, Turns]]:
    """Answer one question in a session: first that it is being looked up, then what was found.

    Yields the question box, the suggestions, the conversation, the button to clear it, and the session's turns.
    """
    question = question.strip()
    number = turns[-1].number + 1 if turns else 1
    if not question:
        asked = Shown(number, Turn("（没有写下问题）", ""), render.remark("请先写下想知道的事，再按“问”。"))
        yield "", gr.skip(), render.conversation([*turns, asked]), gr.skip(), turns
        return
    waiting = Shown(number, Turn(question, ""), render.pending(searched))
    yield "", gr.Column(visible=False), render.conversation([*turns, waiting]), gr.skip(), turns
    turns = (*turns, answered(bot, texts, question, turns, number))[-_TURNS_KEPT:]
    yield gr.skip(), gr.skip(), render.conversation(turns), gr.Button(visible=True), turns


def answered(bot: Asked, texts: Texts, question: str, before: Turns, number: int) -> Shown:
    """The turn that a question makes after others; one friendly sentence in it when something went wrong."""
    try:
        answer = bot.ask(question, [shown.turn for shown in before])
        return Shown(number, Turn(question, answer.text), render.answer(answer, number, texts))
    except BaowenError as error:
        return Shown(number, Turn(question, ""), render.remark(str(error)))
    except Exception:
        log.exception("a question could not be answered")
        return Shown(number, Turn(question, ""), render.remark("抱歉，这个问题没能查成。请换个说法再问，或稍后再来。"))
