"""One article page of an e-paper → the rows of its headline, its byline, its text and its captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from index.document import LineRole
from index.read.html.markup import Block, Element, Markup, blocks, find
from index.read.html.properties import property_line, signed
from index.text.names import either_script

_BODY = (
    "<npm:article-content>",
    "<enpcontent>",
    "founder-content",
    "#ozoom",
    "#articleContent",
    "cms-content",
    ".dzb-desc-box",
    ".newsdetatext",
    ".main-article-con",
)
_CAPTIONS = ("<npm:article-pic-text>", "#newspic", ".pci_c", ".main_ar_pic_text")
_STATED: Mapping[LineRole, Sequence[str]] = {
    "kicker": ("<npm:article-pretitle>", "#PreTitle", ".dzb-special-title-box", ".yinbiaoti"),
    "title": ("<npm:article-title>", "founder-title", "#Title", ".dzb-title-box", ".main-article-title", ".zhubiaoti"),
    "subtitle": ("<npm:article-subtitle>", "#SubTitle", ".dzb-sub-title-box", ".fubiaoti"),
    "byline": ("<npm:article-author>", "founder-author", ".dzb-author-box"),
}
"""Where the generations mark a part: between two comments (<…>), in an element, under an id or a class."""

_HEADINGS = ("h1", "h2", "h3", "h4")
_ROLES: tuple[LineRole, ...] = ("kicker", "title", "subtitle", "byline")
_LONGEST_HEADING = 30
_SENTENCE = re.compile(r"[。！？；…:：，]$")
_SIGNED = re.compile(either_script(r"记者|通讯员|作者|编辑|校对|摄影报道|摄$|供图|文/|图/"))
_AUTHOR = re.compile(either_script(r"^[■□◎●]|记者|通讯员|作者\s*[:：/]|文\s*/"))


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes one Line: its role, its words, the line of the file where they begin."""

    role: LineRole
    text: str
    line: int


def rows(markup: Markup, stated: Mapping[str, Sequence[str]]) -> tuple[Row, ...] | None:
    """Read the article of a page, captions after the text; None where the page has no place for one.

    ``stated`` is the page's machine-readable tail: it tells what the page does not show.
    """
    place = next((place for place in _BODY if _exists(markup, place)), None)
    if place is None and "".join(stated.get("type", ())) != "1":
        return None
    body = next((found for place in _BODY if (found := _read(markup, place))), [])
    captions = [block for place in _CAPTIONS for block in _read(markup, place)]
    heads = _heads(markup, stated)
    author = {_squeezed(row.text) for row in heads if row.role == "byline"}
    text = [block for block in body if _squeezed(block.text) not in author]
    below = [block for block in text if block.caption]
    below += [block for block in captions if block not in below]
    return (*heads, *paragraphs([b for b in text if not b.caption]), *(Row("body", b.text, b.line) for b in below))


def _exists(markup: Markup, place: str) -> bool:
    return _marked(markup, place) if place.startswith("<") else bool(find(markup, place))


def _marked(markup: Markup, place: str) -> bool:
    """Does the page have both comments, <!--enpcontent--> and <!--/enpcontent--> or <!--<…>--> and <!--</…>-->?"""
    name = place[1:-1]
    return any(opening in markup.text for opening in (f"<!--{name}-->", f"<!--<{name}>-->")) and any(
        closing in markup.text for closing in (f"<!--/{name}-->", f"<!--</{name}>-->")
    )


def _read(markup: Markup, place: str, around: Set[Element] = frozenset()) -> list[Block]:
    """The blocks of a place; where an id is used twice the first that has words, of a class all beside the first.

    Elements ``around`` the text are no place of a headline, as they come to be where a closing tag is lost.
    """
    if place.startswith("<"):
        return list(blocks(markup.root, mark=place[1:-1])) if _marked(markup, place) else []
    elements = [each for each in find(markup, place) if each not in around]
    if place.startswith("."):
        beside = [each for each in elements if each.getparent() is elements[0].getparent()]
        return [block for each in beside for block in blocks(each)]
    return next((found for each in elements if (found := list(blocks(each)))), [])


def paragraphs(text: Sequence[Block]) -> Iterator[Row]:
    """Yield body lines; a short paragraph in bold is a heading, unless all are, or it is a signature."""
    emphatic = all(block.bold for block in text)
    for block in text:
        short = len(block.text) <= _LONGEST_HEADING and not _SENTENCE.search(block.text)
        heading = block.bold and not emphatic and short and not _SIGNED.search(block.text)
        yield Row("heading" if heading else "body", block.text, block.line)


def _heads(markup: Markup, stated: Mapping[str, Sequence[str]]) -> list[Row]:
    """The headline and the byline: as marked, else as they stand one under the other, else as the tail tells."""
    seen: list[Row] = []
    texts = [each for place in _BODY if not place.startswith("<") for each in find(markup, place)]
    around = {above for each in texts for above in each.iterancestors()}
    for role, places in _STATED.items():
        found = next((found for place in places if (found := _read(markup, place, around))), [])
        seen += [Row(role, block.text, block.line) for block in found]
    if author := signed(markup)[0]:
        seen = [row for row in seen if row.role != "byline"] + [Row("byline", author.text, author.line)]
    line = property_line(markup)
    told = [Row(role, text, line) for role in _ROLES for text in stated.get(role, ())]
    for rows_below in (list(_placed(markup, stated)), told):
        roles, words = {row.role for row in seen}, {_squeezed(row.text) for row in seen}
        seen += [row for row in rows_below if row.role not in roles and _squeezed(row.text) not in words]
    return sorted(seen, key=lambda row: _ROLES.index(row.role))


def _placed(markup: Markup, stated: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    """Rows told by their place: what stands above the title in its group is the kicker, below it the subtitle."""
    cells = find(markup, "td.font01")
    title = cells[0] if cells else _heading(markup, _squeezed("".join(stated.get("title", ()))))
    if title is None:
        return
    group = _cells(title) if cells else [each for each in title.getparent() if each.tag in _HEADINGS]
    authors = {_squeezed(text) for text in stated.get("byline", ())}
    at = group.index(title)
    for k, element in enumerate(group):
        for block in blocks(element):
            author = _squeezed(block.text) in authors or (element.tag == "h4" and title.tag == "h1")
            author = author or (bool(cells) and k > at and _AUTHOR.search(block.text) is not None)
            role: LineRole = "title" if k == at else "byline" if author else "kicker" if k < at else "subtitle"
            yield Row(role, block.text, block.line)


def _heading(markup: Markup, told: str) -> Element | None:
    """The heading that says what the tail calls the title, without a tail the last one of the highest kind."""
    for tag in _HEADINGS:
        worded = [(words, each) for each in find(markup, tag) if (words := _squeezed(each.xpath("string()")))]
        fitting = [each for words, each in worded if not told or words in told or told in words]
        if fitting:
            return fitting[-1]
    return None


def _cells(title: Element) -> list[Element]:
    """The headline's cells in the table that holds its title: class font01 and font02, one under the other."""
    table = next(title.iterancestors("table"), title.getparent())
    return [cell for cell in table.iter("td") if {"font01", "font02"} & set(cell.get("class", "").split())]


def _squeezed(text: str) -> str:
    return "".join(text.split())
