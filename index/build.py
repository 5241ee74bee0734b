"""Paper → store: the whole pipeline on one screen.

Find the files, read those that changed, give every article its id, encode only text never encoded before, write one new
part beside the old ones, and swing the pointer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_
from datetime import UTC, datetime
from pathlib import Path

from index import generation, part
from index.background import Spread
from index.document import Article
from index.encode import encode_rows
from index.encoder import Encoder
from index.generation import Manifest, PartFiles, StoreError
from index.plan import Orders, Plan, plan
from index.projection import projection_identity
from index.read.worker import Worker
from index.registry import registry_json
from index.store import Store
from index.story import Sketch, Telling, link, signature
from index.text import TEXT_VERSION

MOST_PARTS = 8
"""Parts are joined into one before a store has more than these."""

Say = Callable[[str], None]


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
class Refused:
    """An input, or a record of one, that could not be read, and why, in one line."""

    source: str
    reason: str


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

    ``undated`` names the sources without a date, ``proposed`` what those read in this build say of theirs.
    """

    generation: str | None
    added: int
    changed: int
    removed: int
    unchanged: int
    articles: int
    passages: int
    encoded: int
    refused: tuple[Refused, ...]
    undated: tuple[str, ...]
    proposed: tuple[Proposed, ...]
    seconds: float


def build(paths: Sequence[Path], store: Path, encoder: Encoder, options: Options, worker: Worker, say: Say) -> Report:
    """Bring a store up to date with the files under ``paths``, which the ``worker`` reads; return what was done.

    Raises StoreError when the store is busy, damaged or of another version, and when removals exceed the allowance.
    """
    started = time.monotonic()
    with generation.exclusive(store):
        before = Store.open(store) if (store / generation.POINTER).is_file() else None
        usable = before is not None and _same_recipe(before, encoder)
        orders = Orders(options.paper, options.date, options.sync, again=not usable)
        todo = plan(paths, store, before, orders, worker, say)
        _check_removals(todo, before, options.allow_removals)
        manifest, encoded = before.manifest if before else None, 0
        stale = before is not None and not usable
        if not options.dry_run and (todo.changes or stale):
            manifest, encoded = _write(store, before if usable else None, todo, encoder, say)
    return _report(manifest, todo, encoded, time.monotonic() - started)


def _same_recipe(before: Store, encoder: Encoder) -> bool:
    return before.made_with(encoder) and before.manifest.text_version == TEXT_VERSION


def _check_removals(todo: Plan, before: Store | None, allowance: int | None) -> None:
    known = before.manifest.articles if before else 0
    most = max(20, known // 100) if allowance is None else allowance
    if len(todo.removed) > most:
        raise StoreError(
            f"这次同步要移除 {len(todo.removed)} 篇文章，超过允许的 {most} 篇，库没有改动："
            f"确认无误后加 --allow-removals {len(todo.removed)}"
        )


def _write(store: Path, before: Store | None, todo: Plan, encoder: Encoder, say: Say) -> tuple[Manifest, int]:
    for sha256, data in todo.blobs.items():
        generation.keep_input(store, sha256, data)
    fresh, encoded = encode_rows(_linked(todo, before), encoder, before, say)
    say("写入索引")
    files = _bury(before, todo.gone)
    if fresh.rows or not files:
        files = (*files, part.save(store, fresh))
    whole = _whole(before, todo.gone, fresh)
    if len(files) > MOST_PARTS:
        files = (part.save(store, whole),)
    background = Spread.of(whole.windows)
    manifest = Manifest(
        version=generation.STORE_VERSION,
        generation=f"{int((generation.generations(store) or ['0'])[-1]) + 1:06d}",
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=encoder.name,
        form=encoder.form,
        identity=encoder.identity,
        projection=projection_identity(encoder.identity),
        dimensions=encoder.dimensions,
        text_version=TEXT_VERSION,
        articles=len(whole.rows),
        passages=len(whole.window_counts()),
        inputs=todo.inputs,
        papers=todo.papers,
        parts=files,
        registry=generation.write_file(store, registry_json.dump_json(todo.registry), ".json"),
        background=generation.write_file(store, background.to_bytes(), ".npz"),
    )
    generation.publish(store, manifest)
    return manifest, encoded


def _linked(todo: Plan, before: Store | None) -> list[tuple[str, Article, Sketch]]:
    """The articles to put, with the story that the archive has told already, and their sketches."""
    new = [Telling(article.id, article.text, signature(article.text)) for _, article in todo.put]
    put = {telling.id for telling in new}
    rows = before.part.rows if before else ()
    told = [(row.article, row.sketch) for row in rows if row.article.id not in todo.gone | put]
    known = [Telling(article.id, article.text, sketch, article.story) for article, sketch in told]
    stories = link(new, known)
    return [
        (input, with_(article, story=stories.get(article.id)), telling.sketch)
        for (input, article), telling in zip(todo.put, new, strict=True)
    ]


def _whole(before: Store | None, gone: frozenset[str], fresh: part.Part) -> part.Part:
    """All that the new generation has, in the order of its parts."""
    if before is None:
        return fresh
    dead = [i for i, row in enumerate(before.part.rows) if row.article.id in gone]
    return part.join([before.part, fresh], [dead, ()])


def _bury(before: Store | None, gone: frozenset[str]) -> tuple[PartFiles, ...]:
    """The parts of the last generation with the articles that were replaced or removed marked dead; empty ones left."""
    if before is None:
        return ()
    buried, at = [], 0
    for files in before.manifest.parts:
        alive = [i for i in range(files.size) if i not in files.dead]
        rows = before.part.rows[at : at + len(alive)]
        dead = {i for i, row in zip(alive, rows, strict=True) if row.article.id in gone}
        at += len(alive)
        if len(dead) < len(alive):
            buried.append(with_(files, dead=tuple(sorted({*files.dead, *dead}))))
    return tuple(buried)


def _report(manifest: Manifest | None, todo: Plan, encoded: int, seconds: float) -> Report:
    return Report(
        generation=manifest.generation if manifest else None,
        added=len(todo.added),
        changed=len(todo.changed),
        removed=len(todo.removed),
        unchanged=todo.unchanged,
        articles=manifest.articles if manifest else 0,
        passages=manifest.passages if manifest else 0,
        encoded=encoded,
        refused=tuple(Refused(each.source, each.reason) for each in todo.refused),
        undated=todo.undated,
        proposed=tuple(
            Proposed(
                source,
                each.since,
                each.until,
                each.after,
                each.before,
                tuple(f"{e.source} 第 {e.line} 行：{e.quote}" for e in each.evidence),
            )
            for source, each in todo.proposals.items()
        ),
        seconds=round(seconds, 2),
    )
