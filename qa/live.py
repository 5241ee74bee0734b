"""The bot of the generation that serves now: a rebuilt store answers once it is open, the one before until then."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Event

from index import clock
from index.errors import BaowenError
from index.messages import Language, Tell, say, spoken
from index.store import Store
from qa.answer import Answer, Filters
from qa.bot import Bot
from qa.late import SILENCE
from qa.question.turn import Turn

SECONDS = 2.0
"""How often a store is looked at: its pointer and its manifest are read."""
REMEMBERED = 128
"""Answers kept: many readers ask what the page suggests, and a frame asks what was asked in it before."""
LONGEST = 60.0
"""Seconds between two looks where something stands in the way."""


Ask = Callable[[str, tuple[Turn, ...], int, Filters | None, date, Language], Answer]


@dataclass
class Live:
    """Answers as the bot it has, which is another one after a rebuild or a rollback; ``folder`` is the store's."""

    folder: Path
    bot: Bot
    _ask: Ask = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._ask = _remembering(self.bot)

    @classmethod
    def open(cls, folder: Path, e5_file: Path | None = None, reranker: str | None = None) -> Live:
        """As ``Bot.open``; what is loaded on first use is loaded."""
        bot = Bot.open(folder, e5_file, reranker)
        bot.warm()
        return cls(folder, bot)

    @property
    def store(self) -> Store:
        """The articles that answers quote now."""
        return self.bot.store

    def ask(self, question: str, history: Sequence[Turn] = (), *, k: int = 5, filters: Filters | None = None) -> Answer:
        """Answer as the bot of now does; the same question on the same day from memory, until the archive changes."""
        return self._ask(question, tuple(history), k, filters, clock.today(), spoken())

    def refresh(self) -> bool:
        """Take the generation that serves, if it is another; whether it was.

        When it cannot be opened, what stands in the way is raised, and answers come as before.
        """
        if self.store.serves(self.folder):
            return False
        store = Store.open(self.folder)
        if not store.made_with(self.bot.encoder):
            raise BaowenError(say("文库换了模型：请重新启动报问"))
        bot = replace(self.bot, store=store)
        bot.warm()
        self.bot, self._ask = bot, _remembering(bot)
        gc.collect()  # what a bot has read points back at it: its files are to be let go now
        return True

    def follow(self, tell: Tell, stop: Event, seconds: float = SECONDS) -> None:
        """Refresh whenever there is something new, until stopped, and say so.

        What stands in the way is said once, and tried again ever more rarely.
        """
        last, wait = "", seconds
        while not stop.wait(wait):
            said, well = self._looked()
            wait = seconds if well else min(2 * wait, LONGEST)
            if said and said != last:
                with contextlib.suppress(OSError):
                    tell(said)
            last = said

    def _looked(self) -> tuple[str, bool]:
        """What there is to say of the store as it is now, and whether all is well."""
        try:
            other = self.refresh()
        except Exception as error:  # noqa: BLE001 whatever it is: who stops looking never sees it mended
            return say("文库打不开，仍用原来的回答：{error}", error=error), False
        return say("已换用文库：{articles} 篇报道", articles=self.store.extent.articles) if other else "", True


def _remembering(bot: Bot) -> Ask:
    """What a bot answers, the last ones remembered, without what only reading them needed."""

    @lru_cache(REMEMBERED)
    def ask(
        question: str, history: tuple[Turn, ...], k: int, filters: Filters | None, today: date, _: Language
    ) -> Answer:
        answer = bot.ask(question, history, today=today, k=k, filters=filters)
        return replace(answer, hits=tuple(replace(hit, echo=SILENCE) for hit in answer.hits))

    return ask
