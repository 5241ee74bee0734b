"""How much memory there is: what has less of it than its files must not read around what it reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

BESIDE = 10**9
"""Bytes that a server and its system take besides the files that it reads."""

_GROUPS = Path("/sys/fs/cgroup")
_OF_PROCESS = Path("/proc/self/cgroup")


def room(groups: Path = _GROUPS, process: Path = _OF_PROCESS) -> int:
    """Bytes of files that can stay in memory: of that of the machine, or of the container if it may use less.

    Linux: the files ``memory.max`` (version 2) or ``memory.limit_in_bytes`` (1) of the process's control group and of
    those that it is in (https://docs.kernel.org/admin-guide/cgroup-v2.html).
    """
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(0, min([machine, *_limits(groups, process)]) - BESIDE)


def _limits(groups: Path, process: Path) -> Iterator[int]:
    for line in process.read_text().splitlines() if process.is_file() else ():
        _, controllers, path = line.split(":", 2)
        if not controllers:
            folder, name = groups, "memory.max"
        elif "memory" in controllers.split(","):
            folder, name = groups / "memory", "memory.limit_in_bytes"
        else:
            continue
        inside = PurePosixPath(path.lstrip("/"))
        for group in (inside, *inside.parents):
            file = folder / group / name
            if file.is_file() and (limit := file.read_text().strip()).isdigit():
                yield int(limit)
