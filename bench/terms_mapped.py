"""The product's lexical index (``index.store.lexical``) over postings that are mapped from .npy files.

The files are written here, a million passages at once, as no build makes them so large in one go.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.terms_candidates import Hits, Numbered
from index.store.lexical import MOST, LexicalIndex, Terms

BLOCK: Final = 20_000
"""Passages whose terms are sorted in memory at once; 20,000 take about half a gigabyte."""


def _runs(passages: Iterable[str], vocabulary: Numbered, lengths: array[int], folder: Path) -> Iterator[Path]:
    """Write the postings of one block after another, sorted by term, then row."""
    texts, base = iter(passages), 0
    while block := list(islice(texts, BLOCK)):
        ids = array("i")
        for text in block:
            ids.extend(map(vocabulary.__getitem__, text.split()))
            lengths.append(len(ids))
        ends = np.array(lengths[base:], dtype=np.int64)
        sizes = np.diff(ends, prepend=0)
        lengths[base:] = array("i", sizes.tolist())
        keys = np.frombuffer(ids, dtype=np.int32).astype(np.int64) * BLOCK + np.repeat(np.arange(len(block)), sizes)
        keys.sort()
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        counts = np.minimum(np.diff(first, append=len(keys)), MOST).astype(np.uint8)
        keys = keys[first]
        path = folder / f"run-{base}.npy"
        packed = np.empty(len(keys), dtype=[("term", "i4"), ("row", "i4"), ("count", "u1")])
        packed["term"], packed["row"], packed["count"] = keys // BLOCK, keys % BLOCK + base, counts
        np.save(path, packed)
        base += len(block)
        yield path


def write_part(passages: Iterable[str], folder: Path) -> None:
    """Write one part: runs first, then every run's postings to their places."""
    folder.mkdir(parents=True)
    vocabulary, lengths = Numbered(), array("i")
    runs = list(_runs(passages, vocabulary, lengths, folder))
    seen = np.zeros(len(vocabulary), dtype=np.int64)
    for run in runs:
        seen += np.bincount(np.load(run)["term"], minlength=len(seen))
    first = np.cumsum(seen) - seen
    shape = (int(seen.sum()),)
    rows = np.lib.format.open_memmap(folder / "rows.npy", "w+", np.dtype(np.int32), shape)
    counts = np.lib.format.open_memmap(folder / "counts.npy", "w+", np.dtype(np.uint8), shape)
    following = first.copy()
    for run in runs:
        packed = np.load(run)
        here = np.bincount(packed["term"], minlength=len(seen))
        places = np.arange(len(packed)) + (following - np.cumsum(here) + here)[packed["term"]]
        rows[places], counts[places] = packed["row"], packed["count"]
        following += here
        run.unlink()
    np.save(folder / "lengths.npy", np.frombuffer(lengths, dtype=np.int32))
    with closing(sqlite3.connect(folder / "terms.sqlite")) as db, db:
        db.execute("CREATE TABLE terms(term TEXT PRIMARY KEY, first INTEGER, df INTEGER) WITHOUT ROWID")
        table = zip(vocabulary, first.tolist(), seen.tolist(), strict=True)
        db.executemany("INSERT INTO terms VALUES (?, ?, ?)", sorted(table))


def _opened(folder: Path) -> Terms:
    """One part, as the product's index takes it."""
    # As plain arrays: every slice of a numpy.memmap costs microseconds of bookkeeping.
    rows, counts = (np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in ("rows", "counts"))
    db = sqlite3.connect(folder / "terms.sqlite")

    def places(words: Sequence[str]) -> dict[str, slice]:
        query = "SELECT term, first, df FROM json_each(?) CROSS JOIN terms ON term = value"
        return {term: slice(first, first + df) for term, first, df in db.execute(query, (json.dumps(words),))}

    return Terms(places, rows, counts, np.load(folder / "lengths.npy"))


class Mapped:
    """The parts of one folder, searched as one index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, passages: Iterable[str]) -> None:
        """Write the first part."""
        write_part(passages, self._folder / "0")

    def add(self, passages: Sequence[str]) -> None:
        """Write a further part and open all anew."""
        write_part(passages, self._folder / str(len(list(self._folder.iterdir()))))
        self.open()

    def open(self) -> None:
        """Map the parts."""
        folders = sorted(self._folder.iterdir(), key=lambda each: int(each.name))
        self._index = LexicalIndex([_opened(folder) for folder in folders])

    def frequency(self, term: str) -> int | None:
        """In how many passages a term stands."""
        return self._index.seen(term)

    def scores(self, terms: Sequence[str], rows: NDArray[np.int64]) -> Hits:
        """The scores of given rows."""
        return rows, self._index.scores(terms, rows)

    def top(self, terms: Sequence[str], k: int) -> Hits:
        """The best passages, exactly."""
        return self.scores(terms, self._index.top(terms, k))
