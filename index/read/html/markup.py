"""HTML → text: what a browser shows, cut into blocks, each with the line of the file where its words begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from index.messages import say
from index.read.decode import decode
from index.read.source import File, Unreadable
from index.text import CJK

if TYPE_CHECKING:
    from lxml.etree import XPath

Element: TypeAlias = Any
"""An lxml element: the library has no types."""

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s|\0|<!--.*?-->|<\?[^>]*>)*+"
    rb"<\0?(?:!\s*doctype\s+html|(?:html|head|body|title|meta|base|link|script|style|div|table|td|map)\b|(?:h\0t\0m\0l|!\0d\0o\0c))",
    re.IGNORECASE | re.DOTALL,
)
_PEEK = 1 << 14
_STRAY = re.compile(rb"[\x01-\x08\x0b\x0e-\x1f\x7f]")
_INLINED = re.compile(r"""data:(?:image|font|audio|video|application|text)/[\w+.-]+[;,][^"'\s)>]*""")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5-hkscs"}
_LAST_LINE = 65535
"""libxml2 does not count lines beyond this one."""

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "center", "cms-content", "dd", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "founder-content", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tr", "ul"}
)
CELLS = frozenset({"td", "th", "cell"})
SILENT = frozenset(
    {"script", "style", "noscript", "iframe", "object", "embed", "select", "option", "button", "textarea", "head"}
    | {"title", "svg"}
)
_BOLD = frozenset(["b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"])
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CAPTION_NAME = re.compile(r"pic-?text|pictitle|pic_title|newspic|pci_c|img-?desc|tuzhu", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\0-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
_WRAPPED = re.compile(rf"(?<=[{CJK}，。、；：？！”）》])[ \t]*\n\s*(?=[{CJK}“（《])")


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page: its root element, its source text, and whether elements know their line in it."""

    root: Element
    text: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Words between two block boundaries: ``line`` is where they begin in the file, ``bold`` says that all are."""

    text: str
    line: int
    bold: bool = False
    caption: bool = False


def is_html(file: File) -> bool:
    """Does the file open, comments aside, with a tag that only web pages open with?"""
    return _OPENING.match(file.data[:_PEEK]) is not None


def parse(file: File) -> Markup:
    """Decode and parse a page; raises Unreadable where it is no text, empty, or nested beyond what can be read."""
    from lxml import etree, html

    text = _INLINED.sub("", _decoded(file)).replace("\r\n", "\n").replace("\r", "\n")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError:
        raise Unreadable(file.given, say("网页是空的，没有可收录的内容")) from None
    if any("Excessive depth" in error.message for error in parser.error_log):
        raise Unreadable(file.given, say("网页标签嵌套过深，无法读取，请重新保存"))
    return Markup(root, text, text.count("\n") < _LAST_LINE - 1)


def fragment(text: str) -> Element:
    """Parse a piece of a page, as databases keep the text of an article."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    return html.fragment_fromstring(text.encode(), create_parent="div", parser=parser)


def _decoded(file: File) -> str:
    """Decode a page: as any text, and where that is in doubt, as the page itself declares."""
    raw = file.data if b"\0" in file.data else _STRAY.sub(b"", file.data)
    try:
        return decode(raw, file.given)
    except Unreadable:
        declared = _DECLARED.search(raw[:_PEEK])
        codec = _CODECS.get(declared[1].decode("ascii").lower()) if declared else None
        if codec is None or b"\0" in raw:
            raise
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        raise Unreadable(file.given, say("网页的文字编码已损坏，请重新保存")) from None


def tidy(text: str) -> str:
    """Collapse white space (``&nbsp;``, full-width, line ends) as a browser does, and drop invisible characters.

    A line end of the source between two Chinese characters is no space.

    >>> tidy("　　在湖边，\\n 三只\\xa0白鹭\\u200b ")
    '在湖边，三只 白鹭'
    """
    return " ".join(_WRAPPED.sub("", _INVISIBLE.sub("", text)).split())


@dataclass(frozen=True, slots=True)
class _Words:
    """Text between two tags, how many bold and caption elements it stands in; after the comment ``mark``, if any."""

    text: str
    line: int
    bold: int
    caption: int
    mark: str | None = None


def blocks(
    root: Element, *, mark: str | None = None, cuts: Set[str] = BLOCKS, skip: Set[str] = SILENT
) -> Iterator[Block]:
    """Yield the blocks inside an element in reading order, hidden ones left out.

    ``mark`` reads only what stands between the comments ``<!--mark-->`` and ``<!--/mark-->``, the first time they do.
    ``cuts`` are the tags that begin and end a block, ``skip`` those that are not read.
    """
    held: list[_Words] = []
    opened = _Words("", 0, 0, 0) if mark is None else None
    for words in _stream(root, cuts, skip):
        if opened and words and words.mark == f"/{mark}":
            break
        if words and words.mark == mark:
            opened = opened or words
        if words and opened:
            held.append(words)
        elif opened:
            yield from _block(held, opened)
            held = []
    if opened:
        yield from _block(held, opened)


def _block(held: list[_Words], within: _Words) -> Iterator[Block]:
    printed = [words for words in held if words.text.strip()]
    if printed and (text := tidy("".join(words.text for words in held))):
        first = printed[0]
        indent = first.text[: len(first.text) - len(first.text.lstrip())]
        bold = all(words.bold > within.bold for words in printed)
        yield Block(text, first.line + indent.count("\n"), bold, first.caption > within.caption)


def _stream(root: Element, cuts: Set[str], skip: Set[str]) -> Iterator[_Words | None]:
    """Yield the words of an element one text after the other, and None where a block begins or ends."""
    from lxml import etree

    pictured = _pictured(root)
    line, bold, caption = 1, 0, 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        text = element.text if event == "start" else None if element is root else element.tail
        line = (element.sourceline or line) if event != "end" else line
        if event in ("start", "end"):
            step = 1 if event == "start" else -1
            bold += step * _is_bold(element)
            caption += step * (element in pictured or _is_caption(element))
        if event == "start" and element is not root and (element.tag in skip or _is_hidden(element)):
            walk.skip_subtree()
            text = None
        if element.tag in cuts:
            yield None
        mark = (element.text or "").strip(" \t\n<>") if event == "comment" else None
        yield _Words((" " if element.tag in CELLS else "") + (text or ""), line, bold, caption, mark)
        line += (text or "").count("\n")


def _pictured(root: Element) -> set[Element]:
    """The tables that hold a picture: what else stands in them is its caption."""
    found: set[Element] = set()
    for picture in root.iter("img"):
        for table in picture.iterancestors("table"):
            if table in found or table is root:
                break
            found.add(table)
    return found


def _is_bold(element: Element) -> bool:
    return element.tag in _BOLD or _BOLD_STYLE.search(element.get("style", "")) is not None


def _is_caption(element: Element) -> bool:
    return _CAPTION_NAME.search(f"{element.get('class', '')} {element.get('id', '')}") is not None


def _is_hidden(element: Element) -> bool:
    return _HIDDEN_STYLE.search(element.get("style", "")) is not None


@cache
def _path(selector: str) -> XPath:
    """Compile ``tag``, ``#id``, ``.class`` or ``tag.class``."""
    from lxml import etree

    tag, dot, name = selector.partition(".")
    if selector.startswith("#"):
        return etree.XPath(f"//*[@id='{selector[1:]}']")
    if not dot:
        return etree.XPath(f"//{tag}")
    return etree.XPath(f"//{tag or '*'}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")


def find(markup: Markup, selector: str) -> list[Element]:
    """Return the elements that ``tag``, ``#id``, ``.class`` or ``tag.class`` selects, in the order of the file."""
    return list(_path(selector)(markup.root))
