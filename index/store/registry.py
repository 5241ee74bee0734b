"""The registry of ids: an article keeps its address for ever, however its issue is cut next time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from operator import itemgetter
from typing import TYPE_CHECKING

from index.document import Article
from index.forms import heirs

if TYPE_CHECKING:  # the reading process needs ids, and none of the numbers
    from index.store.part import Part


@dataclass(frozen=True, slots=True)
class Registry:
    """The ids that are not to be minted, and where the ids of merged or split articles lead now.

    ``parts`` are those of the last generation; ``minted`` and ``redirects`` what this one adds (None: leads no more).
    """

    parts: Sequence[Part] = ()
    minted: frozenset[str] = frozenset()
    redirects: Mapping[str, str | None] = field(default_factory=dict)

    def holds(self, id: str) -> bool:
        """Is an id not to be minted: of an article that is there, and not one that leads elsewhere?

        One whose article was removed is minted again when that comes back: it is made of its words.
        """
        there = id in self.minted or any(part.holds(id) for part in self.parts)
        return there and self.redirect(id) is None

    def redirect(self, id: str) -> str | None:
        """Where an id leads; None when it leads nowhere else."""
        return self.redirects[id] if id in self.redirects else redirect(self.parts, id)

    def extended(self, ids: Sequence[str], redirects: Mapping[str, str]) -> Registry:
        """The registry that also knows ``ids`` and ``redirects``; an id that is live no longer leads elsewhere."""
        live = set(ids)
        led: dict[str, str | None] = {**self.redirects, **redirects}
        led |= dict.fromkeys(id for id in live if id in led or redirect(self.parts, id))
        return replace(self, minted=self.minted | live, redirects=led)

    def all_redirects(self) -> Mapping[str, str | None]:
        """Where ids lead, by the parts of the last generation too."""
        led = {id: redirect(self.parts, id) for part in self.parts for id, _, _ in part.catalogue.redirects()}
        return {**led, **self.redirects}


def redirect(parts: Sequence[Part], id: str) -> str | None:
    """Where an id leads by the last generation that said so; None when it leads nowhere else."""
    said = [found for part in parts if (found := part.catalogue.redirect(id))]
    return max(said, key=itemgetter(0))[1] if said else None


def leads_to(parts: Sequence[Part], id: str) -> str:
    """The id an address leads to today."""
    while (now := redirect(parts, id)) is not None:
        id = now
    return id


def mint(seeds: Sequence[str], known: Callable[[str], bool]) -> list[str]:
    """A new id of ten hexadecimal digits for each seed, none of them known before."""
    names: dict[str, None] = {}
    for seed in seeds:
        attempts = (hashlib.sha256(f"{seed}\n{n}".encode()).hexdigest()[:10] for n in count())
        names[next(name for name in attempts if name not in names and not known(name))] = None
    return list(names)


def inherited(
    old: Mapping[str, tuple[str, Article]],
    live: Mapping[str, tuple[str, Article]],
    better: Mapping[str, str],
    registry: Registry,
) -> tuple[dict[str, tuple[str, Article]], Registry]:
    """Let the ids of ``old`` articles that are not ``live`` lead to where their words stand, ``better`` ones or any.

    What is new, as in a file that was renamed and saved in another encoding, takes over the id, unless it had an
    address before.
    """
    lost = [old[id][1] for id in sorted(old.keys() - live.keys() - better.keys()) if not registry.redirect(id)]
    found = heirs(lost, [article for _, article in live.values()])
    names = {id: id for id in live if id in old or id in registry.redirects}
    led = {id: names[heir] for id, heir in found.items() if names.setdefault(heir, id) != id}
    named = dict[str, tuple[str, Article]]()
    for id, (input, article) in live.items():
        now = names.get(id, id)
        named[now] = input, article if now == id else replace(article, id=now, story=old[now][1].story)
    return named, registry.extended(list(named), {**better, **led})


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
