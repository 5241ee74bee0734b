"""A search as an address: what is asked, within which limits, in which order, and the addresses next to it.

Limits that a question names itself hold until a reader takes one away; from then on the address says them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal
from urllib.parse import parse_qsl, urlencode

from index.document import Article
from index.messages import say
from qa.answer import Answer, Filters, Hit
from qa.compose import by_date
from qa.filters import chips, no_such_day
from qa.question.query import LONGEST
from qa.web.fields import whole
from qa.web.typed import day, page

Order = Literal["score", "date"]

MOST: Final = 50
"""Articles that a search goes through."""
PER_PAGE: Final = 10
FAR: Final = 8.0
"""An article whose odds are e⁸ times less than the best one's is no result: in a small archive all would be."""
FEW: Final = 3
"""Results of which an overview by time says more than they do themselves."""
FOLLOWING: Final = 4
"""Articles named between the first and the latest."""
PERIOD: Final = 7
"""Characters of an ISO month."""

_KEPT: Final = LONGEST + 1
"""Characters of a question that are kept: those that are read, and one more by which its reader is told that."""
_NAMES: Final = {"since": "from", "until": "to"}
_TYPED: Final = 20
"""Characters of what was typed as a day, of which the longest has ten, that are read and shown again."""
_NAMED: Final = 100
"""Characters of a page, a paper, an author or an edition that are read."""
_DAYS: Final = ("since", "until")
_LIMITS: Final = ("since", "until", "page", "paper", "author", "edition")


@dataclass(frozen=True, slots=True)
class Search:
    """What an address asks for; ``filters`` None are those of the question itself.

    ``no_days`` is what was typed as a day, month or year and is none.
    """

    question: str
    order: Order = "score"
    filters: Filters | None = None
    current: int = 1
    no_days: tuple[str, ...] = ()

    @classmethod
    def at(cls, query: str) -> Search:
        """The search that the query of an address asks for; what it says that makes no sense is left out.

        A period typed from its end to its start is turned round.

        >>> Search.at("q=大桥&sort=date&from=2031-05&p=x").address
        'search?q=%E5%A4%A7%E6%A1%A5&sort=date&from=2031-05&all=1'
        >>> Search.at("q=大桥&from=2031-05-03&to=2031").filters == Filters("2031-05-03", "2031", soft=False)
        True
        """
        said = dict(reversed(parse_qsl(whole(query))))
        limits = {name: said.get(_NAMES.get(name, name), "")[:_NAMED] or None for name in _LIMITS}
        typed = [(limits[name] or "").strip()[:_TYPED] for name in _DAYS]
        read = [day(each) for each in typed]
        days = dict(zip(_DAYS, _in_order(*read), strict=True))
        paper = (limits["paper"] or "").strip("《》 ") or None
        filters = Filters(**limits | days | {"page": page(limits["page"]), "paper": paper}, soft=False)
        order: Order = "date" if said.get("sort") == "date" else "score"
        asked = None if filters.empty and not said.get("all") else filters
        no_days = tuple(words for words, meant in zip(typed, read, strict=True) if words and not meant)
        return cls(question_of(said.get("q")), order, asked, number(said.get("p", "")), no_days)

    @property
    def address(self) -> str:
        """The address relative to the site's root."""
        limits = {_NAMES.get(name, name): getattr(self.filters, name) for name in _LIMITS} if self.filters else {}
        said = {
            "q": self.question,
            "sort": None if self.order == "score" else self.order,
            **limits,
            "all": "1" if self.filters else None,
            "p": self.current if self.current > 1 else None,
        }
        return "search?" + urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another search."""

    words: str
    address: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the results: how many of them it has, as a share of the largest too."""

    month: str
    articles: int
    share: float
    address: str


def question_of(typed: str | None) -> str:
    """What is asked, of what was typed: pages and addresses would carry many times over what nobody reads."""
    return whole((typed or "").strip()[:_KEPT])


