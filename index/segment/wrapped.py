"""Text with a line feed at every printed line: its lines put together to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from index.document import Line
from index.segment.byline import BULLETS, is_imprint, lead, signature
from index.text import CJK
from index.text.lines import INDENT, NARROWEST, TOLERANCE, WIDEST, column_width, width

_FEWEST = 3
_OVERLONG = 0.1
"""Share of lines wider than any column above which the text has a line feed per paragraph."""
_STOPS = '。！？!?”"'
_ENDS = f"{_STOPS}…；;：:）)"
_INDENTS = ("\u3000", "  ", "\t", "\xa0")
ITEMS = "●■◆▲▼△◇★☆▪"
"""Bullets that items of a list begin with; ○ may be a nought."""
_NAMED = re.compile(r"[（(][^（）()。]*$")
CONTACT = re.compile(
    r"(?:联系|咨询|报名|监督|举报|服务|办公)?(?:电话|地址|地点|热线|邮箱|网址)[:：]|联系人?[:：]"
    r"|(?:展示|公示|报名|活动|考试|看样|拍卖)(?:时间|日期)[:：]"
)
"""How a line of a notice begins that says where, when or whom to ask."""
_CREDIT = re.compile(rf"[{BULLETS}]|\w{{2,6}}\s?[:：丨|｜]")
_ONE = re.compile(f"[{CJK}]")
_FEWEST_UPRIGHT = 4
_LONGEST = 80
"""Characters up to which a byline in brackets is looked for over printed lines."""
_TEXT = re.compile(r"[。；;]|[据（(]$")
"""What shows that a line which begins like a report goes on the text above it."""


def groups(lines: Sequence[Line], alone: Container[Line] = ()) -> Iterator[tuple[int, tuple[Line, ...]]]:
    """Yield the lines of each block of print, with the number of blank lines above it.

    As a rule a line is a block. Where lines follow each other at the width of a column, they are printed lines: a block
    then ends at a line that is not full, or above one that is indented. Where every full line ends a sentence, none
    was broken in print. Lines that stand ``alone`` are each a block.
    """
    gap, stanza = 0, list[Line]()
    for line in [*lines, None]:
        if line is not None and line.text.strip():
            stanza.append(line)
            continue
        if stanza:
            for group in _parted(stanza, alone):
                yield gap, group
                gap = 0
            stanza = []
        gap += 1


def _parted(stanza: Sequence[Line], alone: Container[Line]) -> Iterator[tuple[Line, ...]]:
    """Part lines that follow each other without a blank one. An indented line shows the column that it is set in."""
    texts = [line.text.strip() for line in stanza]
    if sum(width(text) > WIDEST for text in texts) > _OVERLONG * len(texts):
        yield from ((line,) for line in stanza)
        return
    column = column_width(texts) if len(stanza) >= _FEWEST else None
    if column and not any(_is_full(text, column, INDENT) and text[-1] not in _ENDS for text in texts[:-1]):
        column = None
    upright = _upright(texts)
    group: list[Line] = []
    for k, (line, text) in enumerate(zip(stanza, texts, strict=True)):
        indented = line.text.startswith(_INDENTS)
        apart = indented or line in alone or (group and group[-1] in alone)
        goes_on = k in upright if {k, k - 1} & upright else _goes_on(group, text, column) if group else False
        if group and (apart or not goes_on):
            yield tuple(group)
            group = []
        if indented and text[-1] not in _STOPS and width(text) + INDENT >= NARROWEST and not signature(text):
            column = width(text) + INDENT
        group.append(line)
    yield tuple(group)


def _upright(texts: Sequence[str]) -> frozenset[int]:
    """The lines of one character each that a row has left which is set upright, but for the first of each row."""
    runs = groupby(range(len(texts)), key=lambda k: _ONE.fullmatch(texts[k]) is not None)
    rows = (list(run) for single, run in runs if single)
    return frozenset(k for row in rows if len(row) >= _FEWEST_UPRIGHT for k in row[1:])


def _goes_on(group: Sequence[Line], text: str, column: float | None) -> bool:
    """Does a line go on the printed lines above it: in mid-byline or below a full one, itself no beginning?"""
    above = " ".join(line.text.strip() for line in group)
    if text[0] in ITEMS or CONTACT.match(text) or (not _TEXT.search(above) and lead(text)):
        return False
    if _is_credit(text) or (len(group) == 1 and _is_credit(above)):
        return False
    last = group[-1].text.strip()
    return _names_on(above, text) or (column is not None and _is_full(last, column, INDENT if len(group) == 1 else 0))


def _is_credit(text: str) -> bool:
    """Is a line nothing but a credit that says so: behind a bullet or an office with its colon?"""
    return _CREDIT.match(text) is not None and (is_imprint(text) or signature(text) is not None)


def _names_on(above: str, text: str) -> bool:
    """Does the byline go on here that opens the text ``above``, in a bracket still to come or to be closed?"""
    opening = lead(above)
    if opening is None or len(above) > _LONGEST:
        return False
    rest = above[opening.end :]
    return _NAMED.match(rest) is not None if rest else opening.end == len(above) and text[0] in "（("


def _is_full(line: str, column: float, indent: float) -> bool:
    """Is a printed line, of which ``indent`` em may be left free, as wide as its column?"""
    return column - TOLERANCE - indent <= width(line) <= column + TOLERANCE
