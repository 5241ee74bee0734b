"""E-paper pages of the 方正 (Founder) kind, saved as HTML → Issues.

One parser for three generations of the system and their kin, keyed on what they share: the machine-readable tail
(``enpproperty``), the image map with its polygons, the places of headline and text (``#ozoom``, ``founder-content``,
``enpcontent``, ``td.font01``, ``h3``/``h1``/``h2``, ``p.sec``, ``dzb-…-box``, ``cms-content``). Page pages were tried
on real ones of the first and the third generation; article pages, and the second generation, are built from what is
known of the formats and untested against real files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.document import Issue
from index.read.html.gather import Leaf, gather
from index.read.html.markup import Markup, is_html, parse
from index.read.html.polygons import areas, article_id, article_links, stem
from index.read.html.properties import imprint, properties
from index.read.html.rows import rows
from index.read.source import File, Unreadable
from index.text.imprint import Imprint
from index.text.printed import iso_date, page_label

_SIGNS = re.compile(
    rb"enpproperty|enpcontent|founder-(?:content|title|date)|npm:article|id=[\"']?ozoom|usemap=[\"']?#pagepicmap"
    rb"|id=[\"']?pagelink|<cms-content|dzb-(?:title|desc)-box",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S{1,500})")
_NUMBERED = re.compile(r"nw\.[a-z]\d+[a-z]+_(\d{8})_(\d+)-([a-z]?\d+)")
_PEEK = 1 << 12
_FOLDERS = re.compile(r"(\d{4})-?(\d{2})/(\d{2})(?:/|$)")


def is_epaper(file: File) -> bool:
    """Does the page bear the signs of an e-paper system? Told from its bytes, without parsing."""
    return is_html(file) and _SIGNS.search(file.data) is not None


def read_epaper(files: Sequence[File]) -> Iterator[Issue | Unreadable]:
    """Read all e-paper pages of a folder: page pages and the article pages that they list, of one issue or several.

    Articles stand on the page that lists them, in the order of the list; those that no page lists stand where they
    say themselves. ``Line.area`` is the article's polygon on the picture of its page. A page that cannot be read, and
    a list whose articles are missing, is yielded as the Unreadable that says so. Raises nothing.
    """
    leaves: list[Leaf] = []
    for file in files:
        try:
            leaves.append(_leaf(file))
        except Unreadable as error:
            yield error
    yield from gather(leaves)


def _leaf(file: File) -> Leaf:
    """Read one file: what it says of where it was printed, what it lists, and the article on it, if there is one."""
    markup = parse(file)
    stated = properties(markup)
    address = _address(markup)
    names = frozenset({stem(file.path.as_posix()), stem(address)} - {""})
    numbered = next((match for name in sorted(names) if (match := _NUMBERED.fullmatch(name))), None)
    ids = {article_id(name) for name in names} | set(stated.get("id", ()))
    return Leaf(
        path=file.path,
        given=file.given,
        imprint=_dated(imprint(markup, stated, file.path.name), numbered, address),
        links=article_links(markup, file.path),
        areas=areas(markup, file.path, file.given, "".join(stated.get("picture", ())) or None),
        rows=None if "".join(stated.get("type", ())) == "2" else rows(markup, stated),
        names=names,
        ids=frozenset(each for each in ids if each),
        order=int(numbered[2]) if numbered else None,
        numbered=markup.numbered,
    )


def _address(markup: Markup) -> str:
    """The address that a browser wrote down when it saved the page, without its query."""
    saved = _SAVED_FROM.search(markup.text[:_PEEK])
    return saved[1].partition("?")[0] if saved else ""


def _dated(told: Imprint, numbered: re.Match[str] | None, address: str) -> Imprint:
    """Fill in what only the address tells: nw.D110000renmrb_20170423_1-11 is article 1 of page 11, …/2017-04/23/…."""
    folder = _FOLDERS.search(address)
    day = iso_date(numbered[1]) if numbered else iso_date("-".join(folder.groups())) if folder else None
    page = page_label(numbered[3]) if numbered else None
    return told.or_else(Imprint(date=day, page=page))
