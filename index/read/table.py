"""CSV and TSV → Issues: one row is one article, and an issue of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from index.document import Issue
from index.messages import say
from index.read.decode import decode
from index.read.fields import NAMES, field_named, issues_from, shown
from index.read.source import File, Unreadable

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = ",\t;，"
_SUFFIXES = frozenset((".csv", ".tsv"))
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Table:
    """A table's column names as printed, and its rows: the line each begins on, and its cells by column name.

    A row with cells beyond the columns, or with open quotes, comes as the Unreadable that says so.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[int, Mapping[str, str]] | Unreadable]

    @property
    def fields(self) -> frozenset[str]:
        """The fields (index.read.fields) that the columns stand for."""
        return frozenset(filter(None, map(field_named, self.columns)))


def is_table(file: File) -> bool:
    """Does the first row name columns, that of the text among them? A file called .csv or .tsv is taken at its word."""
    if file.path.suffix.lower() in _SUFFIXES:
        return True
    try:
        table = open_table(file)
    except Unreadable:
        return False
    return len(table.columns) > 1 and "text" in table.fields and all(map(field_named, table.columns[:2]))


def read_table(file: File) -> Iterator[Issue | Unreadable]:
    """Read a CSV whose first row names its columns (index.read.fields), in any encoding, separated by , tab ; or ，.

    A row that cannot be used is yielded as the Unreadable that says so, with its line number. Raises Unreadable for a
    table without a column for the text.
    """
    table = open_table(file)
    if "text" not in table.fields:
        names = say("、").join(NAMES["text"])
        reason = say("没有正文一栏：表头是 {header}，正文的栏名应为 {names}", header=_listed(table), names=names)
        raise Unreadable(file.given, reason)
    yield from issues_from(table.rows, file.given)


def open_table(file: File) -> Table:
    """Read the first row of a CSV, the rows to follow; raises Unreadable for what is no text."""
    lines = io.StringIO(decode(file.data, file.given).removeprefix("\ufeff"), newline="")
    number, header = _first_line(lines)
    delimiter = _delimiter(header)
    if header.strip()[:4].lower() == "sep=":
        delimiter = header.strip()[4:5] or header.rstrip("\r\n")[4:5] or ","
        skipped, header = _first_line(lines)
        number += skipped
    reader = csv.reader(chain([header], lines), delimiter=delimiter, strict=True)
    try:
        columns = tuple(cell.strip() for cell in next(reader))
    except (csv.Error, StopIteration):
        raise Unreadable(file.given, say("表头读不出：第一行应是各栏的名称，引号要成对")) from None
    return Table(columns, _rows(reader, columns, number - 1, file.given))


def _first_line(lines: Iterator[str]) -> tuple[int, str]:
    """The first line that is not blank, and its number."""
    return next(((number, line) for number, line in enumerate(lines, 1) if line.strip()), (0, ""))


def _delimiter(header: str) -> str:
    """The separator that gives the most known column names, and among equals the most columns."""

    def known(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=delimiter), [])
        return sum(field_named(cell) is not None for cell in cells), len(cells)

    return max(_DELIMITERS, key=known)


def _rows(
    reader: Reader, columns: tuple[str, ...], above: int, given: str
) -> Iterator[tuple[int, Mapping[str, str]] | Unreadable]:
    """The rows below the header, ``above`` lines not seen by the reader; after an open quote they end."""
    while True:
        number = above + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Unreadable(
                given, say("第 {number} 行的引号不成对，从这一行起没有收录：请检查后再收录", number=number)
            )
            return
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            reason = say(
                "第 {number} 行有 {cells} 格，表头只有 {columns} 格：请给含有分隔符的格加引号",
                number=number,
                cells=len(cells),
                columns=len(columns),
            )
            yield Unreadable(given, reason)
            continue
        yield number, dict(zip(columns, cells, strict=False))


def _listed(table: Table) -> str:
    names = [shown(column) or say("（空）") for column in table.columns] or [say("（空）")]
    listed = say("、").join(names[:_LISTED])
    return say("{names}等", names=listed) if len(names) > _LISTED else listed
