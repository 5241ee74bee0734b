"""Articles that go on in another place: their parts found by the jump marks and joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from string import ascii_uppercase
from typing import Literal

from index.segment.block import Block
from index.segment.cohesion import Cohesion
from index.segment.draft import Draft, sliced
from index.segment.jump import Jump, arrival, departure, jump
from index.segment.paragraphs import DraftParagraph

_CLOSED = frozenset("。！？!?…；;：:")
_QUOTES = "”’\"'」』)）】"
_TITLE = 2.0
"""What the same title counts beside the likeness of the words, which is 1 at most."""
_REPEATED = 0.6
"""Share of the shorter title's character pairs in the longer from which one repeats the other."""
_CLEAR = 1.5
"""Times that a pair must be likelier than any other where no page number speaks for it."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Part ``head`` may go on in part ``tail``; ``pages`` counts the page numbers that say so."""

    head: int
    tail: int
    pages: int
    likeness: float

    def rivals(self, other: _Pair) -> bool:
        return self is not other and (self.head == other.head or self.tail == other.tail)


def parted(article: Sequence[Block]) -> list[list[Block]]:
    """Part what was taken for one article where a mark says that the text before or after it stands elsewhere.

    Rows directly above a mark of a page before are those of what follows, bylines below one of a page to come sign what
    precedes.
    """
    starts = {0, len(article)}
    for k, block in enumerate(article):
        if _back(block) and any(above.kind == "body" for above in article[:k]):
            starts.add(max(j + 1 for j in range(k) if article[j].kind != "headline"))
        if _onward(block):
            below = (j for j in range(k + 1, len(article)) if article[j].kind not in ("byline", "label"))
            starts.add(next(below, len(article)))
    return [list(article[start:end]) for start, end in pairwise(sorted(starts))]


def _back(block: Block) -> Jump | None:
    mark = jump(block.text) if block.kind == "jump" else arrival(block.text) if block.kind == "body" else None
    return mark if mark and mark.direction == "from" else None


def _onward(block: Block) -> Jump | None:
    mark = jump(block.text) if block.kind == "jump" else departure(block.text) if block.kind == "body" else None
    return mark if mark and mark.direction == "to" else None


def continued(found: Sequence[Draft]) -> list[Draft]:
    """Join the parts of every article that jumps (下转第3版 … 上接第1版), in the place of its first part.

    Parts are paired by the page numbers of their marks, among those of the same pages by their titles and words. Where
    pages are unknown, only a pair that stands alone or is clearly the best is joined. The marks of joined parts go to
    the bylines; a part whose rest is not found keeps its mark and is unfinished.
    """
    heads = {k: mark for k, each in enumerate(found) if (mark := _mark(each, "to"))}
    tails = {k: mark for k, each in enumerate(found) if (mark := _mark(each, "from"))}
    after = {pair.head: pair.tail for pair in _chosen(list(_pairs(found, heads, tails)))}
    whole: list[Draft] = []
    for first in sorted(set(range(len(found))) - set(after.values())):
        article, last = found[first], first
        while last in after:
            article, last = _join(article, found[after[last]]), after[last]
        whole.append(replace(article, unfinished=last in heads))
    return whole


def _mark(part: Draft, direction: Literal["from", "to"]) -> Jump | None:
    """The mark with which a part goes on elsewhere, or begins: a line of its own, or words at its edge."""
    own = [mark for words in part.bylines if (mark := jump(words)) and mark.direction == direction]
    if own or not part.paragraphs:
        return own[-1] if own else None
    return arrival(part.paragraphs[0].raw) if direction == "from" else departure(part.paragraphs[-1].raw)


def _pairs(found: Sequence[Draft], heads: Mapping[int, Jump], tails: Mapping[int, Jump]) -> Iterator[_Pair]:
    """Yield the pairs that no page number forbids."""
    if not heads or not tails:
        return
    names = [_name(each, (heads.get(k), tails.get(k))) for k, each in enumerate(found)]
    texts = (" ".join((name, *(p.raw for p in each.paragraphs))) for name, each in zip(names, found, strict=True))
    cohesion = Cohesion(list(texts))
    for head, onward in heads.items():
        for tail, back in tails.items():
            pages = (_same(onward.page, found[tail].page), _same(back.page, found[head].page))
            if head < tail and False not in pages:
                likeness = _TITLE * _likeness(names[head], names[tail]) + cohesion.between([head], [tail])
                yield _Pair(head, tail, pages.count(True), likeness)


