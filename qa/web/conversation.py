"""What happens in a conversation: a question is asked, asked again within other limits, resumed or cleared.

A conversation stays in the reader's browser, as the addresses of its questions (``static/chat.js``), which come with
each question. The server forgets it; when it has, or the page is opened again, it answers them again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import gradio as gr

from index.messages import Language, say, speaking
from index.store import Extent
from qa.question.turn import Turn
from qa.web import render
from qa.web.needs import Asked
from qa.web.render import Shown
from qa.web.search import MOST, Search, answering, question_of
from qa.web.site import language_for
from qa.web.texts import Texts
from qa.web.wording import FAILED

TURNS_KEPT: Final = 10
LONGEST_ADDRESS: Final = 6500
"""Of ten times as many bytes a request may bring; the longest question has 6,000 percent-encoded."""
_AWAY: Final = "hidden"
"""How the suggestions go: what is invisible to Gradio is never drawn, and until all it began with is drawn, the page
stays under its notice of loading."""

log = logging.getLogger(__name__)

Turns = tuple[Shown, ...]


class Change(NamedTuple):
    """What becomes of the page; what is not said stays as it is.

    In this order: the question box, the suggestions, the conversation, the button that clears it, the session's turns.
    """

    question: Any = gr.skip()
    suggestions: Any = gr.skip()
    conversation: Any = gr.skip()
    clear: Any = gr.skip()
    turns: Any = gr.skip()


@dataclass(frozen=True)
class Conversation:
    """The conversations of all readers with one archive."""

    bot: Asked
    texts: Texts

    @property
    def searched(self) -> Extent:
        """What every question searches."""
        return self.bot.store.extent

    def asked(self, question: str | None, turns: Turns, kept: str | None, request: gr.Request) -> Iterator[Change]:
        """A reader asks; ``kept`` are the addresses of the questions on the page, a line each."""
        yield from self._after([Search(question_of(question))], turns, kept, language_for(request.cookies))

    def asked_again(
        self, addresses: str | None, turns: Turns, kept: str | None, request: gr.Request
    ) -> Iterator[Change]:
        """A reader takes a limit away from a question, opens an address that asks one, or comes back.

        A line for each address; of several, the answers come together with that to the last.
        """
        yield from self._after(searches_of(addresses), turns, kept, language_for(request.cookies))

    def _after(
        self, searches: Sequence[Search], turns: Turns, kept: str | None, language: Language
    ) -> Iterator[Change]:
        """Answer questions after the turns so far, or, when the server has forgotten these, after what is ``kept``."""
        before = () if turns else searches_of(kept)
        if searches:
            with speaking(language):
                turns = self.resumed([*before, *searches[:-1]], turns)
            yield from self._answered(searches[-1], turns, language)

    def resumed(self, searches: Iterable[Search], turns: Turns = (), first: int = 1) -> Turns:
        """Some turns, and those that searches make after them; ``first`` is the number of the first turn of all."""
        for search in searches:
            turns = (*turns, self._turn(search, turns, first))
        return turns

    def cleared(self, kept: str | None, request: gr.Request) -> Change:
        """A reader begins anew, and may have what was there once more: until the next question, by what is ``kept``."""
        with speaking(language_for(request.cookies)):
            cleared = render.one_line(render.cleared(search.address for search in searches_of(kept)))
        return Change("", gr.Column(visible=True), cleared, gr.Button(visible=False), ())

    def _answered(self, search: Search, turns: Turns, language: Language) -> Iterator[Change]:
        """Answer one question: first that it is being looked up, then what was found.

        It takes the place of the last when that is the same, with a day typed within its limits that is none.
        """
        if turns and turns[-1].search.no_days and turns[-1].search.question == search.question:
            turns = turns[:-1]
        with speaking(language):
            waiting = self._pending(search, _number(turns))
        if not search.question:
            yield Change("", conversation=render.conversation([*turns, waiting]))
            return
        yield Change("", gr.Column(visible=_AWAY), render.conversation([*turns, waiting]))
        with speaking(language):
            turn = self._turn(search, turns)
            changed = _changed((*turns, turn)[-TURNS_KEPT:])
        yield changed

    def _pending(self, search: Search, number: int) -> Shown:
        if search.question:
            return Shown(number, Turn(search.question, ""), render.pending(self.searched), search)
        remark = render.remark(say("请先写下想知道的事，再按“问”。"))
        return Shown(number, Turn(say("（没有写下问题）"), ""), remark, search)

    def _turn(self, search: Search, before: Turns, first: int = 1) -> Shown:
        """The turn that a question makes after others; one friendly sentence in it when something went wrong."""
        number = _number(before, first)
        history = [shown.turn for shown in before]
        try:
            answer = answering(search, self.bot.ask(search.question, history, k=MOST, filters=search.filters))
        except Exception:
            log.exception("a question could not be answered")
            said, html = "", render.remark(say(FAILED))
        else:
            said, html = answer.text, render.answer(answer, search, number, self.texts)
        return Shown(number, Turn(search.question, said), html, search)


def _number(before: Turns, first: int = 1) -> int:
    return before[-1].number + 1 if before else first


def _changed(turns: Sequence[Shown]) -> Change:
    # Its words again, as Gradio forgets those of what was never visible.
    clear = gr.Button(say("清空对话"), visible=True)
    return Change("", gr.Column(visible=_AWAY), render.conversation(turns), clear, tuple(turns))


def searches_of(addresses: str | None) -> list[Search]:
    """The searches of our addresses, one a line, the last ``TURNS_KEPT``; what asks nothing is left out."""
    lines = (addresses or "").splitlines()[-TURNS_KEPT:]
    searches = [Search.at(line[:LONGEST_ADDRESS].partition("?")[2]) for line in lines]
    return [search for search in searches if search.question]
