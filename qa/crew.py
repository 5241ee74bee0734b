"""Who answers: the bot of a generation and, when several ask at once, processes that answer as it does.

One process answers about as many questions a second as one core can: all its threads share one interpreter.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from threading import Lock, Thread
from typing import NamedTuple

from index.child import Child, ChildEnded
from index.messages import Language, Tell, say, speaking, spoken
from index.store import Manifest
from qa.answer import Answer, Filters
from qa.bot import Bot
from qa.late import SILENCE
from qa.question.people import tagger
from qa.question.turn import Turn

PROCESSES = min(4, os.cpu_count() or 1)
"""Processes that answer at most, as each takes memory of its own, and a container may have far fewer cores."""
AT_ONCE = 2
"""Questions that one process answers at once: more only take the interpreter from each other."""
SWITCH = 0.0003
"""Seconds after which the interpreter goes on with another thread: of the usual .005 a replica would wait for work."""
SECONDS = 120.0
"""How long a process may take for a question, or to open the archive."""

log = logging.getLogger(__name__)

Open = Callable[[], Bot]
"""Opens the bot once more, in another process; to be found there by its module."""


class Asked(NamedTuple):
    """A question as a bot takes it."""

    question: str
    history: tuple[Turn, ...]
    k: int
    filters: Filters | None
    today: date

    def of(self, bot: Bot) -> Answer:
        """What a bot answers, without what only reading the hits needed."""
        answer = bot.ask(self.question, self.history, today=self.today, k=self.k, filters=self.filters)
        return replace(answer, hits=tuple(replace(hit, echo=SILENCE) for hit in answer.hits))


class Replica:
    """A process that answers from a generation as the bot does."""

    def __init__(self, start: Open) -> None:
        self._child = Child(SECONDS)
        try:
            self.manifest = self._child.call(_unheard, _opened, start)
        except BaseException:
            self._child.close()
            raise

    def ask(self, asked: Asked) -> Answer:
        """What it answers in the language spoken here; ChildEnded when it did not survive the question."""
        return self._child.call(_unheard, _answered, asked, spoken())

    @property
    def runs(self) -> bool:
        """Is its process still there? What it could not hand over may have ended it too."""
        return self._child.runs

    def close(self) -> None:
        """End the process."""
        self._child.close()


@dataclass
class Crew:
    """Answers for one generation, ``processes`` at most: the bot, and replicas started when the first have to wait.

    A replica that could not be started, or is lost, is not tried again: most likely the memory is not enough for it.
    """

    bot: Bot
    start: Open
    processes: int = PROCESSES
    _lock: Lock = field(default_factory=Lock, repr=False)
    _started: int = field(default=0, repr=False)
    _busy: int = field(default=0, repr=False)
    _free: list[Replica] = field(default_factory=list, repr=False)
    _closed: bool = field(default=False, repr=False)

    def ask(self, asked: Asked) -> Answer:
        """Answer a question; of many readers as many are served at once as can be, the first first."""
        turns = _in_turn(max(AT_ONCE, self.processes))
        return turns.submit(copy_context().run, self._answer, asked).result()

    @property
    def waiting(self) -> int:
        """How many replicas wait for a question."""
        return len(self._free)

    def close(self) -> None:
        """End the replicas, those that are at a question after it; the bot alone answers whoever still asks."""
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
        for replica in free:
            replica.close()

    def _answer(self, asked: Asked) -> Answer:
        replica = self._taken()
        try:
            return replica.ask(asked) if replica else asked.of(self.bot)
        except ChildEnded as ended:
            log.warning("%s", say("一个答题进程中断了（{error}），以后由其余的回答", error=ended))
            return self._answer(asked)
        finally:
            self._free_again(replica)

    def _taken(self) -> Replica | None:
        """A replica for a question, or None for the bot itself, which comes first; others are started meanwhile."""
        with self._lock:
            if self._busy and self._free:
                return self._free.pop()
            if self._busy and self._started < self.processes - 1 and not self._closed:
                self._started += 1
                Thread(target=self._join, daemon=True).start()
            self._busy += 1
            return None

    def _join(self) -> None:
        """Start a replica if there is memory for it; it takes part if the archive is still the same."""
        if not self.bot.store.fits_again():
            log.warning("%s", say("内存不够再开一个答题进程：同时提问的读者要多等一会儿"))
            return
        try:
            replica = Replica(self.start)
        except Exception as error:  # noqa: BLE001 whatever it is: the others answer as before
            log.warning("%s", say("另一个答题进程没有启动（{error}），由其余的回答", error=error))
            return
        if replica.manifest == self.bot.store.manifest:
            sys.setswitchinterval(SWITCH)
            self._free_again(replica)
        else:
            replica.close()

    def _free_again(self, replica: Replica | None) -> None:
        with self._lock:
            if replica is None:
                self._busy -= 1
            elif replica.runs and not self._closed:
                self._free.append(replica)
            else:
                replica.close()


@cache
def _in_turn(threads: int) -> ThreadPoolExecutor:
    """Whoever waits for an answer; all generations share them."""
    return ThreadPoolExecutor(threads)


def _unheard(_: str) -> None:
    """What a replica says while it works: nothing."""


_BOTS: list[Bot] = []
"""In a replica: the bot it answers with."""


def _opened(start: Open, *, tell: Tell) -> Manifest:  # noqa: ARG001 - as ``Child`` calls
    _BOTS[:] = [start()]
    _BOTS[0].warm()
    tagger()
    return _BOTS[0].store.manifest


def _answered(asked: Asked, language: Language, *, tell: Tell) -> Answer:  # noqa: ARG001 - as ``Child`` calls
    with speaking(language):
        return asked.of(_BOTS[0])
