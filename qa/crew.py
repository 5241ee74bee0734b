"""Who answers: the bot of a generation and, when several ask at once, processes that answer as it does.

One process answers about as many questions a second as one core can: all its threads share one interpreter.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from functools import cache
from threading import Lock, Thread
from time import monotonic

from index.child import ChildEnded
from index.errors import BaowenError
from index.messages import say
from qa.answer import Answer
from qa.bot import Bot
from qa.replica import Open, Posed, Replica

PROCESSES = min(4, os.cpu_count() or 1)
"""Processes that answer at most, as each takes memory of its own, and a container may have far fewer cores."""
AT_ONCE = 2
"""Questions answered at once by a process that is alone: more only take the interpreter from each other."""
SWITCH = 0.0003
"""Seconds after which the interpreter goes on with another thread: of the usual .005 a replica would wait for work."""
PAUSE = 3600.0
"""Seconds until another replica is tried after one was lost, or there was no memory for it."""

log = logging.getLogger(__name__)


@dataclass
class Crew:
    """Answers for one generation, ``processes`` at most: the bot, and replicas started when the first have to wait.

    What a replica is lost with the bot answers.
    """

    bot: Bot
    start: Open
    processes: int = PROCESSES
    _lock: Lock = field(default_factory=Lock, repr=False)
    _busy: int = field(default=0, repr=False)
    """Questions that the bot is at."""
    _free: list[Replica] = field(default_factory=list, repr=False)
    _replicas: int = field(default=0, repr=False)
    """Those free, at a question, or being started."""
    _not_before: float = field(default=0.0, repr=False)
    """When the next may be started."""
    _closed: bool = field(default=False, repr=False)

    def ask(self, posed: Posed) -> Answer:
        """Answer a question; of many readers as many are served at once as can be, the first first."""
        turns = _in_turn(max(AT_ONCE, self.processes))
        return turns.submit(self._answer, posed, copy_context()).result()

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

    def _answer(self, posed: Posed, reader: Context) -> Answer:
        if replica := self._taken():
            try:
                return reader.run(replica.ask, posed)
            except ChildEnded as ended:
                log.warning("%s", say("一个答题进程中断了（{error}），由其余的回答", error=ended))
                with self._lock:
                    self._busy += 1
            finally:
                self._back(replica)
        try:
            return reader.run(posed.of, self.bot)
        finally:
            with self._lock:
                self._busy -= 1

    def _taken(self) -> Replica | None:
        """A replica for a question, or None for the bot itself, which comes first; another is started meanwhile."""
        with self._lock:
            if self._busy and self._free:
                return self._free.pop()
            self._busy += 1
            wanted = self._busy > 1 and self._replicas < self.processes - 1 and not self._closed
            if wanted and monotonic() >= self._not_before:
                with contextlib.suppress(RuntimeError):  # the system allows no further thread
                    Thread(target=self._join, daemon=True).start()
                    self._replicas += 1
        return None

    def _join(self) -> None:
        """Start a replica if there is memory for it; it takes part if archive and program are still the same."""
        try:
            with _ONE_AFTER_THE_OTHER:  # what one takes does not count as free for the next
                if not self.bot.store.fits_again():
                    raise BaowenError(say("内存不够"))
                replica = Replica(self.start)
        except Exception as error:  # noqa: BLE001 whatever it is: the others answer as before
            log.warning("%s", say("另一个答题进程没有启动（{error}），由其余的回答", error=error))
            self._lost()
            return
        if replica.answers_as(self.bot):
            sys.setswitchinterval(SWITCH)
        else:
            replica.close()
        self._back(replica)

    def _back(self, replica: Replica) -> None:
        """A replica is free, if it still runs and is wanted."""
        with self._lock:
            if replica.runs and not self._closed:
                self._free.append(replica)
                return
        replica.close()
        self._lost()

    def _lost(self) -> None:
        with self._lock:
            self._replicas -= 1
            self._not_before = monotonic() + PAUSE


_ONE_AFTER_THE_OTHER = Lock()
"""Held by who starts a replica, of whatever crew."""


@cache
def _in_turn(threads: int) -> ThreadPoolExecutor:
    """Whoever waits for an answer; all generations share them."""
    return ThreadPoolExecutor(threads)
