"""What the articles that an archive holds already tell of two characters meeting: a witness beside the issue itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import log

import numpy as np
from numpy.typing import NDArray

from index.text import nfkc

_LONGEST = 4
"""Characters of the longest run that is counted."""
_MOST = 1_000_000
"""Characters that are counted: a quarter of a second, eleven megabytes."""
_FACTOR, _MODULUS = 0x9E3779B1, 1 << 32
_UNSURE = 1.0
"""Times that a run is taken to be seen, and to be expected, before anything is."""


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """How often runs of one to four characters stand in some articles: sorted 32-bit keys, a count for each.

    Three runs in ten thousand share a key with another one, which no weighing of many seams can feel.
    """

    keys: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    characters: int

    def times(self, run: str) -> int:
        """Return how often a run, as ``fold_run`` leaves it, stands in the articles."""
        key = reduce(_key, map(ord, run), 1)
        at = int(self.keys.searchsorted(np.uint32(key)))
        return int(self.counts[at]) if at < len(self.keys) and self.keys[at] == key else 0

    def tie(self, left: str, right: str) -> float:
        """Return in nats how much oftener ``right`` follows ``left`` than it would by chance; 0 for an empty archive.

        It is their pointwise mutual information, both counts raised by one, so that what is rare tells little.
        """
        if not self.characters:
            return 0.0
        chance = self.times(left) * self.times(right) / self.characters
        return log((self.times(left + right) + _UNSURE) / (chance + _UNSURE))


def runs_of(texts: Iterable[str]) -> Archive:
    """Count the runs of the first million characters of some texts; give the newest first.

    >>> archive = runs_of(["水鸟成群。", "水鸟飞过。", "一群人。"])
    >>> archive.times("水鸟"), archive.tie("水", "鸟") > archive.tie("鸟", "群")
    (2, True)
    """
    kept, room = list[str](), _MOST
    for text in texts:
        kept.append(fold_run(text)[:room])
        room -= len(kept[-1])
        if room <= 0:
            break
    codes = np.frombuffer("\n".join(kept).encode("utf-32-le"), np.uint32)
    runs, keys = np.ones(len(codes), np.uint32), list[NDArray[np.uint32]]()
    for size in range(1, _LONGEST + 1):
        if len(codes) >= size:
            runs = runs[: len(codes) - size + 1] * np.uint32(_FACTOR) + codes[size - 1 :]
            keys.append(runs)
    found, counts = np.unique(np.concatenate(keys) if keys else runs, return_counts=True)
    return Archive(found, counts.astype(np.uint32), len(codes))


def fold_run(text: str) -> str:
    """Leave white space out and make marks alike that one print sets wide and another half as wide.

    >>> fold_run("水鸟，（二 ）")
    '水鸟,(二)'
    """
    return "".join(nfkc(text).split())


def _key(key: int, char: int) -> int:
    return (key * _FACTOR + char) % _MODULUS


NO_ARCHIVE = runs_of(())
"""That of a first build: it changes nothing."""
