"""What a build has to do: the sources found, held against what the store already has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from index.document import Article
from index.find import find, opened
from index.forms import covered
from index.gather import Source, gather
from index.generation import Input, Kept, kept_input
from index.intake import Known, Reading, absent_files, files_of, identify, input_of, take_apart, unsettled
from index.proposal import Proposal, propose
from index.read import File, Unreadable
from index.read.worker import Worker
from index.registry import Registry
from index.segment.archive import Archive, runs_of
from index.sidecar import IssueNotes, PaperNotes
from index.store import Store

Say = Callable[[str], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Orders:
    """What the command line says of this build; ``again`` reads every input anew, those not given as they were kept."""

    paper: str | None
    date: str | None
    sync: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be put into the store (articles with the input they came from) and which ids it replaces.

    ``gone`` are the ids whose stored rows are dead: ``changed``, ``removed``, and those merged into another article.
    ``proposals`` are the periods that undated sources read in this build may belong to.
    """

    inputs: tuple[Input, ...]
    papers: tuple[PaperNotes, ...]
    put: tuple[tuple[str, Article], ...]
    gone: frozenset[str]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    refused: tuple[Unreadable, ...]
    undated: tuple[str, ...]
    proposals: Mapping[str, Proposal]
    registry: Registry
    blobs: Mapping[str, bytes]

    @property
    def changes(self) -> bool:
        """Is there anything to write?"""
        return bool(self.put or self.gone or self.blobs)


@dataclass
class _Ledger:
    """What has been decided so far, one input after the other.

    What stood under the ``synced`` paths and is no more leaves the store; not what is there and cannot be ``opened``.
    """

    store: Path
    synced: Sequence[Path]
    old: Mapping[str, Sequence[Article]]
    registry: Registry
    inputs: dict[str, Input]
    papers: dict[PaperNotes, None]
    orders: Orders
    worker: Worker
    say: Say
    live: dict[str, tuple[str, Article]] = field(default_factory=dict)
    refused: dict[tuple[str, str], Unreadable] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    unopened: set[Path] = field(default_factory=set)
    gone: set[Kept] = field(default_factory=set)

    @cached_property
    def archive(self) -> Archive:
        """What the store holds already, the newest articles first."""
        articles = [article for articles in self.old.values() for article in articles]
        return runs_of(each.text for each in sorted(articles, key=lambda each: each.date or "", reverse=True))

    def sift(self, each: Iterable[T | Unreadable]) -> list[T]:
        """Return what can be read on, and note the files that cannot."""
        good: list[T] = []
        for one in each:
            if isinstance(one, Unreadable):
                self.refuse(one)
                self.unopened.add(Path(one.source).resolve())
            else:
                good.append(one)
        return good

    def refuse(self, error: Unreadable) -> None:
        """Note what cannot be read, once."""
        self.refused.setdefault((error.source, error.reason), error)

    def keep(self, known: str) -> None:
        """The input is as it was: so are its articles."""
        self.live.update({article.id: (known, article) for article in self.old.get(known, ())})

    def take(self, source: Source, last: Known) -> str | None:
        """Read a source, unless nothing about it has changed; return the id of the input that it was before."""
        files = self.sift(opened(source.files))
        known = last.find(source.path, files)
        try:
            notes = [note.file() for note in source.notes]
            input = input_of(source, files, notes, known, self.orders.paper, self.orders.date)
            input = self.with_absent(input, known) if known else input
            if known and known.recipe == input.recipe and not self.orders.again:
                self.keep(known.id)
            elif input.files:
                self._read(input, [*files, *notes])
        except Unreadable as error:
            self.refuse(error)
            if known:
                self.keep(known.id)
        return known.id if known else None

    def with_absent(self, input: Input, known: Input) -> Input:
        """The input with the files that it had and that are not here, unless they are gone for good."""
        absent = absent_files(known, input)
        gone = {each for each in absent if self._is_gone(Path(each.path))}
        self.gone |= gone
        files = {*input.files, *absent} - gone
        return replace(input, files=tuple(sorted(files, key=lambda each: Path(each.path))))

    def _is_gone(self, path: Path) -> bool:
        synced = any(path.is_relative_to(each) for each in self.synced)
        return synced and self.unopened.isdisjoint((path, *path.parents))

    def read_again(self, known: Input) -> None:
        """Read an input as it was kept, all of it; where it is refused now, it stays as it was."""
        try:
            self._read(replace(known, covered=False), ())
        except Unreadable as error:
            self.refuse(error)
            self.keep(known.id)

    def _read(self, input: Input, at_hand: Iterable[File]) -> None:
        """Read an input in the child process, what is not at hand as it was kept, and enter it; raises Unreadable."""
        files, notes = files_of(input, at_hand, lambda sha256: kept_input(self.store, sha256))
        told = IssueNotes(paper=input.paper, date=input.date)
        call = (input.given, input.epaper, files, notes, told, self.archive)
        reading = self.worker.call(self.say, input.given, take_apart, *call)
        self._enter(input, reading)
        kept = zip((*input.files, *input.notes), (*files, *notes), strict=True)
        self.blobs |= {each.sha256: file.data for each, file in kept}

    def _enter(self, input: Input, reading: Reading) -> None:
        """Enter a reading. Articles of the last one that it lacks stay, as absence removes nothing.

        They go when all their files are settled: then it was an editor, or a better segmentation, who took them out.
        """
        known, old = self.inputs.get(input.id), self.old.get(input.id, ())
        named, self.registry = identify(input, reading.articles, known, old, self.registry)
        here, redirects = {article.id for article in named}, self.registry.redirects
        absent = [a for a in unsettled(input, known, old, reading) if a.id not in here and a.id not in redirects]
        self.live.update({article.id: (input.id, article) for article in (*absent, *named)})
        self.inputs[input.id] = input
        self.papers |= dict.fromkeys(reading.papers)
        for error in reading.refused:
            self.refuse(error)
        for cut in reading.cuts:
            if cut.date is None and (proposal := propose(cut.articles)):
                self.proposals[cut.source] = proposal

    def cover(self) -> None:
        """Leave to the better form what two forms of one issue hold."""
        better = covered(self.live)
        for id in better:
            input, _ = self.live.pop(id)
            self.inputs[input] = replace(self.inputs[input], covered=True)
        self.registry = self.registry.extended(list(self.live), better)


