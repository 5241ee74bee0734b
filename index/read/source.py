"""A file that was given to be read: why it cannot be, and what its name tells."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import PurePath

from index.errors import BaowenError


class Unreadable(BaowenError):
    """A file, or one record of it, that cannot be taken in: ``source`` as given, ``reason`` in one line."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}：{reason}")
        self.source = source
        self.reason = reason


@contextmanager
def opening(given: str) -> Iterator[None]:
    """Turn the operating system's errors while a file is opened and read into Unreadable."""
    try:
        yield
    except FileNotFoundError:
        raise Unreadable(given, "没有这个文件，请检查路径") from None
    except IsADirectoryError:
        raise Unreadable(given, "这是文件夹，不是文件") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Unreadable(given, "压缩文件已损坏，请重新取得") from None
    except OSError as error:
        raise Unreadable(given, f"打不开（{error.strerror}），请检查权限") from None


_DAY = re.compile(
    r"(?<![0-9A-Za-z])(\d{4})(?:年(\d{1,2})月(\d{1,2})日|([-_./])(\d{1,2})\4(\d{1,2})(?!\d)|(\d{2})(\d{2})(?![0-9A-Za-z]))"
)
_MONTH = re.compile(r"(\d{4})(?:-(\d{2})|年(\d{1,2})月)")
_PAGE = re.compile(r"(?<![0-9A-Za-z])([A-Z]?\d{1,3})版")


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


def page_from_name(path: PurePath) -> str | None:
    """Return the page number in the file's name, without leading zeros: ``20231017_03版.txt`` is page 3."""
    match = _PAGE.search(path.stem)
    return page_number(match[1]) if match else None


def page_number(printed: str) -> str:
    """Return a page number without leading zeros.

    >>> page_number("03"), page_number("A01")
    ('3', 'A1')
    """
    return re.sub(r"(?<!\d)0+(?=\d)", "", printed)