def _in_order(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Two days, months or years, the earlier first; what one of them leaves open is none earlier or later."""
    if since and until and since[: len(until)] > until[: len(since)]:
        return until, since
    return since, until


def number(said: str) -> int:
    """The page that an address asks for; the first when it says nothing sensible.

    >>> number("3"), number("0"), number("x"), number("9999999")
    (3, 1, 1, 1)
    """
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 5 else 1


def related(answer: Answer) -> Answer:
    """An answer without the hits that are far behind the best."""
    best = max((hit.score for hit in answer.hits), default=0.0)
    return replace(answer, hits=tuple(hit for hit in answer.hits if hit.score > best - FAR))


def answering(search: Search, answer: Answer) -> Answer:
    """What is related of the answer to a search, and before its notices one for each day typed that is none."""
    return replace(related(answer), notices=(*map(no_such_day, search.no_days), *answer.notices))


def limits(search: Search, answer: Answer) -> list[Link]:
    """What the results are limited to, each with the address of the search without it."""
    groups = (("since", "until"), ("edition",), ("page",), ("author",), ("paper",))
    named = [group for group in groups if any(getattr(answer.filters, name) for name in group)]
    return [
        Link(words, replace(search, filters=_without(answer.filters, group), current=1).address)
        for words, group in zip(chips(answer.filters), named, strict=True)
    ]


def _without(filters: Filters, names: Sequence[str]) -> Filters:
    return replace(filters, soft=False, **dict.fromkeys(names))


def orders(search: Search) -> list[Link]:
    """The two orders."""
    named: tuple[tuple[str, Order], ...] = ((say("按相关度"), "score"), (say("按时间"), "date"))
    return [
        Link(words, replace(search, order=order, current=1).address, order == search.order) for words, order in named
    ]


def ordered(hits: Sequence[Hit], order: Order) -> list[Hit]:
    """Hits as they are, or the newest first and those of unknown date last."""
    return list(hits) if order == "score" else by_date(hits)


def timeline(search: Search, answer: Answer) -> list[Bar]:
    """The months of the results, the first first; none when all are of one or are few."""
    dates = [article.date for article in _told(answer) if article.date]
    months = Counter(date[:PERIOD] for date in dates if len(date) >= PERIOD)
    most = max(months.values(), default=1)
    bars = [
        Bar(month, count, count / most, replace(search, filters=_month(answer.filters, month), current=1).address)
        for month, count in sorted(months.items())
    ]
    return bars if len(bars) > 1 and len(dates) >= FEW else []


def story(answer: Answer) -> list[tuple[str, Sequence[Article]]]:
    """The first article of the results, those that followed, and the latest, when they have dates that differ.

    Of those between, printed on other days than these two, the best are named, in the order of their dates.
    """
    told = [article for article in _told(answer) if article.date]
    dated = sorted(told, key=_date)
    if len(dated) < FEW or dated[0].date == dated[-1].date:
        return []
    first, latest = dated[0], dated[-1]
    between = [article for article in told if _date(first) < _date(article) < _date(latest)][:FOLLOWING]
    parts = [(say("最早一篇"), [first]), (say("其间"), sorted(between, key=_date)), (say("最近一篇"), [latest])]
    return [(words, articles) for words, articles in parts if articles]


def _date(article: Article) -> str:
    return article.date or ""


def _told(answer: Answer) -> list[Article]:
    """The articles that tell of what was asked: those of a list, else all hits; none when nothing answers."""
    cited = {citation.article.id: citation.article for citation in answer.citations}
    if answer.found is False:
        return []
    return list(cited.values()) if len(cited) >= FEW else [hit.article for hit in answer.hits]


def _month(filters: Filters, month: str) -> Filters:
    return replace(filters, since=month, until=month, soft=False)


def pages(search: Search, articles: int) -> list[Link]:
    """The pages that so many articles fill; none when one holds them all."""
    count = -(-articles // PER_PAGE)
    links = [Link(str(n), replace(search, current=n).address, n == search.current) for n in range(1, count + 1)]
    return links if count > 1 else []
