"""What comparing every vector finds, beside what the store finds: how much of it, with limits and without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from statistics import fmean
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.peers import DEPTH
from index.store import Mask, Rows, Scope, Store, Vectors
from index.store.rows import even_sample
from qa.bot import Bot
from qa.rank import Rank
from qa.retrieve import CANDIDATES, Wording, retrieve
from qa.weights import RANK

BLOCK = 100_000
"""Vectors compared in one go."""
LIMITS: Mapping[str, Scope] = {
    "year": Scope("2007-01-01", "2007-12-31"),
    "month": Scope("2007-05-01", "2007-05-31"),
    "day": Scope("2007-05-14", "2007-05-14"),
}
"""Times that articles of ``bench.enlarged`` are of."""
SAMPLE = 200
"""Vectors whose neighbours are looked at."""
QUANTILES = (5, 25, 50, 75, 95)


class Nearest(NamedTuple):
    """Of each query (rows of both) the nearest windows' passages, best first, and their cosines."""

    passages: Rows
    cosines: Vectors

    def of(self, query: int, k: int) -> Rows:
        """The passages with the ``k`` nearest windows of a query, each once, best first, as ``Store.nearest``."""
        found = self.passages[query, :k][self.cosines[query, :k] > -1]
        return found[np.sort(np.unique(found, return_index=True)[1])]


def nearest(store: Store, queries: Vectors, k: int, allowed: Mask | None = None) -> Nearest:
    """The ``k`` nearest windows to each of some queries (queries, dimensions), every vector compared."""
    passages = np.full((len(queries), k), -1, np.int64)
    cosines = np.full((len(queries), k), -1, np.float32)
    for owners, vectors in _blocks(store, allowed):
        both = np.hstack([cosines, queries @ vectors.T])
        best = _best(both, k)
        those = np.hstack([passages, np.broadcast_to(owners, (len(queries), len(owners)))])
        passages, cosines = np.take_along_axis(those, best, axis=1), np.take_along_axis(both, best, axis=1)
    return Nearest(passages, cosines)


def _best(scores: Vectors, k: int) -> NDArray[np.intp]:
    """The places of the ``k`` highest of each row of scores, the highest first."""
    best = np.argpartition(-scores, k, axis=1)[:, :k]
    return np.take_along_axis(best, np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1), axis=1)


def _blocks(store: Store, allowed: Mask | None) -> Iterator[tuple[Rows, Vectors]]:
    """The windows of a store's ``allowed`` passages, some at a time: each one's passage and its vector."""
    first = 0
    for part in store.parts:
        vectors = part.columns.vectors
        for start in range(0, len(vectors), BLOCK):
            windows = np.arange(start, min(start + BLOCK, len(vectors)))
            owners = first + part.neighbours.owners(windows)
            inside = np.ones(len(windows), np.bool_) if allowed is None else allowed[owners]
            if inside.any():
                yield owners[inside], vectors[windows[inside]].astype(np.float32)
        first += part.files.passages


class Exact(Store):
    """A store that has compared every vector with a query, and is asked for the neighbours of that one alone."""

    def __init__(self, store: Store, found: Nearest, query: int) -> None:
        super().__init__(store.manifest, store.parts, store.background)
        self._found = partial(found.of, query)

    def nearest(self, query: Vectors, k: int, allowed: Mask | None = None) -> Rows:  # noqa: ARG002
        """As ``Store.nearest`` without a filter, exactly."""
        return self._found(k)


def recalls(bot: Bot, questions: Sequence[str]) -> dict[str, float]:
    """The share of what comparing every vector finds among the first ten.

    Of passages by their windows, of articles by both searches, and of passages within a year, a month and a day.
    """
    store, rank = bot.store, bot.weights.rank if bot.weights else RANK
    wordings = [Wording.of(each, bot.encoder.encode_queries([each])[0], None) for each in questions]
    queries = np.stack([each.vector for each in wordings])
    found = nearest(store, queries, CANDIDATES)
    ours = [_articles(store, wording, rank) for wording in wordings]
    theirs = [_articles(Exact(store, found, number), wording, rank) for number, wording in enumerate(wordings)]
    limited = {name: store.inside(scope) for name, scope in LIMITS.items()}
    return {
        "vector_recall_at_10": _recall(store, queries, found, None),
        "article_recall_at_10": fmean(map(_share, ours, theirs)),
        **{
            f"vector_recall_at_10_in_a_{name}": _recall(store, queries, nearest(store, queries, DEPTH, inside), inside)
            for name, inside in limited.items()
        },
    }


def _recall(store: Store, queries: Vectors, found: Nearest, allowed: Mask | None) -> float:
    return fmean(
        _share(store.nearest(query, DEPTH, allowed).tolist(), found.of(number, DEPTH).tolist())
        for number, query in enumerate(queries)
    )


def _articles(store: Store, wording: Wording, rank: Rank) -> list[str]:
    return [hit.article.id for hit in retrieve(store, [wording], rank, most=DEPTH)]


def _share(ours: Sequence[object], theirs: Sequence[object]) -> float:
    """How much of theirs is in ours; all of it when there is none."""
    return len(set(ours) & set(theirs)) / len(theirs) if theirs else 1.0


def neighbours(store: Store) -> dict[str, list[float]]:
    """Quantiles of the cosine of a vector of the store to the nearest other one and to the tenth."""
    largest = max((part.columns.vectors for part in store.parts), key=len)
    queries = even_sample([largest], SAMPLE)
    cosines = nearest(store, queries, DEPTH + 1).cosines  # the first is the vector itself
    return {
        f"cosine_to_neighbour_{number}": np.percentile(cosines[:, number], QUANTILES).round(3).tolist()
        for number in (1, DEPTH)
    }
