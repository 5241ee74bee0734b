"""Quotations that say otherwise than an older one: published corrections, and newer figures for the same question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index.document import Article, EventDate
from index.text import fold, sentences
from index.text.dates import overlaps
from index.text.printed import PAGE, page_label
from qa.answer import Citation, Standing
from qa.question import Question
from qa.question.expect import Kind
from qa.question.forms import Span
from qa.reader.marks import marks
from qa.reader.sentences import Sentence

OTHERS = 2
"""Sentences of other articles shown beside an answer that says otherwise, at most."""
COVERED = 0.9
"""The share of the best sentence's cover that a sentence must have to be about the same matter."""

_SHORTEST_TITLE = 4
_REPORTED = re.compile("[，,]?[^，,。；]{0,16}(?:公布|发布|宣布|获悉|通报|介绍|表示|了解到|印发)")
"""After a date: the day on which something was said, not that of what it is about."""
_TITLE = re.compile(r"《([^《》\n]{2,60})》")
_PAGE = re.compile(rf"第?({PAGE})版")
_QUOTED = re.compile(r"[“\"「]([^“”\"「」\n]+)[”\"」]")
_INSTEAD = re.compile(r"(?:[文其]中的?|[，,：:])?([^，,。；：:“”\"]+?)(?:一[句词处])?(?:有误|应[为是作改])")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What ``correction.text[start:end]`` says of the article ``corrected``.

    ``wrong`` are the spans of ``corrected.text`` with the words that it puts right; empty where they are not found, as
    when a headline or a name in the byline was wrong.
    """

    correction: Article
    start: int
    end: int
    corrected: Article
    wrong: tuple[Span, ...]

    def touches(self, article: Article, start: int, end: int) -> bool:
        """Is a span of an article put right, as far as can be told?"""
        inside = not self.wrong or any(a < end and b > start for a, b in self.wrong)
        return inside and self.corrected.id == article.id

    def is_in(self, article: Article, start: int, end: int) -> bool:
        """Is a span of an article part of the correction?"""
        return self.correction.id == article.id and self.start < end and self.end > start


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a correction, ``correction.text[start:end]``, and what it says of the article that it corrects.

    ``said`` are words that it quotes; ``day`` the time it names.
    """

    correction: Article
    start: int
    end: int
    title: str | None
    page: str | None
    day: EventDate | None
    said: tuple[str, ...]

    def amends(self, article: Article) -> Amendment | None:
        """What it puts right in an article; None when that is not the one it means.

        All that it says must fit, and either the title or the page and the words must be among it, with the date or the
        words.
        """
        if article.kind == "correction" or (self.title and not _titled(article, self.title)):
            return None
        if self.day and article.date and not overlaps(article.date, self.day.since, self.day.until):
            return None
        wrong = _places(article.text, self.said)
        by_title = self.title and (self.day or wrong)
        if by_title or (self.page and wrong and article.page in (None, self.page)):
            return Amendment(self.correction, self.start, self.end, article, wrong)
        return None


def clauses(corrections: Iterable[Article]) -> tuple[Clause, ...]:
    """The sentences of corrections that say which article they mean, the newest correction first."""
    newest = sorted(corrections, key=lambda article: article.date or "", reverse=True)
    return tuple(clause for correction in newest for clause in _clauses(correction))


def _clauses(correction: Article) -> Iterator[Clause]:
    for start, end in sentences(correction.text):
        words = correction.text[start:end]
        day = next(iter(correction.times_in(start, end)), None)
        title, page = _TITLE.search(words), _PAGE.search(words)
        said = [*_QUOTED.findall(words), *(match[1] for match in _INSTEAD.finditer(words))]
        if title or page:
            yield Clause(correction, start, end, title and title[1], page and page_label(page[1]), day, tuple(said))


Find = Callable[[str], Iterable[Article]]
"""The articles that have most of some words."""


@dataclass(frozen=True, slots=True)
class Amendments:
    """What the published corrections of an archive put right; ``find`` looks for the articles that they mean."""

    clauses: tuple[Clause, ...]
    find: Find

    def about(self, article: Article) -> Iterator[Amendment]:
        """What is put right in an article or, of a correction, what it puts right; the newest first."""
        for clause in self.clauses:
            if article.kind != "correction":
                meant: Iterable[Article] = (article,)
            elif article.id == clause.correction.id:
                meant = self.find(clause.title or "".join(clause.said))
            else:
                continue
            yield from (amendment for each in meant if (amendment := clause.amends(each)))


def _titled(article: Article, title: str) -> bool:
    """Has an article this title, or a part of its rows: what stood in one row may be named alone."""
    named = _letters(title)
    return len(named) >= _SHORTEST_TITLE and named in _letters("".join(article.heading))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _places(text: str, said: Iterable[str]) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for words in dict.fromkeys(said) for match in re.finditer(re.escape(words), text))


