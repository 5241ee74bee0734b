"""New articles, encoded → the files of a part."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.document import Article
from index.states import TOKEN, Codes
from index.store import arrays, catalogue
from index.store.catalogue import Entry, News
from index.store.files import written
from index.store.generation import PartFiles
from index.store.lexical import Postings
from index.store.part import Columns, Span, story_key
from index.store.rows import Halves
from index.story import Sketch
from index.text.pinyin import sounding

LAST_DAY = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Row:
    """One article, the input it was read from, its passages' spans and, for each passage, its windows'.

    ``sketch`` finds other articles that tell its story (see ``index.story``).
    """

    input: str
    article: Article
    sketch: Sketch
    passages: tuple[Span, ...]
    windows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Fresh:
    """New rows with what was computed of their windows, in their order, and of their passages."""

    rows: Sequence[Row]
    vectors: Halves
    keys: Sequence[int]
    codes: Sequence[Codes]
    postings: Postings


def save(store: Path, fresh: Fresh, news: News, generation: str) -> PartFiles:
    """Write the part of a generation: its new rows, and what else it changes."""
    postings = fresh.postings
    counts = np.diff(postings.starts).tolist()
    columns = _columns(fresh).arrays()
    return PartFiles(
        size=len(fresh.rows),
        passages=len(postings.lengths),
        catalogue=written(
            store,
            ".db",
            lambda path: catalogue.write(
                path,
                articles=(Entry.of(row.input, row.article) for row in fresh.rows),
                terms=zip(postings.words, postings.starts.tolist(), counts, strict=False),
                sounds=sounding(postings.words),
                inputs=((id, generation, input) for id, input in sorted(news.inputs.items())),
                redirects=((id, generation, now) for id, now in sorted(news.redirects.items())),
            ),
        ),
        columns=written(store, ".safetensors", lambda path: arrays.write(path, columns)),
    )


def _columns(fresh: Fresh) -> Columns:
    rows = fresh.rows
    articles = [row.article for row in rows]
    keys = np.array(fresh.keys, np.uint64)
    sketches = sorted((each, number) for number, row in enumerate(rows) for each in row.sketch)
    events = [
        (number, *days(event.since)[:1], *days(event.until)[1:])
        for number, article in enumerate(articles)
        for event in article.event_dates
    ]
    windows = [spans for row in rows for spans in row.windows]
    return Columns(
        told=_table([story_key(article.told_as) for article in articles], np.int64),
        days=_table([days(article.date) for article in articles], np.int32, 2),
        places=_table([place_keys(article) for article in articles], np.int64, 3),
        events=_table(events, np.int32, 3),
        passage_article=_table([number for number, row in enumerate(rows) for _ in row.passages], np.int32),
        passage_spans=_table([span for row in rows for span in row.passages], np.int32, 2),
        passage_lengths=fresh.postings.lengths,
        window_starts=_table(np.cumsum([0, *map(len, windows)]), np.int32),
        window_spans=_table([span for spans in windows for span in spans], np.int32, 2),
        vectors=fresh.vectors,
        keys=keys,
        key_order=np.argsort(keys, kind="stable").astype(np.int32),
        token_starts=_table(np.cumsum([0, *map(len, fresh.codes)]), np.int64),
        tokens=np.concatenate([np.zeros((0, TOKEN), np.uint8), *fresh.codes]),
        posting_rows=fresh.postings.rows,
        posting_counts=fresh.postings.counts,
        sketches=_table([each for each, _ in sketches], np.uint64),
        sketched=_table([number for _, number in sketches], np.int32),
    )


def _table(values: Any, dtype: Any, width: int | None = None) -> NDArray[Any]:
    table = np.array(values, dtype)
    return table if width is None else table.reshape(-1, width)


def days(printed: str | None) -> tuple[int, int]:
    """The first and the last day of an ISO day, month or year, as ordinals; all days when it is not known.

    >>> days("2031-05"), days("2031-05-03"), days(None)
    ((741563, 741593), (741565, 741565), (0, 2147483647))
    """
    if printed is None:
        return 0, LAST_DAY
    year, month, day = ([*map(int, printed.split("-")), None, None])[:3]
    first, last = month or 1, month or 12
    end = day or calendar.monthrange(year or 1, last)[1]
    return date(year or 1, first, day or 1).toordinal(), date(year or 1, last, end).toordinal()


def place_keys(article: Article) -> tuple[int, int, int]:
    """The hashes of an article's page, edition and paper."""
    return label_key(article.page), label_key(article.edition), label_key(article.paper)


def label_key(label: str | None) -> int:
    """A 63-bit hash of a label, the same on every machine; 0 for none."""
    return 0 if label is None else int.from_bytes(hashlib.blake2b(label.encode(), digest_size=8).digest()) >> 1


def key_of(words: str) -> int:
    """The 64-bit hash by which the words of a window are known again."""
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest())
