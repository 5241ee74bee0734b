"""Repairs of what printing and extraction did to the words. Each is made only on evidence, and listed as an edit."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Literal

from index.segment.archive import NO_ARCHIVE, Archive
from index.segment.block import Piece
from index.segment.matching import certain
from index.segment.paragraphs import DraftParagraph
from index.segment.stray import arrangement

_ODDS = 11.0
"""To one: how much likelier a move must be than all that speaks against it. Measured on moved lines of whole issues."""
_NUMERAL = re.compile(r"(?:^|(?<=[。；;：:]))[-－—–─]是")
_QUOTED = re.compile(r"[\"“]([^\"“”，。；、：,;:!?！？]{8,80})[\"”]")


@dataclass(frozen=True, slots=True)
class Mend:
    """A change of characters: ``text[start:end]`` of a paragraph should read ``after``."""

    kind: Literal["dash", "numeral"]
    start: int
    end: int
    after: str


def restore_moved(
    articles: Sequence[Sequence[DraftParagraph]],
    known: Mapping[str, int],
    stays: Container[tuple[str, int]] = (),
    archive: Archive = NO_ARCHIVE,
) -> list[list[DraftParagraph]]:
    """Bring printed lines that extraction put into another paragraph of the page back to the one they begin.

    A line moves when, and only when, it is eleven times likelier that it begins that one paragraph of the ``articles``
    than that it stands right or begins another, by the seams, the widths and the brackets on both sides (``known``: the
    runs of the issue; ``archive``: those of what was printed before). Nothing is taken from, or brought to, the lines
    whose source and number are in ``stays``.
    """
    found = list(chain.from_iterable(articles))
    owners = [[piece.line for piece in each.pieces for _ in piece.text.split()] for each in found]
    heads: dict[int, Piece] = {}
    taken: dict[int, dict[int, int]] = {}
    for fit in certain(arrangement(articles, known, archive).fits(), _ODDS):
        stray = fit.stray
        lines = owners[stray.paragraph][stray.start : stray.end]
        if not any((line.source, line.number) in stays for line in (*lines, owners[fit.gap][0])):
            words = " ".join(found[stray.paragraph].raw.split()[stray.start : stray.end])
            heads[fit.gap] = Piece(words, lines[0], moved=words)
            taken.setdefault(stray.paragraph, {})[stray.start] = stray.end
    restored = iter(_restored(each, heads.get(k), taken.get(k, {})) for k, each in enumerate(found))
    return [list(islice(restored, len(each))) for each in articles]


def _restored(found: DraftParagraph, head: Piece | None, taken: Mapping[int, int]) -> DraftParagraph:
    pieces = (*([head] if head else []), *_without(found.pieces, taken))
    return replace(found, pieces=pieces, orphan=found.orphan and head is None)


def _without(pieces: Sequence[Piece], taken: Mapping[int, int]) -> Iterator[Piece]:
    """Yield the pieces of a paragraph without the printed lines ``taken``: first and end, counted by spaces."""
    if not taken:
        yield from pieces
        return
    at, end, gone = 0, 0, list[str]()
    for piece in pieces:
        kept, without = list[str](), piece.without
        for line in piece.text.split():
            end = taken.get(at, end)
            if at < end:
                gone.append(line)
            elif gone:
                if kept:
                    yield replace(piece, text=" ".join(kept), without=without)
                kept, without, gone = [line], " ".join(gone), []
            else:
                kept.append(line)
            at += 1
        if kept:
            yield replace(piece, text=" ".join(kept), without=without)


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
