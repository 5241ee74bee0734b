"""JSON Lines → Issues: one record is one article, and an issue of its own."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from index.document import Issue, Line, Page
from index.read.source import File, Unreadable, iso_date, page_number

GZIP = b"\x1f\x8b"


def read_records(file: File) -> Iterator[Issue | Unreadable]:
    """Read ``{"text"[, "id", "title", "date", "paper", "page"]}`` records, UTF-8, gzip or not, blank lines skipped.

    A record that cannot be used is yielded as the Unreadable that says so, with its line number; the others follow.
    Raises Unreadable where a compressed file breaks off.
    """
    given, seen = file.given, set[str]()
    for number, raw in enumerate(_lines(file), 1):
        if not raw.strip():
            continue
        try:
            issue = _issue(_record(raw), given, number)
        except ValueError as error:
            yield Unreadable(given, f"第 {number} 行{error}")
            continue
        if issue.key in seen:
            yield Unreadable(given, f"第 {number} 行的 id 与前面的记录重复")
            continue
        seen.add(issue.key)
        yield issue


def _lines(file: File) -> Iterator[bytes]:
    raw = io.BytesIO(file.data)
    try:
        yield from gzip.GzipFile(fileobj=raw) if file.data.startswith(GZIP) else raw
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Unreadable(file.given, "压缩文件已损坏，请重新取得") from None


def _record(raw: bytes) -> Mapping[str, object]:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("不是 UTF-8 编码，请转换后再收录") from None
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("不是 JSON，请检查引号和括号") from None
    if not isinstance(record, dict):
        raise ValueError('不是 JSON 对象，应形如 {"text": "正文"}')
    return record


def _field(record: Mapping[str, object], name: str) -> str | None:
    """Return a field as text; None when it is absent, null or blank. Raises ValueError for anything else."""
    value = record.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"的 {name} 不是文字")
    text = str(value)
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError(f"的 {name} 含有残缺的字符")
    return text.strip() or None


def _issue(record: Mapping[str, object], given: str, number: int) -> Issue:
    if (text := _field(record, "text")) is None:
        raise ValueError("没有正文，text 字段缺失或为空")
    title, page, printed = (_field(record, name) for name in ("title", "page", "date"))
    lines = [Line(given, number, words, "body", 0) for words in text.splitlines()]
    if title:
        lines.insert(0, Line(given, number, title, "title", 0))
    return Issue(
        key=f"{PurePath(given).as_posix()}#{_field(record, 'id') or f'L{number}'}",
        source=given,
        pages=(Page(page_number(page) if page else None, None, tuple(lines)),),
        paper=_field(record, "paper"),
        date=iso_date(printed) if printed else None,
        form="record",
    )