def plan(paths: Sequence[Path], store: Path, before: Store | None, orders: Orders, worker: Worker, say: Say) -> Plan:
    """Decide what a build of the files under ``paths`` does; the ``worker`` reads them."""
    synced = [path.resolve() for path in paths] if orders.sync else []
    ledger = _open_ledger(store, before, synced, orders, worker, say)
    last = Known(tuple(ledger.inputs.values()))
    found = ledger.sift(find(paths))
    ledger.unopened -= {path.resolve() for path in paths if not path.exists()}  # below these, all is gone
    given = {ledger.take(source, last) for source in ledger.sift(gather(found))}
    _keep_the_others(ledger, given)
    ledger.cover()
    return _settle(ledger)


def _keep_the_others(ledger: _Ledger, given: set[str | None]) -> None:
    """Settle the inputs that were not given: kept, or read again as they were kept, or removed by ``sync``.

    When files are gone, what better forms covered is read again: it may be the only form left.
    """
    others = [known for known in ledger.inputs.values() if known.id in ledger.old and known.id not in given]
    for known in others:
        left = ledger.with_absent(replace(known, files=()), known)
        if not left.files:
            del ledger.inputs[known.id]
        elif left != known or ledger.orders.again:
            ledger.read_again(left)
        else:
            ledger.keep(known.id)
    for known in [known for known in ledger.inputs.values() if known.covered and ledger.gone]:
        ledger.read_again(known)


def _open_ledger(
    store: Path, before: Store | None, synced: Sequence[Path], orders: Orders, worker: Worker, say: Say
) -> _Ledger:
    inputs = {known.id: known for known in before.manifest.inputs} if before else {}
    papers = dict.fromkeys(before.manifest.papers if before else ())
    old: dict[str, list[Article]] = defaultdict(list, {known: [] for known in inputs})
    for row in before.part.rows if before else ():
        old[row.input].append(row.article)
    registry = before.registry if before else Registry()
    return _Ledger(store, synced, old, registry, inputs, papers, orders, worker, say)


def _settle(ledger: _Ledger) -> Plan:
    old = {article.id: article for articles in ledger.old.values() for article in articles}
    added = tuple(name for name in ledger.live if name not in old)
    changed = tuple(name for name, (_, article) in ledger.live.items() if name in old and article != old[name])
    merged = frozenset(name for name in old if name in ledger.registry.redirects)
    removed = tuple(name for name in old if name not in ledger.live and name not in merged)
    put = ledger.live if ledger.orders.again else {*added, *changed}
    return Plan(
        inputs=tuple(ledger.inputs.values()),
        papers=tuple(ledger.papers),
        put=tuple(pair for name, pair in ledger.live.items() if name in put),
        gone=frozenset((*changed, *removed)) | merged,
        added=added,
        changed=changed,
        removed=removed,
        unchanged=len(ledger.live) - len(added) - len(changed),
        refused=tuple(ledger.refused.values()),
        undated=tuple(sorted({article.source for _, article in ledger.live.values() if article.date is None})),
        proposals=ledger.proposals,
        registry=ledger.registry,
        blobs=ledger.blobs,
    )
