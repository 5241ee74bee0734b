"""The postings of several parts, moved into one."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import repeat
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import Shapes
from index.store.part import Part
from index.store.rows import Mask, Rows

BLOCK = 1 << 22
"""Postings that are moved at once, about."""


@dataclass(frozen=True, slots=True)
class Source:
    """The postings of one part: ``starts`` of its terms and how many are ``kept`` of each, where those go (``to``).

    ``numbers`` are the new numbers of its passages, ``alive`` says which are kept.
    """

    part: Part
    alive: Mask
    numbers: Rows
    starts: Rows
    kept: Rows
    to: Rows

    def fill(self, rows: NDArray[np.int32], counts: NDArray[np.uint8]) -> None:
        """Move them, a block of terms at a time."""
        held, first = self.part.columns, 0
        while first < len(self.kept):
            last = max(first + 1, int(np.searchsorted(self.starts, self.starts[first] + BLOCK, side="right")) - 1)
            span = slice(int(self.starts[first]), int(self.starts[last]))
            kept, old = self.kept[first:last], held.posting_rows[span]
            chosen = self.alive[old]
            begins = np.cumsum(kept) - kept
            places = np.repeat(self.to[first:last] - begins, kept) + np.arange(int(kept.sum()))
            rows[places] = self.numbers[old[chosen]]
            counts[places] = held.posting_counts[span][chosen]
            first = last


@dataclass(frozen=True, slots=True)
class Moved:
    """The terms of the new part with the numbers of their postings, and where those come from."""

    words: Sequence[str]
    sizes: Rows
    sources: Sequence[Source]

    @property
    def shapes(self) -> Shapes:
        """The columns that they take."""
        size = (int(self.sizes.sum()),)
        return {"posting_rows": (np.int32, size), "posting_counts": (np.uint8, size)}

    def terms(self) -> Iterator[tuple[str, int, int]]:
        """The terms, as a catalogue keeps them."""
        starts = (np.cumsum(self.sizes) - self.sizes).tolist()
        return (each for each in zip(self.words, starts, self.sizes.tolist(), strict=True) if each[2])

    def fill(self, rows: NDArray[np.int32], counts: NDArray[np.uint8]) -> None:
        """Write the postings."""
        for source in self.sources:
            source.fill(rows, counts)


def moved(parts: Sequence[Part], alive: Sequence[Mask]) -> Moved:
    """The postings of the passages that are alive, numbered on from part to part; the terms of all parts together."""
    starts, kept = zip(*(_kept(part, mask) for part, mask in zip(parts, alive, strict=True)), strict=True)
    words, owners = _together(parts)
    sizes = np.zeros(len(words), np.int64)
    for owner, counts in zip(owners, kept, strict=True):
        sizes[owner] += counts
    to, base, sources = np.cumsum(sizes) - sizes, 0, []
    for part, mask, first, counts, owner in zip(parts, alive, starts, kept, owners, strict=True):
        numbers = base + np.cumsum(mask) - 1
        sources.append(Source(part, mask, numbers, first, counts, to[owner].copy()))
        to[owner] += counts
        base += int(mask.sum())
    return Moved(words, sizes, sources)


def _kept(part: Part, alive: Mask) -> tuple[Rows, Rows]:
    """Where each term's postings begin, and the end of the last; how many of each are alive."""
    firsts = [first for _, first, _ in part.catalogue.terms()]
    starts = np.array([*firsts, len(part.columns.posting_rows)], np.int64)
    if alive.all():
        return starts, np.diff(starts)
    passed = np.concatenate([[0], np.cumsum(alive[part.columns.posting_rows])])
    return starts, np.diff(passed[starts])


def _together(parts: Sequence[Part]) -> tuple[list[str], list[Rows]]:
    """The terms of all parts in order, and for each part the positions among them of its own."""
    words: list[str] = []
    owners = [array("q") for _ in parts]  # numbers as they are, not objects: there may be millions
    named = [zip(_words(part), repeat(number), strict=False) for number, part in enumerate(parts)]
    for word, number in merge(*named, key=itemgetter(0)):
        if not words or words[-1] != word:
            words.append(word)
        owners[number].append(len(words) - 1)
    return words, [np.array(each, np.int64) for each in owners]


def _words(part: Part) -> Iterator[str]:
    return (word for word, _, _ in part.catalogue.terms())
