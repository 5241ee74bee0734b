"""PDF with a text layer → Issue: glyphs, rules, frames and pictures of every sheet, read by the layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.document import Issue
from index.layout import Sheet, compose, masthead
from index.messages import say
from index.read.pdf.sheets import sheets_of
from index.read.source import File, Unreadable

_SPARSE = 30
"""Legible characters below which a sheet that has a picture counts as a picture of a page."""
_LEGIBLE = 0.7
"""Share of its characters that must mean something (not be of a private font) for a text layer to be believed."""


class NoTextLayer(Unreadable):
    """A PDF whose sheets are pictures of pages, or whose characters mean nothing: it must be recognised, not read."""


def read_pdf(file: File) -> Iterator[Issue | Unreadable]:
    """Yield the issue that a PDF with a text layer holds, then an Unreadable for the sheets that are missing from it.

    Raises NoTextLayer when most of its sheets have no text that means anything; Unreadable when it is encrypted,
    damaged beyond reading, or too large.
    """
    count, sheets = sheets_of(file)
    if _are_pictures(sheets):
        raise NoTextLayer(file.given, say("PDF 没有可用的文字层（整页是图片，或字体没有编码表）；请按扫描件识别"))
    told = masthead(sheets)
    yield Issue(file.given, file.given, compose(sheets, file.given), told.paper, told.date, form="pdf")
    read = {sheet.number for sheet in sheets}
    if damaged := [number for number in range(count) if number not in read]:
        yield Unreadable(file.given, say("第 {pages} 页已损坏，没有读出来；请重新导出", pages=_listed(damaged)))
    if pictures := [sheet.number for sheet in sheets if sheet.pictures and not _has_text(sheet)]:
        reason = say("第 {pages} 页是图片，没有文字层；请把这几页另存为单独的 PDF 再收录", pages=_listed(pictures))
        yield Unreadable(file.given, reason)


def _listed(numbers: Sequence[int]) -> str:
    return say("、").join(str(number + 1) for number in numbers)


def _are_pictures(sheets: Sequence[Sheet]) -> bool:
    with_text = sum(_has_text(sheet) for sheet in sheets)
    return with_text == 0 or with_text * 2 < len(sheets)


def _has_text(sheet: Sheet) -> bool:
    text = "".join(line.text for line in sheet.lines)
    known = sum(char.isprintable() and not "\ue000" <= char <= "\uf8ff" and char != "\ufffd" for char in text)
    return known >= _LEGIBLE * len(text) and known > (_SPARSE if sheet.pictures else 0)
