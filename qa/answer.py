"""The records that flow through a question: Query → Hit → Citation → Answer. All are frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

from index.document import Article, Passage
from index.store import Extent
from qa.late import SILENCE, Echo


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question is limited to; ``soft`` means that results outside may be shown when nothing inside matches.

    ``since`` and ``until`` are ISO days, both included. ``author`` is a name in a byline, ``edition`` the number of an
    issue (第1234期).
    """

    since: str | None = None
    until: str | None = None
    page: str | None = None
    paper: str | None = None
    soft: bool = True
    author: str | None = None
    edition: str | None = None

    @property
    def dated(self) -> bool:
        """Is a period asked for?"""
        return bool(self.since or self.until)

    @property
    def empty(self) -> bool:
        """Is nothing asked for?"""
        return not (self.dated or self.page or self.paper or self.author or self.edition)


Lean = Literal["newest", "oldest"]
"""Which of several articles that match alike a question is about: 最新 the newest, 最早 the oldest."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as asked (``question``) and as searched for (``text``, ``filters``, ``lean``).

    ``impossible`` are the dates in it that no calendar has, as written.
    """

    question: str
    text: str
    filters: Filters = field(default_factory=Filters)
    lean: Lean | None = None
    impossible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A short span of an article's text and how much nearer than chance it is to the question, in deviations."""

    start: int
    end: int
    score: float


class Why(NamedTuple):
    """The signals of a hit's best passage, which ``rank.Rank`` weighs."""

    window: float
    terms: float
    late: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that matched: its matching passages, best first, and a score that means the same in any store.

    ``windows`` are those of ``passages``, and ``echo`` is what their tokens answer to the question's; ``also`` are
    articles that tell the same story elsewhere.
    """

    article: Article
    passages: tuple[Passage, ...]
    score: float
    why: Why = field(default=Why(0.0, 0.0, 0.0))
    windows: tuple[Window, ...] = ()
    also: tuple[Article, ...] = ()
    echo: Echo = field(default=SILENCE, compare=False, repr=False)


class Standing(StrEnum):
    """How a quotation stands to another one of the same answer that says otherwise."""

    NEWER = "newer"
    OLDER = "older"
    CORRECTION = "correction"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quotation: ``quote == article.text[start:end]``, always.

    ``marks`` are where the thing asked for stands in it, as offsets into ``article.text``; ``standing`` is None when no
    other quotation of the answer says otherwise.
    """

    number: int
    article: Article
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()
    standing: Standing | None = None

    @property
    def quote(self) -> str:
        """The quoted words, sliced from the article so that they cannot drift."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot says: the answer with its citations, or an honest "not found" with the nearest articles.

    ``found`` and ``confidence`` are None when the store's encoder has no fitted weights. ``hits`` are all matches in
    the order to be shown, best first unless the newest or the oldest were asked for. When not found, ``citations`` is
    empty. ``asked`` is the question as it was looked up: with what it takes from the turns before it.
    """

    question: str
    text: str
    found: bool | None
    confidence: float | None
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    filters: Filters
    searched: Extent
    notices: tuple[str, ...] = ()
    asked: str = ""

    @property
    def undated(self) -> tuple[Hit, ...]:
        """The hits that a date filter could not judge, which are shown apart; none without one."""
        return tuple(hit for hit in self.hits if self.filters.dated and not hit.article.date)
