"""Late interaction: each token of a question against each token of an article, the best match of each counted.

Khattab and Zaharia, "ColBERT: Efficient and Effective Passage Search via Contextualized Late Interaction over BERT",
2020; here the question's tokens do not count alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded
from index.projection import Projection
from index.store import Rows, Tokens


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A question's tokens, (tokens, dimensions), of length one, and how much each counts, (tokens,), one in all."""

    tokens: Tokens
    shares: NDArray[np.float32]

    @classmethod
    def of(cls, encoded: Encoded, projection: Projection | None) -> Heard | None:
        """The tokens of an encoded question; None when the store keeps none that they could match."""
        if projection is None or not len(encoded.states):
            return None
        tokens = projection.tokens(encoded.states)
        return cls(tokens, projection.shares(tokens))


@dataclass(frozen=True, slots=True, eq=False)
class Echo:
    """How near each token of an article is to each of a question's.

    ``ends`` (tokens,) are offsets into the article's text, -1 for the headline's; ``cosines`` (tokens, question's
    tokens); ``shares`` as in ``Heard``.
    """

    ends: Rows
    cosines: NDArray[np.float32]
    shares: NDArray[np.float32]

    @classmethod
    def of(cls, heard: Heard | None, tokens: Tokens, ends: Rows) -> Echo:
        """What an article's tokens answer to a question's."""
        return SILENCE if heard is None else cls(ends, tokens @ heard.tokens.T, heard.shares)

    def part(self, first: int, last: int) -> Echo:
        """The echo of the tokens from ``first`` to before ``last`` alone."""
        return Echo(self.ends[first:last], self.cosines[first:last], self.shares) if len(self.ends) else self

    def whole(self) -> float:
        """The mean over the question's tokens of the best cosine in the article; 0 when there are no tokens.

        >>> cosines = np.array([[0.5, 0.0], [0.25, 1.0]], np.float32)
        >>> Echo(np.array([-1, 9]), cosines, np.array([0.5, 0.5], np.float32)).whole()
        0.75
        """
        return float(self.cosines.max(axis=0) @ self.shares) if len(self.cosines) else 0.0

    def within_each(self, spans: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
        """For each of several spans the same over the tokens that end inside ``text[start:end]``.

        >>> cosines = np.array([[0.5, 0.0], [0.25, 1.0]], np.float32)
        >>> Echo(np.array([-1, 9]), cosines, np.array([0.5, 0.5], np.float32)).within_each([(0, 20), (9, 20)]).tolist()
        [0.625, 0.0]
        """
        order = np.argsort(self.ends, kind="stable")
        bounds = np.searchsorted(self.ends[order], np.array(spans).reshape(-1, 2), side="right")
        # What is reduced from a bound on goes to the next one; a row of nothing stands in for the end.
        cosines = np.concatenate([self.cosines[order], np.full((1, len(self.shares)), -np.inf, np.float32)])
        best = np.maximum.reduceat(cosines, bounds.ravel(), axis=0)[::2] @ self.shares
        return np.where(bounds[:, 0] < bounds[:, 1], best, 0.0).astype(np.float64)

    def without(self, start: int, end: int) -> Echo:
        """The echo of an article that does not have ``text[start:end]``."""
        kept = (self.ends <= start) | (self.ends > end)
        return Echo(self.ends[kept], self.cosines[kept], self.shares)


SILENCE = Echo(np.zeros(0, np.int64), np.zeros((0, 1), np.float32), np.ones(1, np.float32))
"""The echo where no tokens are kept."""
