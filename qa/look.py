"""What a question is asked with, and what a search of it brought, within its limits or within wider ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.store import Extent
from index.text import sentences
from qa import compose
from qa.answer import Filters, Hit, Query
from qa.filters import comes_after, wider
from qa.listing import Entry
from qa.question.wordings import Phrasing
from qa.reader import Finding
from qa.reader.sentences import Sentence

NOTHING = Finding((), 0.0)


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question is asked with: the day, how many articles, the reader's own limits, ids to pass over.

    Sentences within those ``quoted`` already are not given again.
    """

    today: date
    k: int
    filters: Filters | None = None
    without: Collection[str] = ()
    quoted: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """Hits, the sentences found in them by one phrasing and whether they answer, the articles for a list.

    Of a list of all that a time or a name has, ``total`` is how many there are; of a time those without a date may be
    left ``unlisted``.
    """

    hits: Sequence[Hit]
    phrasing: Phrasing
    finding: Finding = NOTHING
    found: bool = False
    entries: tuple[Entry, ...] = ()
    total: int = 0
    unlisted: bool = False

    @property
    def answers(self) -> bool:
        """Is there anything that answers?"""
        return self.found or bool(self.entries)

    @property
    def dated(self) -> bool:
        """Has a hit a date? Those without pass every limit to dates."""
        return any(hit.article.date for hit in self.hits)

    def settles(self, limits: Filters) -> bool:
        """Is it all that a question within limits needs? Of a day asked for by its full date only if printed then."""
        return self.answers and (self.dated or limits.soft or not limits.dated)

    def speaks_of(self, limits: Filters) -> bool:
        """Does a sentence that answers name a time within those asked for, whenever it was printed?"""
        return self.found and any(_speaks_of(each, limits) for each in self.finding.sentences)

    def gives_way(self, further: Look) -> bool:
        """Is what was found within wider limits shown in its place?"""
        if self.answers:
            return further.answers and further.dated
        return further.answers or (not self.dated and bool(further.hits))


def looked(query: Query, look: Callable[[Filters], Look], extent: Extent) -> tuple[Query, Look, list[str]]:
    """What a question finds within its limits, or within wider ones if that helps; with the limits kept, and a notice.

    Wider are tried where nothing within answers, or of a full date nothing was printed then, and taken if they help, if
    nothing dated passes the question's own, or if those begin after the newest issue; the undated pass every date
    filter.
    """
    within = look(query.filters)
    limits = None if within.settles(query.filters) else wider(query)
    if limits is None:
        return query, within, []
    further, asked = look(limits), query.filters
    if not within.gives_way(further) and (within.answers or not comes_after(asked, extent)):
        return query, within, []
    told = asked.soft and asked.dated and (further.speaks_of(asked) or not further.answers)
    return replace(query, filters=limits), further, [] if told else [compose.widened(asked)]


def _speaks_of(sentence: Sentence, limits: Filters) -> bool:
    """Does a sentence, or the head of it that was cut off, name a time within limits; else, if it has none, the one
    before it?"""
    article, start = sentence.hit.article, sentence.start
    named = article.times_in(start, sentence.end)
    paragraph = article.text.rfind("\n", 0, start) + 1
    begun = [first for first, _ in sentences(article.text, paragraph, sentence.end) if first <= start]
    first = begun[-1 if named else -2 :][0] if begun else start
    return any(
        (limits.since or "") <= time.since and time.until <= (limits.until or time.until)
        for time in article.times_in(first, sentence.end)
    )
