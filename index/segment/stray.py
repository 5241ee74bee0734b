"""Printed lines that stand in a foreign paragraph, and the paragraphs whose first line they are.

A *stray* is a printed line inside a paragraph, a *gap* a paragraph that may lack its first line. The score of a stray
and a gap is the logarithm of the odds that the one belongs before the other and not where it stands. It weighs the
seams around the stray and the seam that would close behind it, the seam and the opening that it would make, its width
(a first line leaves an indent free), the indent that the gap's paragraph lacks, and brackets that find their partners.
The weights are a conditional logit's (of all strays, or none, one fills a gap), fitted on 1,700 moved lines of news.

Lines from the middle or the end of a paragraph show no width that would tell; of them one in ten could be brought home
at the same certainty, so that none is tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log, sqrt

from index.lines import INDENT
from index.segment.archive import Archive
from index.segment.byline import lead
from index.segment.paragraphs import DraftParagraph
from index.segment.seam import closeness, opening
from index.segment.setting import Setting, setting

_BRACKETS = ("《》", "“”", "（）", "()", "〈〉")
_REACH = 6
"""Characters on each side of a seam that are looked at."""
_RARE, _CLOSES, _APART, _BEGUN, _FLUSH, _FOOT = -4.4, 0.3, -0.6, -0.55, 0.7, -1.0
_OPENS, _JOINS, _WIDTH, _PAIRS, _REPORT = 0.35, 0.95, 0.75, 1.4, 4.0
_LEAST_NEED, _LEAST_WIDTH, _HOPELESS = -1.5, -3.5, -6.0
"""Nats: gaps, widths and scores below are not looked at."""
_BELIEVED, _ANY, _MOST_EXACT = 0.97, 0.0005, 0.95
_SHARES = (0.4, 0.03)
"""Of the lines that are not exactly as wide as their column: the share that is one, and two em off, on one side."""
_SAME, _NEARLY, _MOST_PARTS, _NARROWER = 0.5, 1.0, 4, 4.5
"""Em that count as none, that a printed line may be off; pieces that spaces part it into; em that one is narrower."""
_ROUNDS, _SURE = 60, 100.0


@dataclass(frozen=True, slots=True)
class Stray:
    """Pieces ``start`` to ``end`` (excluded) of a paragraph, spaces parting them: one printed line."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fit:
    """A stray, the paragraph that it may begin, and the log-odds that it does."""

    stray: Stray
    gap: int
    score: float


@dataclass(frozen=True, slots=True)
class _Printed:
    """A paragraph as printed: its pieces, its words without spaces, where each piece starts there, its column in em."""

    pieces: tuple[str, ...]
    words: str
    starts: tuple[int, ...]
    measure: int

    def around(self, piece: int) -> tuple[str, str]:
        """Return the last characters before a piece and the first ones from it on."""
        at = self.starts[piece]
        return self.words[max(0, at - _REACH) : at], self.words[at : at + _REACH]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The paragraphs of an article as they stand, how they were set, and what its issue and the archive have seen."""

    printed: Mapping[int, _Printed]
    setting: Setting
    known: Mapping[str, int]
    archive: Archive

    def fits(self) -> Iterator[Fit]:
        """Yield the strays and gaps that may belong together."""
        gaps = list(self._gaps())
        for stray in self._strays() if gaps else ():
            wide = [(gap, need, wide) for gap, need in gaps if (wide := self._suits(stray, gap)) >= _LEAST_WIDTH]
            if any(gap != stray.paragraph for gap, _, _ in wide) and self._is_line(stray):
                leaves = _RARE + self._leaves(stray)
                for gap, need, suits in wide:
                    score = leaves + need + _WIDTH * suits + self._joins(stray, gap) + _PAIRS * self._paired(stray, gap)
                    if gap != stray.paragraph and score > _HOPELESS:
                        yield Fit(stray, gap, score)

    def _gaps(self) -> Iterator[tuple[int, float]]:
        """Yield the paragraphs that start without indent or in mid-sentence, with the evidence that they do."""
        for at, each in self.printed.items():
            first, more = self.setting.first(each.pieces, each.measure)
            flush = self._fills(first, each.measure) - self._fills(first, each.measure - INDENT) if more else 0.0
            opens = opening(each.words, self.known, here=1)
            if flush - opens >= _LEAST_NEED:
                yield at, _BEGUN * opens + _FLUSH * flush + _FOOT * self._below_full(at)

    def _strays(self) -> Iterator[Stray]:
        """Yield what may be a printed line inside a paragraph: as many pieces as nearly fill the column."""
        for at, each in self.printed.items():
            for start in range(1, len(each.pieces) - 1):
                for end in range(start + 1, min(len(each.pieces), start + _MOST_PARTS + 1)):
                    off = self.setting.off(" ".join(each.pieces[start:end]), each.measure)
                    if off > _NEARLY and end > start + 1:
                        break
                    if off >= -_NARROWER:
                        yield Stray(at, start, end)

    def _is_line(self, stray: Stray) -> bool:
        """Do printed lines end just before a stray and just before what follows it?"""
        each, last = self.printed[stray.paragraph], stray.end + _MOST_PARTS

        def full(start: int, end: int, indent: float = 0.0) -> bool:
            return abs(self.setting.off(" ".join(each.pieces[start:end]), each.measure - indent)) <= _NEARLY

        first = max(0, stray.start - _MOST_PARTS)
        above = any(full(k, stray.start) for k in range(first, stray.start)) or full(0, stray.start, INDENT)
        return above and (last >= len(each.pieces) or any(full(stray.end, k) for k in range(stray.end + 1, last + 1)))

    def _leaves(self, stray: Stray) -> float:
        """Evidence from the seams around a stray that the text closes up without it."""
        each, words = self.printed[stray.paragraph], self._words(stray)
        left, right = each.around(stray.start)[0], each.around(stray.end)[1]
        before = self._close(left, words[:_REACH], here=1)
        after = self._close(words[-_REACH:], right, here=1)
        return _CLOSES * self._close(left, right) + _APART * (before + after)

    def _joins(self, stray: Stray, gap: int) -> float:
        """Evidence that a paragraph opens with a stray, an article with its formula, and goes on behind the gap."""
        words, rest = self._words(stray), self.printed[gap].words
        report = _REPORT if gap == min(self.printed) and lead(words + rest) else 0.0
        after = self._close(words[-_REACH:], rest[:_REACH])
        return report + _OPENS * opening(words, self.known) + _JOINS * after

    def _close(self, left: str, right: str, here: int = 0) -> float:
        return closeness(left, right, self.known, here=here, archive=self.archive)

    def _suits(self, stray: Stray, gap: int) -> float:
        """Evidence from its width that a stray is a first line of the gap's column, and not a full one of its own."""
        here = self.printed[stray.paragraph]
        line = " ".join(here.pieces[stray.start : stray.end])
        return self._fills(line, self.printed[gap].measure - INDENT) - self._fills(line, here.measure)

    def _paired(self, stray: Stray, gap: int) -> int:
        """How many brackets and quotation marks find their partner by the move, less those that lose it."""
        source, target, words = self.printed[stray.paragraph], self.printed[gap].words, self._words(stray)
        rest = source.words[: source.starts[stray.start]] + source.words[source.starts[stray.end] :]
        return _unpaired(source.words) + _unpaired(target) - _unpaired(rest) - _unpaired(words + target)

    def _fills(self, line: str, measure: float) -> float:
        """Log-probability that a printed line which fills ``measure`` has the width of ``line``."""
        exact = min(_MOST_EXACT, self.setting.exact)
        shares = (exact, *((1 - exact) * share for share in _SHARES))
        off = abs(self.setting.off(line, measure))
        return log(_ANY + _BELIEVED * next((s for k, s in enumerate(shares) if abs(off - k) < _SAME), 0.0))

    def _below_full(self, at: int) -> bool:
        """Does the paragraph above stop at the end of a full printed line, so that this one may go on with it?"""
        above = self.printed.get(at - 1)
        return above is not None and abs(self.setting.off(above.pieces[-1], above.measure)) < _SAME

    def _words(self, stray: Stray) -> str:
        each = self.printed[stray.paragraph]
        return each.words[each.starts[stray.start] : each.starts[stray.end]]


