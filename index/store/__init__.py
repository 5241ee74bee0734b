"""The store as a question sees it: articles, passages and windows by number, and the searches over them.

A passage's number is its position in its part, plus the passages of the parts before; so is an article's. Numbers hold
for one generation. Nothing is read before it is asked for.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import NamedTuple

import numpy as np

from index.document import Article, Passage
from index.encoder import Encoder
from index.projection import projection_identity
from index.read.source import File
from index.states import PACKED, Tokens, unpack
from index.store.background import Spread
from index.store.files import file_of, intact
from index.store.generation import STORE_VERSION, Manifest, PartFiles, current
from index.store.holdings import Extent, Holdings, UnknownArticle
from index.store.lexical import LexicalIndex
from index.store.memory import enough_for_another, room
from index.store.part import Part, Span
from index.store.rows import Mask, Rows, Scores, Vectors, ranges
from index.store.scope import Scope, foremost

__all__ = [
    "STORE_VERSION",
    "Extent",
    "LexicalIndex",
    "Manifest",
    "Mask",
    "Rows",
    "Scope",
    "Scores",
    "Store",
    "Tokens",
    "UnknownArticle",
    "Vectors",
]


VECTOR_SHARE = 0.5
"""The share of the columns of a part that its vectors take, about."""


class Contents(NamedTuple):
    """What a scope has: some of its articles, each story once, and how many stories are of a known date and of none."""

    articles: list[Article]
    dated: int
    undated: int


class Windows(NamedTuple):
    """The windows of some passages: those of passage ``i`` are ``starts[i]:starts[i + 1]`` of ``cosines``."""

    starts: Rows
    cosines: Scores


class Held(NamedTuple):
    """The tokens of some passages: unit vectors, where each ends in its article's text (-1 in the headline), and
    ``starts`` as in ``Windows``."""

    starts: Rows
    tokens: Tokens
    ends: Rows


def _parts(store: Path, files: Sequence[PartFiles]) -> tuple[Part, ...]:
    """The parts of a generation; where vectors are more than the memory holds, only what is asked for is read of them.

    A question looks at vectors in thousands of places. What fits is sooner read from a disk with all that is around.
    """
    sizes = (file_of(store, each.columns).stat().st_size for each in files)
    sparing = hasattr(mmap, "MADV_RANDOM") and sum(sizes) * VECTOR_SHARE > room()
    return tuple(Part(store, each, sparing=sparing) for each in files)


@dataclass(frozen=True)
class Store(Holdings):
    """One generation, opened."""

    background: Spread

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the generation that serves; StoreError says why when it cannot be read."""
        manifest = current(path)
        with intact(path, manifest.background) as file:
            background = Spread.load(file)
        return cls(manifest=manifest, parts=_parts(path, manifest.parts), background=background)

    def serves(self, path: Path) -> bool:
        """Is it the generation that serves now? StoreError when that cannot be read."""
        return self.manifest == current(path)

    def picture(self, article: Article) -> File | None:
        """The PDF or the picture of the page that an article is printed on, as it was taken in."""
        kept = self.picture_file(article)
        return File(PurePath(kept.path), kept.given, self.parts[0].original(kept.sha256)) if kept else None

    def made_with(self, encoder: Encoder) -> bool:
        """Are its vectors and token codes those that an encoder gives now?"""
        made = self.manifest.identity, self.manifest.projection
        return made == (encoder.identity, projection_identity(encoder.identity))

    def fits_again(self) -> bool:
        """Is there memory for another process that opens it, and beside it for the vectors, which are read all over?"""
        return enough_for_another(sum(part.columns.vectors.nbytes for part in self.parts))

    @cached_property
    def lexical(self) -> LexicalIndex:
        """BM25 over all passages."""
        return LexicalIndex([part.terms for part in self.parts])

    @cached_property
    def _first(self) -> Rows:
        return np.cumsum([0, *(part.files.passages for part in self.parts)], dtype=np.int64)

    @cached_property
    def _alive(self) -> Mask | None:
        """Which passages are not dead; None when all are alive."""
        return self.inside(Scope()) if any(part.files.dead for part in self.parts) else None

    def inside(self, scope: Scope) -> Mask:
        """Which passages are of articles inside a scope, shape (passages,)."""
        masks = [scope.articles(part)[part.columns.passage_article] for part in self.parts]
        return np.concatenate([np.zeros(0, np.bool_), *masks])

    def contents(self, scope: Scope, most: int, *, oldest: bool = False) -> Contents:
        """The ``most`` stories inside a scope that were printed last, or first, and how many there are."""
        numbers, dated = foremost(self.parts, scope, oldest=oldest)
        articles = [self.article_numbered(number) for number in numbers[:most].tolist()]
        return Contents(articles, dated, len(numbers) - dated)

    def rows(self) -> Rows:
        """The numbers of all passages, ascending."""
        return np.arange(self._first[-1]) if self._alive is None else np.flatnonzero(self._alive)

    def _place(self, row: int) -> tuple[Part, int]:
        number = int(np.searchsorted(self._first, row, side="right")) - 1
        return self.parts[number], row - int(self._first[number])

    def passage(self, row: int) -> Passage:
        """A passage."""
        part, local = self._place(row)
        return Passage(part.article_of(local), *part.columns.passage_spans[local].tolist())

    def windows(self, row: int) -> list[Span]:
        """The windows of a passage, as spans of its article's text."""
        part, local = self._place(row)
        return [(start, end) for start, end in part.columns.window_spans[part.windows_of(local)].tolist()]

    def articles_of(self, rows: Rows) -> tuple[Rows, Rows]:
        """Of each passage its article's number, and the key of the story it tells (``part.story_key``)."""
        numbers, stories = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
        for part, first, chosen, local in self._by_part(rows):
            articles = part.columns.passage_article[local]
            numbers[chosen], stories[chosen] = first + articles, part.columns.told[articles]
        return numbers, stories

    def _by_part(self, rows: Rows) -> Iterator[tuple[Part, int, Rows, Rows]]:
        """Each part that has some of the passages, its first article, where they stand in ``rows``, and in the part."""
        owners = np.searchsorted(self._first, rows, side="right") - 1
        for number in np.unique(owners).tolist():
            chosen = np.flatnonzero(owners == number)
            yield self.parts[number], int(self._first_article[number]), chosen, rows[chosen] - self._first[number]

    def nearest(self, query: Vectors, k: int, allowed: Mask | None = None) -> Rows:
        """The passages with the ``k`` nearest windows, each once, best first, among ``allowed`` if given."""
        found = [self._nearest(number, query, k, allowed) for number in range(len(self.parts))]
        rows = np.concatenate([*(each[0] for each in found), np.zeros(0, np.int64)])
        cosines = np.concatenate([*(each[1] for each in found), np.zeros(0, np.float32)])
        best = rows[np.argsort(-cosines, kind="stable")[:k]]
        return best[np.sort(np.unique(best, return_index=True)[1])]

    def _nearest(self, number: int, query: Vectors, k: int, allowed: Mask | None) -> tuple[Rows, Scores]:
        part, first = self.parts[number], int(self._first[number])
        allowed = self._alive if allowed is None else allowed
        inside = None if allowed is None else allowed[first : first + part.files.passages]
        found, cosines = part.neighbours.search(query, k, inside)
        return first + part.neighbours.owners(found), cosines

    def matching(self, terms: Sequence[str], k: int, allowed: Mask | None = None) -> Rows:
        """The ``k`` passages with the highest BM25 above 0, best first, among ``allowed`` if given."""
        return self.lexical.top(terms, k, self._alive if allowed is None else allowed)

    def window_cosines(self, query: Vectors, rows: Rows) -> Windows:
        """The cosine of the query to each window of these passages."""
        starts, shares = self._shares(rows, Part.window_bounds)
        cosines = np.zeros(starts[-1], np.float32)
        for part, windows, places in shares:
            cosines[places] = part.neighbours.cosines(query, windows)
        return Windows(starts, cosines)

    def tokens(self, rows: Rows) -> Held:
        """The tokens of these passages."""
        starts, shares = self._shares(rows, Part.token_bounds)
        codes, ends = np.zeros((starts[-1], PACKED), np.uint8), np.zeros(starts[-1], np.int64)
        for part, tokens, places in shares:
            held = part.columns.tokens.take(tokens, axis=0)
            codes[places] = held[:, :PACKED]
            windows = np.searchsorted(part.columns.token_starts, tokens, side="right") - 1
            offsets = held[:, PACKED].astype(np.int64)
            ends[places] = np.where(offsets > 0, part.columns.window_spans[windows, 0] + offsets, -1)
        return Held(starts, unpack(codes), ends)

    def _shares(self, rows: Rows, bounds: Callable[[Part, Rows], Rows]) -> tuple[Rows, list[tuple[Part, Rows, Rows]]]:
        """Where what belongs to each passage starts, one passage after the other, and the end of the last.

        Also each part, what it has of it, and the places where that belongs; ``bounds`` say where it is in a part.
        """
        found = [(part, chosen, bounds(part, local)) for part, _, chosen, local in self._by_part(rows)]
        counts = np.zeros(len(rows), np.int64)
        for _, chosen, held in found:
            counts[chosen] = held[:, 1] - held[:, 0]
        starts = np.concatenate([[0], np.cumsum(counts)])
        return starts, [
            (part, ranges(held[:, 0], counts[chosen]), ranges(starts[chosen], counts[chosen]))
            for part, chosen, held in found
        ]
