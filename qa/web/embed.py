"""The chat as other web sites show it: a light page for a frame, a form that needs no scripts, and the widget.

Who may frame it is said by ``frame-ancestors`` of the guest whose page it is; what is asked comes with the pass that
the page was made with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from markupsafe import Markup
from pydantic import BaseModel, Field

from index import clock
from index.messages import Language, language_of, say, speaking, spoken
from index.store import Extent
from qa.web.callers import Visit
from qa.web.conversation import Conversation, Turns, searches_of
from qa.web.documents import message_page
from qa.web.fields import Words
from qa.web.gate import hashed
from qa.web.guests import Guest, Guests
from qa.web.needs import Asked
from qa.web.passes import Passes
from qa.web.rates import Questions, patience
from qa.web.render import filled, turn
from qa.web.search import Search, question_of
from qa.web.site import Site, site_of
from qa.web.texts import Texts

REMEMBERED: Final = 6
"""Turns that a page takes along without scripts."""
_AN_HOUR: Final = "public, max-age=3600"


@dataclass(frozen=True, slots=True)
class Frame:
    """A page for a frame: for whom, with which pass, the turns so far, what stands in the box, a word to the reader."""

    id: str
    guest: Guest
    pass_: str
    turns: Turns = ()
    question: str = ""
    word: str = ""

    @property
    def theme(self) -> str:
        """The style sheet of the guest's colour."""
        return f":root{{--guest:{self.guest.colour}}}"

    @property
    def policy(self) -> str:
        """The content security policy of the page."""
        return (
            f"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' {hashed(self.theme)}; "
            "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'; "
            f"frame-ancestors {self.guest.ancestors}"
        )


class Asking(BaseModel):
    """What a frame sends: a question or the address of a search, and the addresses before it, one a line.

    ``part`` asks for the answer alone instead of a page; ``asked`` is how many turns there were, if not all are sent.
    """

    site: Words = ""
    pass_: Words = Field("", alias="pass")
    q: Words = ""
    address: Words = ""
    before: Words = ""
    part: str = ""
    lang: str = ""
    asked: int = Field(0, ge=0, le=9999)

    @property
    def search(self) -> Search:
        """What is asked."""
        return next(iter(searches_of(self.address)), Search(question_of(self.q)))


@dataclass(frozen=True)
class Frames:
    """The frames of all guests."""

    talk: Conversation
    guests: Guests
    passes: Passes
    questions: Questions

    def opened(self, request: Request, site: str = "", q: str = "", lang: str = "") -> Response:
        """A guest's frame is opened, with the question ``q`` in its box if its page says one."""
        if (guest := self.guests.named(site, clock.today())) is None:
            return self._refused(request)
        with speaking(_language(guest, lang)):
            return self._page(request, Frame(site, guest, self.passes.issue(site), question=q.strip()))

    def asked(self, request: Request, asking: Annotated[Asking, Form()]) -> Response:
        """A reader asks in a guest's frame."""
        if (guest := self.guests.named(asking.site, clock.today())) is None:
            return self._refused(request)
        with speaking(_language(guest, asking.lang)):
            frame = Frame(asking.site, guest, asking.pass_, question=asking.q.strip())
            if self.passes.guest(asking.pass_) != asking.site:
                word = say("这一页放得太久了，请再问一次。")
                return self._page(request, replace(frame, pass_=self.passes.issue(asking.site), word=word), 403)
            if seconds := self.questions.wait(Visit(asking.site, guest, asking.pass_)):
                return self._page(request, replace(frame, word=patience(seconds)), 429)
            turns = self._turns(guest, searches_of(asking.before), asking)
            if asking.part:
                return HTMLResponse("".join(map(turn, turns[-1:])))
            return self._page(request, replace(frame, turns=turns, question=""))

    def _turns(self, guest: Guest, before: Sequence[Search], asking: Asking) -> Turns:
        """The turns of a page; none when nothing is asked."""
        search = asking.search
        if not search.question:
            return ()
        limits = guest.filters.filters()
        within = search if search.filters or limits is None else replace(search, filters=limits)
        kept = before[-REMEMBERED + 1 :]
        first = max(asking.asked, len(before)) - len(kept) + 1
        return self.talk.resumed([*kept, within], first=first)

    def _page(self, request: Request, frame: Frame, status: int = 200) -> Response:
        html = frame_page(site_of(request.scope, self.talk.texts), frame, self.talk.searched)
        # Whoever keeps the page for others gives them its pass.
        headers = {"Content-Security-Policy": frame.policy, "Cache-Control": "no-store"}
        return HTMLResponse(html, status, headers)

    def _refused(self, request: Request) -> Response:
        words = say("这个网站没有开通问答"), say("它可能没有登记，或者已经到期。")
        return HTMLResponse(message_page(site_of(request.scope, self.talk.texts), *words), status_code=404)


def embed(bot: Asked, texts: Texts, guests: Guests, passes: Passes, questions: Questions) -> APIRouter:
    """``/embed`` and ``/widget.js``; ``questions`` counts what is asked."""
    router, frames = APIRouter(), Frames(Conversation(bot, texts), guests, passes, questions)
    router.add_api_route("/embed", frames.opened, methods=["GET"])
    router.add_api_route("/embed", frames.asked, methods=["POST"])
    router.add_api_route("/widget.js", widget)
    return router


def widget() -> Response:
    """The script that other sites put into their pages."""
    script = Path(__file__).parent / "static" / "widget.js"
    headers = {"Cache-Control": _AN_HOUR, "Cross-Origin-Resource-Policy": "cross-origin"}
    return FileResponse(script, media_type="text/javascript", headers=headers)


def _language(guest: Guest, said: str) -> Language:
    """What is spoken in a guest's frame: what its page asks for, else what the guest is set to, else what is spoken."""
    return language_of(said) if said else guest.language or spoken()


def frame_page(site: Site, frame: Frame, searched: Extent) -> Markup:
    """The page of a frame."""
    before = "\n".join(shown.search.address for shown in frame.turns)
    return filled("embed.html", site=site, frame=frame, searched=searched, before=before)
