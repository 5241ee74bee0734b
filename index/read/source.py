"""A file that was given to be read: its bytes, why it cannot be read, and what its name tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.errors import BaowenError
from index.messages import say
from index.text import CJK
from index.text.numerals import NUMERAL
from index.text.printed import iso_date, page_label


@dataclass(frozen=True, slots=True)
class Refused:
    """An input, or a record of one, that could not be read, and why, in one line."""

    source: str
    reason: str

    @property
    def notice(self) -> str:
        """What an editor is told."""
        return say("未收录：{source}：{reason}", source=self.source, reason=self.reason)


class Unreadable(BaowenError):
    """A file, or one record of it, that cannot be taken in: ``source`` as given, ``reason`` in one line."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(say("{source}：{reason}", source=source, reason=reason))
        self.source = source
        self.reason = reason

    @property
    def refused(self) -> Refused:
        """What it says, without where it was raised."""
        return Refused(self.source, self.reason)

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


_PAGE = re.compile(
    r"第?(?<![0-9A-Za-z])([A-Z]?\d{1,3})版|(?<![A-Za-z])[Pp](?:age)?[ _-]?(\d{1,3})(?!\d)"
    rf"|(?:第|(?<![{CJK}])|(?<=[日号报期]))([{NUMERAL}]{{1,3}}|[头頭])版(?!本)"
)
_BARE = re.compile(r"[A-Z]\d{1,2}|\d{2}")
_AFTER_DATE = re.compile(r"(?<!\d)(\d{8}|\d{4}([-_.])\d{1,2}\2\d{1,2})[ _-]?([A-Z]\d{2}|\d{2})$")


def date_from_name(path: PurePath) -> str | None:
    """Return the date in the file's name, else in its folder's, else in ``2023-10/17``; None when there is none."""
    folders = path.parent.parts
    paged = _AFTER_DATE.search(path.stem)
    for name in (paged[1] if paged else path.stem, *folders[-1:], "-".join(folders[-2:])):
        if (found := iso_date(name)) and len(found) > len("2023"):
            return found
    return None


def page_from_name(path: PurePath) -> tuple[str, str] | None:
    """Return the page that a file is called after, without leading zeros, and its name without the page.

    A number of two digits counts behind a date, and alone in a folder that bears one; not where a ``1`` beside it says
    that files were only counted. None for a file that holds more than one page.

    >>> page_from_name(PurePath("20231017_03版.txt")), page_from_name(PurePath("2023-10-17/A01.txt"))
    (('3', '20231017_'), ('A1', ''))
    """
    if match := _PAGE.search(path.stem):
        return page_label(match[1] or match[2] or match[3]), path.stem[: match.start()] + path.stem[match.end() :]
    if (match := _AFTER_DATE.search(path.stem)) and iso_date(match[1]):
        return page_label(match[3]), path.stem[: match.start(3)]
    if _BARE.fullmatch(path.stem) and date_from_name(path) and not Path(path).with_name(f"1{path.suffix}").exists():
        return page_label(path.stem), ""
    return None
