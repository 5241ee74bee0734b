"""How often one may ask: so often that fifty readers behind one address notice nothing, and no program takes it all."""

from __future__ import annotations

import time
from asyncio import Semaphore
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from math import ceil
from typing import Final

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter, RateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from index.messages import message, say
from qa.web.callers import Visit, address_of, visit_of
from qa.web.gate import refusal, route_of
from qa.web.guests import Guests
from qa.web.passes import Passes
from qa.web.problems import is_chat
from qa.web.texts import Texts

KEPT: Final = 4000
"""Keys that are counted at a time; with one more, counting begins anew."""
FEEDBACK: Final = ("POST", "/feedback")
COSTLY: Final = {
    FEEDBACK,
    ("GET", "/api/search"),
    ("GET", "/api/issues"),
    ("GET", "/search"),
    ("POST", "/api/ask"),
    ("POST", "/embed"),
    ("POST", "/gradio_api/queue/join"),
}
"""What is counted, and every picture of a page and article of the API besides."""
AT_ONCE: Final = 4
"""Questions of one address that are answered at a time: long ones would keep everybody else waiting."""
CROWD: Final = 100
"""Questions of one address that are answered or wait for that."""
_LONG: Final = (
    (3600, message("今天问得有点多了，请过 {count} 小时再问。")),
    (60, message("问得有点多了，请过 {count} 分钟再问。")),
)
"""Seconds, and how to say that one must wait so many times as long."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What one address and one opened page may ask; guests say what the readers of all their pages may."""

    per_minute: int = 300
    per_day: int = 20_000
    feedback_per_minute: int = 20
    pass_per_minute: int = 30


USUAL: Final = Rates()


class Meter:
    """Counts by keys: minutes exactly, days from the first request on, which takes a number and not a list each."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._storage = MemoryStorage()
        self._minutes = MovingWindowRateLimiter(self._storage)
        self._days = FixedWindowRateLimiter(self._storage)

    def wait(self, key: str, per_minute: int, per_day: int | None = None) -> int:
        """Count a request under a key; the seconds until there may be one, 0 when there may be one now."""
        # The storage never lets go of a key, and to take keys from it while its own thread sweeps would break that.
        if self.keys >= KEPT:
            self._begin()
        minute = _wait(self._minutes, RateLimitItemPerMinute(per_minute), key)
        return minute or (0 if per_day is None else _wait(self._days, RateLimitItemPerDay(per_day), key))

    @property
    def keys(self) -> int:
        """How many keys are counted."""
        return len(self._storage.events)


class Doors:
    """One for each address, through which so many go at a time, the others waiting."""

    def __init__(self, wide: int) -> None:
        self._wide = wide
        self._doors: dict[str, Semaphore] = {}
        self._near = Counter[str]()

    def crowded(self, address: str) -> bool:
        """Are so many of an address inside or waiting that nobody else should?"""
        return self._near[address] >= CROWD

    @asynccontextmanager
    async def through(self, address: str) -> AsyncIterator[None]:
        """Wait for the door of an address, and be inside."""
        door = self._doors.setdefault(address, Semaphore(self._wide))
        self._near[address] += 1
        try:
            async with door:
                yield
        finally:
            self._near[address] -= 1
            if not self._near[address]:
                del self._near[address], self._doors[address]


class Questions:
    """Counts what is asked on guests' pages: by pass, and by guest, whatever passes its readers have.

    Apart, so that nobody makes the counting of guests begin anew by fetching passes.
    """

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self._passes, self._guests = Meter(), Meter()

    def wait(self, visit: Visit) -> int:
        """Count a question; the seconds until there may be one, 0 when there may be one now."""
        seconds = self._passes.wait(visit.pass_, self.rates.pass_per_minute) if visit.pass_ else 0
        if seconds or not visit.id:
            return seconds
        return self._guests.wait(visit.id, visit.guest.per_minute, visit.guest.per_day)


def patience(seconds: int) -> str:
    """How long to wait, in a sentence: in seconds, over two minutes in minutes, over two hours in hours."""
    for size, sentence in _LONG:
        if seconds > 2 * size:
            return say(sentence, count=ceil(seconds / size))
    return say("问得有点快了，请等 {seconds} 秒再问。", seconds=seconds)


def _wait(limiter: RateLimiter, limit: RateLimitItem, key: str) -> int:
    if limiter.hit(limit, key):
        return 0
    return max(1, ceil(limiter.get_window_stats(limit, key).reset_time - time.time()))


class Limited:
    """Answers 429 to whoever asks too often, ``questions`` counting guests' pages; ``refused`` is told each time.

    Of what one address asks, a few are let through at a time; those of the chat by its own door (``calls``).
    """

    def __init__(
        self,
        app: ASGIApp,
        texts: Texts,
        guests: Guests,
        passes: Passes,
        questions: Questions,
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        self.app, self.texts, self.guests, self.passes = app, texts, guests, passes
        self.questions, self.rates, self.refused = questions, questions.rates, refused
        # Apart, so that nobody makes the counting of addresses begin anew by fetching passes.
        self.addresses, self.doors = Meter(), Doors(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through or answer it, as ASGI has it."""
        method, path = scope.get("method", ""), route_of(scope) if scope["type"] == "http" else ""
        seconds = self._wait(scope) if is_costly(method, path) else 0
        if seconds:
            self.refused()
            reply = refusal(scope, self.texts, 429, patience(seconds))
            reply.headers["Retry-After"] = str(seconds)
            await reply(scope, receive, send)
            return
        queued = (method, path) in COSTLY and not is_chat(path)
        async with self.doors.through(address_of(scope)) if queued else nullcontext():
            await self.app(scope, receive, send)

    def _wait(self, scope: Scope) -> int:
        """The seconds until a request may be made, by its address, pass and guest; 0 when it may be made now."""
        address, rates = address_of(scope), self.rates
        if self.doors.crowded(address):
            return 1
        seconds = self.addresses.wait(address, rates.per_minute, rates.per_day)
        if not seconds and (scope["method"], route_of(scope)) == FEEDBACK:
            seconds = self.addresses.wait(f"feedback {address}", rates.feedback_per_minute)
        # A frame says its pass in its form, which is counted where that is read.
        if not seconds and route_of(scope) != "/embed" and (visit := visit_of(scope, self.guests, self.passes)):
            seconds = self.questions.wait(visit)
        return seconds


def is_costly(method: str, path: str) -> bool:
    """Does a request take so much work that it is counted?

    >>> is_costly("GET", "/picture/b1"), is_costly("GET", "/healthz")
    (True, False)
    """
    return (method, path) in COSTLY or (method == "GET" and path.startswith(("/picture/", "/api/articles/")))
