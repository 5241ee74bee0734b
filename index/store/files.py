"""The files of a store: written once, named by their SHA-256, never changed, and whole or not there at all."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

from index.errors import StoreError
from index.messages import say


@contextlib.contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """A new file of a folder to write to, as readable as others are made; what was not moved is gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".writing-{uuid4().hex}"
    path.touch(exist_ok=False)  # not of tempfile's: it shuts out the server, which may run as another user
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def written(store: Path, suffix: str, write: Callable[[Path], None]) -> str:
    """Put what ``write`` writes into ``files/``, for good, and return its name there; a file already there is kept."""
    with draft(store / "files") as path:
        write(path)
        with path.open("r+b") as file:
            name = hashlib.file_digest(file, "sha256").hexdigest() + suffix
            os.fsync(file.fileno())
        if not (store / "files" / name).is_file():
            move(path, store / "files" / name)
        return name


def file_of(store: Path, name: str) -> Path:
    """Where an immutable file is; StoreError when it is missing."""
    path = store / "files" / name
    if not path.is_file():
        raise StoreError(
            say(
                "库 {store} 缺少文件 {name}："
                "请退回上一代（python -m index rollback --store {store}），或用原文件重新 build 到新目录",
                store=store,
                name=name,
            )
        )
    return path


def check_file(store: Path, name: str) -> None:
    """StoreError when an immutable file is missing or its bytes are not what its name promises."""
    with file_of(store, name).open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != name.partition(".")[0]:
            raise damaged(store, name)


@contextlib.contextmanager
def intact(store: Path, name: str) -> Iterator[Path]:
    """An immutable file to be read; StoreError when it is missing, or the libraries cannot make sense of it."""
    path = file_of(store, name)
    try:
        yield path
    except (ValueError, TypeError, KeyError, RuntimeError) as error:
        raise damaged(store, name) from error


def damaged(store: Path, name: str) -> StoreError:
    """The error for a file whose bytes are not what they were."""
    return StoreError(
        say(
            "库 {store} 的文件 {name} 已损坏："
            "请退回上一代（python -m index rollback --store {store}），或用原文件重新 build 到新目录",
            store=store,
            name=name,
        )
    )


def keep_input(store: Path, sha256: str, data: bytes) -> None:
    """Keep what was read, compressed, under its hash."""
    if not is_kept(store, sha256):
        replace(_kept(store, sha256), gzip.compress(data, compresslevel=6, mtime=0))


def is_kept(store: Path, sha256: str) -> bool:
    """Are the bytes with this hash kept already?"""
    return _kept(store, sha256).is_file()


def kept_input(store: Path, sha256: str) -> bytes:
    """The bytes of an input as it was read; StoreError when they are missing or cannot be unpacked."""
    if not is_kept(store, sha256):
        raise StoreError(
            say("库 {store} 缺少原件 {sha256}.gz：请用原文件重新 build 到新目录", store=store, sha256=sha256)
        )
    try:
        return gzip.decompress(_kept(store, sha256).read_bytes())
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _spoilt(store, sha256) from error


def check_input(store: Path, sha256: str) -> None:
    """StoreError when an input is missing or not what was read."""
    if hashlib.sha256(kept_input(store, sha256)).hexdigest() != sha256:
        raise _spoilt(store, sha256)


def _kept(store: Path, sha256: str) -> Path:
    return store / "inputs" / f"{sha256}.gz"


def _spoilt(store: Path, sha256: str) -> StoreError:
    return StoreError(
        say("库 {store} 的原件 {sha256}.gz 已损坏：请用原文件重新 build 到新目录", store=store, sha256=sha256)
    )


def replace(path: Path, data: bytes) -> None:
    """Write a file so that a reader or a kill sees the old bytes or the new ones, never half of them."""
    with draft(path.parent) as fresh:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        move(fresh, path)


def move(draft: Path, path: Path) -> None:
    """The one step by which a file appears: all of it at once."""
    draft.replace(path)
