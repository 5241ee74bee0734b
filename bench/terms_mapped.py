"""Mapped postings: sorted postings in .npy files that are read where they lie, with a vocabulary in SQLite.

A part is never changed; what is added becomes a further part. A question takes its terms from rare to common and stops
looking for new passages once the terms left cannot lift one among the best (MaxScore: Turtle and Flood, "Query
Evaluation: Strategies and Optimizations", 1995).
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.terms_candidates import Hits, Numbered
from bench.terms_texts import K1, B

BLOCK: Final = 20_000
"""Passages whose terms are sorted in memory at once; 20,000 take about half a gigabyte."""
MOST: Final = 255
"""The highest count that is kept; beyond it BM25 hardly changes."""


class Postings(NamedTuple):
    """The passages of one term, sorted, and how often each holds it."""

    rows: NDArray[np.int32]
    counts: NDArray[np.uint8]


class Weighed(NamedTuple):
    """One term of a question: its postings in each part, and its idf."""

    parts: list[Postings]
    idf: float


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


class Part:
    """One part on disk, mapped; ``base`` is the row of its first passage."""

    def __init__(self, folder: Path, base: int) -> None:
        # As plain arrays: every slice of a numpy.memmap costs microseconds of bookkeeping.
        self._rows, self._counts = (np.asarray(np.load(folder / f"{n}.npy", mmap_mode="r")) for n in ("rows", "counts"))
        self.lengths: NDArray[np.int32] = np.load(folder / "lengths.npy")
        self._db = sqlite3.connect(folder / "terms.sqlite")
        self._base = base

    def seen(self, term: str) -> tuple[int, int]:
        """Where the postings of a term begin, and how many there are."""
        found = self._db.execute("SELECT first, df FROM terms WHERE term = ?", (term,)).fetchone()
        return found or (0, 0)

    def postings(self, first: int, df: int) -> Postings:
        """Mapped postings; only a later part's rows are copied, to be counted on."""
        rows = self._rows[first : first + df]
        return Postings(rows + np.int32(self._base) if self._base else rows, self._counts[first : first + df])


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
        """Map the parts; the norms alone are kept in memory, since the mean length changes with each part."""
        self._parts: list[Part] = []
        self._size = 0
        for folder in sorted(self._folder.iterdir(), key=lambda each: int(each.name)):
            self._parts.append(Part(folder, self._size))
            self._size += len(self._parts[-1].lengths)
        lengths = np.concatenate([part.lengths for part in self._parts])
        self._norms = (K1 * (1 - B + B * lengths / lengths.mean())).astype(np.float32)

    def frequency(self, term: str) -> int | None:
        """In how many passages a term stands."""
        return sum(part.seen(term)[1] for part in self._parts)

    def _weighed(self, terms: Sequence[str]) -> list[Weighed]:
        """The terms of a question that stand anywhere, each once, the rarest first."""
        found = []
        for term in dict.fromkeys(terms):
            spans = [part.seen(term) for part in self._parts]
            if df := sum(n for _, n in spans):
                parts = [part.postings(*span) for part, span in zip(self._parts, spans, strict=True) if span[1]]
                found.append((df, Weighed(parts, float(np.log1p((self._size - df + 0.5) / (df + 0.5))))))
        return [weighed for _, weighed in sorted(found, key=lambda each: each[0])]

    def _gains(self, idf: float, rows: NDArray[np.int32], counts: NDArray[np.uint8]) -> NDArray[np.float32]:
        often = counts.astype(np.float32)
        often *= idf * (K1 + 1) / (often + self._norms[rows])
        return often

    def _look_up(self, term: Weighed, rows: NDArray[np.int32]) -> NDArray[np.float32]:
        """What a term gives each of some sorted rows."""
        gains = np.zeros(len(rows), dtype=np.float32)
        for part in term.parts:
            at = np.minimum(np.searchsorted(part.rows, rows), len(part.rows) - 1)
            held = np.flatnonzero(part.rows[at] == rows)
            gains[held] = self._gains(term.idf, rows[held], part.counts[at[held]])
        return gains

    def scores(self, terms: Sequence[str], rows: NDArray[np.int64]) -> Hits:
        """The scores of given rows."""
        ordered = np.sort(rows).astype(np.int32)
        total = np.zeros(len(rows), dtype=np.float32)
        for term in self._weighed(terms):
            total += self._look_up(term, ordered)
        return ordered.astype(np.int64), total

    def top(self, terms: Sequence[str], k: int) -> Hits:
        """The best passages, exactly."""
        weighed = self._weighed(terms)
        bounds = np.array([term.idf * (K1 + 1) for term in weighed])
        rest = np.append(np.cumsum(bounds[::-1])[::-1], 0.0)[1:]
        total = np.zeros(self._size, dtype=np.float32)
        best, floor, taken = np.empty(0, dtype=np.int32), 0.0, 0
        for taken, term in enumerate(weighed, 1):
            for rows, counts in term.parts:
                total[rows] += self._gains(term.idf, rows, counts)
                best = np.union1d(best, rows[total[rows] > floor])
            best, floor = _best(best, total[best], k)
            if floor >= rest[taken - 1]:
                break
        left = float(rest[taken - 1]) if weighed else 0.0
        rows = np.flatnonzero(total >= max(floor - left, float(np.finfo(np.float32).tiny))).astype(np.int32)
        scores = total[rows]
        for at, term in enumerate(weighed[taken:], taken):
            scores += self._look_up(term, rows)
            _, floor = _best(rows, scores, k)
            kept = scores >= floor - rest[at]
            rows, scores = rows[kept], scores[kept]
        order = np.argsort(-scores, kind="stable")[:k]
        return rows[order].astype(np.int64), scores[order]


def _best(rows: NDArray[np.int32], scores: NDArray[np.float32], k: int) -> tuple[NDArray[np.int32], float]:
    """The k best rows and the lowest score among them, which is 0 while there are fewer."""
    if len(rows) < k:
        return rows, 0.0
    kept = np.argpartition(scores, len(rows) - k)[len(rows) - k :]
    return np.sort(rows[kept]), float(scores[kept].min())
