"""A part: the articles of one build with their windows, vectors, token codes and terms, as immutable files."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from index.document import Article, Passage
from index.generation import PartFiles, read_file, write_file
from index.lexical import Postings
from index.states import States
from index.vectors import VectorIndex

Span = tuple[int, int]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """One article of a part, the input it was read from, its passages' spans and, for each passage, its windows'.

    ``sketch`` finds other articles that tell its story (see ``index.story``).
    """

    input: str
    article: Article
    sketch: tuple[int, ...]
    passages: tuple[Span, ...]
    windows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows, and what was computed for their passages and windows, in the order of the rows."""

    rows: tuple[Row, ...]
    windows: VectorIndex
    states: States
    postings: Postings

    def passage_counts(self) -> NDArray[np.int64]:
        """How many passages each row has."""
        return np.array([len(row.passages) for row in self.rows], dtype=np.int64)

    def window_counts(self) -> NDArray[np.int64]:
        """How many windows each passage has."""
        return np.array([len(spans) for row in self.rows for spans in row.windows], dtype=np.int64)


_ROWS = TypeAdapter(tuple[Row, ...])


def save(store: Path, part: Part) -> PartFiles:
    """Write a part's files."""
    return PartFiles(
        size=len(part.rows),
        articles=write_file(store, gzip.compress(_ROWS.dump_json(part.rows), compresslevel=5, mtime=0), ".json.gz"),
        windows=write_file(store, part.windows.to_bytes(), ".faiss"),
        states=write_file(store, part.states.to_bytes(), ".npz"),
        terms=write_file(store, part.postings.to_bytes(), ".npz"),
    )


def load(store: Path, files: PartFiles) -> Part:
    """Read a part's files."""
    return Part(
        rows=load_rows(store, files),
        windows=VectorIndex.from_bytes(read_file(store, files.windows)),
        states=States.from_bytes(read_file(store, files.states)),
        postings=Postings.from_bytes(read_file(store, files.terms)),
    )


def load_rows(store: Path, files: PartFiles) -> tuple[Row, ...]:
    """Read only a part's articles."""
    return _ROWS.validate_json(gzip.decompress(read_file(store, files.articles)))


def join(parts: Sequence[Part], dead: Sequence[Sequence[int]]) -> Part:
    """One part of the rows of several that are not dead, in order."""
    alive = [_alive(len(part.rows), gone) for part, gone in zip(parts, dead, strict=True)]
    by_passage = [np.repeat(keep, part.passage_counts()) for part, keep in zip(parts, alive, strict=True)]
    by_window = [np.repeat(keep, part.window_counts()) for part, keep in zip(parts, by_passage, strict=True)]
    return Part(
        rows=tuple(
            row for part, keep in zip(parts, alive, strict=True) for row, k in zip(part.rows, keep, strict=True) if k
        ),
        windows=VectorIndex.join([part.windows for part in parts], by_window),
        states=States.join([part.states for part in parts], by_window),
        postings=Postings.join([part.postings for part in parts], by_passage),
    )


def _alive(rows: int, dead: Sequence[int]) -> Mask:
    keep = np.ones(rows, dtype=np.bool_)
    keep[list(dead)] = False
    return keep


def passages_of(row: Row) -> list[Passage]:
    """The passages of a row."""
    return [Passage(row.article, start, end) for start, end in row.passages]
