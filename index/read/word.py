"""DOCX → Issue: heading styles tell its articles; without them its lines are plain."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from index.document import Issue
from index.messages import say
from index.read.archive import names_in, open_zip
from index.read.labelled import are_labelled, blocks_of
from index.read.outline import COLLECTION, Row
from index.read.plain import as_printed
from index.read.source import File, Unreadable

_DOCUMENT = "word/document"
_LARGEST = 1 << 28
"""Bytes of all parts unpacked; a newspaper's text is a few hundred thousand, the rest is pictures."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = frozenset(
    (f"{_WORD}del", f"{_WORD}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
)
"""What Word does not show: deleted and moved words, and the second copy of a text box."""
_BREAKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset(("title", "标题"))
_SUBTITLES = frozenset(("subtitle", "副标题", "副题"))
_DEEPEST = 8
"""Of styles based on each other."""


def is_word(file: File) -> bool:
    """Is it a DOCX? One that is broken is known by its suffix."""
    if not file.data.startswith(b"PK"):
        return False
    names = names_in(file)
    return any(name.startswith(_DOCUMENT) for name in names) or (not names and file.path.suffix.lower() == ".docx")


def read_word(file: File) -> Iterator[Issue | Unreadable]:
    """Read the paragraphs of a DOCX as lines, numbered from 1, a row of a table as one; raises Unreadable.

    Styles say what they are: 标题 or 标题 1 titles an article, lower headings stand inside (index.read.outline). Words
    marked as deleted are left out, those of text boxes follow the paragraph they hang on. The dates of the file's
    properties are not those of the issue and are passed over. Named fields (index.read.labelled) make records.
    """
    body, styles = _opened(file)
    rows: list[Row] = []
    for text, style, outline in _paragraphs(body):
        meant = _Style(outline) if outline is not None else styles.get(style, _Style())
        for line in text.split("\n"):
            level = meant.level if line.strip() else None
            rows.append(Row(len(rows) + 1, line, level, "subtitle" if meant.subtitle else None))
    if not any(row.text.strip() for row in rows):
        raise Unreadable(file.given, say("文件里没有文字，若是图片请导出为 PDF 后再收录"))
    lines = [(row.number, row.text) for row in rows]
    yield from blocks_of(lines, file) if are_labelled(lines) else [as_printed(rows, file)]


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: the level of a heading, or that it is a subtitle."""

    level: int | None = None
    subtitle: bool = False


def _opened(file: File) -> tuple[Any, Mapping[str | None, _Style]]:
    """The body as an XML element, and the styles by id, None for that of paragraphs that name none."""
    open_zip(file, _LARGEST).close()
    import docx

    try:
        opened = docx.Document(io.BytesIO(file.data))
        elements = {each.styleId: each for each in opened.styles.element.style_lst}
        return opened.element.body, {name: _style(elements, name) for name in elements}
    except Exception as error:  # python-docx and lxml raise anything on a broken package
        raise Unreadable(file.given, say("Word 文件已损坏，请用 Word 打开后另存再收录")) from error


def _style(elements: Mapping[str, Any], name: str | None) -> _Style:
    """What a style is, or else the style it is based on."""
    for _ in range(_DEEPEST):
        if name is None or name not in elements:
            break
        element = elements[name]
        printed = _value(element.find(f"{_WORD}name")) or ""
        if printed.lower() in _TITLES:
            return _Style(COLLECTION)
        if printed.lower() in _SUBTITLES:
            return _Style(subtitle=True)
        if match := _HEADING.fullmatch(printed):
            return _Style(int(match[1]))
        if (level := _outline(element)) is not None:
            return _Style(level)
        name = _value(element.find(f"{_WORD}basedOn"))
    return _Style()


def _outline(element: Any) -> int | None:
    """The outline level that paragraph properties give, from 1; None for body text."""
    value = _value(element.find(f"{_WORD}pPr/{_WORD}outlineLvl"))
    return int(value) + 1 if value in tuple("012345678") else None


def _value(element: Any) -> str | None:
    return None if element is None else element.get(f"{_WORD}val")


def _paragraphs(parent: Any) -> Iterator[tuple[str, str | None, int | None]]:
    """Text, style and outline level of each paragraph; of a table with several columns each row is one."""
    for element in parent:
        if element.tag == f"{_WORD}p":
            yield _words(element), _value(element.find(f"{_WORD}pPr/{_WORD}pStyle")), _outline(element)
            for box in element.iter(f"{_WORD}txbxContent"):
                if not any(above.tag in (f"{_WORD}txbxContent", *_LEFT_OUT) for above in box.iterancestors()):
                    yield from _paragraphs(box)
        elif element.tag == f"{_WORD}tr" and len(cells := element.findall(f"{_WORD}tc")) > 1:
            yield "\t".join(" ".join(_words(p) for p in cell.iter(f"{_WORD}p")).strip() for cell in cells), None, None
        elif element.tag not in _LEFT_OUT:
            yield from _paragraphs(element)


def _words(element: Any) -> str:
    """The words of a paragraph as Word shows them, those of text boxes not among them."""
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_WORD}t":
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag not in _LEFT_OUT and child.tag != f"{_WORD}txbxContent" and child.tag != f"{_WORD}pPr":
            parts.append(_words(child))
    return "".join(parts)
