"""Answers and articles → HTML. Pure functions over templates that escape every value they are given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import quote as percent
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from index.document import Article
from index.messages import say, spoken
from index.store import Extent
from index.text import fold
from qa.answer import Answer, Citation, Hit
from qa.cite import byline
from qa.feedback import OPINIONS
from qa.place import UNKNOWN_ISSUE, UNKNOWN_PAPER, day, page, period
from qa.question.query import asked_words
from qa.question.turn import Turn
from qa.web import wording
from qa.web.runs import Excerpt, Piece, Quote, excerpt, excerpts, runs
from qa.web.search import Search, limits, story, timeline
from qa.web.texts import Texts

_LANG = {"zh": "zh-CN", "en": "en"}
"""How pages name the languages."""
SHOWN = 5
"""Articles under an answer; those further off are one click away."""
_LINE_END = re.compile(r"[ \t]*[\r\n]+[ \t]*")


@dataclass(frozen=True, slots=True)
class Card:
    """One cited or matching article as shown under an answer, and the articles that tell its story elsewhere.

    ``words`` are those of the question that it has, None when it answers it.
    """

    article: Article
    numbers: tuple[int, ...]
    excerpts: tuple[Excerpt, ...]
    address: str
    also: tuple[Article, ...]
    words: tuple[str, ...] | None = None


def article_address(article: Article, quotes: Iterable[tuple[int, int]] = ()) -> str:
    """The address of an article's page relative to the site's root, at its first quotation when any is given."""
    spans = [f"q={start}-{end}" for start, end in quotes]
    return f"a/{percent(article.id, safe='')}" + (f"?{'&'.join(spans)}#q1" if spans else "")


def correction_address(article: Article) -> str:
    """Where a reader says what is wrong in an article."""
    return f"feedback?{urlencode({'a': article.id})}"


def opinion_address(question: str, kind: str) -> str:
    """Where a reader judges the answer to a question."""
    return f"feedback?{urlencode({'q': question, 'kind': kind})}"


def cited_cards(citations: Sequence[Citation], hits: Sequence[Hit] = ()) -> tuple[Card, ...]:
    """One card for each cited article, in the order of first citation, its quotations numbered as in the answer."""
    also = {hit.article.id: hit.also for hit in hits}
    by_article: dict[str, list[Citation]] = {}
    for citation in citations:
        by_article.setdefault(citation.article.id, []).append(citation)
    return tuple(_cited_card(cited, also.get(id, ())) for id, cited in by_article.items())


def _cited_card(cited: Sequence[Citation], also: tuple[Article, ...]) -> Card:
    article = cited[0].article
    quotes = [Quote(c.number, c.start, c.end) for c in cited]
    return Card(
        article=article,
        numbers=tuple(quote.number for quote in quotes),
        excerpts=excerpts(article, quotes),
        address=article_address(article, [(quote.start, quote.end) for quote in quotes]),
        also=also,
    )


def hit_cards(question: str, hits: Iterable[Hit], shown: Sequence[Card] = ()) -> tuple[Card, ...]:
    """One card for each hit whose article is not ``shown`` already, with the words nearest to the question."""
    known, asked = {card.article.id for card in shown}, asked_words(question)
    return tuple(_hit_card(hit, asked) for hit in hits if hit.article.id not in known)


def _hit_card(hit: Hit, asked: Sequence[str]) -> Card:
    nearest = max(hit.windows, key=lambda window: window.score, default=hit.passages[0])
    span, article = (nearest.start, nearest.end), hit.article
    printed = fold("\n".join((*article.heading, article.text)))
    words = tuple(dict.fromkeys(word for word in asked if word in printed))
    return Card(article, (), (excerpt(article, *span),), article_address(article, [span]), hit.also, words)


@dataclass(frozen=True, slots=True)
class Said:
    """A part of an answer's text: words, quoted or the bot's own, or the citation they rest on, in its context."""

    pieces: tuple[Piece, ...]
    quoted: bool = False
    reference: Citation | None = None
    context: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A turn of a conversation, the HTML shown for it, and what was asked for; ``number`` keeps ids apart."""

    number: int
    turn: Turn
    html: Markup
    search: Search


