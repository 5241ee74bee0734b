"""A zip of a folder of issues → its files, in memory; nothing is written to disk and no header is trusted."""

from __future__ import annotations

import io
import stat
import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from index.messages import say
from index.read.source import File, Unreadable

_MEMBER = 1 << 29
"""Bytes of one member unpacked."""
_MOST = 20_000
"""Members."""
_RATIO, _SMALL, _LARGEST = 200, 1 << 24, 1 << 31
"""How many times its size a file may grow unpacked, from 16 MB on, and the most bytes of all."""
_ENTRY, _EMPTY, _LOCAL = b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04"
_HEADER = 30
"""Bytes before the name in the header of a member (APPNOTE.TXT 4.3.7)."""
_ENCRYPTED, _UTF8 = 0x1, 0x800
_KINDS = frozenset(("[Content_Types].xml", "OFD.xml", "mimetype", "META-INF/container.xml"))
"""Members by which a zip is a document (Office Open XML, OFD, OpenDocument, EPUB) and not a folder."""
_DOCUMENTS = frozenset((".docx", ".docm", ".xlsx", ".pptx", ".epub", ".ofd", ".odt", ".ods"))
PASSED_OVER = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini"))
"""What systems leave in folders."""
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError, RuntimeError, OverflowError, IndexError)
"""What zipfile raises on bytes that are no zip, or not all of one (NotImplementedError is a RuntimeError)."""


def most_unpacked(size: int) -> int:
    """How many bytes may come of so many that are packed: text grows tenfold, zeros a thousandfold.

    >>> most_unpacked(1000), most_unpacked(1 << 30)
    (16977216, 2147483648)
    """
    return min(_LARGEST, _SMALL + _RATIO * size)


def is_archive(file: File) -> bool:
    """Is it a zip of files, and not a document that is a zip inside (DOCX, XLSX, EPUB, OFD)?"""
    if not file.data.startswith((_LOCAL, _EMPTY)):
        return False
    names = names_in(file)
    return _KINDS.isdisjoint(names) if names else file.path.suffix.lower() not in _DOCUMENTS


def names_in(file: File) -> frozenset[str]:
    """The names of the members of a zip; none for what is no zip, or a broken one."""
    try:
        with ZipFile(io.BytesIO(file.data)) as opened:
            return frozenset(opened.namelist())
    except _BROKEN:
        return frozenset()


def members(file: File) -> Iterator[File | Unreadable]:
    """Read the files in a zip in the order of their names; hidden ones and ``README``s are passed over.

    Names without the UTF-8 flag are GB18030, as Chinese Windows writes them, or UTF-8 all the same. A member that
    cannot be used (it leads out of the archive, is a link, encrypted, broken, a zip itself) is yielded as the
    Unreadable that says so. Raises Unreadable for an archive that is broken, or larger inside than text would be.
    """
    with open_zip(file, _LARGEST) as opened:
        seen = set[str]()
        for name, info in sorted(((_name(info), info) for info in opened.infolist()), key=lambda pair: pair[0]):
            if name.endswith("/") or _passed_over(name):
                continue
            given = f"{file.given}/{' '.join(name.split())}"
            if reason := _flaw(name, info) or (say("压缩包里有两个同名的文件") if name in seen else None):
                yield Unreadable(given, reason)
                continue
            seen.add(name)
            yield _member(opened, info, File(file.path / name, f"{file.given}/{name}", b""))


def open_zip(file: File, most: int) -> ZipFile:
    """Open a zip whose members overlap nowhere and unpack to at most ``most`` bytes; raises Unreadable.

    ``zipfile`` gives of a member no more bytes than its header states, so that their sum bounds what can come.
    """
    if file.data.count(_ENTRY) > _MOST:
        raise Unreadable(file.given, say("压缩包里的文件超过 {most} 个，请分成几包再收录", most=_MOST))
    try:
        opened = ZipFile(io.BytesIO(file.data))
    except _BROKEN:
        raise Unreadable(file.given, say("压缩包已损坏，请重新取得")) from None
    infos = sorted(opened.infolist(), key=lambda info: info.header_offset)
    if any(one.header_offset + _HEADER + one.compress_size > two.header_offset for one, two in pairwise(infos)):
        raise Unreadable(file.given, say("压缩包里的文件互相重叠，可能是恶意文件，没有打开"))
    size = sum(info.file_size for info in infos if info.file_size <= _MEMBER)
    if size > min(most, most_unpacked(len(file.data))):
        raise Unreadable(file.given, say("解压后大得不像报纸，请解压检查后再收录"))
    return opened


def _member(opened: ZipFile, info: ZipInfo, place: File) -> File | Unreadable:
    try:
        with opened.open(info) as stream:
            data = stream.read(_MEMBER)
    except _BROKEN:
        return Unreadable(place.given, say("在压缩包里已损坏，请重新压缩后再收录"))
    member = File(place.path, place.given, data)
    if is_archive(member):
        return Unreadable(place.given, say("压缩包里还有压缩包，请解压后再收录"))
    return member


def _name(info: ZipInfo) -> str:
    """The path inside the archive with ``/`` between folders; zipfile reads unflagged names as code page 437."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437")
        for encoding in ("utf-8", "gb18030"):
            try:
                decoded = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            if encoding != "utf-8" or raw.isascii() or max(decoded) >= "\u0800":
                name = decoded
                break
    return name.replace("\\", "/").removeprefix("./")


def _passed_over(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith(".") and part != ".." for part in parts)
    return hidden or not PASSED_OVER.isdisjoint(parts) or parts[-1].partition(".")[0].upper() == "README"


def _flaw(name: str, info: ZipInfo) -> str | None:
    """Why a member is not read, before a byte of it is."""
    if any(part in ("..", "") or ":" in part for part in name.split("/")) or not name.isprintable():
        return say("文件名指向压缩包之外或含有控制字符，没有收录")
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode not in (0, stat.S_IFREG):
        return say("是链接或设备，不是文件，没有收录")
    if info.flag_bits & _ENCRYPTED:
        return say("加了密码，请解压后再收录")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return say("压缩方式不支持，请用普通 zip 方式重新压缩")
    return say("解压后超过 {size} MB，太大了", size=_MEMBER >> 20) if info.file_size > _MEMBER else None
