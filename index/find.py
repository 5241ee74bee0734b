"""Paths → the files under them, archives opened, each read only when it is its turn."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from errno import ELOOP, ENOENT
from functools import lru_cache
from pathlib import Path

from index.errors import of_system
from index.messages import say
from index.read import File, Unreadable
from index.read.archive import PASSED_OVER, is_archive, members
from index.sidecar import is_register, parse_register

ISSUE_NOTES, PAPER_NOTES, REGISTER = "issue.toml", "paper.toml", "register.csv"
NOTES = (ISSUE_NOTES, REGISTER, PAPER_NOTES)
"""Files that say something about others in their folder and below it."""
_TOML = re.compile(r"\.toml(\.[^.]+)?$", re.IGNORECASE)
_HEAD = 1 << 12
_AT_REST = 2_000_000_000
"""Nanoseconds since a file was touched after which a further touch shows, also where times are kept in seconds."""
GONE = (FileNotFoundError, NotADirectoryError)
"""The errors of a path at which there is nothing."""
_OWN = frozenset(("current", "files", "generations", "inputs", "lock", "seen.sqlite", "site.toml", "sites.toml"))
"""What a store consists of, and what is said of its site beside it."""


Stamp = tuple[int, int, int, int]
"""A file's size, the times in ns when its bytes and when it was changed last, and its number on the disk.

A copy that keeps the first time, as a backup does, does not keep the second.
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A file as found: ``path`` is absolute, for a member of an archive the archive's path and its own.

    ``given`` is the path as typed, ``head`` how the file begins; ``stamp`` is that of the file or its archive, None if
    it was touched this moment. Two are equal when they stand in the same place.
    """

    path: Path
    given: str
    head: bytes = field(compare=False)
    load: Callable[[], bytes] = field(compare=False, repr=False)
    stamp: Stamp | None = field(default=None, compare=False)

    def file(self) -> File:
        """Read it; raises Unreadable."""
        try:
            return File(self.path, self.given, self.load())
        except OSError as error:
            raise Unreadable(self.given, _closed(error)) from None


def opened(found: Iterable[Found]) -> Iterator[File | Unreadable]:
    """Read each file, or say why it cannot be read."""
    for each in found:
        try:
            yield each.file()
        except Unreadable as error:
            yield error


def sha256(data: bytes) -> str:
    """The hash that the bytes of an input are kept under."""
    return hashlib.sha256(data).hexdigest()


def find(paths: Sequence[Path], store: Path | None = None) -> Iterator[Found | Unreadable]:
    """The files under ``paths`` in the order of their names, and the notes that lie beside or above what was given.

    Hidden files, ``README``s and what a ``store`` keeps are passed over. Notes that are about nothing, and rows of a
    register that are, are yielded as the Unreadable that says so.
    """
    found = list(_found(paths, store.resolve() if store else None))
    yield from _without_idle_notes(found)
    yield from _idle_rows(found, [legible(path.resolve()) for path in paths])


def unreached(path: Path) -> OSError | None:
    """Why nothing can be read at a path: it is not there (``GONE``), or the system does not let us look."""
    try:
        path.stat()
    except OSError as error:
        return error
    return None


def _found(paths: Iterable[Path], own: Path | None) -> Iterator[Found | Unreadable]:
    for path in paths:
        if error := unreached(path):
            yield Unreadable(str(legible(path)), _closed(error))
            continue
        root, (files, closed) = path.resolve(), _files(path)
        yield from closed
        papers = (file for file in files if own is None or not _is_of(own, root / file.relative_to(path), root))
        for file in (*_above(root), *papers):
            yield from _open(file)


def _without_idle_notes(found: Sequence[Found | Unreadable]) -> Iterator[Found | Unreadable]:
    """Put, for notes that are called wrongly or belong to nothing, what is wrong with them."""
    papers = [path for path in map(_place, found) if not _TOML.search(path.name)]
    about = {path.with_suffix(".toml") for path in papers}
    folders = {folder for path in papers for folder in path.parents}
    for each in found:
        if not isinstance(each, Found) or not (match := _TOML.search(each.path.name)):
            yield each
        elif match[1]:
            right = each.path.name[: match.start(1)]
            yield Unreadable(
                each.given, say("这样命名不起作用：请改名为 {name}（Windows 会隐藏文件的后缀）", name=right)
            )
        elif each.path in about or (each.path.name in NOTES and each.path.parent in folders):
            yield each
        else:
            yield Unreadable(each.given, say("没有用上：这里没有它所说的报纸文件，请核对文件名和所在目录"))


def _place(each: Found | Unreadable) -> Path:
    return each.path if isinstance(each, Found) else Path(each.source).resolve()


def _idle_rows(found: Sequence[Found | Unreadable], wholes: Sequence[Path]) -> Iterator[Unreadable]:
    """Say of registers which rows are about no file; only of those in a folder or archive of which all is given."""
    by_name: dict[str, list[Path]] = {}
    for path in (places := {*map(_place, found)}):
        by_name.setdefault(path.name, []).append(path)
    for each in found:
        folder = _place(each).parent
        is_whole = any(folder.is_relative_to(whole) for whole in wholes)
        if not isinstance(each, Found) or each.path.suffix.lower() != ".csv" or not is_whole:
            continue
        with suppress(Unreadable):  # what is wrong with a register is said where it is read
            file = each.file()
            if not is_register(file):  # a table of articles: to look for its rows among all that was found takes long
                continue
            rows = (row for row in parse_register(file) if folder / row not in places)
            if idle := [row for row in rows if not any(p.is_relative_to(folder) for p in by_name.get(row, ()))]:
                names = say("、").join(idle[:3])
                yield Unreadable(
                    each.given,
                    say(
                        "{rows} 行没有用上（报纸照常收录）：没有文件 {names}，请核对文件名", rows=len(idle), names=names
                    ),
                )


def legible(path: Path) -> Path:
    """The path as it can be kept and shown: names that are not in the system's encoding as GB18030, else escaped."""
    return Path(*map(_name, path.parts))


