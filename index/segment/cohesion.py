"""Is the talk still of the same thing? Lexical cohesion between neighbouring stretches of text (after TextTiling)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from index.text import CJK

_RUN = re.compile(rf"[{CJK}]{{2,}}|[A-Za-z0-9]{{2,}}")


_FEWEST = 200
"""Texts that are assumed at least, so that in a short page what its one article is about does not count as common."""


class Cohesion:
    """Compares stretches of one text: cosine of their character bigrams, weighted by how rare each is in the text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._grams = [_bigrams(text) for text in texts]
        spread = Counter(gram for grams in self._grams for gram in grams)
        size = max(len(texts), _FEWEST)
        self._rarity = {gram: log(size / n) for gram, n in spread.items()}

    def between(self, before: Sequence[int], after: Sequence[int]) -> float:
        """Return how alike two stretches are, 0 to 1, given as the positions of their texts."""
        one, other = self._weights(before), self._weights(after)
        norm = sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
        return sum(w * other.get(gram, 0.0) for gram, w in one.items()) / norm if norm else 0.0

    def nearer(self, line: str, here: int, there: int) -> float:
        """Return how much rarer words a line of text ``here`` shares with text ``there`` than with the rest of its own.

        Summed are, in nats, the rarities of the bigrams that it shares with only one of them.
        """
        own = _bigrams(line)
        kept, other = self._grams[here], self._grams[there]
        shared = ((gram, (gram in other) - (kept[gram] > n)) for gram, n in own.items())
        return sum(self._rarity[gram] * side for gram, side in shared if side)

    def _weights(self, positions: Sequence[int]) -> dict[str, float]:
        total: Counter[str] = Counter()
        for position in positions:
            total.update(self._grams[position])
        return {gram: (1 + log(n)) * self._rarity[gram] for gram, n in total.items() if gram in self._rarity}


def _bigrams(text: str) -> Counter[str]:
    runs = _RUN.findall("".join(text.split()))
    return Counter(
        gram for run in runs for gram in ([run[i : i + 2] for i in range(len(run) - 1)] if run[0] > "z" else [run])
    )
