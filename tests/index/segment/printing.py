"""A printer for tests: sets text in a column and joins the printed lines with spaces, as converters leave it."""

from __future__ import annotations

from collections.abc import Iterable

from index.document import Issue, Line, Page
from index.text.lines import width


def printed_lines(text: str, column: float, *, indent: bool = True) -> list[str]:
    """Break a paragraph into lines of at most ``column`` em, the first two em shorter."""
    lines, room = [""], column - 2 if indent else column
    for char in text:
        if width(lines[-1] + char) > room and char not in "，。、；：？！”）,.;:?!)":
            lines.append("")
            room = column
        lines[-1] += char
    return lines


def set_in_column(text: str, column: float, *, indent: bool = True) -> str:
    return " ".join(printed_lines(text, column, indent=indent))


def issue(blocks: Iterable[str], *, key: str = "澄江报") -> Issue:
    """An issue of one page: a text line per block, a blank line after each; an empty block is one more blank line."""
    lines = [part for block in blocks for part in ((block, "") if block else ("",))]
    return issue_of_lines(lines, key=key)


def issue_of_lines(lines: Iterable[str], *, key: str = "澄江报") -> Issue:
    numbered = tuple(Line("澄江报.txt", number, text) for number, text in enumerate(lines, 1))
    return Issue(key, "澄江报.txt", (Page(None, None, numbered),))
