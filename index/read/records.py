"""JSON → Issues: JSON Lines, an array of objects or one object; a record is one article, and an issue of its own."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping

from index.document import Issue
from index.messages import message, say
from index.read.archive import most_unpacked
from index.read.decode import decode
from index.read.fields import issues_from
from index.read.source import File, Unreadable

GZIP = b"\x1f\x8b"
_PEEK = 1 << 12
_RECORD = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
_SPREAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{[ \t]*[\r\n])")
_SUFFIXES = frozenset((".jsonl", ".json", ".ndjson"))
_OPENING, _BETWEEN = re.compile(r"\s*\[?[\s,]*"), re.compile(r"[\s,]*")
_NO_OBJECT = message('不是 JSON 对象，应形如 {"text": "正文"}')
_BROKEN = message("压缩文件已损坏，请重新取得")
_LONGEST = 1 << 26
"""Bytes of one record."""

Record = tuple[int, Mapping[str, object]]


def is_records(file: File) -> bool:
    """Does the file open like a JSON object or an array of them, inside gzip or not? ``.jsonl`` is taken at its word.

    Raises Unreadable for a gzip file that cannot be opened.
    """
    head = file.data[:_PEEK]
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, _PEEK)
        except zlib.error:
            raise Unreadable(file.given, say(_BROKEN)) from None
    return _RECORD.match(head) is not None or (file.path.suffix.lower() in _SUFFIXES and bool(head.strip()))


def read_records(file: File) -> Iterator[Issue | Unreadable]:
    """Read records whose fields go by the names of index.read.fields: one a line, or an array or objects over lines.

    JSON Lines may be gzipped, their blank lines are skipped. A record that cannot be used is yielded as the Unreadable
    that says so, with its line number; the others follow. Raises Unreadable where a compressed file breaks off or
    unpacks to more than text would.
    """
    spread = _SPREAD.match(file.data[:_PEEK]) is not None
    yield from issues_from(_values(file) if spread else _lines(file), file.given)


def _values(file: File) -> Iterator[Record | Unreadable]:
    """The objects of an array, or such as stand one after the other, however their lines are broken."""
    text = decode(file.data, file.given).removeprefix("\ufeff")
    decoder, number, before = json.JSONDecoder(), 1, 0
    at = _past(_OPENING, text, 0)
    while at < len(text) and text[at] != "]":
        number, before = number + text.count("\n", before, at), at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield Unreadable(file.given, say("第 {number} 行起不是 JSON，没有收录：请检查引号和括号", number=number))
            return
        if isinstance(value, dict):
            yield number, value
        else:
            yield Unreadable(file.given, say("第 {number} 行{error}", number=number, error=say(_NO_OBJECT)))
        at = _past(_BETWEEN, text, at)


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _lines(file: File) -> Iterator[Record | Unreadable]:
    for number, raw in enumerate(_unpacked(file), 1):
        if not raw.strip():
            continue
        try:
            yield number, _record(raw)
        except ValueError as error:
            yield Unreadable(file.given, say("第 {number} 行{error}", number=number, error=error))


def _unpacked(file: File) -> Iterator[bytes]:
    if not file.data.startswith(GZIP):
        yield from io.BytesIO(file.data)
        return
    most, size = most_unpacked(len(file.data)), 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(file.data)) as lines:
            while line := lines.readline(_LONGEST):
                size += len(line)
                if size > most or len(line) == _LONGEST:
                    raise Unreadable(file.given, say("解压后大得不像文字，请解压检查后分成几个文件再收录"))
                yield line
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Unreadable(file.given, say(_BROKEN)) from None


def _record(raw: bytes) -> Mapping[str, object]:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError(say("不是 UTF-8 编码，请转换后再收录")) from None
    except (ValueError, RecursionError):
        raise ValueError(say("不是 JSON，请检查引号和括号")) from None
    if not isinstance(record, dict):
        raise ValueError(say(_NO_OBJECT))
    return record
