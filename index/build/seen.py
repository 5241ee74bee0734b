"""What was not touched since a build read it need not be read again: the hashes of files, by their size and times."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

from index.find import Found, Stamp, sha256
from index.read import Unreadable
from index.store.generation import Input, Kept

_FILE = "CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, size, written, changed, inode, sha256)"


class Seen:
    """The hashes of the files that a store's builds read, in a database of its own, which may be deleted."""

    def __init__(self, store: Path) -> None:
        self._path = store / "seen.sqlite"
        self._before = _read(self._path)
        self._now: dict[str, tuple[Stamp, str]] = {}

    def kept(self, found: Found) -> Kept:
        """A file with its hash; raises Unreadable."""
        path = str(found.path)
        stamp, hashed = self._before.get(path, (None, ""))
        if stamp is None or stamp != found.stamp:
            hashed = sha256(found.file().data)
        if found.stamp:
            self._now[path] = found.stamp, hashed
        return Kept(path, found.given, hashed)

    def hashed(self, found: Iterable[Found]) -> Iterator[Kept | Unreadable]:
        """Files with their hashes, or why they cannot be read."""
        for each in found:
            try:
                yield self.kept(each)
            except Unreadable as error:
                yield error

    def save(self, inputs: Iterable[Input]) -> None:
        """Keep what is new of the files of some inputs, and of their notes, for the next build; forget the rest."""
        held = {kept.path for each in inputs for kept in (*each.files, *each.notes)}
        new = {path: said for path, said in self._now.items() if path in held and said != self._before.get(path)}
        gone = [(path,) for path in self._before.keys() - held]
        if not new and not gone:
            return
        with suppress(OSError, sqlite3.Error):  # it only spares reading
            try:
                _write(self._path, new, gone)
            except sqlite3.DatabaseError:
                self._path.unlink()
                _write(self._path, new, [])


def _read(path: Path) -> Mapping[str, tuple[Stamp, str]]:
    """What a database says; nothing where there is none, or a damaged one: then all is read."""
    if not path.exists():
        return {}
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
        return {row[0]: (row[1:5], row[5]) for row in base.execute("SELECT * FROM file")}
    return {}


def _write(path: Path, new: Mapping[str, tuple[Stamp, str]], gone: Iterable[tuple[str]]) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(_FILE)
        base.executemany("DELETE FROM file WHERE path = ?", gone)
        rows = ((name, *stamp, hashed) for name, (stamp, hashed) in new.items())
        base.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", rows)
