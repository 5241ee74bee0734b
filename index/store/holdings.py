"""What a store holds, looked up by what is known of it: articles, inputs, addresses, sounds."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from pathlib import PurePath
from typing import NamedTuple

import numpy as np

from index.document import Article
from index.errors import BaowenError
from index.messages import say
from index.store.generation import Input, Kept, Manifest
from index.store.part import Part
from index.store.registry import leads_to
from index.store.rows import Rows
from index.text.dates import is_day
from index.text.pinyin import heard

_GIVEN = "SELECT value FROM json_each(?)"


class UnknownArticle(BaowenError):
    """An id that this store has never minted, or whose article is gone."""


class Extent(NamedTuple):
    """How much a store holds: articles, the first and the last date among them (None: none is dated), and issues."""

    articles: int
    since: str | None
    until: str | None
    issues: int = 0


@dataclass(frozen=True)
class Holdings:
    """The parts of one generation. Nothing is read before it is asked for."""

    manifest: Manifest
    parts: tuple[Part, ...]

    def articles(self) -> Iterator[Article]:
        """All articles, part after part, read as they are taken."""
        for part in self.parts:
            yield from (article for row, _, article in part.catalogue.articles() if part.alive[row])

    def _pairs(self, condition: str, *values: str) -> list[tuple[str, Article]]:
        """The articles that satisfy a condition on the columns of the catalogue, each with its input."""
        found = [(part, part.catalogue.articles(condition, *values)) for part in self.parts]
        return [(input, article) for part, rows in found for row, input, article in rows if part.alive[row]]

    def _where(self, condition: str, *values: str) -> list[Article]:
        return [article for _, article in self._pairs(condition, *values)]

    @cached_property
    def extent(self) -> Extent:
        """How much it holds; an issue is a day of a paper, and for the undated what was read as one."""
        parts = [part.catalogue.printed(part.files.dead) for part in self.parts]
        first = min((since for since, _, _ in parts if since), default=None)
        last = max((until for _, until, _ in parts if until), default=None)
        undated = set[str]().union(*(issues for _, _, issues in parts))
        dated = set[tuple[int, ...]]().union(*map(_issues, self.parts))
        return Extent(self.manifest.articles, first, last, len(undated) + len(dated))

    @cached_property
    def calendar(self) -> dict[str, int]:
        """Every date that articles have, the first first, and how many have it."""
        counts = Counter[str]()
        for part in self.parts:
            for date, count in part.catalogue.dated(part.files.dead):
                counts[date] += count
        return dict(sorted(counts.items()))

    @property
    def days(self) -> list[str]:
        """The days of its issues, the first first."""
        return [date for date in self.calendar if is_day(date)]

    def printed_on(self, date: str) -> list[Article]:
        """The articles of a date."""
        return self._where("date = ?", date)

    def corrections(self) -> list[Article]:
        """The articles that put others right."""
        return self._where("kind = ?", "correction")

    def of_input(self, id: str) -> list[Article]:
        """The articles that were read from an input."""
        return self._where("input = ?", id)

    def of_day(self, day: str) -> list[tuple[str, Article]]:
        """The articles of a day, or of files called alike (see ``forms.day_of``), each with its input."""
        return self._pairs("day = ?", day)

    def wrote(self, name: str) -> bool:
        """Is an article by somebody of this name?"""
        return any(part.catalogue.written_by(name) for part in self.parts)

    def undated(self) -> list[Article]:
        """The articles whose date nobody knows."""
        return self._where("date IS NULL")

    def latest(self) -> Iterator[Article]:
        """All articles, the newest first, those of unknown date last."""
        return merge(*map(_latest, self.parts), key=lambda article: article.date or "", reverse=True)

    def inputs(self) -> dict[str, Input]:
        """All that its articles were read from, by id."""
        said: dict[str, tuple[str, Input | None]] = {}
        for part in self.parts:
            for id, since, input in part.catalogue.inputs():
                if id not in said or since > said[id][0]:
                    said[id] = since, input
        return {id: input for id, (_, input) in sorted(said.items()) if input}

    def pictured(self, article: Article) -> bool:
        """Is there a picture of the page that an article is printed on?"""
        return self.picture_file(article) is not None

    def picture_file(self, article: Article) -> Kept | None:
        """The file that shows the page an article is printed on, if it was taken in."""
        if not article.areas:
            return None
        named = PurePath(article.areas[0].picture)
        said = [part.catalogue.input(id) for id, _ in self._pairs("id = ?", article.id)[:1] for part in self.parts]
        _, latest = max((each for each in said if each), key=lambda each: each[0], default=("", None))
        return next(
            (file for file in (latest.files if latest else ()) if PurePath(file.given).name == named.name), None
        )

    def article(self, id: str) -> Article:
        """The article an address leads to, through redirects; UnknownArticle when there is none."""
        found = self._where("id = ?", leads_to(self.parts, id))
        if not found:
            raise UnknownArticle(say("没有编号为 {id} 的文章：它可能已被撤下，或链接抄写有误", id=id))
        return found[0]

    def also_telling(self, articles: Iterable[Article]) -> dict[str, list[Article]]:
        """By the ids of some articles' stories the others that tell them, part after part."""
        # In one go for all, as most stories were told once.
        known = {each.id: each.told_as for each in articles}
        stories, ids = json.dumps([*known.values()]), json.dumps([*known])
        others = defaultdict[str, list[Article]](list)
        for other in self._where(f"told IN ({_GIVEN}) AND id NOT IN ({_GIVEN})", stories, ids):
            others[other.told_as].append(other)
        return others

    def telling(self, stories: Iterable[str]) -> list[Article]:
        """The articles that tell one of some stories."""
        return self._where(f"told IN ({_GIVEN})", json.dumps([*stories]))

    def tellers(self, sketch: int, most: int) -> list[int]:
        """The numbers of the first ``most`` articles of each part whose sketch has a hash."""
        pairs = zip(self._first_article.tolist(), self.parts, strict=False)
        return [first + row for first, part in pairs for row in part.tellers(sketch, most)]

    def article_numbered(self, number: int) -> Article:
        """The article of a number."""
        at = int(np.searchsorted(self._first_article, number, side="right")) - 1
        return self.parts[at].article(number - int(self._first_article[at]))

    def alike(self, pair: str) -> set[str]:
        """The printed pairs of characters that sound like one."""
        return {each for part in self.parts for each in part.catalogue.heard(heard(pair))}

    def often(self, character: str) -> int:
        """How often a character stands in a pair: the passages of each pair with it, added up."""
        return sum(part.catalogue.often(character) for part in self.parts)

    @cached_property
    def pairs(self) -> int:
        """The sum of ``often`` over all characters."""
        return sum(part.catalogue.often_in_all() for part in self.parts)

    @cached_property
    def _first_article(self) -> Rows:
        return np.cumsum([0, *(part.files.size for part in self.parts)], dtype=np.int64)


def _issues(part: Part) -> set[tuple[int, ...]]:
    """The issues of a part that are dated: from when until when they may be of, and the key of their paper."""
    dated = part.alive & (part.columns.days[:, 0] > 0)
    return set(zip(*part.columns.days[dated].T.tolist(), part.columns.places[dated, 2].tolist(), strict=True))


def _latest(part: Part) -> Iterator[Article]:
    return (article for row, _, article in part.catalogue.articles(order="date DESC") if part.alive[row])
