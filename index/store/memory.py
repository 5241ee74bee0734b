"""How much memory there is: what has less of it than its files must not read around what it reads, nor build."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

BESIDE = 10**9
"""Bytes that a server and its system take besides the files that it reads."""

SPARE = 3 * 10**8
"""Bytes that a server may come to need for the letters of alphabets that few questions have."""

_GROUPS = Path("/sys/fs/cgroup")
_OF_PROCESS = Path("/proc/self/cgroup")
_OF_MACHINE = Path("/proc/meminfo")
_OWN = Path("/proc/self/status")


def room(groups: Path = _GROUPS, process: Path = _OF_PROCESS) -> int:
    """Bytes of files that can stay in memory: of that of the machine, or of the container if it may use less.

    Linux: the files ``memory.max`` (version 2) or ``memory.limit_in_bytes`` (1) of the process's control group and of
    those that it is in (https://docs.kernel.org/admin-guide/cgroup-v2.html).
    """
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(0, min([machine, *(limit for _, limit in _limits(groups, process))]) - BESIDE)


def left(groups: Path = _GROUPS, process: Path = _OF_PROCESS, machine: Path = _OF_MACHINE) -> int | None:
    """Bytes that programs may still take before the system ends one; None where it does not say (not Linux).

    What the machine has available, its swap included, or what a control group leaves of its limit if that is less.
    """
    if not machine.is_file():
        return None
    said = _table(machine)
    free = 1024 * (said.get("MemAvailable:", 0) + said.get("SwapFree:", 0))
    return max(0, min([free, *(limit - _taken(file) for file, limit in _limits(groups, process))]))


def enough_for_another(files: int) -> bool:
    """May a process be started that takes as much memory as this one, with so many bytes of files in memory beside it?

    Where the system does not say it may.
    """
    if (free := left()) is None:
        return True
    own = _table(_OWN)
    return free - 1024 * own.get("RssAnon:", own["VmRSS:"]) - SPARE >= files


def _taken(limit: Path) -> int:
    """Bytes that a group holds and cannot give back; the files that it keeps in memory it can."""
    newer = limit.name == "memory.max"
    used, prefix = ("memory.current", "") if newer else ("memory.usage_in_bytes", "total_")
    held = _table(limit.with_name("memory.stat"))
    files = sum(held.get(f"{prefix}{kind}_file", 0) for kind in ("active", "inactive"))
    return int(limit.with_name(used).read_text()) - files


def _table(path: Path) -> dict[str, int]:
    """The numbers of a file that has a name and a number on each line."""
    rows = (line.split() for line in path.read_text().splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) > 1 and row[1].isdigit()}


def _limits(groups: Path, process: Path) -> Iterator[tuple[Path, int]]:
    """The files that limit a process, and the bytes that each allows."""
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
                yield file, int(limit)
