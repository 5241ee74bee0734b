"""Cursors: where the next page of a list begins, as a word that its reader hands back."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode


class UnknownCursor(ValueError):
    """A cursor that was none of ours."""


def cursor_at(offset: int, whole: int) -> str | None:
    """The cursor of what begins at an offset; None where nothing does."""
    return urlsafe_b64encode(f"from {offset}".encode()).decode() if offset < whole else None


def offset_of(cursor: str | None) -> int:
    """The offset of a cursor, 0 without one; UnknownCursor when it is none of ours.

    >>> offset_of(cursor_at(20, 30)), offset_of(None)
    (20, 0)
    """
    if cursor is None:
        return 0
    try:
        word, number = urlsafe_b64decode(cursor.encode()).decode().split(" ")
        offset = int(number)
    except ValueError as error:
        raise UnknownCursor(cursor) from error
    if word != "from" or offset < 1 or cursor_at(offset, offset + 1) != cursor:
        raise UnknownCursor(cursor)
    return offset
