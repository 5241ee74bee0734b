"""The four lexical indexes that ``bench.terms`` compares; each reads passages as terms joined by spaces."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bench.terms_texts import K1, B

Hits = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Rows of passages and their scores."""


class Candidate(Protocol):
    """A lexical index on disk, in a folder of its own."""

    def __init__(self, folder: Path) -> None: ...
    def build(self, passages: Iterable[str]) -> None: ...
    def add(self, passages: Sequence[str]) -> None: ...
    def open(self) -> None: ...
    def top(self, terms: Sequence[str], k: int) -> Hits: ...
    def scores(self, terms: Sequence[str], rows: NDArray[np.int64]) -> Hits: ...
    def frequency(self, term: str) -> int | None: ...


class Numbered(dict[str, int]):
    """Numbers given to strings in the order they are first asked for."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


def _hits(pairs: Sequence[tuple[int, float]]) -> Hits:
    rows, scores = zip(*pairs, strict=True) if pairs else ((), ())
    return np.array(rows, dtype=np.int64), np.array(scores, dtype=np.float32)


class Tantivy:
    """tantivy with one thread, frequencies without positions, and passage rows in a fast field."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._lib: Any = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="spaces", index_option="freq")
        builder.add_integer_field("row", indexed=True, fast=True)
        self._schema: Any = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        self._index: Any = tantivy.Index(self._schema, path=str(folder))
        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("spaces", spaces)

    def build(self, passages: Iterable[str]) -> None:
        """Write and let the merges end."""
        writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        base = self._index.searcher().num_docs
        for row, text in enumerate(passages, base):
            writer.add_document(self._lib.Document(text=text, row=row))
        writer.commit()
        writer.wait_merging_threads()

    def add(self, passages: Sequence[str]) -> None:
        """Write and search anew."""
        self.build(passages)
        self.open()

    def open(self) -> None:
        """Take the newest commit."""
        self._index.reload()
        self._searcher = self._index.searcher()

    def _any_of(self, terms: Sequence[str]) -> Any:
        query, occur = self._lib.Query, self._lib.Occur
        each = (query.term_query(self._schema, "text", term, "freq") for term in dict.fromkeys(terms))
        return query.boolean_query([(occur.Should, one) for one in each])

    def _found(self, query: Any, k: int) -> Hits:
        hits = self._searcher.search(query, k, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return _hits([(row, score) for row, (score, _) in zip(rows, hits, strict=True)])

    def top(self, terms: Sequence[str], k: int) -> Hits:
        """The best passages."""
        return self._found(self._any_of(terms), k)

    def scores(self, terms: Sequence[str], rows: NDArray[np.int64]) -> Hits:
        """The scores of those rows that hold any of the terms."""
        query, must = self._lib.Query, self._lib.Occur.Must
        among = query.const_score_query(query.term_set_query(self._schema, "row", rows.tolist()), 0.0)
        return self._found(query.boolean_query([(must, self._any_of(terms)), (must, among)]), len(rows))

    def frequency(self, term: str) -> int | None:
        """In how many passages a term stands."""
        return int(self._searcher.doc_freq("text", term))


class Fts5:
    """SQLite FTS5 without the text; the ascii tokenizer keeps whatever is not ASCII, a full stop has to be named."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "terms.sqlite", isolation_level=None)
        self._db.executescript(
            """PRAGMA synchronous = OFF; PRAGMA mmap_size = 30000000000; PRAGMA cache_size = -64000;
            CREATE VIRTUAL TABLE IF NOT EXISTS p USING fts5(t, content='', tokenize="ascii tokenchars '.'");
            CREATE VIRTUAL TABLE IF NOT EXISTS v USING fts5vocab(p, 'row');
            CREATE TABLE IF NOT EXISTS size(n INTEGER);"""
        )

    def build(self, passages: Iterable[str]) -> None:
        """Write in one transaction."""
        (base,) = self._db.execute("SELECT coalesce(max(n), 0) FROM size").fetchone()
        self._db.execute("BEGIN")
        row = base - 1
        for row, text in enumerate(passages, base):
            self._db.execute("INSERT INTO p(rowid, t) VALUES (?, ?)", (row, text))
        self._db.execute("INSERT INTO size VALUES (?)", (row + 1,))
        self._db.execute("COMMIT")

    def add(self, passages: Sequence[str]) -> None:
        """Write; the same connection sees it."""
        self.build(passages)

    def open(self) -> None:
        """Nothing to load."""

    def _match(self, terms: Sequence[str]) -> str:
        return " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))

    def top(self, terms: Sequence[str], k: int) -> Hits:
        """The best passages."""
        sql = "SELECT rowid, -rank FROM p WHERE p MATCH ? ORDER BY rank LIMIT ?"
        return _hits(self._db.execute(sql, (self._match(terms), k)).fetchall())

    def scores(self, terms: Sequence[str], rows: NDArray[np.int64]) -> Hits:
        """The scores of those rows that hold any of the terms."""
        # The plus sign keeps SQLite from starting the full-text search anew for every single row.
        sql = "SELECT rowid, -bm25(p) FROM p WHERE p MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"
        return _hits(self._db.execute(sql, (self._match(terms), json.dumps(rows.tolist()))).fetchall())

    def frequency(self, term: str) -> int | None:
        """In how many passages a term stands."""
        found = self._db.execute("SELECT doc FROM v WHERE term = ?", (term,)).fetchone()
        return found[0] if found else 0


class Bm25s:
    """bm25s, its matrix mapped from disk; a day's issue means indexing everything again."""

    def __init__(self, folder: Path) -> None:
        import bm25s

        self._lib: Any = bm25s
        self._folder = folder

    def build(self, passages: Iterable[str]) -> None:
        """Index and save."""
        vocabulary = Numbered()
        # Arrays take half the memory of the lists that the library's own tokenizer makes.
        ids = [array("i", map(vocabulary.__getitem__, text.split())) for text in passages]
        index = self._lib.BM25(k1=K1, b=B, method="lucene")
        index.index(self._lib.tokenization.Tokenized(ids=ids, vocab=dict(vocabulary)), show_progress=False)
        index.save(self._folder, show_progress=False)

    def add(self, passages: Sequence[str]) -> None:
        """Not offered."""
        raise NotImplementedError

    def open(self) -> None:
        """Map the matrix, load the vocabulary."""
        self._index = self._lib.BM25.load(self._folder, mmap=True, show_progress=False)

    def _known(self, terms: Sequence[str]) -> list[str]:
        return [term for term in dict.fromkeys(terms) if term in self._index.vocab_dict]

    def top(self, terms: Sequence[str], k: int) -> Hits:
        """The best passages."""
        if not (known := self._known(terms)):
            return _hits([])
        rows, scores = self._index.retrieve([known], k=k, show_progress=False)
        return rows[0].astype(np.int64), scores[0]

    def scores(self, terms: Sequence[str], rows: NDArray[np.int64]) -> Hits:
        """The scores of given rows, out of those of all passages: the library has no other way."""
        known = self._known(terms)
        return rows, self._index.get_scores(known)[rows] if known else np.zeros(len(rows), dtype=np.float32)

    def frequency(self, term: str) -> int | None:  # noqa: ARG002
        """Not offered."""
        return None
