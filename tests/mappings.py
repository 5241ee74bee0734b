"""What the system was told of a file that this process has mapped (Linux)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path


def told_to_spare(path: Path) -> bool:
    """Is nothing read around what is touched: is the flag ``rr`` set of the one mapping of a file?"""
    mappings = pairwise(Path("/proc/self/smaps").read_text().split("VmFlags:"))
    (flags,) = (after.partition("\n")[0] for mapping, after in mappings if str(path) in mapping)
    return "rr" in flags.split()
