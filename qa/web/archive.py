"""What the web needs of a bot and its store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.document import Article
from qa.answer import Answer
from qa.turn import Turn


class Archive(Protocol):
    """The articles that can be shown."""

    def article(self, id: str) -> Article:
        """The article an address leads to; UnknownArticle when there is none."""

    def articles(self) -> Sequence[Article]:
        """All articles, in the order they were built."""


class Asked(Protocol):
    """Whoever answers questions about an archive."""

    @property
    def store(self) -> Archive:
        """The articles the answers quote."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question; ``history`` are the turns before it, the latest last."""
