"""What the web needs of a bot and its store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from index.document import Article
from index.store import Extent
from qa.answer import Answer
from qa.turn import Turn


class Archive(Protocol):
    """The articles that can be shown."""

    def article(self, id: str) -> Article:
        """The article an address leads to; UnknownArticle when there is none."""

    def latest(self) -> Iterator[Article]:
        """All articles, the newest first, those of unknown date last."""

    @property
    def extent(self) -> Extent:
        """How much there is."""


class Asked(Protocol):
    """Whoever answers questions about an archive."""

    @property
    def store(self) -> Archive:
        """The articles the answers quote."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question; ``history`` are the turns before it, the latest last."""
