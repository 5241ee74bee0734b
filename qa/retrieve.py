"""A query → hits: candidates of both indexes, exact signals for their union, one hit per article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from index.encoder import Encoded
from index.projection import Projection
from index.store import Mask, Rows, Store, Vectors
from qa.answer import Hit, Why, Window
from qa.late import Echo, Heard
from qa.question.query import asked_terms
from qa.rank import Rank, best_of

CANDIDATES = 100
"""Passages taken from each index; their signals are then exact."""
HITS = 30
"""Articles kept of them at most."""
HEARD = 10
"""Articles whose tokens are compared with the question's, at least: of 30 the same ones come first."""


@dataclass(frozen=True)
class Wording:
    """One way to put a question, as the indexes take it: its terms, its vector and its tokens.

    ``encoded`` waits for what the encoder makes of it; until somebody asks for that, its terms are searched for.
    """

    terms: Sequence[str]
    encoded: Callable[[], Encoded]
    projection: Projection | None = None

    @classmethod
    def of(cls, text: str, encoded: Encoded, projection: Projection | None) -> Wording:
        """The wording ``text``, as it was encoded."""
        return cls(asked_terms(text), lambda: encoded, projection)

    @property
    def vector(self) -> Vectors:
        """Its vector, (dimensions,)."""
        return self.encoded().vector

    @cached_property
    def heard(self) -> Heard | None:
        """Its tokens, if the store keeps any that they could match."""
        return Heard.of(self.encoded(), self.projection)


@dataclass(frozen=True, slots=True)
class Signals:
    """The exact signals of candidate passages: row ``rows[i]`` has windows ``starts[i]:starts[i + 1]``.

    ``stories`` and ``articles`` are the numbers of the story that each tells and of its article.
    """

    rows: Rows
    stories: Rows
    articles: Rows
    starts: Rows
    windows: Vectors
    terms: Vectors

    def nearest(self) -> Vectors:
        """The score of each passage's nearest window."""
        return np.maximum.reduceat(self.windows, self.starts[:-1])


@dataclass(frozen=True, slots=True)
class Match:
    """An article that matches, by the candidates that are its passages, best first, its signals and their score."""

    group: Sequence[int]
    why: Why
    score: float
    echo: Echo


def retrieve(
    store: Store, wordings: Sequence[Wording], rank: Rank, allowed: Mask | None = None, most: int = HITS
) -> list[Hit]:
    """The ``most`` articles that match a question best in any wording, best first, among ``allowed`` passages if given.

    Of articles that tell the same story the best is a hit, and names the others.
    """
    best: dict[int, tuple[Match, Signals]] = {}
    for wording in wordings:
        if (signals := _signals(store, wording, allowed)) is None:
            continue
        for match in _matches(store, signals, wording.heard, rank, max(most, HEARD)):
            story = int(signals.stories[match.group[0]])
            if story not in best or match.score > best[story][0].score:
                best[story] = match, signals
    ordered = sorted(best.values(), key=lambda pair: -pair[0].score)
    hits = [_hit(store, signals, match) for match, signals in ordered[:most]]
    others = store.also_telling(hit.article for hit in hits) if hits else {}
    return [replace(hit, also=tuple(others.get(hit.article.told_as, ()))) for hit in hits]


def _signals(store: Store, wording: Wording, allowed: Mask | None) -> Signals | None:
    """The exact signals of the passages that either index finds; None when there are none."""
    by_terms = store.matching(wording.terms, CANDIDATES, allowed)
    rows = np.unique(np.concatenate([by_terms, store.nearest(wording.vector, CANDIDATES, allowed)]))
    if not len(rows):
        return None
    articles, stories = store.articles_of(rows)
    starts, cosines = store.window_cosines(wording.vector, rows)
    lexical = store.lexical
    seen = lexical.seen_share(wording.terms) / lexical.weight(wording.terms)
    return Signals(
        rows=rows,
        stories=stories,
        articles=articles,
        starts=starts,
        windows=store.background.standardise(wording.vector, cosines),
        terms=np.float32(seen) * lexical.scores(wording.terms, rows),
    )


def _matches(store: Store, signals: Signals, heard: Heard | None, rank: Rank, most: int) -> list[Match]:
    """The best articles of one wording, each story once, with all their signals."""
    nearest = signals.nearest()
    first = rank.window * nearest + rank.terms * signals.terms
    groups = best_of(signals.stories.tolist(), first)[:most]
    groups = [[i for i in group if signals.articles[i] == signals.articles[group[0]]] for group in groups]
    matches = []
    for group, echo in zip(groups, _echoes(store, signals, groups, heard), strict=True):
        why = Why(float(nearest[group[0]]), float(signals.terms[group[0]]), echo.whole())
        matches.append(Match(group, why, rank.score(why), echo))
    return matches


def _echoes(store: Store, signals: Signals, groups: Sequence[Sequence[int]], heard: Heard | None) -> list[Echo]:
    """What the tokens of each group's passages answer to the question's."""
    members = np.array([i for group in groups for i in group])
    starts, tokens, ends = store.tokens(signals.rows[members])
    whole = Echo.of(heard, tokens, ends)
    bounds = starts[np.cumsum([0, *map(len, groups)])].tolist()
    return [whole.part(a, b) for a, b in pairwise(bounds)]


def _hit(store: Store, signals: Signals, match: Match) -> Hit:
    rows = [int(signals.rows[i]) for i in match.group]
    passages = tuple(store.passage(row) for row in rows)
    article = passages[0].article
    scores = (signals.windows[signals.starts[i] : signals.starts[i + 1]].tolist() for i in match.group)
    return Hit(
        article=article,
        passages=passages,
        score=match.score,
        why=match.why,
        windows=tuple(
            Window(start, end, score)
            for row, of_passage in zip(rows, scores, strict=True)
            for (start, end), score in zip(store.windows(row), of_passage, strict=True)
        ),
        echo=match.echo,
    )
