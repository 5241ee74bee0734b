from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.store import memory
from index.store.memory import BESIDE, enough_for_another, left, room

MACHINE = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
LITTLE, LESS = BESIDE + 2_000_000, BESIDE + 500_000


def _grouped(tmp_path: Path, process: str, limits: dict[str, str]) -> int:
    (tmp_path / "process").write_text(process)
    for name, limit in limits.items():
        path = tmp_path / "groups" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{limit}\n")
    return room(tmp_path / "groups", tmp_path / "process")


@pytest.mark.parametrize(
    ("process", "limits", "left"),
    [
        ("0::/paper.slice/baowen\n", {"paper.slice/baowen/memory.max": str(LITTLE)}, 2_000_000),
        (
            "0::/paper.slice/baowen\n",
            {"paper.slice/baowen/memory.max": str(LITTLE), "paper.slice/memory.max": str(LESS)},
            500_000,
        ),
        ("0::/\n", {"memory.max": str(LITTLE)}, 2_000_000),
        ("0::/\n", {"memory.max": "max"}, MACHINE - BESIDE),
        ("0::/\n", {"memory.max": "1000"}, 0),
        # A container of version 1 has its own group at the top, whatever its path is outside.
        ("5:cpu,memory:/docker/4f\n3:cpuset:/x\n", {"memory/memory.limit_in_bytes": str(LITTLE)}, 2_000_000),
        ("3:cpuset:/x\n", {"memory/x/memory.limit_in_bytes": str(LITTLE)}, MACHINE - BESIDE),
    ],
)
def test_room_is_what_the_narrowest_group_leaves(
    tmp_path: Path, process: str, limits: dict[str, str], left: int
) -> None:
    assert _grouped(tmp_path, process, limits) == left


def test_without_groups_it_is_the_machines(tmp_path: Path) -> None:
    assert room(tmp_path / "none", tmp_path / "nobody") == MACHINE - BESIDE


MEMINFO = "MemTotal: 4000000 kB\nMemAvailable: 2000000 kB\nSwapFree: 500000 kB\nHugePages_Total: 0\n"


def _left(tmp_path: Path, process: str, files: dict[str, str]) -> int | None:
    for name, text in {"process": process, "meminfo": MEMINFO, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return left(tmp_path / "groups", tmp_path / "process", tmp_path / "meminfo")


@pytest.mark.parametrize(
    ("limit", "free"),
    [("1000000000", 700_000_000), ("9000000000000", 1024 * 2_500_000), ("200000000", 0), ("max", 1024 * 2_500_000)],
)
def test_what_is_left_is_the_machines_or_less_where_a_group_allows_less(tmp_path: Path, limit: str, free: int) -> None:
    held = {
        "groups/a/memory.max": f"{limit}\n",
        "groups/a/memory.current": "400000000\n",
        "groups/a/memory.stat": "anon 300000000\nactive_file 40000000\ninactive_file 60000000\n",
    }
    assert _left(tmp_path, "0::/a\n", held) == free


def test_what_is_left_of_a_group_of_version_1(tmp_path: Path) -> None:
    held = {
        "groups/memory/memory.limit_in_bytes": "1000000000\n",
        "groups/memory/memory.usage_in_bytes": "400000000\n",
        "groups/memory/memory.stat": "active_file 1\ntotal_active_file 40000000\ntotal_inactive_file 60000000\n",
    }
    assert _left(tmp_path, "4:memory:/docker/4f\n", held) == 700_000_000


def test_where_the_system_does_not_say_what_is_left_nobody_knows(tmp_path: Path) -> None:
    assert left(tmp_path / "none", tmp_path / "nobody", tmp_path / "nothing") is None


@pytest.mark.parametrize(
    ("free", "files", "enough"),
    # 1,000 MB are left, the process itself has 400, 300 are for alphabets that it may have to learn.
    [(10**9, 290_000_000, True), (10**9, 291_000_000, False), (600_000_000, 0, False), (None, 10**12, True)],
)
def test_another_process_needs_as_much_as_this_one_and_the_files_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int | None, files: int, enough: bool
) -> None:
    (tmp_path / "status").write_text("Name:\tpython app.py\nVmRSS:\t 900000 kB\nRssAnon:\t  400000 kB\n")
    monkeypatch.setattr(memory, "left", lambda: free)
    monkeypatch.setattr(memory, "_OWN", tmp_path / "status")
    assert enough_for_another(files) is enough