def otherwise(question: str, asked: Question, best: Sentence, others: Iterable[Sentence]) -> list[Sentence]:
    """The sentences of ``others``, best first, that answer the question with another value than ``best``.

    Only what cannot be mistaken counts: a date or a figure of the kind asked for, in articles of known and different
    dates, about as much of the question's words, and nothing missing that ``best`` has.
    """
    said = _values(question, asked, best)
    found: list[Sentence] = []
    for other in others:
        article = other.hit.article
        values = _values(question, asked, other)
        known = {best.hit.article.told_as, *(each.hit.article.told_as for each in found)}
        if values and said and not values & said and article.told_as not in known and _same_matter(best, other):
            found.append(other)
    return found[:OTHERS]


def _values(question: str, asked: Question, sentence: Sentence) -> frozenset[object]:
    """What a sentence of a dated article answers: the periods or the figures marked in it."""
    article = sentence.hit.article
    if not article.date or not (asked.wanted.kind.strict or asked.wanted.kind is Kind.DATE):
        return frozenset()
    marked = marks(question, article, sentence.start, sentence.end)
    if asked.wanted.kind is Kind.DATE:
        times = [time for time in article.event_dates if any(a < time.end and b > time.start for a, b in marked)]
        times = [time for time in times if not _REPORTED.match(article.text, time.end)]
        return frozenset((time.since, time.until) for time in times)
    return frozenset(fold(article.text[a:b]).replace(",", "") for a, b in marked)


def _same_matter(best: Sentence, other: Sentence) -> bool:
    one, two = best.hit.article.date or "", other.hit.article.date or ""
    if one.startswith(two) or two.startswith(one):
        return False
    covered = all(other.features[name] >= COVERED * best.features[name] for name in ("around", "article"))
    lacking = ("rarest_missing", "number_missing", "words_missing")
    return covered and all(other.features[name] <= best.features[name] for name in lacking)


def cite(
    question: str,
    asked: Question,
    chosen: Sequence[Sentence],
    others: Iterable[Sentence],
    amended: Amendments,
) -> tuple[Citation, ...]:
    """Number the ``chosen`` sentences, best first, and set beside each what says otherwise, the newest of them first.

    ``others`` are sentences of other articles than the first's that are probable answers too, best first. Nothing
    chosen is left out.
    """
    rivals = otherwise(question, asked, chosen[0], others) if chosen else []
    together = [[*chosen[:1], *rivals], *([sentence] for sentence in chosen[1:])]
    cited: list[Citation] = []
    for sentences_ in together:
        group = _beside([Citation(0, each.hit.article, each.start, each.end) for each in sentences_], amended)
        seen = {(each.article.id, each.start) for each in cited}
        cited += [each for each in group if (each.article.id, each.start) not in seen]
    return tuple(
        replace(each, number=n, marks=marks(question, each.article, each.start, each.end))
        for n, each in enumerate(cited, 1)
    )


def _beside(group: list[Citation], amended: Amendments) -> list[Citation]:
    """A group of quotations that say otherwise than each other, with what was put right in them: the newest first."""
    newest = max((each.article.date or "" for each in group), default="")
    if len(group) > 1:
        group = [
            replace(each, standing=Standing.NEWER if each.article.date == newest else Standing.OLDER) for each in group
        ]
    whole = dict[tuple[str, int], Citation]()
    for each in chain.from_iterable(_put_right(each, amended) for each in group):
        # A correction and what it corrects may both have been found: each is quoted once, as what it is.
        place = each.article.id, each.start
        if place not in whole or each.standing in {Standing.CORRECTION, Standing.CORRECTED}:
            whole[place] = each
    return sorted(whole.values(), key=lambda each: each.article.date or "", reverse=True)


def _put_right(cited: Citation, amended: Amendments) -> list[Citation]:
    """A quotation, after the correction of it, or before the words that it corrects."""
    place = (cited.article, cited.start, cited.end)
    for each in amended.about(cited.article):
        if each.touches(*place):
            correction = Citation(0, each.correction, each.start, each.end, standing=Standing.CORRECTION)
            return [correction, replace(cited, standing=Standing.CORRECTED)]
        if each.is_in(*place) and each.wrong:
            start, end = next(
                (a, b) for a, b in sentences(each.corrected.text) if a < each.wrong[0][1] and b > each.wrong[0][0]
            )
            older = Citation(0, each.corrected, start, end, standing=Standing.CORRECTED)
            return [replace(cited, standing=Standing.CORRECTION), older]
    return [cited]
