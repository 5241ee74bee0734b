"""Files for readers: one on disk, or one that a test writes in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from index.document import Issue
from index.read import File, Unreadable
from index.read.readers import read


def on_disk(path: Path, given: str | None = None) -> File:
    """A file as the build finds it."""
    return File(path, given or str(path), path.read_bytes())


def of_text(text: str | bytes, name: str = "a.txt") -> File:
    """A file that is not on disk; ``name`` may have folders before it."""
    return File(PurePath("/archive", name), name, text.encode() if isinstance(text, str) else text)


def read_path(path: Path, given: str | None = None) -> Iterator[Issue | Unreadable]:
    """Read a file on disk."""
    return read(on_disk(path, given), lambda _: None)
