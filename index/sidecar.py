"""What editors write down beside an archive: ``issue.toml``, ``paper.toml``, and a register of files in a CSV."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PureWindowsPath
from typing import Any

from index.document import Correction
from index.messages import say
from index.read.decode import decode
from index.read.fields import edition_field, fields, page_field, shown
from index.read.source import File, Unreadable
from index.read.table import open_table
from index.renaming import Renaming, parse_renaming
from index.text.printed import iso_date, page_label


@dataclass(frozen=True, slots=True)
class IssueNotes:
    """What is known of an issue by hand; ``date`` is an ISO day, month or year."""

    paper: str | None = None
    date: str | None = None
    edition: str | None = None
    page: str | None = None
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name the paper bore from ``since`` to ``until``, both included; None where that end is open."""

    name: str
    since: str | None = None
    until: str | None = None

    def held(self, day: str) -> bool:
        """Was this the name on an ISO day?"""
        began = self.since is None or day[: len(self.since)] >= self.since
        return began and (self.until is None or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class PaperNotes:
    """What is known of a paper by hand: its place is what 我区 means, its footers are printed in every issue.

    ``aliases`` are the names that places, schools and offices it writes about had by turns.
    """

    name: str
    former: tuple[FormerName, ...] = ()
    place: str | None = None
    footers: tuple[str, ...] = ()
    aliases: tuple[Renaming, ...] = ()

    def name_on(self, date: str | None) -> str:
        """The name on an ISO day, or on the first day of a month or year; the present one when no date is known.

        >>> PaperNotes("澄江报", (FormerName("澄江通讯", until="2003"),)).name_on("2003-06")
        '澄江通讯'
        """
        day = f"{date}-01-01"[:10]
        return next((each.name for each in self.former if date and each.held(day)), self.name)


Check = Callable[[object], object]


def parse_issue(file: File) -> IssueNotes:
    """Read an ``issue.toml``: paper, date, edition, page, and corrections as arrays of tables.

    Raises Unreadable naming the key that is unknown, missing or of the wrong kind.
    """
    try:
        table = _toml(file)
        told = {key: value for key, value in table.items() if key not in _CORRECTIONS}
        return IssueNotes(**_checked(told, _ISSUE, extra=_CORRECTIONS), corrections=tuple(_corrections(table)))
    except ValueError as error:
        raise Unreadable(file.given, str(error)) from None


def parse_paper(file: File) -> PaperNotes:
    """Read a ``paper.toml``: name, former names with their periods, place, footers, aliases; Unreadable as above."""
    try:
        return PaperNotes(**_checked(_toml(file), _PAPER, required="name"))
    except ValueError as error:
        raise Unreadable(file.given, str(error)) from None


def is_register(file: File) -> bool:
    """Is a CSV about files, not a table of articles? Raises Unreadable for what is no text."""
    fields = open_table(file).fields
    return "file" in fields and "text" not in fields


def parse_register(file: File) -> Mapping[str, IssueNotes]:
    """Read a CSV of files with their date, page, paper or edition.

    The keys are the files as written, with ``/`` between folders. Raises Unreadable naming the line that is wrong.
    """
    table = open_table(file)
    if table.fields.isdisjoint(_ISSUE):
        raise Unreadable(file.given, say("除了文件一栏，至少还要有日期、版次、报纸、期号中的一栏"))
    register: dict[str, IssueNotes] = {}
    for row in table.rows:
        if isinstance(row, Unreadable):
            raise row
        try:
            name, notes = _registered(row[1])
            if register.setdefault(name, notes) != notes:
                raise ValueError(say("的 {name} 与前面写的不同", name=shown(name)))
        except ValueError as error:
            reason = say("第 {number} 行{error}", number=row[0], error=error)
            raise Unreadable(file.given, reason) from None
    return register


def _registered(row: Mapping[str, str]) -> tuple[str, IssueNotes]:
    told = fields(row)
    if "file" not in told:
        raise ValueError(say("没有写文件"))
    if "date" in told and not iso_date(told["date"]):
        raise ValueError(say("的日期 {date} 认不出，应形如 2031-03-12", date=shown(told["date"])))
    notes = IssueNotes(
        paper=told.get("paper"),
        date=iso_date(told.get("date", "")),
        edition=edition_field(told.get("edition")),
        page=page_field(told.get("page"))[0],
    )
    return PureWindowsPath(told["file"]).as_posix(), notes


def _toml(file: File) -> dict[str, Any]:
    text = decode(file.data, file.given).removeprefix("\ufeff")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        where = re.search(r"line (\d+)", str(error))
        if where:
            reason = say('第 {line} 行不是 TOML，应形如 paper = "报名"，引号和等号用半角', line=where[1])
        else:
            reason = say('文件不是 TOML，应形如 paper = "报名"，引号和等号用半角')
        raise ValueError(reason) from None


def _checked(
    table: object, checks: Mapping[str, Check], required: str = "", extra: Iterable[str] = ()
) -> dict[str, Any]:
    """The values of a table, each checked by its key; raises ValueError naming the key.

    ``extra`` are keys that may stand beside those checked here.
    """
    if not isinstance(table, dict):
        raise ValueError(say("应为一组“键 = 值”"))
    for key in table:
        if key not in checks:
            known = say("、").join((*checks, *extra))
            raise ValueError(say("不认识 {key}，可用的键：{known}", key=shown(key), known=known))
    if required and required not in table:
        raise ValueError(say("缺少 {required}", required=required))
    return {key: _named(key, checks[key], value) for key, value in table.items()}


def _named(name: str, check: Check, value: object) -> object:
    try:
        return check(value)
    except ValueError as error:
        raise ValueError(say("{name}：{error}", name=name, error=error)) from None


def _tables(name: str, value: object, read: Check) -> Iterator[Any]:
    if not isinstance(value, list):
        raise ValueError(say("{name}：应写成 [[{name}]]", name=name))
    for number, table in enumerate(value, 1):
        yield _named(say("第 {number} 个 [[{name}]]", number=number, name=name), read, table)


def _corrections(table: Mapping[str, object]) -> Iterator[Correction]:
    for action in table:
        if action in _CORRECTIONS:
            yield from _tables(action, table[action], partial(_correction, action))


def _correction(action: Any, table: object) -> Correction:
    told = _checked(table, _CORRECTIONS[action], required="line")
    told.setdefault("last", told["line"])
    if told["last"] < told["line"]:
        raise ValueError(say("last 在 line 之前"))
    if action == "title" and not any(row in told for row in _ROWS):
        raise ValueError(say("至少要有 {rows} 中的一个", rows=say("、").join(_ROWS)))
    return Correction(action, **told)


def _former(table: object) -> FormerName:
    if isinstance(table, dict) and (misplaced := table.keys() & _PAPER.keys() - {"name"}):
        raise ValueError(say("{key} 要写在第一个 [[former]] 之前", key=min(misplaced)))
    name = FormerName(**_checked(table, {"name": _text, "since": _date, "until": _date}, required="name"))
    if name.since and name.until and name.since[: len(name.until)] > name.until:
        raise ValueError(say("since 在 until 之后"))
    return name


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(say("应为引号中的文字"))
    return value.strip()


def _number(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _date(value: object) -> str:
    written = str(value)
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", written) or (found := iso_date(written)) is None:
        raise ValueError(say("应为日期，形如 2031-03-12、2031-03 或 2031"))
    return found


def _line(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(say("应为从 1 起的行号"))
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(say('应为方括号中的几段文字，形如 ["…", "…"]'))
    return tuple(_text(each) for each in value)


_ROWS = {"kicker": _text, "title": _text, "subtitle": _text}
_PLACE: Mapping[str, Check] = {"line": _line, "file": _text}
_ISSUE: Mapping[str, Check] = {
    "paper": _text,
    "date": _date,
    "edition": _number,
    "page": lambda value: page_label(_number(value)),
}
_CORRECTIONS: Mapping[str, Mapping[str, Check]] = {
    "title": {**_PLACE, **_ROWS},
    "merge": _PLACE,
    "split": _PLACE,
    "drop": {**_PLACE, "last": _line},
    "undo": _PLACE,
}
_PAPER: Mapping[str, Check] = {
    "name": _text,
    "former": lambda value: tuple(_tables("former", value, _former)),
    "place": _text,
    "footers": _texts,
    "aliases": lambda value: tuple(map(parse_renaming, _texts(value))),
}
