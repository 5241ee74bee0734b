from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.store.memory import BESIDE, room

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
