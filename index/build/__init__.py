"""Paper → store: the whole pipeline on one screen.

Find the files, read those that changed, give every article its id, encode only text never encoded before, write one new
part beside the old ones, and swing the pointer.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from dataclasses import replace as with_
from datetime import UTC, datetime
from pathlib import Path

from index.build.archived import linked
from index.build.ledger import Orders
from index.build.plan import Plan
from index.build.plan import plan as planned
from index.build.progress import Progress
from index.encode import encoded_rows, rows_of
from index.encoder import Encoder
from index.errors import StoreError
from index.forms import Aside
from index.messages import Tell, say
from index.projection import projection_identity
from index.read.source import Refused
from index.read.worker import Worker
from index.store import Store, generation
from index.store.background import Spread
from index.store.catalogue import News
from index.store.compact import compacted
from index.store.files import written
from index.store.generation import Manifest, PartFiles
from index.store.part import Part
from index.store.prune import sweep
from index.store.save import Row
from index.store.unfinished import Unfinished
from index.text import TEXT_VERSION

BATCH = 500
"""Articles of a part as it is written first: what a killed build may lose of its work."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a build may be told: paper and date of its files, and how absence is treated.

    Absence removes nothing unless ``sync``, then only under the given paths, and nothing at all when it would be more
    than 20 articles or 1 % of the archive, whichever is more, unless ``allow_removals`` names a larger number.
    """

    paper: str | None = None
    date: str | None = None
    sync: bool = False
    allow_removals: int | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """When an undated source may have been printed, and the words that say so, with their lines.

    ``since`` and ``until`` are ISO days; ``after`` and ``before`` (``10-09``) bound the day in a year nothing tells.
    """

    source: str
    since: str | None
    until: str | None
    after: str | None
    before: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, counted in articles; ``encoded`` counts passages.

    ``stayed`` are those that stay although the files read have them no more, as nothing was to be removed.
    ``missing`` are the paths given at which there is nothing, unless that was to be removed.
    ``aside`` are the sources of this build that another of the same issue made needless, wholly or in part.
    ``undated`` names the sources without a date, ``proposed`` what those read in this build say of theirs.
    """

    generation: str | None
    added: int
    changed: int
    removed: int
    unchanged: int
    stayed: int
    articles: int
    passages: int
    encoded: int
    missing: tuple[str, ...]
    refused: tuple[Refused, ...]
    aside: tuple[Aside, ...]
    undated: tuple[str, ...]
    proposed: tuple[Proposed, ...]
    seconds: float


def build(paths: Sequence[Path], store: Path, encoder: Encoder, options: Options, worker: Worker, tell: Tell) -> Report:
    """Bring a store up to date with the files under ``paths``, which the ``worker`` reads; return what was done.

    Raises StoreError when the store is busy, damaged or of another version, and when removals exceed the allowance.
    """
    started = time.monotonic()
    with contextlib.nullcontext() if options.dry_run else generation.exclusive(store):
        before = Store.open(store) if (store / generation.POINTER).is_file() else None
        usable = before is not None and _same_recipe(before, encoder)
        orders = Orders(options.paper, options.date, options.sync, not usable, options.dry_run)
        todo = planned(paths, store, before, orders, worker, tell)
        _check_removals(todo, before, options.allow_removals)
        manifest, encoded = before.manifest if before else None, 0
        stale = before is not None and not usable
        if not options.dry_run and (before or todo.changes):
            todo.seen.save(todo.inputs.values())
        if not options.dry_run and (todo.changes or stale):
            known = before.parts if before and before.made_with(encoder) else ()
            manifest, encoded = _write(store, before if usable else None, known, todo, encoder, tell)
    return _report(manifest, todo, encoded, time.monotonic() - started)


def _same_recipe(before: Store, encoder: Encoder) -> bool:
    return before.made_with(encoder) and before.manifest.text_version == TEXT_VERSION


