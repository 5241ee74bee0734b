"""The JSON that the API takes and gives, as its OpenAPI document describes it."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from index.messages import Language
from qa.answer import Filters
from qa.question.turn import Turn
from qa.web.problems import MEDIA
from qa.web.search import MOST, Order
from qa.web.texts import FullText
from qa.web.typed import day

LONGEST: Final = 10_000
"""Characters of a question."""
TURNS: Final = 20


def _whole(text: str) -> str:
    """JSON may hold halves of characters, which are none."""
    text.encode()
    return text


def _day(said: str) -> str | None:
    if said and not day(said):
        raise ValueError(said)
    return day(said)


Whole = AfterValidator(_whole)
Words = Annotated[str, Field(min_length=1, max_length=LONGEST), Whole]
Day = Annotated[str, Field(max_length=10, examples=["2031-09-07"]), AfterValidator(_day)]
"""A day, a month or a year."""
Name = Annotated[str, Field(max_length=100), Whole]
Many = Annotated[int, Field(ge=1, le=MOST)]


class _Taken(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Exchange(_Taken):
    """A question before this one, and the answer as it was shown."""

    question: Words
    answer: Annotated[str, Whole]


class Within(_Taken):
    """What a question is limited to, in place of what it names itself; without any of them it is not limited."""

    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None
    page: Name | None = None
    paper: Name | None = None

    def filters(self) -> Filters:
        """As the bot takes them."""
        return Filters(self.since, self.until, self.page or None, self.paper or None, soft=False)


class Sought(Within):
    """What ``GET /api/search`` takes: ``k`` articles at a time, those that ``cursor`` leads to."""

    model_config = ConfigDict(extra="ignore")

    q: Words
    k: Many = 10
    sort: Order = "score"
    cursor: str | None = None


class Question(_Taken):
    """What ``POST /api/ask`` takes."""

    question: Words
    history: Annotated[tuple[Exchange, ...], Field(max_length=TURNS)] = ()
    filters: Within | None = None
    k: Many = 5

    @property
    def turns(self) -> list[Turn]:
        """The history as the bot takes it."""
        return [Turn(each.question, each.answer) for each in self.history]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Author(_Given):
    """A name in a byline."""

    name: str
    role: str


class Limits(_Given):
    """What was searched."""

    since: str | None = Field(alias="from")
    until: str | None = Field(alias="to")
    page: str | None
    paper: str | None
    author: str | None
    edition: str | None
    soft: bool


class Searched(_Given):
    """How much there is."""

    articles: int
    since: str | None = Field(alias="from")
    until: str | None = Field(alias="to")


class Cited(_Given):
    """A quotation and where it stands; ``start`` and ``end`` count code points of the article's text."""

    number: int
    article_id: str
    title: str
    kicker: str | None
    authors: list[Author]
    paper: str | None
    date: str | None
    page: str | None
    section: str | None
    quote: str
    start: int
    end: int
    marks: list[list[int]]
    standing: str | None
    source: str
    first_line: int
    last_line: int


class Passage(_Given):
    """A passage that matches."""

    article_id: str
    title: str
    date: str | None
    page: str | None
    score: float
    text: str


class Answered(_Given):
    """What ``POST /api/ask`` gives."""

    found: bool | None
    confidence: float | None
    answer: str
    notices: list[str]
    filters: Limits
    searched: Searched
    citations: list[Cited]
    passages: list[Passage]


class Result(Passage):
    """An article that a search found."""

    kicker: str | None
    paper: str | None
    section: str | None
    address: str


class Results(_Given):
    """What ``GET /api/search`` gives."""

    question: str
    found: bool | None
    results: list[Result]
    next: str | None


class Paragraph(_Given):
    """A paragraph or a heading between paragraphs."""

    text: str
    kind: Literal["p", "heading"]


class Cite(_Given):
    """How to cite an article."""

    gb7714: str
    plain: str


class Told(_Given):
    """What ``GET /api/articles/{id}`` gives; ``full_text`` says how much of the text is there."""

    article_id: str
    title: str
    kicker: str | None
    subtitle: str | None
    series: str | None
    authors: list[Author]
    kind: str
    paper: str | None
    date: str | None
    edition: str | None
    page: str | None
    section: str | None
    dateline: str | None
    truncated: bool
    full_text: FullText
    paragraphs: list[Paragraph]
    cite: Cite
    address: str
    url: str | None


class Dated(_Given):
    """How many articles have a date."""

    date: str
    articles: int


class Dates(_Given):
    """What ``GET /api/issues`` gives, the newest first."""

    issues: list[Dated]
    next: str | None


class Look(_Given):
    """What ``GET /api/sites/{id}`` gives: how a guest's pages are to show the button of the chat."""

    title: str
    colour: str
    corner: Literal["right", "left"]
    language: Language | None


class Problem(_Given):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def replies(given: type[BaseModel], *problems: int) -> dict[int | str, dict[str, Any]]:
    """What an operation may reply: what it gives, and problems by their statuses."""
    schema = Problem.model_json_schema()
    wrong: dict[str, Any] = {"description": "Problem", "content": {MEDIA: {"schema": schema}}}
    return {200: {"model": given, "description": "OK"}, **dict.fromkeys((*problems, 403, 422, 500, 503), wrong)}
