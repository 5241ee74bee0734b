"""The lexical index: BM25 over jieba words and character bigrams, exact for every passage.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, with Lucene's idf
ln(1 + (N - n + 0.5) / (n + 0.5)), which is never negative.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term the passages that hold it: term ``i`` owns ``rows[starts[i]:starts[i + 1]]`` and ``counts`` alike.

    ``lengths`` is the number of terms of each passage.
    """

    vocabulary: dict[str, int]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    counts: NDArray[np.int32]
    lengths: NDArray[np.int32]

    @classmethod
    def of(cls, passages: Iterable[Sequence[str]]) -> Postings:
        """Count the terms of each passage; rows are the passages' positions.

        >>> Postings.of([["桥", "通车"], ["桥", "桥"]]).counts.tolist()
        [1, 2, 1]
        """
        vocabulary: dict[str, int] = {}
        lengths: list[int] = []
        triples: list[tuple[int, int, int]] = []
        for row, words in enumerate(passages):
            lengths.append(len(words))
            triples += [(vocabulary.setdefault(w, len(vocabulary)), row, n) for w, n in Counter(words).items()]
        table = np.array(triples, dtype=np.int64).reshape(-1, 3)
        return cls._sorted(vocabulary, table, np.array(lengths, dtype=np.int32))

    @classmethod
    def join(cls, parts: Sequence[Postings], alive: Sequence[NDArray[np.bool_]]) -> Postings:
        """One index over the passages of several that are alive, numbered on in the order given."""
        if len(parts) == 1 and alive[0].all():
            return parts[0]
        vocabulary: dict[str, int] = {}
        tables, lengths, base = [], [], 0
        for part, keep in zip(parts, alive, strict=True):
            terms = np.array([vocabulary.setdefault(w, len(vocabulary)) for w in part.vocabulary], dtype=np.int64)
            owner = np.repeat(terms, np.diff(part.starts))
            renumbered = base + np.cumsum(keep) - 1
            table = np.stack([owner, renumbered[part.rows], part.counts.astype(np.int64)], axis=1)
            tables.append(table[keep[part.rows]])
            lengths.append(part.lengths[keep])
            base += int(keep.sum())
        return cls._sorted(vocabulary, np.concatenate(tables), np.concatenate(lengths))

    @classmethod
    def _sorted(cls, vocabulary: dict[str, int], table: NDArray[np.int64], lengths: NDArray[np.int32]) -> Postings:
        table = table[np.argsort(table[:, 0], kind="stable")]
        starts = np.searchsorted(table[:, 0], np.arange(len(vocabulary) + 1))
        return cls(vocabulary, starts, table[:, 1].astype(np.int32), table[:, 2].astype(np.int32), lengths)

    def to_bytes(self) -> bytes:
        """The postings as one compressed numpy archive."""
        file = io.BytesIO()
        words = np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8)
        np.savez_compressed(
            file, words=words, starts=self.starts, rows=self.rows, counts=self.counts, lengths=self.lengths
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Postings:
        """Read what ``to_bytes`` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            words = arrays["words"].tobytes().decode()
            vocabulary = {word: i for i, word in enumerate(words.split("\n"))} if words else {}
            return cls(vocabulary, arrays["starts"], arrays["rows"], arrays["counts"], arrays["lengths"])


class LexicalIndex:
    """BM25 over the postings of a whole store."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self.size = len(postings.lengths)
        mean = float(postings.lengths.mean()) if self.size else 1.0
        self._norms = (K1 * (1 - B + B * postings.lengths / mean)).astype(np.float32)

    def seen(self, term: str) -> int:
        """In how many passages a term stands."""
        i = self._postings.vocabulary.get(term)
        return 0 if i is None else int(self._postings.starts[i + 1] - self._postings.starts[i])

    def idf(self, term: str) -> float:
        """How rare a term is in this store, in nats; a term it has never seen gets the highest value."""
        n = self.seen(term)
        return float(np.log1p((self.size - n + 0.5) / (n + 0.5)))

    def weight(self, terms: Sequence[str]) -> float:
        """The summed idf of a question's terms, each counted once; 1 when there is none."""
        return sum(map(self.idf, dict.fromkeys(terms))) or 1.0

    def seen_share(self, terms: Sequence[str]) -> float:
        """The share of that weight whose terms stand anywhere in the store: how much of a question it can see."""
        return sum(self.idf(term) for term in dict.fromkeys(terms) if self.seen(term)) / self.weight(terms)

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """BM25 of every passage for a question's terms, each counted once; shape (passages,)."""
        total = np.zeros(self.size, dtype=np.float32)
        for term in dict.fromkeys(terms):
            if not self.seen(term):
                continue
            i = self._postings.vocabulary[term]
            of_term = slice(self._postings.starts[i], self._postings.starts[i + 1])
            rows, counts = self._postings.rows[of_term], self._postings.counts[of_term]
            total[rows] += self.idf(term) * counts * (K1 + 1) / (counts + self._norms[rows])
        return total
