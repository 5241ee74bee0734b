"""PDF with a text layer → Issue: glyphs, rules, frames and pictures of every sheet, read by the layout."""

from __future__ import annotations

from collections.abc import Sequence

from index.document import Issue
from index.layout import Sheet, compose, masthead
from index.read.pdf.sheets import sheets_of
from index.read.source import File, Unreadable

_SPARSE = 30
"""Legible characters below which a sheet that has a picture counts as a picture of a page."""
_LEGIBLE = 0.7
"""Share of its characters that must mean something (not be of a private font) for a text layer to be believed."""


class NoTextLayer(Unreadable):
    """A PDF whose sheets are pictures of pages, or whose characters mean nothing: it must be recognised, not read."""


def read_pdf(file: File) -> Issue:
    """Read the issue that a PDF with a text layer holds.

    Raises NoTextLayer when most of its sheets have no text that means anything; Unreadable when it is encrypted,
    damaged beyond reading, or too large.
    """
    sheets = sheets_of(file)
    if _are_pictures(sheets):
        raise NoTextLayer(file.given, "PDF 没有可用的文字层（整页是图片，或字体没有编码表）；请按扫描件识别")
    told = masthead(sheets)
    return Issue(file.given, file.given, compose(sheets, file.given), told.paper, told.date, form="pdf")


def needs_ocr(file: File) -> bool:
    """Whether a PDF can be read only by recognising its pictures; raises Unreadable as read_pdf does."""
    return _are_pictures(sheets_of(file))


def _are_pictures(sheets: Sequence[Sheet]) -> bool:
    with_text = sum(_has_text(sheet) for sheet in sheets)
    return with_text == 0 or with_text * 2 < len(sheets)


def _has_text(sheet: Sheet) -> bool:
    text = "".join(line.text for line in sheet.lines)
    known = sum(char.isprintable() and not "\ue000" <= char <= "\uf8ff" and char != "\ufffd" for char in text)
    return known >= _LEGIBLE * len(text) and known > (_SPARSE if sheet.pictures else 0)
