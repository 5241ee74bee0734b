"""Files found → sources: the files that are one issue together, and the notes that lie beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from urllib.parse import quote

from index.find import ISSUE_NOTES, NOTES, Found, opened
from index.read import File, Unreadable
from index.read.html import is_epaper, is_html
from index.read.source import page_from_name
from index.sidecar import IssueNotes, is_register, parse_register
from index.told import extract

_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff"))
_FURNITURE = frozenset((*_PICTURES, ".svg", ".ico", ".css", ".js", ".map", ".woff", ".woff2", ".ttf"))
_PARTED = frozenset(("layout", "content", "con"))
"""Folders that the newest e-paper sites part the pages and the articles of one issue into."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is read together as one issue: its files, and the notes about it, the nearest first.

    ``path`` stands for it in the manifest: its only file, or a name for all of them in their folder; ``given`` is the
    same as the user typed it.
    """

    path: Path
    given: str
    files: tuple[Found, ...]
    notes: tuple[Found, ...]
    epaper: bool


def gather(found: Sequence[Found]) -> list[Source | Unreadable]:
    """Sort files into sources, in the order of their first files.

    E-paper pages of one issue go together, and so do the numbered pages of one day in one folder. Pictures and scripts
    beside saved pages, or below them, belong to those and are no source, but a picture called after a page that none of
    them shows is a scan. A web page that cannot be read is no source either, but the Unreadable that says so.
    """
    found = list({each.path: each for each in found}.values())
    notes = {each for each in found if is_notes(each)}
    others = [each for each in found if each not in notes]
    pages = [each for each in others if is_html(_head(each))]
    saved = {each.path.parent for each in pages}
    scans: dict[PurePath, set[Found]] = defaultdict(set)
    for each in others:
        if each.path.suffix.lower() in _PICTURES and page_from_name(each.path):
            scans[each.path.parent].add(each)
    refused: dict[Found, Unreadable] = {}
    epaper: set[Found] = set()
    for each, file in zip(pages, opened(pages), strict=True):
        if isinstance(file, Unreadable):
            refused[each] = file
            continue
        scans[each.path.parent] -= {scan for scan in scans[each.path.parent] if _shows(file, scan.path.name)}
        if is_epaper(file):
            epaper.add(each)
    groups: dict[tuple[PurePath, bool], list[Found]] = defaultdict(list)
    for each in others:
        if each not in refused and (each in scans[each.path.parent] or not _is_furniture(each.path, saved)):
            groups[_whole(each, each in epaper), each in epaper].append(each)
    about, registers = _by_place(notes), _registers(notes)
    sources = (_source(name, files, whole, about) for (name, whole), files in groups.items())
    return [*refused.values(), *(replace(each, notes=tuple(_told(each, registers))) for each in sources)]


def _is_furniture(path: Path, saved: AbstractSet[Path]) -> bool:
    """Is a file of a kind that belongs to web pages saved in its folder, or above it?"""
    return path.suffix.lower() in _FURNITURE and not saved.isdisjoint(path.parents)


def _shows(page: File, picture: str) -> bool:
    """Does a web page name a picture, in its own encoding or as an address has it?"""
    spelt = map(re.escape, (picture.encode(), picture.encode("gb18030"), quote(picture).encode()))
    return any(re.search(rb"(?<!\w)" + name, page.data) for name in spelt)


def is_notes(each: Found) -> bool:
    """Is it written about other files: a ``.toml``, or a CSV that lists files?"""
    suffix = each.path.suffix.lower()
    try:
        return suffix == ".toml" or (suffix == ".csv" and is_register(each.file()))
    except Unreadable:
        return False


def _head(each: Found) -> File:
    return File(each.path, each.given, each.head)


def _whole(each: Found, epaper: bool) -> PurePath:
    """The name of the issue that a file is a page of; the file's own when it is a whole."""
    path = each.path
    if epaper:
        return PurePath(*(part for part in path.parent.parts if part not in _PARTED))
    page = page_from_name(path)
    if page is None:
        return path
    kind = "图" if path.suffix.lower() in _PICTURES else path.suffix.lower().lstrip(".")
    return path.parent / f"{page[1]}*版.{kind}"


def _source(name: PurePath, files: Sequence[Found], epaper: bool, about: Mapping[Path, Sequence[Found]]) -> Source:
    first = files[0]
    folder = PurePath(first.given).parent
    given = folder if epaper else folder / name.name
    beside = [first.path.with_suffix(".toml") for first in files]
    places = [*beside, *first.path.parents]
    return Source(
        path=Path(name),
        given=str(given),
        files=tuple(sorted(files, key=lambda each: each.path)),
        notes=tuple(note for place in places for note in about.get(place, ())),
        epaper=epaper,
    )


def _registers(notes: Iterable[Found]) -> Mapping[Found, Mapping[str, IssueNotes]]:
    """The rows of the registers among some notes; one with a mistake stays whole, and is refused where it is read."""
    found = dict[Found, Mapping[str, IssueNotes]]()
    for each in notes:
        if each.path.suffix.lower() != ".toml":
            with suppress(Unreadable):
                found[each] = parse_register(each.file())
    return found


def _told(source: Source, registers: Mapping[Found, Mapping[str, IssueNotes]]) -> Iterator[Found]:
    """The notes about a source, of registers only the rows about its files: what is said of others may change."""
    for note in source.notes:
        if note not in registers:
            yield note
        elif rows := extract(registers[note], note.path.parent, [file.path for file in source.files]):
            yield Found(note.path, note.given, rows, partial(bytes, rows))


def _by_place(notes: Iterable[Found]) -> Mapping[Path, Sequence[Found]]:
    """Notes by what they are about: everything in their folder and below, or the one file called like them."""
    placed: dict[Path, list[Found]] = defaultdict(list)
    for each in sorted(notes, key=lambda each: (each.path.name != ISSUE_NOTES, each.path)):
        general = each.path.name in NOTES or each.path.suffix.lower() != ".toml"
        placed[each.path.parent if general else each.path].append(each)
    return placed
