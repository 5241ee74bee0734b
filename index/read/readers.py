"""Readers: a file of any known kind → Issues, each reader picked by what the file holds, not by what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from index.document import Issue, Page
from index.messages import Tell
from index.read.decode import foreign
from index.read.html import is_html, read_saved
from index.read.labelled import is_labelled, read_labelled
from index.read.markdown import is_markdown, read_markdown
from index.read.pdf import NoTextLayer, read_pdf
from index.read.pdf.opened import is_pdf
from index.read.plain import read_plain
from index.read.records import is_records, read_records
from index.read.scan import is_picture, read_scan
from index.read.source import File, Unreadable, date_from_name, page_from_name
from index.read.table import is_table, read_table
from index.read.word import is_word, read_word

Found = Iterable[Issue | Unreadable]


def read(file: File, tell: Tell) -> Iterator[Issue | Unreadable]:
    """Yield the issues of one file: what it says itself, and of the date and the page what only its name tells.

    A record that cannot be used is yielded as the Unreadable that says why, and reading goes on; raises Unreadable when
    nothing of the file can be read. ``tell`` hears of progress where reading is slow.
    """
    if reason := foreign(file):
        raise Unreadable(file.given, reason)
    reader = next((reader for fits, reader in _READERS if fits(file)), _plain)
    for issue in reader(file, tell):
        yield issue if isinstance(issue, Unreadable) or issue.form == "record" else _named(issue, file)


def _pdf(file: File, tell: Tell) -> Iterator[Issue | Unreadable]:
    try:
        yield from read_pdf(file)
    except NoTextLayer:
        yield read_scan(file, tell)


def _plain(file: File, _: Tell) -> Found:
    return read_plain(file)


_READERS: tuple[tuple[Callable[[File], bool], Callable[[File, Tell], Found]], ...] = (
    (is_pdf, _pdf),
    (is_picture, lambda file, tell: [read_scan(file, tell)]),
    (is_word, lambda file, _: read_word(file)),
    (is_html, lambda file, _: [read_saved(file)]),
    (is_records, lambda file, _: read_records(file)),
    (is_markdown, lambda file, _: [read_markdown(file)]),
    (is_table, lambda file, _: read_table(file)),
    (is_labelled, lambda file, _: read_labelled(file)),
)


def _named(issue: Issue, file: File) -> Issue:
    """Fill in what only the name tells: the date, and the page of lines that stand under no page mark."""
    first, *others = issue.pages
    page, _ = page_from_name(file.path) or (None, "")
    opening = Page(first.number or page, first.name, first.lines)
    return replace(issue, date=issue.date or date_from_name(file.path), pages=(opening, *others))
