"""A file that was given to be read: its bytes, why it cannot be read, and what its name tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from index.errors import BaowenError
from index.messages import say


class Unreadable(BaowenError):
    """A file, or one record of it, that cannot be taken in: ``source`` as given, ``reason`` in one line."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(say("{source}：{reason}", source=source, reason=reason))
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str]]:
        """It crosses from the reading process by its two parts; pickle would make it of its one message."""
        return Unreadable, (self.source, self.reason)


@dataclass(frozen=True, slots=True)
class File:
    """A file and its bytes: ``path`` is absolute, for a member of an archive the archive's path and its own.

    ``given`` is the path as typed; lines, citations and refusals name it.
    """

    path: PurePath
    given: str
    data: bytes


_DAY = re.compile(
    r"(?<![0-9A-Za-z])(\d{4})(?:年(\d{1,2})月(\d{1,2})日|([-_./])(\d{1,2})\4(\d{1,2})(?!\d)|(\d{2})(\d{2})(?![0-9A-Za-z]))"
)
_MONTH = re.compile(r"(\d{4})(?:-(\d{2})|年(\d{1,2})月)")
_PAGE = re.compile(r"第?(?<![0-9A-Za-z])([A-Z]?\d{1,3})版|(?<![A-Za-z])[Pp](?:age)?[ _-]?(\d{1,3})(?!\d)")
_BARE = re.compile(r"([A-Z]?)(\d{1,2})")


def iso_date(text: str) -> str | None:
    """Return the first calendar day written in ``text``, or the month or year that it consists of, as ISO 8601.

    >>> iso_date("20231017_03版"), iso_date("2023年10月"), iso_date("2023-02-30"), iso_date("第20231期")
    ('2023-10-17', '2023-10', None, None)
    """
    for match in _DAY.finditer(text):
        if found := _calendar(*(int(part) for part in match.groups() if part and part.isdigit())):
            return found
    if (month := _MONTH.fullmatch(text)) and (first := _calendar(int(month[1]), int(month[2] or month[3]), 1)):
        return first[:7]
    return text if re.fullmatch(r"(?:1[89]|20)\d\d", text) else None


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1800 <= year < 2100 else None
    except ValueError:
        return None


def date_from_name(path: PurePath) -> str | None:
    """Return the date in the file's name, else in its folder's, else in ``2023-10/17``; None when there is none."""
    folders = path.parent.parts
    for name in (path.stem, *folders[-1:], "-".join(folders[-2:])):
        if (found := iso_date(name)) and len(found) > len("2023"):
            return found
    return None


def page_from_name(path: PurePath) -> tuple[str, str] | None:
    """Return the page that a file is called after, without leading zeros, and its name without the page.

    A name that is only a number counts in a folder that bears a date. None for a file that holds more than one page.

    >>> page_from_name(PurePath("20231017_03版.txt")), page_from_name(PurePath("2023-10-17/A01.txt"))
    (('3', '20231017_'), ('A1', ''))
    """
    if match := _PAGE.search(path.stem):
        return page_number(match[1] or match[2]), path.stem[: match.start()] + path.stem[match.end() :]
    if _BARE.fullmatch(path.stem) and date_from_name(path):
        return page_number(path.stem), ""
    return None


def page_number(printed: str) -> str:
    """Return a page number without leading zeros.

    >>> page_number("03"), page_number("A01")
    ('3', 'A1')
    """
    return re.sub(r"(?<!\d)0+(?=\d)", "", printed)
