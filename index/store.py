"""The store as a question sees it: its articles and passages, and both indexes over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.background import Spread
from index.document import Article, Passage
from index.encoder import Encoder
from index.errors import BaowenError
from index.generation import STORE_VERSION, Manifest, current, read_file
from index.lexical import LexicalIndex
from index.part import Part, Span, join, load, passages_of
from index.projection import projection_identity
from index.registry import Registry, registry_json
from index.states import PACKED, Tokens, unpack
from index.vectors import Rows, Vectors

__all__ = ["STORE_VERSION", "LexicalIndex", "Rows", "Store", "Tokens", "UnknownArticle", "Vectors"]


class UnknownArticle(BaowenError):
    """An id that this store has never minted, or whose article is gone."""


@dataclass(frozen=True)
class Store:
    """One generation, opened: rows are positions of passages, 0 to ``len(passages) - 1``."""

    manifest: Manifest
    part: Part
    registry: Registry
    background: Spread

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the generation that serves; StoreError says why when it cannot be read."""
        manifest = current(path)
        parts = [load(path, files) for files in manifest.parts]
        return cls(
            manifest=manifest,
            part=join(parts, [files.dead for files in manifest.parts]),
            registry=registry_json.validate_json(read_file(path, manifest.registry)),
            background=Spread.from_bytes(read_file(path, manifest.background)),
        )

    def made_with(self, encoder: Encoder) -> bool:
        """Are its vectors and token codes those that an encoder gives now?"""
        made = self.manifest.identity, self.manifest.projection
        return made == (encoder.identity, projection_identity(encoder.identity))

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """All passages, by row."""
        return [passage for row in self.part.rows for passage in passages_of(row)]

    @cached_property
    def lexical(self) -> LexicalIndex:
        """BM25 over all passages."""
        return LexicalIndex(self.part.postings)

    @cached_property
    def _articles(self) -> Mapping[str, Article]:
        return {row.article.id: row.article for row in self.part.rows}

    @cached_property
    def _first_window(self) -> NDArray[np.int64]:
        return np.concatenate([[0], np.cumsum(self.part.window_counts())])

    @cached_property
    def _window_spans(self) -> Sequence[Span]:
        return [span for row in self.part.rows for spans in row.windows for span in spans]

    @cached_property
    def _window_owner(self) -> NDArray[np.int64]:
        counts = self.part.window_counts()
        return np.repeat(np.arange(len(counts)), counts)

    def articles(self) -> Sequence[Article]:
        """All articles, in the order they were built."""
        return [row.article for row in self.part.rows]

    def article(self, id: str) -> Article:
        """The article an address leads to, through redirects; UnknownArticle when there is none."""
        article = self._articles.get(self.registry.resolve(id))
        if article is None:
            raise UnknownArticle(f"没有编号为 {id} 的文章：它可能已被撤下，或链接抄写有误")
        return article

    @cached_property
    def _stories(self) -> Mapping[str, Sequence[Article]]:
        stories: dict[str, list[Article]] = {}
        for article in self.articles():
            stories.setdefault(article.told_as, []).append(article)
        return stories

    def telling(self, story: str) -> Sequence[Article]:
        """The articles that tell a story, in the order they were built."""
        return self._stories[story]

    def rows_where(self, keep: Callable[[Article], bool]) -> Rows:
        """The rows whose article satisfies ``keep``, ascending."""
        chosen = np.array([keep(row.article) for row in self.part.rows], dtype=np.bool_)
        return np.flatnonzero(np.repeat(chosen, self.part.passage_counts()))

    def nearest(self, query: Vectors, k: int, allowed: Rows | None = None) -> Rows:
        """Rows of the passages with the ``k`` nearest windows, each once, best first, among ``allowed`` if given."""
        inside = None if allowed is None else np.flatnonzero(np.isin(self._window_owner, allowed))
        windows = self.part.windows.search(query, k, inside)
        return np.array(list(dict.fromkeys(self._window_owner[windows].tolist())), dtype=np.int64)

    def windows(self, row: int) -> Sequence[Span]:
        """The windows of a passage, as spans of its article's text."""
        return self._window_spans[self._first_window[row] : self._first_window[row + 1]]

    def window_cosines(self, query: Vectors, rows: Rows) -> list[Vectors]:
        """For each passage of ``rows`` the cosine of the query to each of its windows."""
        spans = [np.arange(self._first_window[row], self._first_window[row + 1]) for row in rows]
        if not spans:
            return []
        cosines = self.part.windows.cosines(query, np.concatenate(spans))
        return np.split(cosines, np.cumsum([len(span) for span in spans[:-1]]))

    def tokens(self, row: int) -> tuple[Tokens, Rows]:
        """The tokens of a passage as unit vectors, and where each ends in its article's text: -1 for the headline's."""
        windows = range(self._first_window[row], self._first_window[row + 1])
        codes = [self.part.states.window(window) for window in windows]
        ends = [
            np.where(
                of_window[:, PACKED] > 0, self._window_spans[window][0] + of_window[:, PACKED].astype(np.int64), -1
            )
            for window, of_window in zip(windows, codes, strict=True)
        ]
        return unpack(np.concatenate(codes)[:, :PACKED]), np.concatenate(ends)
