"""Text exported with its fields named (标题：… 作者：… 正文：…) → Issues: a block is one article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import Issue
from index.read.decode import decode
from index.read.fields import NAMES, field_named, issues_from
from index.read.furniture import furniture
from index.read.source import File, Unreadable, date_from_name, page_from_name
from index.text import CJK
from index.text.printed import iso_date

_OTHERS = (
    "来源 稿源 责编 责任编辑 编辑 美编 校对 审核 字数 关键词 关键字 摘要 分类 类别 体裁 发布人 点击量 阅读量"
    " 稿件编号 稿号 稿件类型 稿件状态 状态 签发 签发人 签发时间 导出时间 初审 复审 终审"
)
"""Fields that are passed over."""
_NAMES = "|".join(
    r"\s*".join(map(re.escape, name))
    for name in sorted({*_OTHERS.split(), *(name for names in NAMES.values() for name in names)}, key=len, reverse=True)
)
_FIELD = re.compile(
    rf"(?:^|(?<=\s))(?:[【\[［<〈](?P<boxed>{_NAMES})[】\]］>〉]\s*[：:]?|(?P<name>{_NAMES})\s*[：:])\s*", re.IGNORECASE
)
_OTHER = re.compile(rf"[{CJK}](?:\s?[{CJK}]){{1,5}}\s*[：:].*")
"""A field of any name, above the text."""
_CLOSED = re.compile(rf"\s*[<〈][/／](?:{_NAMES})[>〉]$")
"""The end of a field that stands in tags: <标题>…</标题>."""
_RULE = re.compile(r"[-—─=＝_*＊#~～\s]{3,}")
_SENTENCE = re.compile(r"[。！？?!，]")
_TITLES = frozenset(("series", "kicker", "title"))
_BELOW = frozenset(("date", "page", "section", "paper", "edition", "url"))
"""Fields that may stand below the text; who wrote it is found there anyway."""
_TEXT = "正文"
_MOST = 40
"""Printed lines in which the fields of the first article end."""
_MOST_ABOVE = 5
"""Lines above the first fields that say what was exported, or for which page."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line, and the fields that it names from its beginning on: the name of each, and what it says."""

    number: int
    words: str
    named: tuple[tuple[str, str], ...]

    @property
    def fields(self) -> list[str]:
        """The known ones, as index.read.fields calls them."""
        return [field for name, _ in self.named if (field := field_named(name))]


def is_labelled(file: File) -> bool:
    """Does the text begin with named fields, the title among them, and name the text or another before the text?"""
    try:
        return are_labelled(_lines(file))
    except Unreadable:
        return False


def are_labelled(lines: Iterable[tuple[int, str]]) -> bool:
    """Do lines, each with its number, begin so?"""
    rows = _rows(lines)[:_MOST]
    named = any("text" in row.fields for row in rows)
    above = rows[: _text_at(rows, named) + named]
    return any("title" in row.fields for row in above) and (named or len(above) > 1)


def read_labelled(file: File) -> Iterator[Issue | Unreadable]:
    """Read a text file of such blocks; raises Unreadable."""
    yield from blocks_of(_lines(file), file)


def blocks_of(lines: Iterable[tuple[int, str]], file: File) -> Iterator[Issue | Unreadable]:
    """Read blocks of fields that go by the names of index.read.fields, each begun as the first is, or by a title.

    The text is what stands below its name or, where no block has that, below the other fields. Fields of other names
    are passed over. A page mark between blocks is that of those below it. Where no block tells the day or the page, the
    name of the file does.
    """
    rows = _rows(lines)
    named = any("text" in row.fields for row in rows)
    records = list(_records(rows, named))
    page, _ = page_from_name(file.path) or (None, "")
    told = {field_named(name) for _, record in records for name in record}
    of_file = {"date": date_from_name(file.path), "page": page}
    missing = {field: value for field, value in of_file.items() if value and field not in told}
    yield from issues_from(((number, {**record, **missing}) for number, record in records), file.given)


def _lines(file: File) -> Iterator[tuple[int, str]]:
    return enumerate(decode(file.data, file.given).removeprefix("\ufeff").splitlines(), 1)


