"""Readers: the files of one issue → Issues, each reader picked by what a file holds, not by what it is called."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from index.document import Issue, Page
from index.read.plain import read_plain
from index.read.records import GZIP, read_records
from index.read.source import File, Unreadable, date_from_name, page_from_name

__all__ = ["File", "Unreadable", "read"]

_PEEK = 1 << 12
_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')


def read(file: File, *, paper: str | None = None, date: str | None = None) -> Iterator[Issue | Unreadable]:
    """Yield the issues of one file.

    ``paper`` and ``date`` overrule what the file says; what neither tells, its name and folder may. A record that
    cannot be used is yielded as the Unreadable that says why, and reading goes on; raises Unreadable when nothing of
    the file can be read.
    """
    if _holds_records(file):
        for issue in read_records(file):
            yield issue if isinstance(issue, Unreadable) else _told(issue, paper, date)
    else:
        yield _named(_told(read_plain(file), paper, date), file)


def _told(issue: Issue, paper: str | None, date: str | None) -> Issue:
    return replace(issue, paper=paper or issue.paper, date=date or issue.date)


def _named(issue: Issue, file: File) -> Issue:
    """Fill in what only the name tells: the date, and the page of lines that stand under no page mark."""
    first, *others = issue.pages
    opening = Page(first.number or page_from_name(file.path), first.name, first.lines)
    return replace(issue, date=issue.date or date_from_name(file.path), pages=(opening, *others))


def _holds_records(file: File) -> bool:
    """Is the first line a JSON object, inside gzip or not? A file called .jsonl is taken at its word."""
    head = file.data[:_PEEK]
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, _PEEK)
        except zlib.error:
            raise Unreadable(file.given, "压缩文件已损坏，请重新取得") from None
    return _OBJECT.match(head) is not None or (file.path.suffix == ".jsonl" and bool(head.strip()))
