"""Headings by level → the roles of lines: which level titles an article, and which heads a part of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Line, LineRole

COLLECTION = 0
"""The level of a heading that may stand over a whole collection of articles, not over one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a format with headings: their ``level`` (1 the highest), or the ``role`` that the format names.

    ``continues`` is as in a Line.
    """

    number: int
    text: str
    level: int | None = None
    role: LineRole | None = None
    continues: bool = False


def with_roles(rows: Sequence[Row], source: str) -> list[Line]:
    """Return rows as lines: those of the highest level title articles, lower ones are headings inside.

    A single heading of level 0 right above headings of another level names the collection and is left out. Without
    any heading the lines have no role. Lines above the first title are an article of their own.

    >>> [(line.role, line.article) for line in with_roles([Row(1, "题", 2), Row(2, "文"), Row(3, "节", 3)], "a.md")]
    [('title', 1), ('body', 1), ('heading', 1)]
    """
    levels = [row.level for row in rows if row.level is not None]
    if not levels:
        return [Line(source, row.number, row.text, row.role, None, row.continues) for row in rows]
    kept = _without_collection(rows)
    highest = min(row.level for row in kept if row.level is not None)
    lines: list[Line] = []
    article, texts = 0, 0
    for row in kept:
        if row.level == highest:
            above = lines[-1] if lines and not texts else None
            article += not (above and above.role == "title")
            texts = 0
        elif row.text.strip() and row.role is None:
            texts += row.level is None
        lines.append(Line(source, row.number, row.text, _role(row, highest, texts), article, row.continues))
    return lines


def _role(row: Row, highest: int, texts: int) -> LineRole:
    """A subtitle is one only above the text, further down it is a heading."""
    if row.level is not None:
        return "title" if row.level == highest else "heading"
    return "heading" if row.role == "subtitle" and texts else row.role or "body"


def _without_collection(rows: Sequence[Row]) -> Sequence[Row]:
    printed = [row for row in rows if row.text.strip()]
    over = [k for k, row in enumerate(printed) if row.level == COLLECTION]
    if len(over) != 1 or over[0] + 1 == len(printed) or not printed[over[0] + 1].level:
        return rows
    return [row for row in rows if row is not printed[over[0]]]
