from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePath

from index.build.seen import Seen
from index.find import Found, Stamp, sha256
from index.store.generation import Input, Kept

OLD: Stamp = (9, 1, 1, 7)
NEWER: Stamp = (9, 1, 2, 7)


def found(data: bytes, stamp: Stamp | None, name: str = "a.txt") -> Found:
    return Found(Path("/papers") / name, name, data, lambda: data, stamp)


def holding(*files: Kept) -> list[Input]:
    return [Input("i", "/papers", "papers", files, (), epaper=False, paper=None, date=None)]


def test_what_was_not_touched_is_not_read(tmp_path: Path) -> None:
    seen = Seen(tmp_path)
    first = seen.kept(found(b"one", OLD))
    assert first == Kept(str(PurePath("/papers/a.txt")), "a.txt", sha256(b"one"))
    seen.save(holding(first))
    # The bytes are others, but what says so is the stamp alone.
    assert Seen(tmp_path).kept(found(b"two", OLD)) == first
    assert Seen(tmp_path).kept(found(b"two", NEWER)).sha256 == sha256(b"two")
    assert Seen(tmp_path).kept(found(b"two", None)).sha256 == sha256(b"two")


def test_only_what_belongs_to_an_input_is_remembered(tmp_path: Path) -> None:
    seen = Seen(tmp_path)
    kept, other = seen.kept(found(b"one", OLD)), seen.kept(found(b"two", OLD, "b.txt"))
    seen.save(holding(kept, other))
    Seen(tmp_path).save(holding(other))
    with closing(sqlite3.connect(tmp_path / "seen.sqlite")) as base:
        assert base.execute("SELECT path, size, written, changed, inode, sha256 FROM file").fetchall() == [
            (other.path, *OLD, other.sha256)
        ]


def test_a_damaged_database_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "seen.sqlite").write_bytes(b"no database, " * 100)
    seen = Seen(tmp_path)
    kept = seen.kept(found(b"one", OLD))
    seen.save(holding(kept))
    assert Seen(tmp_path).kept(found(b"two", OLD)) == kept


def test_where_nothing_can_be_written_all_is_read_next_time(tmp_path: Path) -> None:
    seen = Seen(tmp_path / "gone")
    seen.save(holding(replace(seen.kept(found(b"one", OLD)), given="a")))
    assert not (tmp_path / "gone").exists()
