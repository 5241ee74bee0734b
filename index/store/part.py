"""A part: the articles of one build or of several merged, with all that was computed for them, as immutable files.

The catalogue has what is looked up by name, the columns what is computed with: mapped arrays, a row an article, a
passage, a window, a token or a posting.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.document import Article
from index.store.arrays import mapped
from index.store.catalogue import Catalogue
from index.store.codes import Codes
from index.store.files import file_of, intact, kept_input
from index.store.generation import PartFiles
from index.store.lexical import Terms
from index.store.rows import Mask, Rows
from index.store.vectors import VectorIndex

Span = tuple[int, int]
CACHED = 2000
"""Articles of a part that are kept once read."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The arrays of a part.

    Of an article: ``told`` (see ``story_key``), the first and the last day of its date as ordinals (all days when it is
    not known), ``places``: hashes of page, edition and paper, 0 where unknown. ``events``: the article's row, first and
    last day of a time it speaks of. Of a passage: its article, span and number of terms; its windows are
    ``window_starts[i]:window_starts[i + 1]``. Of a window: its span, vector and ``keys``, the hash of the words that
    were encoded, for which ``key_order`` ascends; its tokens are ``token_starts[i]:token_starts[i + 1]`` of ``tokens``.
    ``posting_rows`` and ``posting_counts`` as in ``lexical``; ``sketches`` the ascending hashes of all sketches
    and ``sketched`` the articles that have them.
    """

    told: NDArray[np.int64]
    days: NDArray[np.int32]
    places: NDArray[np.int64]
    events: NDArray[np.int32]
    passage_article: NDArray[np.int32]
    passage_spans: NDArray[np.int32]
    passage_lengths: NDArray[np.int32]
    window_starts: NDArray[np.int32]
    window_spans: NDArray[np.int32]
    vectors: NDArray[np.float16]
    keys: NDArray[np.uint64]
    key_order: NDArray[np.int32]
    token_starts: NDArray[np.int64]
    tokens: NDArray[np.uint8]
    posting_rows: NDArray[np.int32]
    posting_counts: NDArray[np.uint8]
    sketches: NDArray[np.uint64]
    sketched: NDArray[np.int32]

    @classmethod
    def load(cls, path: Path, *, sparing: bool = False) -> Columns:
        """Map the columns of a file, as ``arrays.mapped`` does."""
        return cls(**mapped(path, sparing=sparing))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The columns by name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


class Known(NamedTuple):
    """What is kept of a window: its vector and the codes of its tokens."""

    vector: NDArray[np.float16]
    codes: NDArray[np.uint8]


class Part:
    """One part, open: ``row`` is a position of an article, ``passage`` and ``window`` those of theirs.

    ``sparing`` as of ``arrays.mapped``.
    """

    def __init__(self, store: Path, files: PartFiles, *, sparing: bool = False) -> None:
        self.files = files
        self._store = store
        self._sparing = sparing
        self.catalogue = Catalogue(file_of(store, files.catalogue), sparing=sparing)
        with intact(store, files.columns) as file:
            self.columns = Columns.load(file, sparing=sparing)
        self.article = lru_cache(CACHED)(self.catalogue.article)

    @cached_property
    def neighbours(self) -> VectorIndex:
        """The search over its windows."""
        codes = [self._codes(name) for name in self.files.codes]
        return VectorIndex(self.columns.vectors, self.columns.window_starts, codes, sparing=self._sparing)

    def _codes(self, name: str) -> Codes:
        with intact(self._store, name) as file:
            return Codes.load(file)

    @cached_property
    def terms(self) -> Terms:
        """Its postings."""
        held = self.columns
        return Terms(self.catalogue.places, held.posting_rows, held.posting_counts, held.passage_lengths)

    @cached_property
    def alive(self) -> Mask:
        """Which of its articles are not dead."""
        alive = np.ones(self.files.size, np.bool_)
        alive[list(self.files.dead)] = False
        return alive

    def holds(self, id: str) -> bool:
        """Has it an article with an id that is not dead?"""
        return any(self.alive[row] for row in self.catalogue.rows("id = ?", id))

    def original(self, sha256: str) -> bytes:
        """The bytes of a file as it was taken in."""
        return kept_input(self._store, sha256)

    def article_of(self, passage: int) -> Article:
        """The article of a passage."""
        return self.article(int(self.columns.passage_article[passage]))

    def windows_of(self, passage: int) -> range:
        """The windows of a passage."""
        return range(int(self.columns.window_starts[passage]), int(self.columns.window_starts[passage + 1]))

    def window_bounds(self, passages: Rows) -> Rows:
        """Where the windows of passages begin and end, (passages, 2)."""
        bounds: Rows = self.columns.window_starts[np.column_stack([passages, passages + 1])].astype(np.int64)
        return bounds

    def token_bounds(self, passages: Rows) -> Rows:
        """Where the tokens of passages begin and end, (passages, 2)."""
        bounds: Rows = self.columns.token_starts[self.window_bounds(passages)]
        return bounds

    def known(self, key: int) -> Known | None:
        """What it has of a window whose words have this hash."""
        held = self.columns
        at = int(np.searchsorted(held.keys, np.uint64(key), sorter=held.key_order))
        if at == len(held.keys) or int(held.keys[held.key_order[at]]) != key:
            return None
        window = int(held.key_order[at])
        return Known(held.vectors[window], held.tokens[held.token_starts[window] : held.token_starts[window + 1]])

    def tellers(self, sketch: int, most: int) -> list[int]:
        """The first ``most`` articles whose sketch has a hash, that are not dead."""
        held = self.columns
        first = int(np.searchsorted(held.sketches, np.uint64(sketch)))
        found: list[int] = []
        while len(found) < most and first < len(held.sketches) and int(held.sketches[first]) == sketch:
            row = int(held.sketched[first])
            found += [row] if self.alive[row] else []
            first += 1
        return found


def story_key(told_as: str) -> int:
    """What articles that tell the same story have in common, as a number: their story's id read as one."""
    return int(told_as, 16)
