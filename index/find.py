"""Paths → the files under them, archives opened, each read only when it is its turn."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from index.messages import say
from index.read import File, Unreadable
from index.read.archive import is_archive, members

ISSUE_NOTES, PAPER_NOTES, REGISTER = "issue.toml", "paper.toml", "register.csv"
NOTES = (ISSUE_NOTES, REGISTER, PAPER_NOTES)
"""Files that say something about others in their folder and below it."""
_HEAD = 1 << 12
_OWN = frozenset(("current", "files", "generations", "inputs", "lock"))
"""What a store consists of."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file as found: ``path`` is absolute, for a member of an archive the archive's path and its own.

    ``given`` is the path as typed, ``head`` how the file begins. Two are equal when they stand in the same place.
    """

    path: Path
    given: str
    head: bytes = field(compare=False)
    load: Callable[[], bytes] = field(compare=False, repr=False)

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

    Hidden files, ``README``s and what a ``store`` keeps are passed over.
    """
    own = store.resolve() if store else None
    for path in paths:
        if not path.exists():
            yield Unreadable(_shown(path), say("没有这个文件或目录：请检查路径"))
            continue
        root, (files, closed) = path.resolve(), _files(path)
        yield from (Unreadable(_shown(Path(error.filename)), _closed(error)) for error in closed)
        papers = (file for file in files if own is None or not _is_of(own, root / file.relative_to(path), root))
        for file in (*_above(root), *papers):
            yield from _open(file)


def _shown(path: Path) -> str:
    return str(legible(path))


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


def _files(path: Path) -> tuple[list[Path], list[OSError]]:
    """The files at or under a path in the order of their names, and why folders could not be looked into."""
    if path.is_file():
        return [path], []
    closed: list[OSError] = []
    under = (Path(folder, name) for folder, _, names in os.walk(path, onerror=closed.append) for name in names)
    return sorted(file for file in under if _counts(file.relative_to(path)) and file.is_file()), closed


def _is_of(store: Path, file: Path, given: Path) -> bool:
    """Does a file belong to a store, which may lie among the papers given, or have been made in their folder?"""
    if not file.is_relative_to(store):
        return False
    return given != store or file.relative_to(store).parts[0] in _OWN


def _counts(file: Path) -> bool:
    """Is a file neither hidden, nor a ``README``, nor what Word leaves beside a file that is open?"""
    return not (file.stem.upper() == "README" or file.name.startswith("~$") or any(p[0] == "." for p in file.parts))


def _open(path: Path) -> Iterator[Found | Unreadable]:
    """The file itself, or the files in it when it is an archive."""
    try:
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
        found = Found(legible(path.resolve()), _shown(path), head, path.read_bytes)
        if not head.startswith(b"PK") or not is_archive(file := found.file()):
            yield found
            return
        for member in members(file):
            yield member if isinstance(member, Unreadable) else held(member)
    except OSError as error:
        yield Unreadable(_shown(path), _closed(error))
    except Unreadable as error:
        yield error


def _closed(error: OSError) -> str:
    return say("读不了（{error}）：请检查文件权限", error=error.strerror)


def held(file: File) -> Found:
    """A file whose bytes are already here."""
    return Found(Path(file.path), file.given, file.data[:_HEAD], lambda: file.data)