def answer(answer: Answer, search: Search, number: int, texts: Texts) -> Markup:
    """An answer to a search with its cards and what was searched, as the turn ``number`` of a conversation."""
    cited = cited_cards(answer.citations, answer.hits)
    undated = hit_cards(answer.question, answer.undated[:SHOWN], cited)
    alone = replace(search, question=answer.asked or answer.question)
    return filled(
        "answer.html",
        answer=answer,
        all=alone.address,
        found=len({c.article.id for c in answer.citations} | {hit.article.id for hit in answer.hits}),
        by_date=replace(alone, order="date").address,
        limits=limits(alone, answer),
        timeline=timeline(alone, answer),
        story=story(answer),
        search=alone,
        opinions=[(say(words), opinion_address(alone.question, kind)) for kind, words in OPINIONS.items()],
        turn=number,
        help=texts.help(answer.question, found=answer.found is not False),
        said=said(answer),
        cited=cited,
        others=hit_cards(answer.question, answer.hits[:SHOWN], (*cited, *undated)),
        undated=undated,
    )


def pending(searched: Extent) -> Markup:
    """What stands where an answer will be."""
    return filled("pending.html", searched=searched)


def remark(sentence: str) -> Markup:
    """A sentence instead of an answer."""
    return filled("remark.html", sentence=sentence)


def cleared(addresses: Iterable[str]) -> Markup:
    """What stands where a conversation was; the addresses of its questions bring it back."""
    return filled("cleared.html", addresses=" ".join(addresses))


def masthead(searched: Extent, texts: Texts) -> Markup:
    """The head of the chat: the name, and what the archive holds."""
    return filled("masthead.html", searched=searched, texts=texts)


def without_scripts(question: str) -> Markup:
    """What stands in the place of the chat where scripts do not run, or do not come: the search, for a question."""
    return filled("without_scripts.html", question=question)


def foot(texts: Texts) -> Markup:
    """The foot of the chat."""
    return filled("foot.html", texts=texts)


def conversation(turns: Sequence[Shown]) -> str:
    """A conversation, newest first; earlier turns are folded under their questions."""
    latest = turns[-1].number if turns else 0
    return "\n\n".join(one_line(turn(shown, opened=shown.number == latest)) for shown in reversed(turns))


def turn(shown: Shown, opened: bool = True) -> Markup:
    """A turn of a conversation, folded under its question unless it is ``opened``."""
    return filled("turn.html", shown=shown, opened=opened)


def one_line(html: Markup) -> Markup:
    """HTML as a single line, which Markdown passes on as it is, reading nothing into the words."""
    return Markup(_LINE_END.sub(" ", html).strip())  # noqa: S704  (it was HTML before)


def said(answer: Answer) -> list[list[Said]]:
    """An answer's text by lines, cut at the words it takes from the archive and at its references to citations.

    A ``[1]`` inside a quotation or a headline was printed there, and refers to nothing.
    """
    taken = {c.article.headline: Said((Piece(c.article.headline),)) for c in answer.citations}
    taken |= {c.quote: Said(runs(c.article, c.start, c.end)[0].pieces, quoted=True) for c in reversed(answer.citations)}
    taken |= {f"[{c.number}]": Said((), reference=c, context=_context(c)) for c in answer.citations}
    longest_first = sorted(filter(None, taken), key=len, reverse=True)
    cuts = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
    return [list(_cut(line, cuts, taken)) for line in answer.text.splitlines()]


def _context(citation: Citation) -> tuple[Excerpt, ...]:
    return excerpts(citation.article, [Quote(citation.number, citation.start, citation.end)])


def _cut(line: str, cuts: re.Pattern[str], taken: Mapping[str, Said]) -> Iterator[Said]:
    at = 0
    for match in cuts.finditer(line):
        if match.start() > at:
            yield Said((Piece(line[at : match.start()]),))
        yield taken[match[0]]
        at = match.end()
    if at < len(line):
        yield Said((Piece(line[at:]),))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("qa.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"day": day, "page": page, "limits": wording.limits}
    environment.filters |= {"address": article_address, "correction": correction_address}
    environment.filters |= {"byline": byline, "ranges": wording.ranges, "repair": wording.repair}
    environment.globals |= {
        "unknown_issue": UNKNOWN_ISSUE,
        "unknown_paper": UNKNOWN_PAPER,
        "asset": asset,
        "say": say,
        "period": period,
        "language": spoken,
        "lang": lang,
    }
    return environment


@cache
def asset(name: str) -> str:
    """The address of a static file relative to the site's root; it changes when the file does, so caches cannot age."""
    digest = sha256(files("qa.web").joinpath("static", name).read_bytes()).hexdigest()[:8]
    return f"web/{name}?{digest}"


def lang() -> str:
    """The language spoken, as pages name it."""
    return _LANG[spoken()]


def filled(template: str, **values: object) -> Markup:
    """A template with its values."""
    return Markup(_environment().get_template(template).render(**values))  # noqa: S704  (the template escaped it)
