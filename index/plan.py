"""What a build has to do: the sources found, held against what the store already has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.document import Article
from index.find import Found, find
from index.forms import covered
from index.gather import Source, gather
from index.generation import Input, kept_input
from index.intake import Known, Reading, identify, input_of, source_of, take_apart
from index.proposal import Proposal, propose
from index.read import File, Unreadable
from index.read.worker import Worker
from index.registry import Registry
from index.sidecar import IssueNotes, PaperNotes
from index.store import Store

Say = Callable[[str], None]


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
    """What has been decided so far, one input after the other."""

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

    def refuse(self, error: Unreadable) -> None:
        """Note what cannot be read, once."""
        self.refused.setdefault((error.source, error.reason), error)

    def keep(self, known: str) -> None:
        """The input is as it was: so are its articles."""
        self.live.update({article.id: (known, article) for article in self.old.get(known, ())})

    def take(self, source: Source, last: Known) -> str | None:
        """Read a source, unless nothing about it has changed; return the id of the input that it was before."""
        files = list(self._files(source.files))
        known = last.find(source.path, files)
        try:
            if not files:
                return known.id if known else None
            input = input_of(source, files, known, self.orders.paper, self.orders.date)
            if known and known.recipe == input.recipe and not self.orders.again:
                self.keep(known.id)
            else:
                self.read(input, files, [note.file() for note in source.notes])
        except Unreadable as error:
            self.refuse(error)
            if known:
                self.keep(known.id)
        return known.id if known else None

    def _files(self, found: Sequence[Found]) -> Iterator[File]:
        for each in found:
            try:
                yield each.file()
            except Unreadable as error:
                self.refuse(error)

    def read(self, input: Input, files: Sequence[File], notes: Sequence[File]) -> None:
        """Read an input in the child process and enter what it holds; raises Unreadable."""
        told = IssueNotes(paper=input.paper, date=input.date)
        call = (input.given, input.epaper, files, notes, told)
        reading = self.worker.call(self.say, input.given, take_apart, *call)
        self._enter(input, reading)
        self.blobs |= {kept.sha256: file.data for kept, file in zip(input.files, files, strict=True)}
        self.blobs |= {kept.sha256: note.data for kept, note in zip(input.notes, notes, strict=True)}

    def _enter(self, input: Input, reading: Reading) -> None:
        """Enter a reading. Articles of the last one that it lacks stay, as absence removes nothing.

        They go when their bytes are all here still: then it was an editor, or a better segmentation, who took them out.
        """
        known, old = self.inputs.get(input.id), self.old.get(input.id, ())
        named, self.registry = identify(input, reading.articles, known, old, self.registry)
        stories = {article.id: article.story for article in old}
        here = {article.id for article in named}
        lasting = {file.given for file in known.files if file.sha256 not in input.bytes} if known else set()
        absent = [
            article
            for article in old
            if article.id not in self.registry.redirects
            and article.id not in here
            and any(r.source in lasting for r in article.ranges)
        ]
        told = [replace(article, story=stories.get(article.id)) for article in named]
        self.live.update({article.id: (input.id, article) for article in (*absent, *told)})
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
    ledger = _open_ledger(before, orders, worker, say)
    last = Known(tuple(ledger.inputs.values()))
    found: list[Found] = []
    for each in find(paths):
        if isinstance(each, Unreadable):
            ledger.refuse(each)
        else:
            found.append(each)
    given = {ledger.take(source, last) for source in gather(found)}
    _keep_the_others(ledger, store, paths, given)
    ledger.cover()
    return _settle(ledger)


def _keep_the_others(ledger: _Ledger, store: Path, paths: Sequence[Path], given: set[str | None]) -> None:
    """Settle the inputs that were not given: kept, or read again as they were kept, or removed by ``sync``.

    When one is removed, what better forms covered is read again: it may be the only form left.
    """
    others = [known for known in ledger.inputs.values() if known.id in ledger.old and known.id not in given]
    removed = [known for known in others if ledger.orders.sync and _is_under(known, paths)]
    for known in removed:
        del ledger.inputs[known.id]
    covered = [known for known in ledger.inputs.values() if removed and known.covered]
    for known in covered if not ledger.orders.again else (known for known in others if known not in removed):
        whole = replace(known, covered=False)
        source = source_of(whole, lambda sha256: kept_input(store, sha256))
        files, notes = ([each.file() for each in group] for group in (source.files, source.notes))
        ledger.read(whole, files, notes)
    for known in others:
        if known not in (*removed, *covered) and not ledger.orders.again:
            ledger.keep(known.id)


def _is_under(known: Input, paths: Sequence[Path]) -> bool:
    return any(Path(known.path).is_relative_to(path.resolve()) for path in paths)


def _open_ledger(before: Store | None, orders: Orders, worker: Worker, say: Say) -> _Ledger:
    if before is None:
        return _Ledger({}, Registry(), {}, {}, orders, worker, say)
    inputs = {known.id: known for known in before.manifest.inputs}
    old: dict[str, list[Article]] = defaultdict(list, {known: [] for known in inputs})
    for row in before.part.rows:
        old[row.input].append(row.article)
    return _Ledger(old, before.registry, inputs, dict.fromkeys(before.manifest.papers), orders, worker, say)


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