def _check_removals(todo: Plan, before: Store | None, allowance: int | None) -> None:
    known = before.manifest.articles if before else 0
    most = max(20, known // 100) if allowance is None else allowance
    if len(todo.removed) > most:
        raise StoreError(
            say(
                "这次同步要移除 {removed} 篇文章，超过允许的 {most} 篇，库没有改动："
                "确认无误后加 --allow-removals {removed}",
                removed=len(todo.removed),
                most=most,
            )
        )


def _write(
    store: Path, before: Store | None, known: Sequence[Part], todo: Plan, encoder: Encoder, tell: Tell
) -> tuple[Manifest, int]:
    """Write a generation upon the one ``before``, if its articles are kept, and upon what is ``known`` of windows."""
    name = f"{int((generation.generations(store) or ['0'])[-1]) + 1:06d}"
    recipe = f"{encoder.identity} {projection_identity(encoder.identity)}"
    unfinished = Unfinished(store, recipe, known)
    encoded = _encode(unfinished, rows_of(linked(todo.put, before, todo.gone)), todo.news, name, encoder, tell)
    tell(say("写入索引"))
    files = compacted(store, (*_bury(before, todo.gone), *unfinished.files), tell)
    manifest = _manifest(store, name, files, todo, encoder)
    generation.publish(store, manifest)
    unfinished.done()
    if not {*unfinished.files} <= {*files}:
        sweep(store)
    return manifest, encoded


def _encode(unfinished: Unfinished, rows: Sequence[Row], news: News, name: str, encoder: Encoder, tell: Tell) -> int:
    """Write parts of so many articles each, the first with the news, while the next are encoded.

    Returns how many passages were encoded.
    """
    encoded, windows = 0, sum(len(spans) for row in rows for spans in row.windows)
    progress = Progress(windows, tell)
    with ThreadPoolExecutor(1) as beside:
        written = list[Future[None]]()
        for start in range(0, max(1, len(rows)), BATCH):
            fresh, few = encoded_rows(rows[start : start + BATCH], encoder, unfinished.recall, progress)
            encoded += few
            if written:
                written.pop().result()  # one at a time: what is encoded and not written yet is in memory
            written.append(beside.submit(unfinished.add, fresh, news if start == 0 else News(), name))
        written.pop().result()
    return encoded


def _manifest(store: Path, name: str, files: tuple[PartFiles, ...], todo: Plan, encoder: Encoder) -> Manifest:
    parts = [Part(store, each) for each in files]
    return Manifest(
        version=generation.STORE_VERSION,
        generation=name,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=encoder.name,
        form=encoder.form,
        identity=encoder.identity,
        projection=projection_identity(encoder.identity),
        dimensions=encoder.dimensions,
        text_version=TEXT_VERSION,
        articles=sum(int(each.alive.sum()) for each in parts),
        passages=sum(int(each.alive[each.columns.passage_article].sum()) for each in parts),
        papers=todo.papers,
        parts=files,
        background=written(store, ".safetensors", Spread.of_all([each.columns.vectors for each in parts]).save),
    )


def _bury(before: Store | None, gone: frozenset[str]) -> list[PartFiles]:
    """The parts of the last generation with the articles that were replaced or removed marked dead."""
    return [_buried(each, gone) for each in before.parts] if before else []


def _buried(part: Part, gone: frozenset[str]) -> PartFiles:
    rows = {row for id in gone for row in part.catalogue.rows("id = ?", id)}
    return with_(part.files, dead=tuple(sorted({*part.files.dead, *rows}))) if rows else part.files


def _report(manifest: Manifest | None, todo: Plan, encoded: int, seconds: float) -> Report:
    return Report(
        generation=manifest.generation if manifest else None,
        added=len(todo.added),
        changed=len(todo.changed),
        removed=len(todo.removed),
        unchanged=todo.unchanged,
        stayed=todo.stayed,
        articles=manifest.articles if manifest else 0,
        passages=manifest.passages if manifest else 0,
        encoded=encoded,
        missing=tuple(map(str, todo.missing)),
        refused=tuple(each.refused for each in todo.refused),
        aside=todo.aside,
        undated=todo.undated,
        proposed=tuple(
            Proposed(
                source,
                each.since,
                each.until,
                each.after,
                each.before,
                tuple(
                    say("{source} 第 {line} 行：{quote}", source=e.source, line=e.line, quote=e.quote)
                    for e in each.evidence
                ),
            )
            for source, each in todo.proposals.items()
        ),
        seconds=round(seconds, 2),
    )
