"""A process that answers from the same archive as the bot of this one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from index.child import Child
from index.messages import Language, Tell, speaking, spoken
from index.store import Manifest
from qa.answer import Answer, Filters
from qa.bot import Bot
from qa.late import SILENCE
from qa.question.people import tagger
from qa.question.turn import Turn

SECONDS = 120.0
"""How long it may take for a question, or to open the archive."""
_ENDED_FIRST = Path("/proc/self/oom_score_adj"), "1000"
"""How Linux is told which process to end before others when memory is short."""
_ROOT = Path(__file__).parent.parent

Open = Callable[[], Bot]
"""Opens the bot once more, in another process; to be found there by its module."""


class Posed(NamedTuple):
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
    """The process, seen from here; to be asked by one thread at a time."""

    def __init__(self, start: Open) -> None:
        self._child = Child(SECONDS)
        try:
            self._made = self._child.call(_unheard, _opened, start)
        except BaseException:
            self._child.close()
            raise

    def answers_as(self, bot: Bot) -> bool:
        """Has it the archive of a bot, and the program of this process?"""
        return self._made == (PROGRAM, bot.store.manifest)

    def ask(self, posed: Posed) -> Answer:
        """What it answers in the language spoken here; ChildEnded when it did not survive the question."""
        return self._child.call(_unheard, _answered, posed, spoken())

    @property
    def runs(self) -> bool:
        """Is the process still there? What it could not hand over may have ended it too."""
        return self._child.runs

    def close(self) -> None:
        """End the process."""
        self._child.close()


def _unheard(_: str) -> None:
    """What it says while it works: nothing."""


def _written() -> int:
    """When the last of the program's files was written: one that was updated answers in other records than these."""
    files = (file for folder in ("index", "qa") for file in (_ROOT / folder).rglob("*.py"))
    return max(file.stat().st_mtime_ns for file in files)


PROGRAM = _written()
_BOTS: list[Bot] = []
"""In the other process: the bot it answers with."""


def _opened(start: Open, *, tell: Tell) -> tuple[int, Manifest]:  # noqa: ARG001 - as ``Child`` calls
    file, first = _ENDED_FIRST
    with contextlib.suppress(OSError):  # not Linux, or not allowed
        file.write_text(first, encoding="ascii")
    bot = start()
    bot.warm()
    tagger()
    _BOTS[:] = [bot]
    return PROGRAM, bot.store.manifest


def _answered(posed: Posed, language: Language, *, tell: Tell) -> Answer:  # noqa: ARG001 - as ``Child`` calls
    with speaking(language):
        return posed.of(_BOTS[0])
