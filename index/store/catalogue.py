"""The catalogue of a part: what is looked up by name (articles, terms, sounds, inputs, addresses), in one SQLite file.

It is written once and then only read, so that any number of threads may share it.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from index.document import Article
from index.forms import day_of
from index.store.generation import Input
from index.text import fold

MAPPED = 0x7FFF0000
"""Bytes of a catalogue that are mapped, as many as SQLite can."""

_SCHEMA = """
CREATE TABLE article (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL, input TEXT NOT NULL, told TEXT NOT NULL, date TEXT, day TEXT NOT NULL,
    issue TEXT NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE author (name TEXT, row INTEGER, PRIMARY KEY (name, row)) WITHOUT ROWID;
CREATE TABLE term (word TEXT PRIMARY KEY, first INTEGER NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE sound (heard TEXT, pair TEXT, PRIMARY KEY (heard, pair)) WITHOUT ROWID;
CREATE TABLE character (character TEXT PRIMARY KEY, often INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE input (id TEXT PRIMARY KEY, since TEXT NOT NULL, body TEXT) WITHOUT ROWID;
CREATE TABLE redirect (id TEXT PRIMARY KEY, since TEXT NOT NULL, now TEXT) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX article_id ON article (id);
CREATE INDEX article_input ON article (input);
CREATE INDEX article_told ON article (told);
CREATE INDEX article_day ON article (day);
CREATE INDEX article_date ON article (date);
CREATE INDEX article_issue ON article (issue);
CREATE INDEX article_correction ON article (kind) WHERE kind = 'correction';
"""

_OFTEN = """
INSERT INTO character
SELECT character, sum(count) FROM (
    SELECT substr(word, n, 1) AS character, count FROM term JOIN (SELECT 1 AS n UNION ALL SELECT 2)
    WHERE word IN (SELECT pair FROM sound))
GROUP BY character
"""

_ARTICLE = TypeAdapter(Article)
_INPUT = TypeAdapter(Input)


@dataclass(frozen=True, slots=True)
class News:
    """What a generation changes besides articles; ``inputs`` and ``redirects`` that are gone are None."""

    inputs: Mapping[str, Input | None] = field(default_factory=dict)
    redirects: Mapping[str, str | None] = field(default_factory=dict)


class Catalogue:
    """One catalogue, open for reading; ``row`` is an article's position in its part.

    ``sparing`` as of ``arrays.mapped``.
    """

    def __init__(self, path: Path, *, sparing: bool = False) -> None:
        # From Python 3.12 on two threads that ask the same would share a prepared statement, and each other's rows.
        self._base = sqlite3.connect(
            f"{path.resolve().as_uri()}?immutable=1", uri=True, check_same_thread=False, cached_statements=0
        )
        self._base.execute(f"PRAGMA mmap_size = {0 if sparing else MAPPED}")

    def article(self, row: int) -> Article:
        """The article of a row."""
        ((body,),) = self._base.execute("SELECT body FROM article WHERE row = ?", (row,))
        return _unpacked(body)

    def articles(self, where: str = "1", *values: str, order: str = "row") -> Iterator[tuple[int, str, Article]]:
        """The articles that satisfy a condition on the columns of the schema, with their rows and inputs."""
        found = self._base.execute(f"SELECT row, input, body FROM article WHERE {where} ORDER BY {order}", values)  # noqa: S608
        return ((row, input, _unpacked(body)) for row, input, body in found)

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """All articles as they are kept, with their rows."""
        names: dict[int, list[str]] = {}
        for name, row in self._base.execute("SELECT name, row FROM author ORDER BY name"):
            names.setdefault(row, []).append(name)
        columns = ", ".join(Entry._fields[:-1])  # an older catalogue has more
        for row, *kept in self._base.execute(f"SELECT row, {columns} FROM article ORDER BY row"):  # noqa: S608
            yield row, Entry._make((*kept, tuple(names.get(row, ()))))

    def rows(self, where: str, *values: str) -> list[int]:
        """The rows that satisfy a condition."""
        return [row for (row,) in self._base.execute(f"SELECT row FROM article WHERE {where}", values)]  # noqa: S608

    def printed(self, dead: Iterable[int]) -> tuple[str | None, str | None, set[str]]:
        """The first and the last date of all articles but some rows, and the issues in which the undated stand."""
        rest = "FROM article WHERE row NOT IN (SELECT value FROM json_each(?))"
        gone = (json.dumps(list(dead)),)
        first, last = self._base.execute(f"SELECT min(date), max(date) {rest}", gone).fetchone()
        issues = self._base.execute(f"SELECT DISTINCT issue {rest} AND date IS NULL", gone)
        return first, last, {issue for (issue,) in issues}

    def dated(self, dead: Iterable[int]) -> Iterator[tuple[str, int]]:
        """Every date, and how many articles but some rows have it."""
        query = (
            "SELECT date, count(*) FROM article WHERE date IS NOT NULL AND row NOT IN (SELECT value FROM json_each(?))"
        )
        return self._base.execute(f"{query} GROUP BY date", (json.dumps(list(dead)),))

    def written_by(self, name: str) -> list[int]:
        """The rows with an author of this name, spaces and forms of characters aside."""
        found = self._base.execute("SELECT row FROM author WHERE name = ?", (plain_name(name),))
        return [row for (row,) in found]

    def places(self, words: Sequence[str]) -> dict[str, slice]:
        """Where the postings of those terms stand that the part has."""
        # Many in one go take a fifth of the time; and no reader waits after each for another to leave the interpreter.
        query = "SELECT word, first, count FROM json_each(?) CROSS JOIN term ON word = value"
        found = self._base.execute(query, (json.dumps(words),))
        return {word: slice(first, first + count) for word, first, count in found}

    def terms(self) -> Iterator[tuple[str, int, int]]:
        """All terms, in the order of their code points, with where their postings begin and how many there are."""
        return self._base.execute("SELECT word, first, count FROM term ORDER BY word")

    def heard(self, sounds: Sequence[str]) -> set[str]:
        """The pairs of characters in it that sound like one of these."""
        marks = ", ".join("?" * len(sounds))
        return {pair for (pair,) in self._base.execute(f"SELECT pair FROM sound WHERE heard IN ({marks})", sounds)}  # noqa: S608

    def often(self, character: str) -> int:
        """How many passages have a pair with this character, each counted once for every such pair."""
        found = self._base.execute("SELECT often FROM character WHERE character = ?", (character,)).fetchone()
        return int(found[0]) if found else 0

    def often_in_all(self) -> int:
        """The sum of ``often`` over all characters."""
        return int(self._base.execute("SELECT coalesce(sum(often), 0) FROM character").fetchone()[0])

    def inputs(self) -> Iterator[tuple[str, str, Input | None]]:
        """Its inputs: their id, the generation that wrote them, and the input, None where it is gone since."""
        for id, since, body in self._base.execute("SELECT id, since, body FROM input ORDER BY id"):
            yield id, since, None if body is None else _INPUT.validate_json(body)

    def input(self, id: str) -> tuple[str, Input | None] | None:
        """An input by its id, with the generation that wrote it, if it is here."""
        found = self._base.execute("SELECT since, body FROM input WHERE id = ?", (id,)).fetchone()
        return found and (found[0], None if found[1] is None else _INPUT.validate_json(found[1]))

    def redirects(self) -> Iterator[tuple[str, str, str | None]]:
        """Its redirects: the id, the generation that wrote it, and the id it leads to, None where it leads no more."""
        return self._base.execute("SELECT id, since, now FROM redirect ORDER BY id")

    def redirect(self, id: str) -> tuple[str, str | None] | None:
        """What it says of one id."""
        found: tuple[str, str | None] | None = self._base.execute(
            "SELECT since, now FROM redirect WHERE id = ?", (id,)
        ).fetchone()
        return found


def plain_name(name: str) -> str:
    """A name as it is compared."""
    return fold("".join(name.split()))


class Entry(NamedTuple):
    """An article as it is kept: what it is looked up by, its authors' plain names, and the whole of it, packed."""

    id: str
    input: str
    told: str
    date: str | None
    day: str
    issue: str
    kind: str
    body: bytes
    authors: tuple[str, ...]

    @classmethod
    def of(cls, input: str, article: Article) -> Entry:
        """An article that was read from an input."""
        return cls(
            id=article.id,
            input=input,
            told=article.told_as,
            date=article.date,
            day=day_of(article),
            issue=article.issue,
            kind=article.kind,
            body=zlib.compress(_ARTICLE.dump_json(article), 6),
            authors=tuple(sorted({plain_name(author.name) for author in article.authors})),
        )


def write(
    path: Path,
    articles: Iterable[Entry],
    terms: Iterable[tuple[str, int, int]],
    sounds: Iterable[tuple[str, str]],
    inputs: Iterable[tuple[str, str, Input | None]],
    redirects: Iterable[tuple[str, str, str | None]],
) -> None:
    """Write a catalogue; all but the articles as ``Catalogue`` gives it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192; {_SCHEMA}")
        base.execute("BEGIN")
        for row, entry in enumerate(articles):
            base.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (row, *entry[:-1]))
            base.executemany("INSERT INTO author VALUES (?, ?)", [(name, row) for name in entry.authors])
        base.executemany("INSERT INTO term VALUES (?, ?, ?)", terms)
        base.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?)", sounds)
        base.execute(_OFTEN)
        bodies = ((id, since, None if body is None else _INPUT.dump_json(body).decode()) for id, since, body in inputs)
        base.executemany("INSERT INTO input VALUES (?, ?, ?)", bodies)
        base.executemany("INSERT INTO redirect VALUES (?, ?, ?)", redirects)
        base.execute("COMMIT")
        base.executescript(_INDEXES)


def _unpacked(body: bytes) -> Article:
    return _ARTICLE.validate_json(zlib.decompress(body))
