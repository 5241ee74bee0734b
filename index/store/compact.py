"""Parts merged before they are many, without their dead articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.messages import Tell, say
from index.store import arrays, catalogue
from index.store.codes import Codes
from index.store.files import file_of, written
from index.store.generation import PartFiles
from index.store.part import Columns, Part
from index.store.postings import Moved, moved
from index.store.rows import Mask
from index.store.vectors import MANY, SHARD
from index.text.pinyin import sounding

DEAD = 0.2
"""Share of a part's articles that may be dead before it is written anew."""
ROWS = 16_384
"""Rows of a column that are copied in one go."""

Table = NDArray[Any]


def compacted(store: Path, files: Sequence[PartFiles], tell: Tell) -> tuple[PartFiles, ...]:
    """The parts of a new generation: merged where they are many, written anew where much of one is dead.

    Ten thousand passages take about seven seconds, a million seven minutes; ``tell`` is told how many there are.
    """
    parts = list(files)
    while chosen := _due(parts):
        tell(say("合并 {passages} 段", passages=sum(part.passages for part in parts[chosen])))
        parts[chosen] = [merged(store, [Part(store, each) for each in parts[chosen]])]
    return tuple(parts)


def _due(parts: Sequence[PartFiles]) -> slice | None:
    """The parts to merge next; None when all is well.

    A part is merged with those after it once they are as large together. What is built at once is one part then; of n
    passages that came little by little there are at most log2 n parts more, and each was written as often (the
    logarithmic method of Bentley and Saxe, 1980).
    """
    for i, part in enumerate(parts):
        if len(part.dead) > DEAD * part.size:
            return slice(i, i + 1)
    passages = [part.passages for part in parts]
    for i in range(len(parts) - 1):
        if sum(passages[i + 1 :]) >= passages[i]:
            return slice(i, len(parts))
    return None


@dataclass(frozen=True, slots=True)
class Alive:
    """Which articles, passages, windows and tokens of a part are not dead."""

    part: Part
    articles: Mask
    passages: Mask
    windows: Mask
    tokens: Mask

    @classmethod
    def of(cls, part: Part) -> Alive:
        """What is alive of a part."""
        held, articles = part.columns, part.alive
        passages = articles[held.passage_article]
        windows = np.repeat(passages, np.diff(held.window_starts))
        return cls(part, articles, passages, windows, np.repeat(windows, np.diff(held.token_starts)))


def merged(store: Path, parts: Sequence[Part]) -> PartFiles:
    """The files of one part that has all that is alive of several, in their order."""
    alive = [Alive.of(part) for part in parts]
    postings = moved([each.part for each in alive], [each.passages for each in alive])
    columns = written(store, ".safetensors", lambda path: _merge_columns(path, alive, postings))
    return PartFiles(
        size=sum(int(each.articles.sum()) for each in alive),
        passages=sum(int(each.passages.sum()) for each in alive),
        catalogue=written(store, ".db", lambda path: _merge_catalogues(path, alive, postings)),
        columns=columns,
        codes=_codes(store, columns),
    )


def _codes(store: Path, columns: str) -> tuple[str, ...]:
    """Write the codes of a part's vectors, if they are many."""
    vectors = Columns.load(file_of(store, columns)).vectors
    shards = [vectors[start : start + SHARD] for start in range(0, len(vectors), SHARD)] if len(vectors) > MANY else []
    return tuple(written(store, ".safetensors", Codes.of(shard).save) for shard in shards)


def _merge_catalogues(path: Path, alive: Sequence[Alive], postings: Moved) -> None:
    catalogues = [each.part.catalogue for each in alive]
    catalogue.write(
        path,
        articles=(entry for each in alive for row, entry in each.part.catalogue.entries() if each.articles[row]),
        terms=postings.terms(),
        sounds=sounding(word for word, *_ in postings.terms()),
        inputs=_newest(each.inputs() for each in catalogues),
        redirects=_newest(each.redirects() for each in catalogues),
    )


