"""A PDF, opened by PDFium: to be read, or to be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from index.messages import message, say
from index.read.source import File, Unreadable

if TYPE_CHECKING:
    import pypdfium2


def is_pdf(file: File) -> bool:
    """Does a file begin as a PDF does, or soon?"""
    return b"%PDF-" in file.data[:1024]


@contextmanager
def opened(file: File) -> Iterator[pypdfium2.PdfDocument]:
    """The document of a PDF; raises Unreadable when it is encrypted or damaged, or the library is not installed."""
    try:
        import pypdfium2
    except ImportError:
        raise Unreadable(file.given, say('读 PDF 需要另装一个库：pip install -e ".[pdf]"')) from None
    try:
        document = pypdfium2.PdfDocument(file.data)
    except pypdfium2.PdfiumError as error:
        locked = message("PDF 加了密，需要密码；请另存为不加密的 PDF")
        damaged = message("PDF 不完整或已损坏，打不开；请重新导出")
        raise Unreadable(file.given, say(locked if "assword" in str(error) else damaged)) from None
    with closing(document):
        yield document
