"""A query → hits: candidates of both indexes, exact signals for their union, one hit per article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.encoder import Encoded
from index.projection import Projection
from index.store import Rows, Store, Vectors
from qa.answer import Hit, Window
from qa.late import Echo, Heard
from qa.query import asked_terms
from qa.rank import Rank, best_of, scored

CANDIDATES = 100
"""Passages taken from each index; their signals are then exact."""
HITS = 30
"""Articles kept of them, whose tokens are then compared with the question's."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to put a question, as the indexes take it: its vector, its terms and its tokens."""

    vector: Vectors
    terms: Sequence[str]
    heard: Heard | None = None

    @classmethod
    def of(cls, text: str, encoded: Encoded, projection: Projection | None) -> Wording:
        """The wording ``text``, as it was encoded."""
        return cls(encoded.vector, asked_terms(text), Heard.of(encoded, projection))


@dataclass(frozen=True, slots=True)
class Signals:
    """The exact signals of candidate passages, by their rows: ``windows`` has those of each, ``terms`` one for each."""

    rows: Rows
    windows: Sequence[Vectors]
    terms: Vectors


def retrieve(store: Store, wordings: Sequence[Wording], rank: Rank, allowed: Rows | None = None) -> list[Hit]:
    """The articles that match a question in any wording, best first, among the passages in ``allowed`` if given.

    Of articles that tell the same story the best is a hit, and names the others.
    """
    best: dict[str, Hit] = {}
    for wording in wordings:
        for hit in _matching(store, wording, rank, allowed):
            story = hit.article.told_as
            if story not in best or hit.score > best[story].score:
                best[story] = hit
    return sorted(best.values(), key=lambda hit: -hit.score)[:HITS]


def _matching(store: Store, wording: Wording, rank: Rank, allowed: Rows | None) -> list[Hit]:
    """The best hits of one wording, each story once."""
    lexical = store.lexical.scores(wording.terms)
    rows = _candidates(store, wording.vector, lexical, allowed)
    if not len(rows):
        return []
    seen = store.lexical.seen_share(wording.terms)
    signals = Signals(
        rows=rows,
        windows=[
            store.background.standardise(wording.vector, cosines)
            for cosines in store.window_cosines(wording.vector, rows)
        ],
        terms=seen * lexical[rows] / store.lexical.weight(wording.terms),
    )
    nearest = np.array([scores.max() for scores in signals.windows], dtype=np.float32)
    first = rank.window * nearest + rank.terms * signals.terms
    groups = best_of([store.passages[row].article.told_as for row in rows], first)[:HITS]
    return scored((_hit(store, signals, group, wording.heard) for group in groups), rank)


def _candidates(store: Store, vector: Vectors, lexical: Vectors, allowed: Rows | None) -> Rows:
    pool = np.arange(len(lexical)) if allowed is None else allowed
    matching = pool[lexical[pool] > 0]
    by_terms = matching[np.argsort(-lexical[matching], kind="stable")[:CANDIDATES]]
    return np.unique(np.concatenate([by_terms, store.nearest(vector, CANDIDATES, allowed)]))


def _hit(store: Store, signals: Signals, group: Sequence[int], heard: Heard | None) -> Hit:
    """The article of a group's best passage, not scored yet."""
    best = group[0]
    article = store.passages[signals.rows[best]].article
    group = [i for i in group if store.passages[signals.rows[i]].article is article]
    rows = [int(signals.rows[i]) for i in group]
    spans = [
        Window(start, end, float(score))
        for i, row in zip(group, rows, strict=True)
        for (start, end), score in zip(store.windows(row), signals.windows[i], strict=True)
    ]
    tokens, ends = zip(*(store.tokens(row) for row in rows), strict=True)
    echo = Echo.of(heard, np.concatenate(tokens), np.concatenate(ends))
    return Hit(
        article=article,
        passages=tuple(store.passages[row] for row in rows),
        score=0.0,
        why=(
            ("window", float(signals.windows[best].max())),
            ("terms", float(signals.terms[best])),
            ("late", echo.whole()),
        ),
        windows=tuple(spans),
        also=tuple(other for other in store.telling(article.told_as) if other is not article),
        echo=echo,
    )
