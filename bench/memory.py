"""How much memory a process takes that no file stands behind (Linux)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path


def anonymous_memory(process: int | str = "self") -> float:
    """The memory of a process that no file stands behind, in MB; 0 of one that has ended."""
    found = re.search(r"RssAnon:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def children() -> Iterator[int]:
    """The processes that this one has started (Linux)."""
    for task in Path("/proc/self/task").iterdir():
        yield from map(int, (task / "children").read_text(encoding="ascii").split())
