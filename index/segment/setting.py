"""How text was set: the width that printed lines had on paper, and the measure of the columns they stood in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from index.text.lines import HALF, INDENT, NARROWEST, WIDEST

_MARKS = re.compile(r"[,;:()!?]")
_QUOTES = re.compile(r"[\"']")
_NEAR, _OWN = 3, 3
"""Paragraphs above and below that show a column, and how much more a paragraph's own lines count."""
_LOOSE, _DEEPEST = 0.75, 4.25
"""Em: how far justified lines stray from their measure, the deepest indent of a first line."""
HANGING = frozenset(",.;:!?，。、；：！？")
"""Marks that are set beyond the margin rather than at the start of a line."""
_USUAL = 11, 12
"""How many of how many lines are exactly as wide as their column: what is taken for granted before any is seen."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The room in em that a folded punctuation mark and a folded quotation mark took on paper; letters took half."""

    mark: float
    quote: float

    def width(self, text: str) -> float:
        """Width of a text in em as it was set.

        >>> Scale(1.0, 0.5).width('第3版,共"8"版')
        7.0
        """
        half, marks, quotes = _narrow(text)
        return len(text) - 0.5 * half + marks * (self.mark - 0.5) + quotes * (self.quote - 0.5)


@lru_cache(maxsize=16384)
def _narrow(text: str) -> tuple[int, int, int]:
    """Count what is not a whole em wide: all of it, the punctuation marks and the quotation marks in it."""
    return len(HALF.findall(text)), len(_MARKS.findall(text)), len(_QUOTES.findall(text))


_SCALES = (Scale(1.0, 1.0), Scale(1.0, 0.5), Scale(0.5, 0.5))


@dataclass(frozen=True, slots=True)
class Setting:
    """How the paragraphs of one article were set: their scale, and for each the width of its column in em.

    ``measures`` holds None where nothing near shows the column. ``exact`` is the share of the lines inside paragraphs
    that are exactly as wide as their column.
    """

    scale: Scale
    measures: tuple[int | None, ...]
    exact: float

    def off(self, line: str, measure: float) -> float:
        """Em by which a printed line is wider than ``measure``; a mark that hangs over the margin is left out.

        Half an em at a line's end is filled up: a Chinese character no longer fits there.
        """
        em = ceil(self.scale.width(line)) - measure
        return em - 1 if line[-1] in HANGING and em > _LOOSE else em

    def indented(self, lines: Sequence[str], measure: float | None) -> bool | None:
        """Does the first of ``lines`` leave the indent of a new paragraph free? None when that cannot be told.

        One line alone ends wherever its words do, and tells nothing.
        """
        if measure is None or not lines:
            return None
        first, more = self.first(lines, measure)
        full, short = abs(self.off(first, measure)) <= _LOOSE, abs(self.off(first, measure - INDENT)) <= _LOOSE
        deep = -_DEEPEST <= self.scale.width(first) - measure < -INDENT
        return None if not more or full == (short or deep) else not full

    def first(self, lines: Sequence[str], measure: float) -> tuple[str, int]:
        """Return the first printed line, taken together again where a space inside it parted it; how many follow."""
        whole, more = lines[0], len(lines) - 1
        while more and self.scale.width(whole) < measure - _DEEPEST:
            longer = f"{whole} {lines[-more]}"
            if self.scale.width(longer) > measure + _LOOSE:
                break
            whole, more = longer, more - 1
        return whole, more


def setting(paragraphs: Sequence[Sequence[str]]) -> Setting:
    """Return how ``paragraphs``, each given by its printed lines, were set.

    The scale is the one in which lines that are neither first nor last agree best; a column is the commonest width of
    such lines in the paragraph and its neighbours, its own lines counting more.

    >>> setting([["一二三四五六七八", "一二三四五六,八九十", "一二三四五六七八九十", "一二"], ["一二三"]]).measures
    (10, 10)
    """
    return max((_in(scale, paragraphs) for scale in _SCALES), key=lambda found: found.exact)


def _in(scale: Scale, paragraphs: Sequence[Sequence[str]]) -> Setting:
    inner = [[line for line in lines[1:-1] if NARROWEST <= scale.width(line) <= WIDEST] for lines in paragraphs]
    votes = [Counter(em for line in lines for em in _columns(line, scale)) for lines in inner]
    found = Setting(scale, tuple(_commonest(votes, at) for at in range(len(votes))), 0.0)
    off = [found.off(line, em) for lines, em in zip(inner, found.measures, strict=True) if em for line in lines]
    return replace(found, exact=(off.count(0) + _USUAL[0]) / (len(off) + _USUAL[1]))


def _columns(line: str, scale: Scale) -> Iterator[int]:
    """Yield the columns that a line fills: a mark at its end may hang over the margin."""
    em = ceil(scale.width(line))
    yield em
    if line[-1] in HANGING:
        yield em - 1


def _commonest(votes: Sequence[Mapping[int, int]], at: int) -> int | None:
    total = Counter[int]()
    for near in range(max(0, at - _NEAR), min(len(votes), at + _NEAR + 1)):
        for em, count in votes[near].items():
            total[em] += count * (_OWN if near == at else 1)
    return max(total, key=lambda em: (total[em], em)) if total else None
