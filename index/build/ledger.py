"""What a build decides, one input after the other: what is read, what stays, what goes."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from index.build.inputs import (
    Known,
    absent_files,
    accepted,
    dated_by_name,
    files_of,
    identify,
    input_of,
    kept,
    moved,
    outlived,
    unsettled,
)
from index.build.proposal import Proposal, propose
from index.build.seen import Seen
from index.document import Article
from index.errors import BaowenError
from index.find import opened
from index.forms import Aside, covered, day_of
from index.gather import Source
from index.intake import Reading, refusals, take_apart
from index.messages import Tell, say
from index.read import File, Unreadable
from index.read.worker import Worker
from index.segment.archive import NO_ARCHIVE, Archive, runs_of
from index.sidecar import IssueNotes, PaperNotes
from index.store import Store
from index.store.files import keep_input, kept_input
from index.store.generation import Input, Kept
from index.store.registry import Registry, inherited

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Orders:
    """What the command line says of this build; ``again`` reads every input anew, those not given as they were kept.

    What is read is kept at once, as not all of an archive fits in memory, but in a ``dry_run``.
    """

    paper: str | None
    date: str | None
    sync: bool
    again: bool
    dry_run: bool


@dataclass
class Ledger:
    """What has been decided so far, one input after the other.

    What stood under the ``synced`` paths and is no more leaves the store; not what is there and cannot be ``opened``.
    Of the articles of the last generation only those that this build may touch are loaded: ``old``, by id with their
    input; those of them that stay, and the new ones, are ``live``. ``gone`` are the inputs that lost files.
    """

    store: Path
    synced: Sequence[Path]
    before: Store | None
    known: Mapping[str, Input]
    registry: Registry
    inputs: dict[str, Input]
    papers: dict[str, PaperNotes]
    orders: Orders
    worker: Worker
    tell: Tell
    seen: Seen
    old: dict[str, tuple[str, Article]] = field(default_factory=dict)
    live: dict[str, tuple[str, Article]] = field(default_factory=dict)
    refused: dict[tuple[str, str], Unreadable] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    unopened: set[Path] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    aside: list[Aside] = field(default_factory=list)

    @cached_property
    def archive(self) -> Archive:
        """What the store holds already, the newest articles first."""
        return runs_of(each.text for each in self.before.latest()) if self.before else NO_ARCHIVE

    def articles_of(self, input: str) -> list[Article]:
        """The articles that an input had in the last generation, which this build touches now."""
        found = self.before.of_input(input) if self.before and input in self.known else []
        self.old |= {article.id: (input, article) for article in found}
        return found

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

    def take(self, source: Source, last: Known) -> str | None:
        """Read a source, unless nothing about it has changed; return the id of the input that it was before."""
        files = self.sift(self.seen.hashed(source.files))
        known = last.find(source.path, files)
        try:
            input = self._said(source, files, [self.seen.kept(note) for note in source.notes], known)
            if known and self._is_settled(known, input):
                self.inputs[known.id] = moved(known, input)
            elif not (known and self._is_refused_still(known, input, source)):
                self._take_in(source, known)
        except Unreadable as error:
            self._stay(error, known)
        return known.id if known else None

    def _said(self, source: Source, files: Sequence[Kept], notes: Sequence[Kept], known: Input | None) -> Input:
        input = input_of(source, files, notes, known, self.orders.paper, self.orders.date)
        return self.with_absent(input, known) if known else input

    def _take_in(self, source: Source, known: Input | None) -> None:
        """Read a source: what it is now, though it may have been changed since it was looked at."""
        files, notes = self.sift(opened(source.files)), [note.file() for note in source.notes]
        input = self._said(source, [*map(kept, files)], [*map(kept, notes)], known)
        if input.files:
            self._read(input, [*files, *notes])

    def _is_refused_still(self, known: Input, input: Input, source: Source) -> bool:
        """Is all that is new about an input that some of its files, which are read alone, are refused?"""
        last = {(each.path, each.sha256) for each in known.files}
        new = {each.given for each in input.files if (each.path, each.sha256) not in last}
        rest = replace(input, files=accepted(input, known, new))
        if input.epaper or not self._is_settled(known, rest):
            return False
        files = self.sift(opened(each for each in source.files if each.given in new))
        errors = self._asked(input.given, refusals, files)
        for error in errors:
            self.refuse(error)
        return bool(errors)

    def _is_settled(self, known: Input, input: Input) -> bool:
        """Has nothing changed about an input since it was read, and does nothing stay that is to go?"""
        lost = known.stayed and any(self._is_synced(Path(each.path)) for each in input.files)
        return known.recipe == input.recipe and not (self.orders.again or lost or dated_by_name(known, input))

    def with_absent(self, input: Input, known: Input) -> Input:
        """The input with the files that it had and that are not here, unless they are gone for good."""
        absent = absent_files(known, input)
        gone = {each for each in absent if self._is_gone(Path(each.path))}
        self.gone |= {input.id} if gone else set()
        files = {*input.files, *absent} - gone
        return replace(input, files=tuple(sorted(files, key=lambda each: Path(each.path))))

    def _is_gone(self, path: Path) -> bool:
        return self._is_synced(path) and self.unopened.isdisjoint((path, *path.parents))

    def _is_synced(self, path: Path) -> bool:
        return any(path.is_relative_to(each) for each in self.synced)

    def read_again(self, known: Input) -> None:
        """Read an input as it was kept, all of it; where it is refused now, it stays as it was."""
        try:
            self._read(replace(known, left_to=()), ())
        except Unreadable as error:
            self._stay(error, known)

    def _stay(self, error: Unreadable, known: Input | None) -> None:
        """Leave an input that cannot be read as it was; when all is read anew, its articles are put again."""
        self.refuse(error)
        if known and self.orders.again:
            self.live |= {article.id: (known.id, article) for article in self.articles_of(known.id)}

    def drop(self, known: Input) -> None:
        """Take an input out of the store, with its articles."""
        self.articles_of(known.id)
        del self.inputs[known.id]

    def _read(self, input: Input, at_hand: Sequence[File]) -> None:
        """Read an input in the child process, what is not at hand as it was kept, and enter it; raises Unreadable."""
        files, notes = files_of(input, at_hand, lambda sha256: kept_input(self.store, sha256))
        told = IssueNotes(paper=input.paper, date=input.date)
        call = (input.given, input.epaper, files, notes, told, self.archive)
        reading = self._asked(input.given, take_apart, *call)
        self._enter(input, reading)
        # What an editor has written now takes the place of what was kept with older issues.
        said = {each.name: each for each in reading.papers}
        self.papers = self.papers | said if at_hand else said | self.papers
        read = zip((*input.files, *input.notes), (*files, *notes), strict=True)
        entered = {each.sha256 for each in (*self.inputs[input.id].files, *input.notes)}
        for each, file in read:
            if each.sha256 in entered and not self.orders.dry_run:
                keep_input(self.store, each.sha256, file.data)

    def _asked(self, given: str, function: Callable[..., T], *args: object) -> T:
        """What the child process says of an input; a bug of ours that one input brings out refuses this one alone."""
        try:
            return self.worker.call(self.tell, given, function, *args)
        except BaowenError:
            raise
        except Exception as error:
            if not hasattr(error, "__notes__"):  # the child did not raise it, and it would meet every input
                raise
            log.exception("%s", given)
            said = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise Unreadable(given, say("读取时出错（{error}）：请报告给开发者", error=said)) from error

    def _enter(self, input: Input, reading: Reading) -> None:
        """Enter a reading. Articles of the last one that it lacks stay, as absence removes nothing.

        They go when all their files are settled: then it was an editor, or a better segmentation, who took them out.
        """
        known, old = self.inputs.get(input.id), self.articles_of(input.id)
        named, self.registry = identify(input, reading.articles, known, old, self.registry)
        here, leads = {article.id for article in named}, self.registry.redirect
        synced = [each.given for each in input.files if self._is_synced(Path(each.path))]
        absent = [a for a in unsettled(input, known, old, reading, synced) if a.id not in here and not leads(a.id)]
        self.live.update({article.id: (input.id, article) for article in (*absent, *named)})
        entered = replace(input, files=accepted(input, known, reading.unread))
        self.inputs[input.id] = replace(entered, stayed=outlived(absent, entered, known))
        for error in reading.refused:
            self.refuse(error)
        for cut in reading.cuts:
            if cut.date is None and (proposal := propose(cut.articles)):
                self.proposals[cut.source] = proposal

    def cover(self) -> None:
        """Leave to the better form, or to one of two copies, what both hold of one issue."""
        days = {day_of(article) for _, article in (*self.live.values(), *self.old.values())}
        beside = [pair for day in days for pair in self.before.of_day(day)] if self.before else []
        untouched = {article.id: (input, article) for input, article in beside if article.id not in self.old}
        self.old |= untouched
        self.live |= untouched
        better = covered(self.live, self.old)
        left = Counter((self.live[id][0], self.live[now][0]) for id, now in better.items())
        self.live = {id: pair for id, pair in self.live.items() if id not in better}
        for (input, now), articles in left.items():
            known = self.inputs[input]
            self.inputs[input] = replace(known, left_to=tuple(sorted({*known.left_to, now})))
            self.aside.append(Aside(known.given, self.inputs[now].given, articles))
        self.live, self.registry = inherited(self.old, self.live, better, self.registry)