def _rows(lines: Iterable[tuple[int, str]]) -> Sequence[_Row]:
    """The printed lines, without rules between them, from the first that names a field on.

    A few words above it say what was exported, where several titles follow; else there are no rows.
    """
    printed = ((number, _CLOSED.sub("", line.strip())) for number, line in lines)
    rows = [_Row(number, words, _named(words)) for number, words in printed if words and not _RULE.fullmatch(words)]
    first = next((k for k, row in enumerate(rows) if row.named), len(rows))
    plain = first <= _MOST_ABOVE and not any(map(_SENTENCE.search, (row.words for row in rows[:first])))
    exported = not first or (plain and sum("title" in row.fields for row in rows) > 1)
    return rows[first:] if exported else []


def _named(words: str) -> tuple[tuple[str, str], ...]:
    """The fields of a line that begins with one; a question that a reporter asks (记者：为什么？) is none."""
    found = list(_FIELD.finditer(words))
    if not found or found[0].start():
        return ()
    names = ["".join((match["boxed"] or match["name"]).split()) for match in found]
    last = next((k for k, name in enumerate(names, 1) if field_named(name) == "text"), len(names))
    ends = [*(match.start() for match in found[1:last]), len(words)]
    named = tuple(
        (name, words[match.end() : end].strip())
        for name, match, end in zip(names[:last], found[:last], ends, strict=True)
    )
    asks = any(field_named(name) == "reporter" and _SENTENCE.search(value) for name, value in named)
    return () if asks else named


def _starts(rows: Sequence[_Row], named: bool) -> Iterator[int]:
    """Where blocks begin; ``named`` says that the text goes by its name."""
    header = rows[: _text_at(rows, named)]
    titles = (name for row in header for name, _ in row.named if field_named(name) in _TITLES)
    openings = {rows[0].named[0][0], *titles}
    told, below = set[str](), True
    for k, row in enumerate(rows):
        first = row.named[0][0] if row.named else ""
        surely = k == 0 or field_named(first) in _TITLES or bool(rows[k + 1 :] and rows[k + 1].named)
        if first in openings and surely and (below or first in told):
            yield k
            told, below = set(), False
        told.update(name for name, _ in row.named)
        below = below or _text_at([row], named) == 0


def _records(rows: Sequence[_Row], named: bool) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The fields of each block, with the page of the mark above it where it names none."""
    page = ""
    for first, last in pairwise([*_starts(rows, named), len(rows)]):
        told, below = _record(rows[first:last], named)
        paged = not page or any(field_named(name) == "page" and said for name, said in told.items())
        yield rows[first].number, told if paged else {**told, "page": page}
        page = below or page


def _text_at(rows: Sequence[_Row], named: bool) -> int:
    """The row in which the text begins, or that names it; the number of rows where none does."""
    return next((k for k, row in enumerate(rows) if ("text" in row.fields if named else not row.named)), len(rows))


def _record(rows: Sequence[_Row], named: bool) -> tuple[Mapping[str, str], str]:
    """The fields of a block, and the page of a mark below it."""
    at = _text_at(rows, named) + named
    told, last, page = dict[str, str](), "", ""
    for row in rows[:at]:
        told |= row.named
        if row.named:
            last = row.named[-1][0]
        elif _OTHER.fullmatch(row.words):
            last = ""
        elif last:
            told[last] += f"\n{row.words}"
    below = list(rows[at:])
    while below and ((mark := _mark(below[-1])) or _closes(below[-1], told)):
        told |= below.pop().named
        page = mark or page
    text = last if named else _TEXT
    return {**told, text: "\n".join([told.get(text, ""), *(row.words for row in below)])}, page


def _mark(row: _Row) -> str | None:
    """The page that a row marks."""
    found = furniture(row.words)
    return found.page if found and found.opens_page else None


def _closes(row: _Row, told: Mapping[str, str]) -> bool:
    """Is it a line of fields below the text that no line above it has told?"""
    above = {field_named(name) for name in told} - {None}
    return bool(row.named) and all(
        (field := field_named(name)) is None
        or (field in _BELOW and field not in above and (field != "date" or iso_date(value) is not None))
        for name, value in row.named
    )