def arrangement(found: Sequence[DraftParagraph], known: Mapping[str, int], archive: Archive) -> Arrangement:
    """Return how those paragraphs of an article stand whose column shows; ``known`` are the runs of its issue."""
    pieces = [tuple(each.raw.split()) if each.kind == "p" else () for each in found]
    set_so = setting(pieces)
    printed = {
        at: _Printed(each, "".join(each), (0, *accumulate(map(len, each))), measure)
        for at, (each, measure) in enumerate(zip(pieces, set_so.measures, strict=True))
        if each and measure is not None
    }
    return Arrangement(printed, set_so, known, archive)


def certain(candidates: Iterable[Fit], odds: float) -> list[Fit]:
    """Return the fits that hold by ``odds`` to one, whatever becomes of the others.

    A stray has one home and a gap one line: fits are the edges of a matching. The marginal odds of an edge are its own
    times, for each of its ends, the chance that no other edge takes it: belief propagation, damped, exact without
    cycles.

    >>> one, other = Fit(Stray(0, 1, 2), 1, 5.0), Fit(Stray(0, 1, 2), 2, 4.0)
    >>> certain([one], 20) == [one], certain([one, other], 20)
    (True, [])
    """
    fits = list(candidates)
    own = [exp(min(fit.score, _SURE)) for fit in fits]
    sides: tuple[dict[int, list[int]], ...] = (defaultdict(list), defaultdict(list))
    for k, fit in enumerate(fits):
        sides[0][fit.stray.paragraph].append(k)
        sides[1][fit.gap].append(k)
    rivals = [
        [[j for j in sides[0][fit.stray.paragraph] if j != k and _overlap(fit, fits[j])] for k, fit in enumerate(fits)],
        [[j for j in sides[1][fit.gap] if j != k] for k, fit in enumerate(fits)],
    ]
    free = [[1.0] * len(fits), [1.0] * len(fits)]
    for _ in range(_ROUNDS if any(map(any, rivals)) else 1):
        free = [
            [
                sqrt(was / (1 + sum(own[j] * free[1 - s][j] for j in each)))
                for was, each in zip(free[s], rivals[s], strict=True)
            ]
            for s in range(2)
        ]
    held = [x * y * z >= odds for x, y, z in zip(own, *free, strict=True)]
    return [fit for k, fit in enumerate(fits) if held[k] and not any(held[j] for s in rivals for j in s[k])]


def _overlap(one: Fit, other: Fit) -> bool:
    return one.stray.start < other.stray.end and other.stray.start < one.stray.end


def _unpaired(text: str) -> int:
    """How many brackets and quotation marks lack their partner."""
    brackets = sum(abs(text.count(pair[0]) - text.count(pair[1])) for pair in _BRACKETS)
    return brackets + text.count('"') % 2
