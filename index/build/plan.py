"""What a build has to do: the sources found, held against what the store already has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.build.inputs import Known, folders_left
from index.build.ledger import Ledger, Orders
from index.build.proposal import Proposal
from index.build.seen import Seen
from index.document import Article
from index.errors import StoreError
from index.find import GONE, find, unreached
from index.forms import Aside
from index.gather import Source, gather
from index.messages import Tell, say
from index.read import Unreadable
from index.read.source import date_from_name
from index.read.worker import Worker
from index.sidecar import PaperNotes
from index.store import Store
from index.store.catalogue import News
from index.store.generation import Input
from index.store.registry import Registry


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be put into the store (articles with the input they came from) and which ids it replaces.

    ``gone`` are the ids whose stored rows are dead: ``changed``, ``removed``, and those merged into another article.
    ``stayed`` counts those that files read in this build had once and have no more. ``missing`` are the paths given at
    which nothing can be read, though nothing of theirs was to be removed. ``proposals`` are the periods that
    undated sources read in this build may belong to.
    """

    news: News
    papers: tuple[PaperNotes, ...]
    put: tuple[tuple[str, Article], ...]
    gone: frozenset[str]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    stayed: int
    missing: tuple[Path, ...]
    refused: tuple[Unreadable, ...]
    aside: tuple[Aside, ...]
    undated: tuple[str, ...]
    proposals: Mapping[str, Proposal]
    seen: Seen
    inputs: Mapping[str, Input]

    @property
    def changes(self) -> bool:
        """Is there anything to write?"""
        return bool(self.put or self.gone or self.news.inputs)


def plan(paths: Sequence[Path], store: Path, before: Store | None, orders: Orders, worker: Worker, tell: Tell) -> Plan:
    """Decide what a build of the files under ``paths`` does; the ``worker`` reads them."""
    synced = [path.resolve() for path in paths] if orders.sync else []
    ledger = _open_ledger(store, before, synced, orders, worker, tell)
    found = ledger.sift(find(paths, store))
    last = Known(tuple(ledger.inputs.values()), found)
    absent = {path: error for path in paths if (error := unreached(path))}
    gone = {path.resolve() for path, error in absent.items() if isinstance(error, GONE)}
    ledger.unopened -= gone  # with all below them
    removed = {path for path in gone if orders.sync and _was_read(path, ledger)}
    sources = ledger.sift(gather(found))
    _check_date(orders.date, sources)
    given = {ledger.take(source, last) for source in sources}
    if orders.sync:
        ledger.synced = [*ledger.synced, *folders_left(ledger.known, ledger.inputs)]
    if orders.sync or orders.again:
        _settle_the_others(ledger, given)
    ledger.cover()
    return _settle(ledger, tuple(path for path in absent if path.resolve() not in removed))


def _was_read(path: Path, ledger: Ledger) -> bool:
    """Has the store files that stood at a path or below it?"""
    files = (file for known in ledger.known.values() for file in known.files)
    return any(Path(file.path).is_relative_to(path) for file in files)


def _check_date(date: str | None, sources: Sequence[Source]) -> None:
    """StoreError when one date is given for several issues of which some bear another in their names."""
    if date is None or len(sources) < 2:
        return
    named = ((source.given, date_from_name(source.path)) for source in sources)
    others = [given for given, printed in named if printed and not date.startswith(printed)]
    if others:
        raise StoreError(
            say(
                "--date {date} 会改掉 {sources} 期的日期（如 {given}），库没有改动：请只给没有日期的那一期，"
                "或把日期写进它旁边的 issue.toml",
                date=date,
                sources=len(others),
                given=others[0],
            )
        )


def _settle_the_others(ledger: Ledger, given: set[str | None]) -> None:
    """Settle the inputs that were not given: kept, or read again as they were kept, or removed by ``sync``.

    What was left to an input of which files are gone is read again: it may be the only form left.
    """
    for known in [known for known in ledger.known.values() if known.id not in given]:
        left = ledger.with_absent(replace(known, files=()), known)
        if not left.files:
            ledger.drop(known)
        elif left != known or ledger.orders.again:
            ledger.read_again(left)
    for known in [known for known in ledger.inputs.values() if not ledger.gone.isdisjoint(known.left_to)]:
        ledger.read_again(known)


def _open_ledger(
    store: Path, before: Store | None, synced: Sequence[Path], orders: Orders, worker: Worker, tell: Tell
) -> Ledger:
    known = before.inputs() if before else {}
    papers = {notes.name: notes for notes in (before.manifest.papers if before else ())}
    registry = Registry(before.parts if before else ())
    return Ledger(store, synced, before, known, registry, dict(known), papers, orders, worker, tell, Seen(store))


def _settle(ledger: Ledger, missing: tuple[Path, ...]) -> Plan:
    old, live, redirects = ledger.old, ledger.live, ledger.registry.redirects
    added = tuple(name for name in live if name not in old)
    changed = tuple(name for name in live if name in old and live[name] != old[name])
    merged = frozenset(name for name in old if redirects.get(name))
    removed = tuple(name for name in old if name not in live and name not in merged)
    put = live if ledger.orders.again else {*added, *changed}
    return Plan(
        news=_news(ledger),
        papers=tuple(ledger.papers.values()),
        put=tuple(pair for name, pair in live.items() if name in put),
        gone=frozenset((*changed, *removed)) | merged,
        added=added,
        changed=changed,
        removed=removed,
        unchanged=_kept(ledger) - len({*changed, *removed, *merged}),
        stayed=sum(len(each.stayed) for id, each in ledger.inputs.items() if each != ledger.known.get(id)),
        missing=missing,
        refused=tuple(ledger.refused.values()),
        aside=tuple(ledger.aside),
        undated=tuple(sorted({article.source for article in _undated(ledger)})),
        proposals=ledger.proposals,
        seen=ledger.seen,
        inputs=ledger.inputs,
    )


def _kept(ledger: Ledger) -> int:
    return ledger.before.manifest.articles if ledger.before else 0


def _undated(ledger: Ledger) -> Iterator[Article]:
    yield from (article for _, article in ledger.live.values() if article.date is None)
    if ledger.before:
        yield from (article for article in ledger.before.undated() if article.id not in ledger.old)


def _news(ledger: Ledger) -> News:
    """What this build changes besides articles."""
    if ledger.orders.again:  # none of the old parts will be left to remember anything
        return News(ledger.inputs, ledger.registry.all_redirects())
    inputs = {id: ledger.inputs.get(id) for id in {**ledger.known, **ledger.inputs}}
    changed = {id: input for id, input in inputs.items() if input != ledger.known.get(id)}
    return News(changed, ledger.registry.redirects)
