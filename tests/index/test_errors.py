from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from index.errors import reason


def _errors_of(limit: str) -> Exception:
    with closing(sqlite3.connect(":memory:")) as catalogue:
        catalogue.execute("CREATE TABLE a (b)")
        catalogue.execute(limit)
        with pytest.raises(sqlite3.DatabaseError) as caught:
            catalogue.executemany("INSERT INTO a VALUES (?)", [("x" * 5000,)] * 9)
    return caught.value


def test_what_a_damaged_catalogue_and_a_full_disk_say() -> None:
    assert reason(sqlite3.DatabaseError("file is not a database")).startswith("库已损坏（file is not a database）")
    assert reason(_errors_of("PRAGMA max_page_count = 1")) == "database or disk is full；请检查权限、磁盘空间和路径"
    full = OSError(28, "No space left on device", "/store")
    assert reason(full) == "/store：磁盘满了；请检查权限、磁盘空间和路径"
