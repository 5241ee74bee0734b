"""The bot of the generation that serves now: a rebuilt store answers once it is open, the one before until then."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from threading import Event

from index import clock
from index.errors import BaowenError
from index.messages import Language, Tell, say, spoken
from index.store import Store
from qa.answer import Answer, Filters
from qa.bot import Bot
from qa.crew import PROCESSES, Crew
from qa.question.turn import Turn
from qa.replica import Posed

SECONDS = 2.0
"""How often a store is looked at: its pointer and its manifest are read."""
REMEMBERED = 128
"""Answers kept: many readers ask what the page suggests, and a frame asks what was asked in it before."""
LONGEST = 60.0
"""Seconds between two looks where something stands in the way."""


Ask = Callable[[Posed, Language], Answer]


@dataclass
class Live:
    """Answers as the crew it has, which is another one after a rebuild or a rollback; ``folder`` is the store's."""

    folder: Path
    crew: Crew
    _ask: Ask = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._ask = _remembering(self.crew)

    @classmethod
    def open(
        cls, folder: Path, e5_file: Path | None = None, reranker: str | None = None, processes: int | None = None
    ) -> Live:
        """As ``Bot.open``; what is loaded on first use is loaded. ``processes`` answer at most, or as many as usual."""
        start = partial(Bot.open, folder, e5_file, reranker)
        bot = start()
        bot.warm()
        return cls(folder, Crew(bot, start, processes or PROCESSES))

    @property
    def store(self) -> Store:
        """The articles that answers quote now."""
        return self.crew.bot.store

    def ask(self, question: str, history: Sequence[Turn] = (), *, k: int = 5, filters: Filters | None = None) -> Answer:
        """Answer as the bot of now does; the same question on the same day from memory, until the archive changes."""
        return self._ask(Posed(question, tuple(history), k, filters, clock.today()), spoken())

    def refresh(self) -> bool:
        """Take the generation that serves, if it is another; whether it was.

        When it cannot be opened, what stands in the way is raised, and answers come as before.
        """
        if self.store.serves(self.folder):
            return False
        store, before = Store.open(self.folder), self.crew
        if not store.made_with(before.bot.encoder):
            raise BaowenError(say("文库换了模型：请重新启动报问"))
        bot = replace(before.bot, store=store)
        bot.warm()
        self.crew = Crew(bot, before.start, before.processes)
        self._ask = _remembering(self.crew)
        before.close()
        del before
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


def _remembering(crew: Crew) -> Ask:
    """What a crew answers in a language, the last answers remembered."""
    return lru_cache(REMEMBERED)(lambda asked, _: crew.ask(asked))
