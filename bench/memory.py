"""How much memory a process takes that no file stands behind (Linux)."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path


def anonymous_memory(process: int | str = "self") -> float:
    """The memory of a process that no file stands behind, in MB; 0 of one that has ended."""
    found = re.search(r"RssAnon:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def children(process: int | str = "self") -> set[int]:
    """The processes that a process has started (Linux)."""
    found = set[int]()
    for task in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(OSError):  # a thread that has ended since
            found.update(map(int, (task / "children").read_text(encoding="ascii").split()))
    return found
