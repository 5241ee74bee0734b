"""The lexical index: BM25 over jieba words and character bigrams, exact for every passage.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, with Lucene's idf
ln(1 + (N - n + 0.5) / (n + 0.5)), which is never negative. The best passages are found without scoring all: terms go
from rare to common, and once those left cannot lift a new passage among the best, only the passages found so far are
looked up, if that is less work, and after each term only those kept that can still be among the best (MaxScore, Turtle
and Flood, "Query evaluation: strategies and optimizations", 1995).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.store.rows import Mask, Rows, Scores

Places = NDArray[np.int32]

K1 = 1.2
B = 0.75
MOST = 255
"""A term that stands oftener than this in a passage counts as standing this often."""
KNOWN = 1 << 16
"""Terms of which it is remembered where they are, how often, and how much they say."""
NOWHERE = slice(0, 0)
LOOK_UP = 8
"""Postings that are read in the time in which one passage is looked up among a term's."""
LOOK_UP_MANY = 3
"""The same where many are looked up in order."""
LEAST = float(np.finfo(np.float32).tiny)


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term the passages that hold it: term ``i`` owns ``rows[starts[i]:starts[i + 1]]`` and ``counts`` alike.

    ``words`` are in the order of their code points, the rows of a term ascend; ``lengths`` is the number of terms of
    each passage.
    """

    words: Sequence[str]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    counts: NDArray[np.uint8]
    lengths: NDArray[np.int32]

    @classmethod
    def of(cls, passages: Iterable[Sequence[str]]) -> Postings:
        """Count the terms of each passage; rows are the passages' positions.

        >>> Postings.of([["桥", "通车"], ["桥", "桥"]]).counts.tolist()
        [1, 2, 1]
        """
        numbers: dict[str, int] = {}
        read, lengths = array("q"), array("i")
        for terms in passages:
            lengths.append(len(terms))
            read.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        words = sorted(numbers)
        places = np.zeros(len(words), np.int64)
        places[[numbers[word] for word in words]] = np.arange(len(words))
        owners = np.repeat(np.arange(len(lengths)), lengths)
        # One number for each term and row, in the order of both.
        pairs, counts = np.unique(places[np.array(read)] * max(1, len(lengths)) + owners, return_counts=True)
        terms_, rows = np.divmod(pairs, max(1, len(lengths)))
        return cls(
            words=words,
            starts=np.searchsorted(terms_, np.arange(len(words) + 1)),
            rows=rows.astype(np.int32),
            counts=np.minimum(counts, MOST).astype(np.uint8),
            lengths=np.array(lengths, np.int32),
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """The postings of one part: ``places`` says where those of terms stand in ``rows`` and ``counts``."""

    places: Callable[[Sequence[str]], Mapping[str, slice]]
    rows: NDArray[np.int32]
    counts: NDArray[np.uint8]
    lengths: NDArray[np.int32]


class LexicalIndex:
    """BM25 over the passages of all parts, numbered on from part to part."""

    def __init__(self, parts: Sequence[Terms]) -> None:
        self._parts = parts
        self._first = np.cumsum([0, *(len(part.lengths) for part in parts)])
        self.size = int(self._first[-1])
        terms = sum(int(part.lengths.sum(dtype=np.int64)) for part in parts)
        mean = max(1, terms) / max(1, self.size)
        self._norms = [(K1 * (1 - B + B * part.lengths / mean)).astype(np.float32) for part in parts]
        self._known: dict[str, tuple[slice, ...]] = {}
        self.seen: Callable[[str], int] = lru_cache(KNOWN)(self._seen)
        self.idf: Callable[[str], float] = lru_cache(KNOWN)(self._idf)

    def meet(self, terms: Iterable[str]) -> None:
        """Look up in one go where terms are that are not remembered."""
        if new := [term for term in dict.fromkeys(terms) if term not in self._known]:
            self._look_up(new)

    def _look_up(self, terms: Sequence[str]) -> dict[str, tuple[slice, ...]]:
        """Where terms are in each part, which is remembered."""
        if len(self._known) + len(terms) > KNOWN:
            self._known.clear()
        found = [part.places(terms) for part in self._parts]
        # Most pairs of characters that are looked up were never printed.
        met = dict.fromkeys(terms, (NOWHERE,) * len(found))
        met |= {term: tuple(places.get(term, NOWHERE) for places in found) for term in set().union(*found)}
        self._known.update(met)
        return met

    def _places(self, term: str) -> tuple[slice, ...]:
        known = self._known.get(term)
        return self._look_up([term])[term] if known is None else known

    def _posted(self, number: int, term: str) -> int:
        """In how many passages of a part a term stands."""
        place = self._places(term)[number]
        return int(place.stop) - int(place.start)

    def _seen(self, term: str) -> int:
        """In how many passages a term stands."""
        return sum(self._posted(number, term) for number in range(len(self._parts)))

    def _idf(self, term: str) -> float:
        """How rare a term is in this store, in nats; a term it has never seen gets the highest value."""
        n = self.seen(term)
        return float(np.log1p((self.size - n + 0.5) / (n + 0.5)))

    def weight(self, terms: Sequence[str]) -> float:
        """The summed idf of a question's terms, each counted once; 1 when there is none."""
        return sum(map(self.idf, dict.fromkeys(terms))) or 1.0

    def seen_share(self, terms: Sequence[str]) -> float:
        """The share of that weight whose terms stand anywhere in the store: how much of a question it can see."""
        return sum(self.idf(term) for term in dict.fromkeys(terms) if self.seen(term)) / self.weight(terms)

    def scores(self, terms: Sequence[str], rows: Rows) -> Scores:
        """BM25 of these passages for a question's terms, each counted once; shape of ``rows``."""
        total = np.zeros(len(rows), np.float32)
        for number in range(len(self._parts)):
            inside = np.flatnonzero((rows >= self._first[number]) & (rows < self._first[number + 1]))
            if len(inside):
                local = (rows[inside] - self._first[number]).astype(np.int32)
                norms, sums = self._norms[number][local], total[inside]
                for term in dict.fromkeys(terms):
                    self._gain(number, term, local, norms, sums)
                total[inside] = sums
        return total

    def top(self, terms: Sequence[str], k: int, allowed: Mask | None = None) -> Rows:
        """The rows of the ``k`` passages with the highest scores above 0, best first, among ``allowed`` if given."""
        self.meet(terms)
        ordered = sorted({term for term in terms if self.seen(term)}, key=lambda term: (-self.idf(term), term))
        found = [self._top(number, ordered, k, allowed) for number in range(len(self._parts))]
        rows = np.concatenate([*(each[0] for each in found), np.zeros(0, np.int64)])
        scores = np.concatenate([*(each[1] for each in found), np.zeros(0, np.float32)])
        return rows[np.lexsort((rows, -scores))[:k]]

    def _top(self, number: int, ordered: Sequence[str], k: int, allowed: Mask | None) -> tuple[Rows, Scores]:
        """The best passages of one part; ``ordered`` are the terms, rare ones first."""
        first, size = int(self._first[number]), len(self._parts[number].lengths)
        inside = None if allowed is None else allowed[first : first + size]
        # The most that the terms from each one on can add to a score.
        rest = np.cumsum([0.0, *(self.idf(term) * (K1 + 1) for term in reversed(ordered))])[::-1].tolist()
        rows, scores, read = self._few(number, ordered, inside) or self._read(number, ordered, inside, rest, k)
        norms = self._norms[number][rows]
        for at in range(read, len(ordered)):
            self._gain(number, ordered[at], rows, norms, scores)
            kept = scores >= _floor(scores, k) - rest[at + 1]
            rows, norms, scores = rows[kept], norms[kept], scores[kept]
        order = np.argsort(-scores, kind="stable")[: min(k, np.count_nonzero(scores))]
        return first + rows[order].astype(np.int64), scores[order]

    def _few(self, number: int, ordered: Sequence[str], inside: Mask | None) -> tuple[Places, Scores, int] | None:
        """The passages inside, unscored, if to look each of them up is less work than to read the terms' postings."""
        if inside is None:
            return None
        postings = sum(self._posted(number, term) for term in ordered)
        if np.count_nonzero(inside) * len(ordered) * LOOK_UP > postings:
            return None
        rows = np.flatnonzero(inside).astype(np.int32)
        return rows, np.zeros(len(rows), np.float32), 0

    def _read(
        self, number: int, ordered: Sequence[str], inside: Mask | None, rest: Sequence[float], k: int
    ) -> tuple[Places, Scores, int]:
        """The passages that can be among the best, their scores so far, and how many terms were read for them."""
        total = np.zeros(len(self._parts[number].lengths), np.float32)
        best, floor = np.zeros(0, np.int32), 0.0
        for read, term in enumerate(ordered):
            if floor > rest[read]:
                rows = _reaching(total, floor - rest[read], inside)
                if self._posted(number, term) > LOOK_UP_MANY * len(rows):
                    return rows, total[rows], read
            best, floor = self._add(number, term, total, inside, (best, floor), k)
        rows = _reaching(total, floor, inside)
        return rows, total[rows], len(ordered)

    def _add(
        self, number: int, term: str, total: Scores, inside: Mask | None, so_far: tuple[Places, float], k: int
    ) -> tuple[Places, float]:
        """Add a term to all scores of a part; its ``k`` best rows and the lowest score among them, 0 while fewer."""
        part, place = self._parts[number], self._places(term)[number]
        best, floor = so_far
        if place.start == place.stop:
            return best, floor
        rows = part.rows[place]
        scores = self._gains(term, part.counts[place], self._norms[number][rows])
        scores += total[rows]
        total[rows] = scores
        again = _find(rows, best)[1]
        best = np.concatenate([best[~again], _among(rows[scores > floor], inside)])
        if len(best) > k:
            best = best[np.argpartition(total[best], len(best) - k)[len(best) - k :]]
        return best, _floor(total[best], k)

    def _gain(self, number: int, term: str, rows: Places, norms: Scores, scores: Scores) -> None:
        """Add to the ``scores`` of rows of one part what a term gives them; ``norms`` are those of their lengths."""
        part, place = self._parts[number], self._places(term)[number]
        if place.start != place.stop:
            at, found = _find(part.rows[place], rows)
            scores += self._gains(term, part.counts[place][at] * found, norms)

    def _gains(self, term: str, counts: NDArray[np.uint8], norms: Scores) -> Scores:
        """BM25 of a term for rows that hold it so often."""
        often = counts.astype(np.float32)
        often *= self.idf(term) * (K1 + 1) / (often + norms)
        return often


def _reaching(scores: Scores, least: float, inside: Mask | None) -> Places:
    """The rows with so high a score, above 0."""
    return _among(np.flatnonzero(scores >= max(least, LEAST)).astype(np.int32), inside)


def _among(rows: Places, inside: Mask | None) -> Places:
    return rows if inside is None else rows[inside[rows]]


def _find(holding: Places, rows: Places) -> tuple[Rows, Mask]:
    """Where rows stand among ascending ones, of which there are some, and whether they do."""
    at = np.minimum(np.searchsorted(holding, rows), len(holding) - 1)
    return at, holding[at] == rows


def _floor(scores: Scores, k: int) -> float:
    """The ``k``-th highest score, 0 when there are fewer."""
    return float(np.partition(scores, len(scores) - k)[len(scores) - k]) if len(scores) >= k else 0.0
