"""A query → hits: candidates of both indexes, exact signals for their union, one hit per article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.store import Rows, Store, Vectors
from qa.answer import Hit, Window
from qa.rank import Signals, best_of, blend

CANDIDATES = 100
"""Passages taken from each index; all their signals are then exact."""
HITS = 30
"""Articles kept of them."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to put a question, as both indexes take it: its vector and its terms."""

    vector: Vectors
    terms: Sequence[str]


def retrieve(
    store: Store, wordings: Sequence[Wording], weights: Sequence[float], allowed: Rows | None = None
) -> list[Hit]:
    """The articles that match a question in any wording, best first, among the passages in ``allowed`` if given.

    Of articles that tell the same story the best is a hit, and names the others.
    """
    best: dict[str, Hit] = {}
    for wording in wordings:
        for hit in _matching(store, wording, weights, allowed):
            story = hit.article.told_as
            if story not in best or hit.score > best[story].score:
                best[story] = hit
    return sorted(best.values(), key=lambda hit: -hit.score)[:HITS]


def _matching(store: Store, wording: Wording, weights: Sequence[float], allowed: Rows | None) -> list[Hit]:
    """The best hits of one wording, each story once."""
    vector, terms = wording.vector, wording.terms
    lexical = store.lexical.scores(terms)
    rows = _candidates(store, vector, lexical, allowed)
    if not len(rows):
        return []
    near = store.window_cosines(vector, rows)
    windows = [store.background.windows.standardise(vector, cosines) for cosines in near]
    signals = Signals(
        passage=store.background.passages.standardise(vector, store.passage_cosines(vector, rows)),
        window=np.array([scores.max() for scores in windows], dtype=np.float32),
        cover=lexical[rows] / store.lexical.weight(terms),
        seen=store.lexical.seen_share(terms),
    )
    scores = blend(signals, weights)
    groups = best_of([store.passages[row].article.told_as for row in rows], scores)[:HITS]
    return [_hit(store, rows, group, scores, signals, windows) for group in groups]


def _candidates(store: Store, vector: Vectors, lexical: Vectors, allowed: Rows | None) -> Rows:
    pool = np.arange(len(lexical)) if allowed is None else allowed
    matching = pool[lexical[pool] > 0]
    by_terms = matching[np.argsort(-lexical[matching], kind="stable")[:CANDIDATES]]
    near = store.nearest_passages(vector, CANDIDATES, allowed)
    short = store.nearest_windows(vector, CANDIDATES, allowed)
    return np.unique(np.concatenate([by_terms, near, short]))


def _hit(
    store: Store, rows: Rows, group: Sequence[int], scores: Vectors, signals: Signals, windows: Sequence[Vectors]
) -> Hit:
    article = store.passages[rows[group[0]]].article
    group = [i for i in group if store.passages[rows[i]].article is article]
    passages = tuple(store.passages[rows[i]] for i in group)
    spans = [(span, score) for i in group for span, score in zip(store.windows(rows[i]), windows[i], strict=True)]
    return Hit(
        article=article,
        passages=passages,
        score=float(scores[group[0]]),
        why=tuple(zip(("passage", "window", "terms"), signals.table()[group[0]].tolist(), strict=True)),
        windows=tuple(Window(start, end, float(score)) for (start, end), score in spans),
        also=tuple(other for other in store.telling(article.told_as) if other is not article),
    )
