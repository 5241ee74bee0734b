"""What a build has to do: the files found, held against what the store already has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.document import Article
from index.generation import Input, kept_input
from index.intake import Known, find, identify, read_in, reread, sha256
from index.read import File, Unreadable
from index.registry import Registry
from index.store import Store

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be put into the store (articles with the input they came from) and which ids it replaces.

    ``gone`` are the ids whose stored rows are dead: ``changed``, ``removed``, and those merged into another article.
    """

    inputs: tuple[Input, ...]
    put: tuple[tuple[str, Article], ...]
    gone: frozenset[str]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    refused: tuple[Unreadable, ...]
    undated: tuple[str, ...]
    registry: Registry
    blobs: Mapping[str, bytes]

    @property
    def changes(self) -> bool:
        """Is there anything to write?"""
        return bool(self.put or self.gone or self.blobs)


@dataclass
class _Ledger:
    """What has been decided so far, one input after the other."""

    old: Mapping[str, Sequence[Article]]
    registry: Registry
    inputs: dict[str, Input]
    live: dict[str, tuple[str, Article]] = field(default_factory=dict)
    refused: list[Unreadable] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)

    def keep(self, known: str) -> None:
        """The input is as it was: so are its articles."""
        self.live.update({article.id: (known, article) for article in self.old.get(known, ())})

    def take(self, file: File, known: Input | None, paper: str | None, date: str | None, again: bool) -> None:
        """Read a file, unless nothing about it has changed since it was ``known``."""
        told = known and (paper or known.paper, date or known.date) == (known.paper, known.date)
        if known and told and known.sha256 == sha256(file.data) and not again:
            self.keep(known.id)
            return
        try:
            reading = read_in(file, known, paper, date)
        except Unreadable as error:
            self.refused.append(error)
            if known:
                self.keep(known.id)
            return
        self.enter(reading.input, reading.articles, reading.refused)
        self.blobs[sha256(file.data)] = file.data

    def enter(self, input: Input, articles: Sequence[Article], refused: Iterable[Unreadable]) -> None:
        """Enter a reading; articles of the last one that it lacks altogether stay, as absence removes nothing."""
        old = self.old.get(input.id, ())
        same_bytes = input.id in self.inputs and self.inputs[input.id].sha256 == input.sha256
        named, self.registry = identify(input, articles, old, same_bytes, self.registry)
        absent = [a for a in old if a.id not in self.registry.redirects and a.id not in {n.id for n in named}]
        self.live.update({article.id: (input.id, article) for article in (*absent, *named)})
        self.inputs[input.id] = input
        self.refused += refused


def plan(
    paths: Sequence[Path],
    store: Path,
    before: Store | None,
    paper: str | None,
    date: str | None,
    *,
    again: bool,
    sync: bool,
    say: Say,
) -> Plan:
    """Decide what a build does. ``again`` reads every input anew, those not given from the bytes that were kept."""
    ledger = _open_ledger(before)
    last = Known(tuple(ledger.inputs.values()))
    given: set[str] = set()
    for found in find(paths):
        if isinstance(found, Unreadable):
            ledger.refused.append(found)
            continue
        say(f"读取 {found.given}")
        known = last.find(found)
        if known:
            given.add(known.id)
        ledger.take(found, known, paper, date, again)
    for known in [known for known in ledger.inputs.values() if known.id in ledger.old and known.id not in given]:
        if sync and any(Path(known.path).is_relative_to(path.resolve()) for path in paths):
            del ledger.inputs[known.id]
        elif again:
            reading = reread(known, kept_input(store, known.sha256))
            ledger.enter(known, reading.articles, reading.refused)
        else:
            ledger.keep(known.id)
    return _settle(ledger, again)


def _open_ledger(before: Store | None) -> _Ledger:
    if before is None:
        return _Ledger({}, Registry(), {})
    old: dict[str, list[Article]] = defaultdict(list)
    for row in before.part.rows:
        old[row.input].append(row.article)
    return _Ledger(old, before.registry, {known.id: known for known in before.manifest.inputs})


def _settle(ledger: _Ledger, again: bool) -> Plan:
    old = {article.id: article for articles in ledger.old.values() for article in articles}
    added = tuple(name for name in ledger.live if name not in old)
    changed = tuple(name for name, (_, article) in ledger.live.items() if name in old and article != old[name])
    merged = frozenset(name for name in old if name in ledger.registry.redirects)
    removed = tuple(name for name in old if name not in ledger.live and name not in merged)
    put = ledger.live if again else {*added, *changed}
    return Plan(
        inputs=tuple(ledger.inputs.values()),
        put=tuple(pair for name, pair in ledger.live.items() if name in put),
        gone=frozenset((*changed, *removed)) | merged,
        added=added,
        changed=changed,
        removed=removed,
        unchanged=len(ledger.live) - len(added) - len(changed),
        refused=tuple(ledger.refused),
        undated=tuple(sorted({article.source for _, article in ledger.live.values() if article.date is None})),
        registry=ledger.registry,
        blobs=ledger.blobs,
    )
