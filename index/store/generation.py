"""Generations: manifests naming immutable, content-hashed files, and the pointer that says which one serves.

A store directory holds ``current`` (the pointer: one generation's name), ``generations/NAME.json`` (manifests),
``files/`` (immutable, named by their SHA-256, shared between generations) and ``inputs/`` (what was read, compressed).
Everything is written beside its place and moved into it; the pointer last. Killed anywhere, the old generation serves.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace as with_
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from index.errors import StoreError
from index.messages import say
from index.sidecar import PaperNotes
from index.store.files import replace

STORE_VERSION = 6
POINTER = "current"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are kept under their hash: ``path`` is absolute, ``given`` as typed."""

    path: str
    given: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Input:
    """Files that were read together as one issue, and the notes about them.

    ``id`` stays with it when it moves or changes; ``path`` is that of its file, or names all of them. ``left_to``
    are the inputs that have, as better forms or copies of the same issue, those of its articles that were left out;
    ``stayed`` are the ids of those that its files had once and have no more: absence removes nothing.
    """

    id: str
    path: str
    given: str
    files: tuple[Kept, ...]
    notes: tuple[Kept, ...]
    epaper: bool
    paper: str | None
    date: str | None
    left_to: tuple[str, ...] = ()
    stayed: tuple[str, ...] = ()

    @property
    def bytes(self) -> tuple[str, ...]:
        """The hashes of its files."""
        return tuple(each.sha256 for each in self.files)

    @property
    def recipe(self) -> tuple[object, ...]:
        """All that its articles depend on."""
        return self.bytes, tuple(each.sha256 for each in self.notes), self.paper, self.date


@dataclass(frozen=True, slots=True)
class PartFiles:
    """The files of one part by name, how many articles and passages it has, and the rows of articles dead by now.

    ``codes`` are those of its vectors, none while they are few enough to be searched one by one.
    """

    size: int
    passages: int
    catalogue: str
    columns: str
    codes: tuple[str, ...] = ()
    dead: tuple[int, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All file names."""
        return self.catalogue, self.columns, *self.codes


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation: what it was built from and with, and the files it consists of.

    ``identity`` and ``projection`` are those of the encoder and of the projection of its token states, if it has one.
    ``follows`` is the generation that served when it was built. Nothing reads ``dimensions``: a server that still runs
    with an earlier program would call a manifest without it damaged.
    """

    version: int
    generation: str
    built_at: str
    encoder: str
    form: str
    identity: str
    projection: str | None
    dimensions: int
    text_version: int
    articles: int
    passages: int
    papers: tuple[PaperNotes, ...]
    parts: tuple[PartFiles, ...]
    background: str
    follows: str | None = None

    @property
    def names(self) -> set[str]:
        """Every file of ``files/`` that this generation needs."""
        return {self.background, *(name for part in self.parts for name in part.names)}


_MANIFEST = TypeAdapter(Manifest)


def current(store: Path) -> Manifest:
    """The manifest that serves; StoreError when there is none that this version can read."""
    return manifest(store, pointed(store))


def pointed(store: Path) -> str:
    """The name of the generation that serves, be its manifest sound or not; StoreError when there is none."""
    check_built(store)
    name = (store / POINTER).read_bytes().decode(errors="replace").strip()
    if not name.isdecimal():
        path, kept = store / POINTER, say("、").join(generations(store))
        raise StoreError(
            say("{path} 已损坏：请用 python -m index rollback --to 指定一代（有：{kept}）", path=path, kept=kept)
        )
    return name


def check_built(store: Path) -> None:
    """StoreError when a store was never built, or its name was mistyped."""
    if not (store / POINTER).is_file():
        raise StoreError(
            say("{store} 里没有建好的库：请先运行 python -m index build 报纸文件 --store {store}", store=store)
        )


def manifest(store: Path, name: str) -> Manifest:
    """The manifest of the generation called ``name``."""
    path = store / "generations" / f"{name}.json"
    if not path.is_file():
        raise StoreError(
            say("{store} 里没有第 {name} 代：用 python -m index info --store {store} 看有哪些", store=store, name=name)
        )
    data = path.read_bytes()
    version = _version(path, data)
    if version != STORE_VERSION:
        raise StoreError(
            say(
                "{store} 是第 {version} 版格式的库，本程序读第 {ours} 版："
                "请换对应版本的程序，或用原文件重新 build 到新目录",
                store=store,
                version=version,
                ours=STORE_VERSION,
            )
        )
    try:
        return _MANIFEST.validate_json(data)
    except ValidationError as error:
        said = say("{path} 已损坏：请用 python -m index rollback --store {store} 退回上一代", path=path, store=store)
        raise StoreError(said) from error


def _version(path: Path, data: bytes) -> int:
    try:
        return TypeAdapter(dict[str, object]).validate_json(data).get("version", 0)  # type: ignore[return-value]
    except ValidationError as error:
        raise StoreError(say("{path} 已损坏：请用 python -m index rollback 退回上一代", path=path)) from error


def generations(store: Path) -> list[str]:
    """The names of all generations, oldest first."""
    return sorted(path.stem for path in (store / "generations").glob("*.json") if path.stem.isdecimal())


def size(store: Path) -> int:
    """The bytes of all files of a store; of those that a build removes meanwhile as many as are still there."""
    total = 0
    for path in store.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size if path.is_file() else 0
    return total


def preceding(store: Path, name: str) -> str | None:
    """The generation to go back to from the one called ``name``: that which it follows, or the last one before that.

    Of a damaged manifest, or one that does not say what it follows, the last one before itself.
    """
    try:
        follows = manifest(store, name).follows
    except StoreError:
        follows = None
    earlier = [each for each in generations(store) if each < name and (follows is None or each <= follows)]
    return earlier[-1] if earlier else None


def publish(store: Path, manifest: Manifest) -> None:
    """Write the manifest, as one that follows what serves, then swing the pointer to it: from here on it serves."""
    follows = pointed(store) if (store / POINTER).is_file() else None
    written = _MANIFEST.dump_json(with_(manifest, follows=follows), indent=1)
    replace(store / "generations" / f"{manifest.generation}.json", written)
    point(store, manifest.generation)


def point(store: Path, name: str) -> None:
    """Let the generation called ``name`` serve."""
    replace(store / POINTER, name.encode())


@contextlib.contextmanager
def exclusive(store: Path) -> Iterator[None]:
    """Hold the store for writing; StoreError when another build holds it.

    A folder that was made for it goes again when nothing was written: its name may have been mistyped.
    """
    made, lock = not store.exists(), store / "lock"
    try:
        store.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=0):
            try:
                yield
            finally:
                if made and [*store.iterdir()] == [lock]:
                    shutil.rmtree(store, ignore_errors=True)
    except Timeout as error:
        raise StoreError(say("{store} 正由另一个进程重建：等它结束后再试", store=store)) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise StoreError(say("{store} 不是目录：请换一个 --store", store=store)) from error
