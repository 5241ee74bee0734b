"""Repairs of what printing and extraction did to the words. Each is made only on evidence, and listed as an edit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.lines import INDENT, printed_lines, width
from index.segment.blocks import Piece
from index.segment.paragraphs import DraftParagraph
from index.segment.seam import closeness

_NEAR = 0.75
"""Em by which a printed line may differ from a paragraph's first line and still be one."""
_BRACKETS = ["《》", "“”", "（）", "()", "〈〉"]
_NUMERAL = re.compile(r"(?:^|(?<=[。；;：:]))[-－—–─]是")
_QUOTED = re.compile(r"[\"“]([^\"“”，。；、：,;:!?！？]{8,80})[\"”]")


@dataclass(frozen=True, slots=True)
class Mend:
    """A change of characters: ``text[start:end]`` of a paragraph should read ``after``."""

    kind: Literal["dash", "numeral"]
    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class _Stray:
    """A printed line inside a paragraph that is as wide as a paragraph's first line."""

    paragraph: int
    piece: int
    left: str
    words: str
    right: str


def restore_moved(found: Sequence[DraftParagraph], known: Mapping[str, int]) -> list[DraftParagraph]:
    """Bring printed lines that extraction put into another paragraph back to the paragraph whose head they are.

    A paragraph that starts without indent lacks its first printed line; that line is as wide as a first line, inside
    another paragraph where lines are wider. It is moved only when exactly one fits by width, by brackets and by words
    (``known``, the seams of the issue, being one witness).
    """
    mended = list(found)
    strays = list(_strays(found)) if any(paragraph.orphan for paragraph in found) else []
    for at, orphan in enumerate(found):
        if not orphan.orphan:
            continue
        fitting = [s for s in strays if s.paragraph != at and _fits(s, orphan, known)]
        if len(fitting) != 1:
            continue
        stray = fitting[0]
        source = mended[stray.paragraph]
        line = source.pieces[stray.piece].line
        rest = (Piece(stray.left, line), Piece(stray.right, line, without=stray.words))
        left = (*source.pieces[: stray.piece], *rest, *source.pieces[stray.piece + 1 :])
        whole = (Piece(stray.words, line, moved=True), *mended[at].pieces)
        mended[stray.paragraph] = replace(source, pieces=left)
        mended[at] = replace(mended[at], pieces=whole, orphan=False)
        strays = list(_strays(mended))
    return mended


def _strays(found: Sequence[DraftParagraph]) -> Iterator[_Stray]:
    for p, paragraph in enumerate(found):
        if paragraph.kind != "p" or paragraph.column is None:
            continue
        for q, piece in enumerate(paragraph.pieces):
            printed = printed_lines(piece.text)
            for k in range(1, len(printed) - 1):
                if abs(width(printed[k]) - (paragraph.column - INDENT)) <= _NEAR:
                    yield _Stray(p, q, " ".join(printed[:k]), printed[k], " ".join(printed[k + 1 :]))


def _fits(stray: _Stray, orphan: DraftParagraph, known: Mapping[str, int]) -> bool:
    """Do both places read at least as well, and are brackets at least as well paired, once the line has moved?"""
    if orphan.column is None or abs(width(stray.words) - (orphan.column - INDENT)) > _NEAR:
        return False
    now = _unpaired(stray.left + stray.words + stray.right) + _unpaired(orphan.raw)
    then = _unpaired(stray.left + stray.right) + _unpaired(stray.words + orphan.raw)
    gained = closeness(stray.left, stray.right, known) + closeness(stray.words, orphan.raw, known)
    lost = closeness(stray.left, stray.words, known, here=1) + closeness(stray.words, stray.right, known, here=1)
    return then < now or (then == now and gained >= lost)


def _unpaired(text: str) -> int:
    """How many brackets and quotation marks lack their partner."""
    brackets = sum(abs(text.count(pair[0]) - text.count(pair[1])) for pair in _BRACKETS)
    return brackets + text.count('"') % 2


def mends(text: str, below: str = "") -> list[Mend]:
    """Return the characters of a paragraph that extraction misread: 一 read as a dash, a dash read as 一.

    That 一是 is meant shows in 二是 after it, in the paragraph or in the text ``below``.

    >>> [(m.kind, text[m.start:m.end], m.after) for text in ["-是建馆。二是开放。"] for m in mends(text)]
    [('numeral', '-是', '一是')]
    """
    found = [
        Mend("numeral", m.start(), m.end(), "一是")
        for m in _NUMERAL.finditer(text)
        if "二是" in text[m.end() :] + below
    ]
    for match in _QUOTED.finditer(text):
        links = match[1].split("一")
        if len(links) > 2 and len(links[0]) > 1 and len({len(link) for link in links}) == 1:
            found.append(Mend("dash", match.start(1), match.end(1), "—".join(links)))
    return sorted(found, key=lambda mend: mend.start)
