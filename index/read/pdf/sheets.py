"""PDF → sheets, through PDFium: its characters with their base lines, and what is drawn around them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from index.layout import Glyph, Sheet
from index.layout.glyphs import lines_of
from index.messages import say
from index.read.pdf.opened import opened
from index.read.pdf.shapes import shapes_of
from index.read.source import File, Unreadable

if TYPE_CHECKING:
    import pypdfium2

Place = Callable[[float, float], tuple[float, float]]
"""Turns a point of the PDF (from the lower left, before rotation) into one of the sheet (from the upper left)."""

MOST_SHEETS = 500
"""Sheets beyond which a file is no newspaper issue."""
MOST_GLYPHS = 60_000
"""Characters on one sheet beyond which it is refused: a dense broadsheet has about 15,000."""
_DESCENT = 0.12
"""Em by which CJK type reaches below its base line."""
_BOLD = re.compile(rb"bold|black|heavy|hei", re.IGNORECASE)
"""Names of fonts that stand out from running text: 黑体 is the bold of Chinese type."""
_LARGEST = 2_000.0
"""Points: a size beyond any type; damaged files have such."""


def sheets_of(file: File) -> tuple[int, tuple[Sheet, ...]]:
    """Return how many sheets a PDF has, and those that can be read, with their lines.

    Raises Unreadable when none can be read, when the file is encrypted, or when it is too large.
    """
    with opened(file) as document:
        count = len(document)
        if count > MOST_SHEETS:
            reason = say("PDF 有 {count} 页，多于 {most} 页，不像一期报纸；请按期拆开", count=count, most=MOST_SHEETS)
            raise Unreadable(file.given, reason)
        sheets = tuple(sheet for number in range(count) if (sheet := _sheet(file, document, number)))
    if not sheets:
        raise Unreadable(file.given, say("PDF 已损坏，没有一页读得出来；请重新导出"))
    return count, sheets


def _sheet(file: File, document: pypdfium2.PdfDocument, number: int) -> Sheet | None:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    with closing(page), closing(page.get_textpage()) as text:
        if text.count_chars() > MOST_GLYPHS:
            reason = say("PDF 第 {page} 页多于 {most} 字，不像报纸版面", page=number + 1, most=MOST_GLYPHS)
            raise Unreadable(file.given, reason)
        place = _placement(page)
        lines = lines_of(_glyphs(text, place))
        drawn = shapes_of(page, place)
        width, height = page.get_size()
    return Sheet(file.given, number, width, height, lines, drawn.rules, drawn.frames, drawn.pictures)


def _placement(page: pypdfium2.PdfPage) -> Place:
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Place] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]


def _glyphs(text: pypdfium2.PdfTextPage, place: Place) -> Iterator[Glyph]:
    """All characters that are printed; those that PDFium adds between lines are not."""
    import pypdfium2.raw as pdfium

    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(64), ctypes.c_int()
    high = 0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0
        high = 0
        if code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        placed = (
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            and pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            and pdfium.FPDFText_GetMatrix(text, index, matrix)
        )
        size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        corners = (*place(box.left, box.bottom), *place(box.right, box.top), *place(x.value, y.value))
        if placed and 1.0 < size < _LARGEST and all(math.isfinite(each) and abs(each) < 1e6 for each in corners):
            pdfium.FPDFText_GetFontInfo(text, index, name, len(name), flags)
            bold = pdfium.FPDFText_GetFontWeight(text, index) >= 600 or bool(_BOLD.search(name.value))
            yield _glyph(chr(code), size, bold, corners)


def _glyph(char: str, size: float, bold: bool, corners: tuple[float, ...]) -> Glyph:
    """A glyph on its base line: the boxes of some fonts are those of the ink, which tell no line."""
    x0, x1 = min(corners[0], corners[2], corners[4]), max(corners[0], corners[2])
    base = corners[5]
    return Glyph(x0, base - (1 - _DESCENT) * size, max(x1, x0 + 0.2 * size), base + _DESCENT * size, char, size, bold)
