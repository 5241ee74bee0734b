"""The bot of the generation that serves now: a rebuilt store answers once it is open, the one before until then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from index.errors import BaowenError
from index.messages import say
from index.store import Store
from qa.answer import Answer, Filters
from qa.bot import Bot
from qa.turn import Turn

SECONDS = 2.0
"""How often a store is looked at: one small file is read."""
WARMING = "本报创刊于哪一年？"


@dataclass
class Live:
    """Answers as the bot it has, which is another one after a rebuild or a rollback; ``folder`` is the store's."""

    folder: Path
    bot: Bot

    @classmethod
    def open(cls, folder: Path, e5_file: Path | None = None, reranker: str | None = None) -> Live:
        """As ``Bot.open``; what is loaded on first use is loaded."""
        bot = Bot.open(folder, e5_file, reranker)
        bot.ask(WARMING)
        return cls(folder, bot)

    @property
    def store(self) -> Store:
        """The articles that answers quote now."""
        return self.bot.store

    def ask(self, question: str, history: Sequence[Turn] = (), *, k: int = 5, filters: Filters | None = None) -> Answer:
        """Answer as the bot of now does."""
        return self.bot.ask(question, history, k=k, filters=filters)

    def refresh(self) -> bool:
        """Take the generation that serves, if it is another; whether it was.

        Raises BaowenError or OSError when it cannot be opened, and answers as before.
        """
        if self.store.serves(self.folder):
            return False
        bot = self.bot.over(Store.open(self.folder))
        bot.ask(WARMING)
        self.bot = bot
        return True

    def follow(self, tell: Callable[[str], None], stop: Event, seconds: float = SECONDS) -> None:
        """Refresh whenever there is something new, until stopped, and say so; what stands in the way is said once."""
        failed = ""
        while not stop.wait(seconds):
            try:
                if self.refresh():
                    tell(say("已换用新建的库：{articles} 篇报道", articles=self.store.extent.articles))
                failed = ""
            except (BaowenError, OSError) as error:
                if str(error) != failed:
                    tell(say("新建的库打不开，仍用原来的回答：{error}", error=error))
                failed = str(error)