def _newest(news: Iterable[Iterable[tuple[str, str, Any]]]) -> Iterator[tuple[str, str, Any]]:
    """Of each id the entry of the last generation that wrote one."""
    for _, entries in groupby(merge(*news, key=itemgetter(0)), key=itemgetter(0)):
        yield max(entries, key=itemgetter(1))


def _merge_columns(path: Path, alive: Sequence[Alive], postings: Moved) -> None:
    computed = _computed(alive)
    kept = {name: [(getattr(e.part.columns, name), getattr(e, rows)) for e in alive] for name, rows in _LEVELS.items()}
    shapes = {name: (table.dtype, table.shape) for name, table in computed.items()}
    for name, each in kept.items():
        (first, _), count = each[0], sum(int(rows.sum()) for _, rows in each)
        shapes[name] = first.dtype, (count, *first.shape[1:])
    created = arrays.create(path, {**shapes, **postings.shapes})
    for name, table in computed.items():
        created[name][...] = table
    for name, each in kept.items():
        _keep(each, created[name])
    postings.fill(created["posting_rows"], created["posting_counts"])


def _computed(alive: Sequence[Alive]) -> dict[str, Table]:
    """The columns whose rows say where others stand, as those are moved."""
    numbers = [np.cumsum(each.articles) - 1 for each in alive]
    bases = np.cumsum([0, *(int(each.articles.sum()) for each in alive)]).tolist()
    renumbered = [(base + number).astype(np.int32) for base, number in zip(bases, numbers, strict=False)]
    together = list(zip(alive, renumbered, strict=True))
    sketches, sketched = _sketches(alive, renumbered)
    keys = np.concatenate([each.part.columns.keys[each.windows] for each in alive])
    return {
        "passage_article": np.concatenate([new[e.part.columns.passage_article[e.passages]] for e, new in together]),
        "events": np.concatenate([_events(each, new) for each, new in together]),
        "window_starts": _starts([np.diff(e.part.columns.window_starts)[e.passages] for e in alive], np.int32),
        "token_starts": _starts([np.diff(e.part.columns.token_starts)[e.windows] for e in alive], np.int64),
        "sketches": sketches,
        "sketched": sketched,
        "key_order": np.argsort(keys, kind="stable").astype(np.int32),
    }


_LEVELS = {
    "told": "articles",
    "days": "articles",
    "places": "articles",
    "passage_spans": "passages",
    "passage_lengths": "passages",
    "window_spans": "windows",
    "vectors": "windows",
    "keys": "windows",
    "tokens": "tokens",
}


def _keep(pairs: Iterable[tuple[Table, Mask]], out: Table) -> None:
    """Write the rows that are alive of columns, one column after the other.

    So many at a time: a copy of all would take as much memory as the part has bytes.
    """
    at = 0
    for column, alive in pairs:
        for start in range(0, len(column), ROWS):
            rows = column[start : start + ROWS][alive[start : start + ROWS]]
            out[at : at + len(rows)] = rows
            at += len(rows)


def _events(alive: Alive, renumbered: Table) -> Table:
    events = alive.part.columns.events
    kept = events[alive.articles[events[:, 0]]]
    table: Table = np.column_stack([renumbered[kept[:, 0]], kept[:, 1:]]).astype(np.int32)
    return table


def _starts(counts: Sequence[Table], dtype: Any) -> Table:
    starts: Table = np.concatenate([[0], np.cumsum(np.concatenate(counts))]).astype(dtype)
    return starts


def _sketches(alive: Sequence[Alive], renumbered: Sequence[Table]) -> tuple[Table, Table]:
    kept = [each.articles[each.part.columns.sketched] for each in alive]
    hashes = np.concatenate([each.part.columns.sketches[mask] for each, mask in zip(alive, kept, strict=True)])
    owners = np.concatenate(
        [new[e.part.columns.sketched[mask]] for e, mask, new in zip(alive, kept, renumbered, strict=True)]
    )
    order = np.argsort(hashes, kind="stable")
    return hashes[order], owners[order]
