"""The registry of ids: an article keeps its address for ever, however its issue is cut next time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Registry:
    """Every id ever minted, and where the ids of merged or split articles lead now."""

    minted: frozenset[str] = frozenset()
    redirects: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, id: str) -> str:
        """The id an address leads to today."""
        while id in self.redirects:
            id = self.redirects[id]
        return id

    def extended(self, ids: Sequence[str], redirects: Mapping[str, str]) -> Registry:
        """The registry that also knows ``ids`` and ``redirects``; an id that is live no longer leads elsewhere."""
        live = set(ids)
        kept = {old: new for old, new in {**self.redirects, **redirects}.items() if old not in live}
        return Registry(self.minted | live, kept)


def mint(seeds: Sequence[str], minted: frozenset[str]) -> list[str]:
    """A new id of ten hexadecimal digits for each seed, none of them minted before."""
    taken = set(minted)
    names: list[str] = []
    for seed in seeds:
        attempts = (hashlib.sha256(f"{seed}\n{n}".encode()).hexdigest()[:10] for n in count())
        name = next(name for name in attempts if name not in taken)
        taken.add(name)
        names.append(name)
    return names


def match(
    old: Mapping[str, Sequence[Hashable]], new: Sequence[Sequence[Hashable]]
) -> tuple[list[str | None], dict[str, int]]:
    """Pair the articles of an input with those of its last reading by the source lines they share.

    ``old`` gives the lines of each known id, ``new`` those of each article as cut now. Returns the id each new article
    keeps (None: it is new), and, for the ids that no article keeps, the position of the article that took most of their
    lines. An id whose lines are all gone is in neither.

    >>> match({"a": [1, 2], "b": [3]}, [[1, 2, 3], [9]])
    (['a', None], {'b': 0})
    """
    holders: dict[Hashable, set[str]] = {}
    for name, lines in old.items():
        for line in lines:
            holders.setdefault(line, set()).add(name)
    shared = Counter((name, i) for i, lines in enumerate(new) for line in set(lines) for name in holders.get(line, ()))
    kept: list[str | None] = [None] * len(new)
    moved: dict[str, int] = {}
    taken: set[str] = set()
    for (name, i), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if name not in taken and kept[i] is None:
            kept[i] = name
            taken.add(name)
    for (name, i), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if name not in taken:
            moved.setdefault(name, i)
    return kept, moved


registry_json = TypeAdapter(Registry)
