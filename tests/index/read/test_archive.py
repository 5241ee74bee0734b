from __future__ import annotations

import io
import stat
import struct
from collections.abc import Mapping
from pathlib import PurePath
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.read import archive
from index.read.archive import is_archive, members
from index.read.source import File, Unreadable
from tests.files import of_text
from tests.stress import examples


def zipped(files: Mapping[str | ZipInfo, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    raw = io.BytesIO()
    with ZipFile(raw, "w", method) as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    return raw.getvalue()


def file_of(raw: bytes) -> File:
    return File(PurePath("/archive/报.zip"), "库/报.zip", raw)


def read(files: Mapping[str | ZipInfo, str | bytes]) -> list[File | Unreadable]:
    return list(members(file_of(zipped(files))))


def refused(files: Mapping[str | ZipInfo, str | bytes]) -> Unreadable:
    (found,) = read(files)
    assert isinstance(found, Unreadable)
    return found


def renamed(raw: bytes, name: bytes, other: bytes) -> bytes:
    """The archive with a name of the same length in its headers."""
    assert len(name) == len(other)
    return raw.replace(name, other)


def test_the_files_come_in_the_order_of_their_names_and_know_their_place() -> None:
    first, second = read({"2031-03-12/02.txt": "乙", "2031-03-12/01.txt": "甲"})
    assert first == File(PurePath("/archive/报.zip/2031-03-12/01.txt"), "库/报.zip/2031-03-12/01.txt", "甲".encode())
    assert isinstance(second, File)
    assert second.given == "库/报.zip/2031-03-12/02.txt"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_flag_are_chinese_all_the_same(encoding: str) -> None:
    name = "澄江报\\第三版.txt".encode(encoding)
    raw = renamed(zipped({"x" * len(name): "甲"}), b"x" * len(name), name)
    (found,) = members(file_of(raw))
    assert isinstance(found, File)
    assert found.given == "库/报.zip/澄江报/第三版.txt"


def test_what_systems_leave_behind_is_passed_over() -> None:
    names = ("__MACOSX/a.txt", ".DS_Store", "报/.git/a.txt", "报/Thumbs.db", "报/README.md", "报/")
    assert read(dict.fromkeys(names, "甲")) == []


@pytest.mark.parametrize("name", ["../a.txt", "报/../../a.txt", "/etc/a.txt", "C:/a.txt", "报//a.txt", "报/a\x1b.txt"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert "之外" in refused({name: "甲"}).reason


def test_links_and_devices_are_refused() -> None:
    for mode in (stat.S_IFLNK, stat.S_IFCHR):
        info = ZipInfo("a.txt")
        info.external_attr = (mode | 0o644) << 16
        assert "链接" in refused({info: "/etc/passwd"}).reason


def test_a_zip_in_the_zip_is_refused_and_a_document_is_not() -> None:
    found = read({"a.zip": zipped({"b.txt": "甲"}), "b.docx": zipped({"[Content_Types].xml": ""})})
    assert [isinstance(each, File) for each in found] == [False, True]
    assert "还有压缩包" in str(found[0])


def test_an_encrypted_file_is_refused_and_the_others_are_read() -> None:
    raw = bytearray(zipped({"a.txt": "甲", "b.txt": "乙"}, ZIP_STORED))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    first, second = members(file_of(bytes(raw)))
    assert "密码" in str(first)
    assert isinstance(second, File)


def test_a_file_whose_checksum_is_wrong_is_refused_alone() -> None:
    first, second = members(file_of(zipped({"a.txt": "AAAA", "b.txt": "乙"}, ZIP_STORED).replace(b"AAAA", b"AAAB")))
    assert "已损坏" in str(first)
    assert isinstance(second, File)


def test_two_files_of_one_name_are_told() -> None:
    first, second = members(file_of(renamed(zipped({"a.txt": "甲", "b.txt": "乙"}), b"b.txt", b"a.txt")))
    assert isinstance(first, File)
    assert "同名" in str(second)


def test_another_way_of_packing_is_refused() -> None:
    (found,) = members(file_of(zipped({"a.txt": "甲" * 99}, ZIP_BZIP2)))
    assert "压缩方式" in str(found)


def test_a_bomb_is_not_opened() -> None:
    with pytest.raises(Unreadable, match="大得不像报纸"):
        list(members(file_of(zipped({"a.txt": bytes(1 << 25)}))))


def test_a_header_that_understates_gives_no_more_than_it_states() -> None:
    raw = zipped({"a.txt": bytes(1 << 20)})
    (found,) = members(file_of(raw.replace(struct.pack("<L", 1 << 20), struct.pack("<L", 10))))
    assert "已损坏" in str(found)


def test_overlapping_files_are_not_opened() -> None:
    raw = zipped({"a.txt": "甲" * 9, "b.txt": "甲" * 9}, ZIP_STORED)
    entry = raw.rindex(b"PK\x01\x02")
    with pytest.raises(Unreadable, match="重叠"):
        list(members(file_of(raw[: entry + 42] + struct.pack("<L", 0) + raw[entry + 46 :])))


def test_too_many_files_are_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST", 2)
    with pytest.raises(Unreadable, match="超过 2 个"):
        read({"a": "", "b": "", "c": ""})


def test_a_file_too_large_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MEMBER", 1 << 20)
    small, large = read({"a.txt": "甲", "b.txt": "b" * (1 << 20) + "b"})
    assert isinstance(small, File)
    assert "超过 1 MB" in str(large)


@pytest.mark.parametrize("kind", ["[Content_Types].xml", "OFD.xml", "mimetype"])
def test_a_document_is_no_archive(kind: str) -> None:
    assert not is_archive(file_of(zipped({kind: ""})))


def test_a_broken_zip_is_an_archive_and_says_so() -> None:
    broken = file_of(zipped({"a.txt": "甲"})[:40])
    assert is_archive(broken)
    with pytest.raises(Unreadable, match="已损坏"):
        list(members(broken))
    assert not is_archive(of_text(broken.data, "a.docx"))
    assert not is_archive(of_text("PK，是什么意思？"))
    assert list(members(file_of(zipped({})))) == []


SOUND = zipped({"2031/01.txt": "甲" * 50, "报/b.html": "<p>乙</p>", "c.zip": zipped({"d": "丁"})})


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=8), st.integers(0, len(SOUND)))
def test_whatever_the_bytes_are_files_or_reasons_come(flips: list[tuple[int, int]], cut: int) -> None:
    raw = bytearray(SOUND)
    for at, byte in flips:
        raw[at] = byte
    for data in (bytes(raw), bytes(raw[:cut])):
        try:
            found = list(members(file_of(data)))
        except Unreadable:
            continue
        assert all(".." not in each.path.parts for each in found if isinstance(each, File))
        assert all("\n" not in str(each) for each in found if isinstance(each, Unreadable))
