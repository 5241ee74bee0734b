"""Where a quotation has the thing that the question asks for: who, where, when, how many, which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, pairwise

from index.document import Article
from index.text import fold, words
from index.text.dates import TO
from qa.question.expect import Expected, Kind, expected
from qa.question.forms import Span, mentions
from qa.question.query import asked_words

_UNMARKED = frozenset({Kind.OPEN, Kind.REASON})
_NAMED_AT_END = frozenset({Kind.PLACE, Kind.ORGANISATION})
_FARTHEST = 14
"""Characters that the name of a place or a body reaches back from its last word, at most."""

_CLAUSE = re.compile(r"[^，,；;。！？!?：:\n]+")
_PART = re.compile(r"[^，,；;。！？!?：:、\n]+")
_BETWEEN = re.compile(rf"(?:{TO})?")
_NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十前昨今明]|[周期][一二三四五六日]")
_NO_NAME = re.compile(r"[^\w·]|.*(?:[在于到至从由往向是为的与和及或据等把被将对]|[^\w]|\d)$")
_AREAS = frozenset("省市区县镇乡")
"""Words that the short name of a body begins with: 区图书馆."""
_UNITS = re.compile(r"(?=[几多少](.)(?:(?<=个)(.))?)")
"""What stands after 几, 多 or 少, and after 几个."""
_HOUSE = re.compile(r"\d+号(?:[^\W\d_]{0,8}(?:中心|大厦|楼))?")


def marks(question: str, article: Article, start: int, end: int) -> tuple[Span, ...]:
    """Where in ``article.text[start:end]`` the thing asked for stands, as offsets into ``article.text``.

    What the question names itself is not marked; of several the ones beside most of the question's words are. Empty
    when the question may be answered by anything.
    """
    wanted = expected(question)
    if wanted.kind in _UNMARKED:
        return ()
    quote = article.text[start:end]
    named = fold(question)
    whole = _whole(wanted, quote)
    units = {unit for pair in _UNITS.findall(question) for unit in pair}
    whole = [(a, b) for a, b in whole if quote[b - 1] in units] or whole
    found = [(a, b) for a, b in _joined(whole, quote) if fold(quote[a:b]) not in named]
    clause = _PART if wanted.kind.strict else _CLAUSE
    return tuple((start + a, start + b) for a, b in _nearest(found, quote, clause, asked_words(question)))


def _whole(wanted: Expected, quote: str) -> list[Span]:
    """The mentions of what is wanted, names of places and bodies from their beginning."""
    found = mentions(wanted, quote)
    if wanted.kind is Kind.NUMBER and not found:
        found = mentions(Expected(Kind.NUMBER), quote)
    if wanted.kind is Kind.DATE:
        found = [(a, b) for a, b in found if _NUMERAL.search(quote[a:b])]
    return [_reached(span, quote) for span in found] if wanted.kind in _NAMED_AT_END else found


def _reached(span: Span, quote: str) -> Span:
    """A place or a body from the first word of its name to its house number."""
    first, last = span
    # No word goes on beyond such a part, so that only this one has to be cut into words.
    part = next(match for match in _PART.finditer(quote) if match.end() >= last)
    cuts = accumulate(map(len, words(part[0])), initial=part.start())
    for a, b in reversed([(a, b) for a, b in pairwise(cuts) if a < last]):
        if b < last and (_NO_NAME.match(quote[a:b]) or last - a > _FARTHEST):
            break
        first = a
        if quote[a:b] in _AREAS:
            break
    house = _HOUSE.match(quote, last)
    return first, house.end() if house else last


def _joined(spans: Iterable[Span], quote: str) -> list[Span]:
    """Spans that overlap, touch or are the two ends of a range, made one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and (start <= whole[-1][1] or _BETWEEN.fullmatch(quote, whole[-1][1], start)):
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return whole


def _nearest(spans: list[Span], quote: str, clauses: re.Pattern[str], asked: Iterable[str]) -> list[Span]:
    """Of spans in several clauses, those in the clauses that hold most of the words asked for."""
    said: dict[Span, int] = {}
    for match in clauses.finditer(quote):
        clause = fold(match[0])
        weight = sum(len(word) for word in asked if word in clause)
        said |= {span: weight for span in spans if span[0] < match.end() and span[1] > match.start()}
    most = max(said.values(), default=0)
    return [span for span in spans if said.get(span, 0) == most]
