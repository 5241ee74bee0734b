"""The image map of an e-paper page: which links it has, and where on the picture each of them is printed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath, PurePosixPath
from urllib.parse import unquote

from index.document import Area
from index.read.html.markup import Element, Markup

_NUMBER = re.compile(r"-?\d{1,7}(?:\.\d{1,12})?")
_ARTICLE = re.compile(r"content_\w+|con_\w+|nw\.[\w.]+-\w+|\d{1,3}-\d{1,3}", re.IGNORECASE)
_PAGE = re.compile(r"node|layout|index|nbs\.", re.IGNORECASE)
_ID = re.compile(r"(?:content|con)_(?:\w+_)?(\d+)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def stem(path: str) -> str:
    """A file's name without folders and ending, in lower case.

    >>> stem("html/2017-04/23/nw.D110000renmrb_20170423_1-11.htm")
    'nw.d110000renmrb_20170423_1-11'
    """
    return PurePosixPath(path).stem.lower()


def article_id(name: str) -> str | None:
    """The number by which the publishing system knows an article, from its file's stem.

    >>> article_id("content_401862"), article_id("content_2_401862"), article_id("node_3")
    ('401862', '401862', None)
    """
    match = _ID.match(name)
    return match[1] if match else None


def article_links(markup: Markup, path: PurePath) -> tuple[str, ...]:
    """Return the paths of the articles that a page lists, in the order of its list; those only on the map follow."""
    mapped = [target for element in markup.root.iter("area") if (target := _target(element, path))]
    within = frozenset(mapped)
    linked = (target for element in markup.root.iter("a") if (target := _target(element, path)))
    listed = [target for target in linked if target in within or _ARTICLE.fullmatch(stem(target))]
    return tuple(dict.fromkeys([*listed, *mapped]))


def _target(element: Element, path: PurePath) -> str | None:
    """Where a link leads as a path beside ``path``; None where that is not another file, or a page and no article."""
    href = element.get("href", "").strip().partition("#")[0].partition("?")[0]
    if not href or (_ABSOLUTE.match(href) and not href.lower().startswith("http")):
        return None
    if _PAGE.match(stem(href)) or not stem(href):
        return None
    return resolved(href, path)


def resolved(href: str, path: PurePath) -> str:
    """Resolve a relative reference against the path of the file that makes it; addresses stay as they are.

    >>> resolved("../../../content/202412/25/content_1.html", PurePath("pc/layout/202412/25/node_01.html"))
    'pc/content/202412/25/content_1.html'
    """
    if _ABSOLUTE.match(href):
        return href
    return posixpath.normpath(posixpath.join(path.parent.as_posix(), unquote(href)))


def areas(markup: Markup, path: PurePath, given: str, picture: str | None) -> Mapping[str, Area]:
    """Return where each article is printed, by the path that its link leads to.

    Coordinates are pixels of the picture that the map lies over; ``picture`` stands in where the page does not show
    it. An article printed in several areas has the first.
    """
    shown = next((each.get("src", "") for each in markup.root.iter("img") if each.get("usemap")), "")
    seen = resolved(shown, PurePath(given)) if shown else picture or given
    found: dict[str, Area] = {}
    for element in markup.root.iter("area"):
        target, points = _target(element, path), tuple(_points(element))
        if target and len(points) > 2:
            found.setdefault(target, Area(seen, 0, points))
    return found


def _points(element: Element) -> Iterator[tuple[float, float]]:
    """The corners of a polygon; those of a rectangle, clockwise."""
    numbers = [float(number) for number in _NUMBER.findall(element.get("coords", ""))]
    if element.get("shape", "").lower().startswith("rect") and len(numbers) == 4:
        left, top, right, bottom = numbers
        yield from ((left, top), (right, top), (right, bottom), (left, bottom))
    elif not element.get("shape", "").lower().startswith("circ"):
        yield from zip(numbers[::2], numbers[1::2], strict=False)
