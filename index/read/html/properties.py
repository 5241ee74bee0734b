"""What an e-paper page says about itself: the machine-readable tail, the imprint under a headline, the page's mark."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from index.read.html.markup import BLOCKS, CELLS, SILENT, Block, Markup, blocks, find, tidy
from index.text import CJK
from index.text.imprint import Imprint
from index.text.printed import DAY, PAPER, iso_date, page_label

_TAIL = ("<!--enpproperty", "/enpproperty-->")
_FIELDS = {
    "paper": ("founder-papername",),
    "date": ("founder-date", "date"),
    "page": ("founder-pagenum",),
    "section": ("nodename",),
    "picture": ("founder-pagepicurl",),
    "type": ("founder-type",),
    "id": ("articleid",),
    "kicker": ("introtitle",),
    "title": ("founder-title", "title"),
    "subtitle": ("founder-subtitle", "subtitle"),
    "byline": ("founder-author", "author"),
}
"""Both dialects of the tail: that of a newspaper (founder-…) and that of the publishing system."""

_ROW_END = re.compile(r"<(?:br|/p|/div)\b[^<>]{0,99}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,999}>")
_DAY = rf"(?:{DAY}|\d{{4}}-\d{{1,2}}-\d{{1,2}})"
_IMPRINT = re.compile(rf"《([^《》]{{1,20}})》\s*[（(]?\s*({_DAY})\D{{0,6}}?([A-Z]?\d{{1,3}})\s*版")
_MARK = re.compile(r"(?:当前版\s*[：:]\s*)?第\s*([A-Z]?\d{1,3})\s*版(?:\s*[：:]?\s*([\w·]{1,14}))?")
_LISTED = re.compile(r"(?:第\s*)?([A-Z]?\d{1,3})\s*版?\s*[：:]\s*([\w·]{1,14})")
_DATED = re.compile(rf"(?:({PAPER})\s*)?({_DAY})(?:\s*(?:星期[一二三四五六日天]|[A-Z][a-z]{{2,8}}))?")
_PAPER = re.compile(PAPER)
_SITE = re.compile(r"数字|电子|手机|多媒体")
_IMPRINT_PLACES = ("p.sec", ".lai")


def properties(markup: Markup) -> Mapping[str, Sequence[str]]:
    """Return the rows of each field of the machine-readable tail, under our names; fields without words are left out.

    The tail is a comment, ``<!--enpproperty <founder-date>2023-10-17 23:59:59</founder-date>… /enpproperty-->``.
    """
    start = markup.text.find(_TAIL[0])
    end = markup.text.find(_TAIL[1], start)
    if start < 0 or end < 0:
        return {}
    tail = markup.text[start:end]
    found = {name: _rows(tail, fields) for name, fields in _FIELDS.items()}
    return {name: rows for name, rows in found.items() if rows}


def _rows(tail: str, fields: Sequence[str]) -> list[str]:
    """The rows of the first field that is there; tags inside it end a row or are dropped."""
    for field in fields:
        start = tail.find(f"<{field}>")
        end = tail.find(f"</{field}>", start)
        if 0 <= start < end:
            value = _TAG.sub("", _ROW_END.sub("\n", tail[start + len(field) + 2 : end]))
            return [row for line in value.split("\n") if (row := tidy(html.unescape(line)))]
    return []


def property_line(markup: Markup) -> int:
    """The line of the file where the machine-readable tail begins."""
    return markup.text.count("\n", 0, max(markup.text.find(_TAIL[0]), 0)) + 1


def imprint(markup: Markup, stated: Mapping[str, Sequence[str]], own_name: str) -> Imprint:
    """Put together where a page was printed: from its tail, the imprint under a headline, its mark, its masthead.

    ``own_name`` is the page's file name: of the pages that it lists, that one is itself.
    """
    seen = list(blocks(markup.root, cuts=BLOCKS | CELLS | {"span", "em"}, skip=SILENT | {"a"}))
    printed = signed(markup)[1]
    marked = _mark(seen) or _listed(markup, own_name)
    paper, day = _masthead(seen)
    number, section = "".join(stated.get("page", ())), "".join(stated.get("section", ()))
    told = re.search(r"[A-Z]?\d{1,3}", number)
    named = _LISTED.fullmatch(section) or _MARK.fullmatch(section)
    return Imprint(
        paper="".join(stated.get("paper", ())) or printed.paper or paper or _titled(markup),
        date=printed.date or day or iso_date(" ".join(stated.get("date", ()))),
        page=page_label(told[0]) if told else printed.page or marked.page or (page_label(named[1]) if named else None),
        section=marked.section or (named[2] if named else section or None),
    )


def signed(markup: Markup) -> tuple[Block | None, Imprint]:
    """Return the author and the imprint of ``p.sec``: 本报记者 王小满《澄江报》（2023年10月17日 第 03 版）."""
    for place in _IMPRINT_PLACES:
        for element in find(markup, place):
            line = list(blocks(element))
            words = " ".join(block.text for block in line)
            if match := _IMPRINT.search(words):
                name = words[: match.start()].strip()
                author = Block(name, line[0].line) if name else None
                return author, Imprint(match[1], iso_date(match[2]), page_label(match[3]))
    return None, Imprint()


def _mark(seen: Sequence[Block]) -> Imprint | None:
    """The mark of the page, alone in its block or with the name in the next: 第03版：要闻."""
    for k, block in enumerate(seen):
        if match := _MARK.fullmatch(block.text.rstrip("：:")):
            beside = seen[k + 1].text if k + 1 < len(seen) else ""
            name = match[2] or (beside if re.fullmatch(rf"[{CJK}·]{{2,8}}", beside) else None)
            return Imprint(page=page_label(match[1]), section=name)
    return None


def _listed(markup: Markup, own_name: str) -> Imprint:
    """What the list of pages calls the page whose file has this name."""
    for link in markup.root.iter("a"):
        if own_name and link.get("href", "").rpartition("/")[2] == own_name:
            words = " ".join(block.text for block in blocks(link))
            if match := _LISTED.fullmatch(words):
                return Imprint(page=page_label(match[1]), section=match[2])
    return Imprint()


def _masthead(seen: Sequence[Block]) -> tuple[str | None, str | None]:
    """The paper and the day printed alone in a block: 澄江报 2023年10月17日 Tue."""
    for k, block in enumerate(seen):
        if (match := _DATED.fullmatch(block.text)) and (day := iso_date(match[2])):
            above = seen[k - 1].text if k else ""
            return match[1] or (above if _PAPER.fullmatch(above) else None), day
    return None, None


def _titled(markup: Markup) -> str | None:
    """The paper that the window's title begins with: 人民日报-人民网."""
    for title in markup.root.iter("title"):
        words = re.split(r"[-_—|·\s]", tidy(title.text or ""))[0]
        return words if _PAPER.fullmatch(words) and not _SITE.search(words) else None
    return None
