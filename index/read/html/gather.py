"""The pages of e-papers, each read on its own → issues: articles on the pages that list them, pages in order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from index.document import Area, Issue, Line, Page
from index.messages import message, say
from index.read.html.polygons import article_id, stem
from index.read.html.rows import Row
from index.read.source import Unreadable
from index.text.imprint import Imprint, agreed

_PLACEHOLDER = re.compile(
    r"[【（(]?(?:图片|图片报道|图片新闻|摄影|漫画|广告|公益广告|分类广告|报头|无标题|无题)\d*[】）)]?"
)
_NAMED = 3
"""How many missing files a refusal names."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file: where it says it was printed, the articles it lists, and its own article's rows (None: a list only).

    ``names`` are the stems it is known under, ``ids`` the numbers, ``order`` its place on its page, as far as its name
    tells. ``links`` and the keys of ``areas`` are paths.
    """

    path: PurePath
    given: str
    imprint: Imprint
    links: tuple[str, ...]
    areas: Mapping[str, Area]
    rows: tuple[Row, ...] | None
    names: frozenset[str]
    ids: frozenset[str]
    order: int | None
    numbered: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    """An article with its page and its place on it."""

    leaf: Leaf
    imprint: Imprint
    order: tuple[int, ...]
    area: Area | None


def gather(leaves: Sequence[Leaf]) -> Iterator[Issue | Unreadable]:
    """Yield the issues of the leaves, the oldest first, then what is missing or empty."""
    refused: list[Unreadable] = []
    placed: dict[PurePath, _Placed] = {}
    known = _Known([leaf for leaf in leaves if leaf.rows is not None])
    for contents in (leaf for leaf in leaves if leaf.rows is None):
        found = [(k, link, leaf) for k, link in enumerate(contents.links) if (leaf := known.at(link))]
        for k, link, leaf in found:
            area = contents.areas.get(link) or _own_area(leaf)
            told = contents.imprint.or_else(leaf.imprint)
            placed.setdefault(leaf.path, _Placed(leaf, told, (0, k), area))
        if reason := _missing(contents, {link for _, link, _ in found}):
            refused.append(Unreadable(contents.given, reason))
    for leaf in known.leaves:
        placed.setdefault(leaf.path, _Placed(leaf, leaf.imprint, _own_order(leaf), _own_area(leaf)))
    printed: list[_Placed] = []
    for each in placed.values():
        if any(row.role == "body" for row in each.leaf.rows or ()):
            printed.append(each)
        elif title := _lost(each.leaf.rows or ()):
            refused.append(Unreadable(each.leaf.given, say("文章页只有标题，没有正文：{title}", title=title[:30])))
    yield from _issues(_completed(printed))
    yield from refused


class _Known:
    """The article pages of a call, found by path, and where folders were flattened by name or number."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = leaves
        self._paths = {leaf.path.as_posix(): leaf for leaf in leaves}
        self._names: defaultdict[str, list[Leaf]] = defaultdict(list)
        for leaf in leaves:
            for name in leaf.names | leaf.ids:
                self._names[name].append(leaf)

    def at(self, link: str) -> Leaf | None:
        name = stem(link)
        others = self._names.get(name) or self._names.get(article_id(name) or "") or []
        return self._paths.get(link) or (others[0] if len(others) == 1 else None)


def _missing(contents: Leaf, found: set[str]) -> str | None:
    missing = [link for link in contents.links if link not in found]
    if not contents.links:
        return say("既没有文章，也没有列出文章的版面目录")
    if not missing:
        return None
    names = say("、").join(PurePath(link).name for link in missing[:_NAMED])
    names = say("{names}等", names=names) if len(missing) > _NAMED else names
    said = (
        message("版面目录列出 {listed} 篇，缺 {missing} 篇的文章页（{names}），请补齐")
        if found
        else message("只有版面目录，没有文章页：缺 {missing} 篇（{names}），请把文章页一并保存再收录")
    )
    return say(said, listed=len(contents.links), missing=len(missing), names=names)


def _own_order(leaf: Leaf) -> tuple[int, ...]:
    """Where an article stands that no page page lists: after those listed, as its own list or its name tells."""
    listed = [k for k, link in enumerate(leaf.links) if stem(link) in leaf.names]
    numbers = [int(number) for number in re.findall(r"\d{1,18}", leaf.path.stem)]
    return (1, *(listed[:1] or ([leaf.order] if leaf.order is not None else numbers)))


def _own_area(leaf: Leaf) -> Area | None:
    return next((area for link, area in leaf.areas.items() if stem(link) in leaf.names), None)


def _completed(placed: Sequence[_Placed]) -> Iterator[_Placed]:
    """Fill in the paper and the date where all other pages of the folder, else of the call, agree on them."""
    papers: defaultdict[PurePath | None, set[str]] = defaultdict(set)
    dates: defaultdict[PurePath | None, set[str]] = defaultdict(set)
    for each in placed:
        for place in (each.leaf.path.parent, None):
            papers[place] |= {paper for paper in (each.imprint.paper,) if paper}
            dates[place] |= {date for date in (each.imprint.date,) if date}
    for each in placed:
        near = each.leaf.path.parent
        told = (agreed(known[near] or known[None]) for known in (papers, dates))
        yield replace(each, imprint=each.imprint.or_else(Imprint(*told)))


def _issues(placed: Iterable[_Placed]) -> Iterator[Issue]:
    issues: defaultdict[tuple[str, str, str], list[_Placed]] = defaultdict(list)
    for each in placed:
        place = "" if each.imprint.date else each.leaf.path.parent.as_posix()
        issues[each.imprint.date or "", each.imprint.paper or "", place].append(each)
    folders = [PurePath(each[0].leaf.given).parent for each in issues.values()]
    for (date, paper, _), articles in sorted(issues.items()):
        folder, source = PurePath(articles[0].leaf.given).parent, articles[0].leaf.given
        alone = folders.count(folder) == 1 and folder != PurePath()
        yield Issue(
            key=folder.as_posix() if alone else PurePath(source).as_posix(),
            source=source,
            pages=tuple(_pages(articles)),
            paper=paper or None,
            date=date or None,
            form="html",
        )


def _pages(articles: Sequence[_Placed]) -> Iterator[Page]:
    """The pages by number, those without one last; articles count through the whole issue."""
    pages: defaultdict[tuple[bool, str, int, str], list[_Placed]] = defaultdict(list)
    for each in articles:
        number = each.imprint.page or ""
        letter, digits = re.sub(r"\d", "", number), re.sub(r"\D", "", number)
        pages[not number, letter, int(digits or 0), "" if number else each.imprint.section or ""].append(each)
    count = 0
    for _, printed in sorted(pages.items()):
        lines: list[Line] = []
        for each in sorted(printed, key=lambda one: one.order):
            lines += _lines(each, count)
            count += 1
        section = next((each.imprint.section for each in printed if each.imprint.section), None)
        yield Page(printed[0].imprint.page, section, tuple(lines))


def _lines(each: _Placed, article: int) -> Iterator[Line]:
    for k, row in enumerate(each.leaf.rows or (), 1):
        number = row.line if each.leaf.numbered else k
        yield Line(each.leaf.given, number, row.text, row.role, article, area=each.area)


def _lost(rows: Sequence[Row]) -> str | None:
    """The title of an article without text, unless it only says that there is a picture or an advertisement."""
    titles = [row.text for row in rows if row.role == "title" and not _PLACEHOLDER.fullmatch(row.text)]
    return titles[0] if titles else None