def _name(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        with suppress(UnicodeDecodeError):
            return raw.decode("gb18030")
        return raw.decode(errors="backslashreplace")
    return name


def _above(path: Path) -> Iterator[Path]:
    """Notes that are about ``path`` and not in it, as far up as the folder that the paper's own notes lie in."""
    if path.is_file() and (beside := path.with_suffix(".toml")) != path and beside.is_file():
        yield beside
    for folder in path.parents:
        yield from (folder / name for name in NOTES if (folder / name) != path and (folder / name).is_file())
        if (folder / PAPER_NOTES).is_file():
            return


def _files(path: Path) -> tuple[list[Path], list[Unreadable]]:
    """The files at or under a path in the order of their names, and what under it cannot be looked into, and why."""
    if path.is_file():
        return [path], []
    errors: list[OSError] = []
    files, closed = list[Path](), dict[Path, str]()
    linked = say("是目录的链接，没有打开：请直接给出它所指的目录")
    for folder, folders, names in os.walk(path, onerror=errors.append):
        files += (Path(folder, name) for name in names)
        closed |= {each: linked for name in folders if (each := Path(folder, name)).is_symlink()}
    shut = {file: error for file in files if (error := unreached(file)) and error.errno != ELOOP}
    broken = say("链接所指的文件不在了：请修好或删去这个链接")
    closed |= {file: broken if isinstance(error, GONE) else _closed(error) for file, error in shut.items()}
    closed |= {Path(error.filename): _closed(error) for error in errors}
    found = sorted(file for file in files if file not in shut and _counts(file.relative_to(path)) and file.is_file())
    return found, [
        Unreadable(str(legible(each)), why) for each, why in closed.items() if _counts(each.relative_to(path))
    ]


def _is_of(store: Path, file: Path, given: Path) -> bool:
    """Does a file belong to a store, which may lie among the papers given, or have been made in their folder?"""
    return file.is_relative_to(store) and (given != store or file.relative_to(store).parts[0] in _OWN)


def _counts(file: Path) -> bool:
    """Is a file neither hidden, nor a ``README``, nor what Word leaves beside an open file or a system in a folder?"""
    left = file.name.startswith("~$") or not PASSED_OVER.isdisjoint(file.parts)
    return not (left or file.stem.upper() == "README" or any(part[0] == "." for part in file.parts))


def _open(path: Path) -> Iterator[Found | Unreadable]:
    """The file itself, or the files in it when it is an archive."""
    try:
        said = path.stat()
        stamp = said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino
        at_rest = time.time_ns() - max(said.st_mtime_ns, said.st_ctime_ns) > _AT_REST
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
        found = Found(legible(path.resolve()), str(legible(path)), head, path.read_bytes, stamp if at_rest else None)
        if not head.startswith(b"PK") or not is_archive(file := found.file()):
            yield found
            return
        for member in members(file):
            yield member if isinstance(member, Unreadable) else _packed(member, path, found.stamp)
    except OSError as error:
        yield Unreadable(str(legible(path)), _closed(error))
    except Unreadable as error:
        yield error


def _closed(error: OSError) -> str:
    gone = say("没有这个文件或目录：请检查路径")
    return gone if isinstance(error, GONE) else say("读不了（{error}）：请检查文件权限", error=of_system(error))


def _packed(member: File, archive: Path, stamp: Stamp | None) -> Found:
    """A member of an archive, which is opened again when it is the member's turn: not all of them fit in memory."""
    path = Path(member.path)

    def load() -> bytes:
        said = archive.stat()
        unpacked = _unpacked(archive, (said.st_size, said.st_mtime_ns, said.st_ctime_ns))
        if path not in unpacked:
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(path))
        return unpacked[path]

    return Found(path, member.given, member.data[:_HEAD], load, stamp)


@lru_cache(maxsize=1)
def _unpacked(archive: Path, _: tuple[int, ...]) -> Mapping[Path, bytes]:
    """The members of the archive that was opened last, as it was when it had such a size and times."""
    file = File(legible(archive.resolve()), str(legible(archive)), archive.read_bytes())
    return {Path(each.path): each.data for each in members(file) if isinstance(each, File)}
