from __future__ import annotations

import gzip
import hashlib
import os
import stat
from pathlib import Path

import pytest

from index.errors import StoreError
from index.store.files import check_file, check_input, draft, file_of, keep_input, kept_input, replace, written


def words(path: Path) -> None:
    path.write_bytes(b"words")


def test_a_file_is_named_by_its_bytes_and_written_once(tmp_path: Path) -> None:
    name = written(tmp_path, ".txt", words)
    assert name == hashlib.sha256(b"words").hexdigest() + ".txt"
    before = (tmp_path / "files" / name).stat().st_mtime_ns
    assert written(tmp_path, ".txt", words) == name
    assert (tmp_path / "files" / name).stat().st_mtime_ns == before
    assert file_of(tmp_path, name).read_bytes() == b"words"


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    name = written(tmp_path, ".txt", words)
    (tmp_path / "files" / name).write_bytes(b"other")
    with pytest.raises(StoreError, match="已损坏"):
        check_file(tmp_path, name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="缺少文件 gone"):
        file_of(tmp_path, "gone")


def test_inputs_are_kept_byte_for_byte(tmp_path: Path) -> None:
    keep_input(tmp_path, "abc", b"\xff\x00paper")
    assert kept_input(tmp_path, "abc") == b"\xff\x00paper"
    assert gzip.decompress((tmp_path / "inputs" / "abc.gz").read_bytes()) == b"\xff\x00paper"


def test_an_input_that_is_not_what_was_read_is_found(tmp_path: Path) -> None:
    name = hashlib.sha256(b"paper").hexdigest()
    keep_input(tmp_path, name, b"paper")
    check_input(tmp_path, name)
    path = tmp_path / "inputs" / f"{name}.gz"
    path.write_bytes(gzip.compress(b"other"))
    with pytest.raises(StoreError, match=r"原件 .*已损坏"):
        check_input(tmp_path, name)
    path.write_bytes(gzip.compress(b"paper")[:-9])
    with pytest.raises(StoreError, match=r"原件 .*已损坏"):
        kept_input(tmp_path, name)
    path.unlink()
    with pytest.raises(StoreError, match="缺少原件"):
        kept_input(tmp_path, name)


def test_a_draft_that_was_not_moved_is_gone(tmp_path: Path) -> None:
    with draft(tmp_path / "files") as path:
        path.write_bytes(b"half")
    assert list((tmp_path / "files").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_who_may_read_a_store_is_what_the_umask_says(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        name = written(tmp_path, ".txt", words)
        keep_input(tmp_path, "abc", b"paper")
        replace(tmp_path / "current", b"000001")
        replace(tmp_path / "current", b"000002")
    finally:
        os.umask(before)
    files = (tmp_path / "files" / name, tmp_path / "inputs" / "abc.gz", tmp_path / "current")
    assert [stat.S_IMODE(each.stat().st_mode) for each in files] == [mode] * 3
