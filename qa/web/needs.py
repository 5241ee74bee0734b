"""What the web needs of a bot and its store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from index.document import Article
from index.read.source import File
from index.store import Extent
from qa.answer import Answer, Filters
from qa.question.turn import Turn


class Archive(Protocol):
    """The articles that can be shown."""

    def article(self, id: str) -> Article:
        """The article an address leads to; UnknownArticle when there is none."""

    def latest(self) -> Iterator[Article]:
        """All articles, the newest first, those of unknown date last."""

    def pictured(self, article: Article) -> bool:
        """Is there a picture of the page that an article is printed on?"""

    def picture(self, article: Article) -> File | None:
        """The PDF or the picture of the page that an article is printed on, if there is one."""

    @property
    def calendar(self) -> Mapping[str, int]:
        """Every date that articles have, the first first, and how many have it."""

    def printed_on(self, date: str) -> Sequence[Article]:
        """The articles of a date."""

    def undated(self) -> Sequence[Article]:
        """The articles whose date nobody knows."""

    @property
    def extent(self) -> Extent:
        """How much there is."""


class Asked(Protocol):
    """Whoever answers questions about an archive."""

    @property
    def store(self) -> Archive:
        """The articles the answers quote."""

    def ask(self, question: str, history: Sequence[Turn] = (), *, k: int = 5, filters: Filters | None = None) -> Answer:
        """Answer a question with ``k`` articles at most; ``history`` are the turns before it, the latest last.

        ``filters`` take the place of those that the question names.
        """
