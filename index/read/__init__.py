"""Readers: a file of any known kind → Issues, picked by what the file holds, not by what it is called."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from index.document import Issue
from index.read.plain import read_plain
from index.read.records import GZIP, read_records
from index.read.source import Unreadable, opening

__all__ = ["Unreadable", "read"]

_PEEK = 1 << 12
_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')


def read(path: Path, given: str, *, paper: str | None = None, date: str | None = None) -> Iterator[Issue | Unreadable]:
    """Yield the issues of one file, ``given`` being the path as the user wrote it.

    ``paper`` and ``date`` overrule what the file says. A record that cannot be used is yielded as the Unreadable that
    says why, and reading goes on; raises Unreadable when nothing of the file can be read.
    """
    if _holds_records(path, given):
        yield from read_records(path, given, paper=paper, date=date)
    else:
        yield read_plain(path, given, paper=paper, date=date)


def _holds_records(path: Path, given: str) -> bool:
    """Is the first line a JSON object, inside gzip or not? A file called .jsonl is taken at its word."""
    with opening(given):
        with path.open("rb") as file:
            head = file.read(_PEEK)
        if head.startswith(GZIP):
            with gzip.open(path, "rb") as file:
                head = file.read(_PEEK)
    return _OBJECT.match(head) is not None or (path.suffix == ".jsonl" and bool(head.strip()))
