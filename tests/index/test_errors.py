from __future__ import annotations

import sqlite3

from index.errors import reason


def test_what_a_damaged_catalogue_and_a_full_disk_say() -> None:
    assert reason(sqlite3.DatabaseError("file is not a database")).startswith("库已损坏（file is not a database）")
    full = OSError(28, "No space left on device", "/store")
    assert reason(full) == "/store：No space left on device；请检查权限、磁盘空间和路径"