def _same(printed: str, page: str | None) -> bool | None:
    """Is it that page? None when its number is unknown; a letter that only one of them has says nothing."""
    if page is None:
        return None
    if printed.isdigit() == page.isdigit():
        return printed == page
    return printed.lstrip(ascii_uppercase) == page.lstrip(ascii_uppercase)


def _chosen(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Choose pairs greedily, the best first, so that every part goes on in one place and comes from one."""
    chosen: list[_Pair] = []
    left = sorted(pairs, key=lambda pair: (-pair.pages, -pair.likeness, pair.head, pair.tail))
    while left:
        best, rivals = left[0], [pair for pair in left[1:] if pair.rivals(left[0])]
        if best.pages or all(best.likeness > _CLEAR * rival.likeness for rival in rivals):
            chosen.append(best)
        left = [pair for pair in left[1:] if pair not in rivals]
    return chosen


def _name(part: Draft, marks: Sequence[Jump | None]) -> str:
    return "".join([*(row.text for row in part.rows), *(mark.title for mark in marks if mark and mark.title)])


def _likeness(one: str, other: str) -> float:
    """Share of the character pairs of the shorter title that the other holds too."""
    pairs = [set(map("".join, pairwise("".join(title.split())))) for title in (one, other)]
    return len(pairs[0] & pairs[1]) / (min(map(len, pairs)) or 1)


def _join(head: Draft, tail: Draft) -> Draft:
    """Put the rest of an article behind its beginning. Rows above it that do not repeat the title are headings."""
    head, tail = _unmarked(head, "to"), _unmarked(tail, "from")
    repeated = _likeness(_name(head, ()), _name(tail, ())) >= _REPEATED
    rows, headings = (tail.rows, ()) if repeated else ((), tail.rows)
    rest = (*(DraftParagraph("heading", (row,)) for row in headings), *tail.paragraphs)
    return replace(
        head,
        lines=(*head.lines, *tail.lines),
        rows=(*head.rows, *rows),
        bylines=(*head.bylines, *tail.bylines),
        paragraphs=_seamed(head.paragraphs, rest),
        credits=(*head.credits, *tail.credits),
    )


def _unmarked(part: Draft, direction: Literal["from", "to"]) -> Draft:
    """Move the mark at the edge of the text, if that is where it stands, to the bylines."""
    mark = _mark(part, direction)
    if mark is None or not part.paragraphs or any(jump(words) == mark for words in part.bylines):
        return part
    at = 0 if direction == "from" else len(part.paragraphs) - 1
    edge = part.paragraphs[at]
    kept = (mark.end, len(edge.raw)) if direction == "from" else (0, mark.start)
    rest = replace(edge, pieces=sliced(edge.pieces, *kept))
    return replace(
        part,
        bylines=(*part.bylines, edge.raw[mark.start : mark.end]),
        paragraphs=(*part.paragraphs[:at], *([rest] if rest.pieces else []), *part.paragraphs[at + 1 :]),
    )


def _seamed(head: Sequence[DraftParagraph], rest: Sequence[DraftParagraph]) -> tuple[DraftParagraph, ...]:
    """Join two runs of paragraphs; a sentence that was cut at the jump is one again."""
    if not head or not rest or (head[-1].kind, rest[0].kind) != ("p", "p"):
        return (*head, *rest)
    last, first = head[-1], rest[0]
    if last.raw.rstrip(_QUOTES)[-1:] in _CLOSED and not first.orphan:
        return (*head, *rest)
    column = last.column if last.column == first.column else None
    whole = replace(last, pieces=(*last.pieces, *first.pieces), column=column, broken=first.broken)
    return (*head[:-1], whole, *rest[1:])
