"""Printed lines that stand in a foreign paragraph, and the paragraphs whose first line they are.

A *stray* is a printed line inside a paragraph, a *gap* a paragraph that may lack its first line. The score of a stray
and a gap is the logarithm of the odds that the one belongs before the other and not where it stands. It weighs the
seams around the stray and the seam that would close behind it, the seam and the opening that it would make, its width
(a first line leaves an indent free), the indent that the gap's paragraph lacks, and brackets that find their partners.
The weights are a conditional logit's (of all strays, or none, one fills a gap), fitted on 1,700 moved lines of news.

Nine lines in ten stay in their article. One from another is known by its width, which must be wrong where it stands,
and by what it speaks of: words that one of the two articles has and the other has not.

Lines from the middle or the end of a paragraph show no width that would tell; of them one in ten could be brought home
at the same certainty, so that none is tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf, log

from index.segment.archive import Archive
from index.segment.byline import lead
from index.segment.cohesion import Cohesion
from index.segment.paragraphs import DraftParagraph
from index.segment.seam import closeness, opening
from index.segment.setting import Setting, setting
from index.text.lines import INDENT, NARROWEST

_BRACKETS = ("《》", "“”", "（）", "()", "〈〉")
_HEADLESS = re.compile(r"[^（(《〈“]*[）)》〉”]")
"""A paragraph that closes what was opened in words that it lacks."""
_REACH = 6
"""Characters on each side of a seam that are looked at."""
_RARE, _CLOSES, _APART, _BEGUN, _FLUSH, _FOOT = -4.4, 0.3, -0.6, -0.55, 0.7, -1.0
_OPENS, _JOINS, _WIDTH, _PAIRS, _REPORT = 0.35, 0.95, 0.75, 1.4, 4.0
_LEAST_NEED, _LEAST_WIDTH, _HOPELESS = -1.5, -3.5, -6.0
"""Nats: gaps, widths and scores below are not looked at."""
_BELIEVED, _ANY, _MOST_EXACT = 0.97, 0.0005, 0.95
_SHARES = (0.4, 0.03)
"""Of the lines that are not exactly as wide as their column: the share that is one, and two em off, on one side."""
_SAME, _NEARLY, _MOST_PARTS = 0.5, 1.0, 4
"""Em that count as none, that a printed line may be off; pieces that spaces part it into."""
_NEAR, _MOST_NEAR = 0.3, 5.0
"""Weight of the words that only one of two articles has (a logistic regression gives 0.36 to 0.48), and its most."""
_AWAY, _MISFIT = -2.2, 1.0
"""Nats: one moved line in ten stands in another article, in any of them; what its width there must say against it."""
_FAR = 50
"""Articles before and behind its own that a line may come from; few pages have more, and the work stays linear."""


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
    """A paragraph as printed: its pieces, its words without spaces, where each piece starts there, its column in em.

    ``article`` is the one that it stands in, which it ``leads``, and ``setting`` how that was set.
    """

    article: int
    leads: bool
    pieces: tuple[str, ...]
    words: str
    starts: tuple[int, ...]
    measure: int
    setting: Setting

    def around(self, piece: int) -> tuple[str, str]:
        """Return the last characters before a piece and the first ones from it on."""
        at = self.starts[piece]
        return self.words[max(0, at - _REACH) : at], self.words[at : at + _REACH]

    def fills(self, line: str, short: float = 0.0) -> float:
        """Log-probability that a printed line which fills the column but for ``short`` em has the width of ``line``."""
        exact = min(_MOST_EXACT, self.setting.exact)
        shares = (exact, *((1 - exact) * share for share in _SHARES))
        off = abs(self.setting.off(line, self.measure - short))
        return log(_ANY + _BELIEVED * next((s for k, s in enumerate(shares) if abs(off - k) < _SAME), 0.0))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The paragraphs of a page as they stand, how they were set, and what their issue and the archive have seen."""

    printed: Mapping[int, _Printed]
    known: Mapping[str, int]
    archive: Archive
    cohesion: Cohesion
    others: int
    """Articles that may hold a line besides its own."""

    def fits(self) -> Iterator[Fit]:
        """Yield the strays and gaps that may belong together."""
        gaps = defaultdict[int, list[tuple[int, float]]](list)
        for gap, need in self._gaps():
            gaps[self.printed[gap].article].append((gap, need))
        for stray in self._strays() if gaps else ():
            wide = list(self._suiting(stray, gaps))
            if wide and self._is_line(stray):
                leaves = _RARE + self._leaves(stray)
                for gap, need, suits in wide:
                    score = leaves + need + _WIDTH * suits + self._joins(stray, gap) + _PAIRS * self._paired(stray, gap)
                    score += self._goes(stray, gap)
                    if score > _HOPELESS:
                        yield Fit(stray, gap, score)

    def _goes(self, stray: Stray, gap: int) -> float:
        """Evidence for and against a move into another article: it is rarer, and the words speak of the other."""
        here, there = self.printed[stray.paragraph].article, self.printed[gap].article
        if here == there:
            return 0.0
        return _AWAY - log(self.others) + min(_MOST_NEAR, _NEAR * self.cohesion.nearer(self._words(stray), here, there))

    def _suiting(
        self, stray: Stray, gaps: Mapping[int, Sequence[tuple[int, float]]]
    ) -> Iterator[tuple[int, float, float]]:
        """Yield the gaps whose first line a stray is by its width, with the evidence that it fills no line here.

        ``gaps`` are those of each article.
        """
        here = self.printed[stray.paragraph]
        line = " ".join(here.pieces[stray.start : stray.end])
        stands = here.fills(line)
        far = _FAR if stands <= -_MISFIT else 0
        for article in range(here.article - far, here.article + far + 1):
            least, known = _MISFIT if article != here.article else _LEAST_WIDTH, dict[int, float]()
            for gap, need in gaps.get(article, ()):
                there = self.printed[gap]
                if there.measure not in known:
                    known[there.measure] = there.fills(line, INDENT) - stands
                if gap != stray.paragraph and known[there.measure] >= least:
                    yield gap, need, known[there.measure]

    def _gaps(self) -> Iterator[tuple[int, float]]:
        """Yield the paragraphs that start without indent or in mid-sentence, with the evidence that they do."""
        for at, each in self.printed.items():
            first, more = each.setting.first(each.pieces, each.measure)
            flush = each.fills(first) - each.fills(first, INDENT) if more else 0.0
            opens = opening(each.words, self.known, here=1)
            if flush - opens >= _LEAST_NEED:
                yield at, _BEGUN * opens + _FLUSH * flush + _FOOT * self._below_full(at)

    def _strays(self) -> Iterator[Stray]:
        """Yield what may be a printed line inside a paragraph: as many pieces as a column may hold."""
        for at, each in self.printed.items():
            for start in range(1, len(each.pieces) - 1):
                for end in range(start + 1, min(len(each.pieces), start + _MOST_PARTS + 1)):
                    line = " ".join(each.pieces[start:end])
                    if end > start + 1 and each.setting.off(line, each.measure) > _NEARLY:
                        break
                    if each.setting.off(line, NARROWEST - INDENT) >= 0:
                        yield Stray(at, start, end)

    def _is_line(self, stray: Stray) -> bool:
        """Do printed lines end just before a stray and just before what follows it?"""
        each, last = self.printed[stray.paragraph], stray.end + _MOST_PARTS

        def full(start: int, end: int, indent: float = 0.0) -> bool:
            return abs(each.setting.off(" ".join(each.pieces[start:end]), each.measure - indent)) <= _NEARLY

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
        """Evidence that a paragraph opens with a stray, an article with its formula, and goes on behind the gap.

        None would do where a bracket closes that was not opened.
        """
        words, rest = self._words(stray), self.printed[gap].words
        if _HEADLESS.match(words + rest):
            return -inf
        report = _REPORT if self.printed[gap].leads and lead(words + rest) else 0.0
        after = self._close(words[-_REACH:], rest[:_REACH])
        return report + _OPENS * opening(words, self.known) + _JOINS * after

    def _close(self, left: str, right: str, here: int = 0) -> float:
        return closeness(left, right, self.known, here=here, archive=self.archive)

    def _paired(self, stray: Stray, gap: int) -> int:
        """How many brackets and quotation marks find their partner by the move, less those that lose it."""
        source, target, words = self.printed[stray.paragraph], self.printed[gap].words, self._words(stray)
        rest = source.words[: source.starts[stray.start]] + source.words[source.starts[stray.end] :]
        return _unpaired(source.words) + _unpaired(target) - _unpaired(rest) - _unpaired(words + target)

    def _below_full(self, at: int) -> bool:
        """Does the paragraph above stop at the end of a full printed line, so that this one may go on with it?"""
        above = self.printed.get(at - 1)
        if above is None or above.article != self.printed[at].article:
            return False
        return abs(above.setting.off(above.pieces[-1], above.measure)) < _SAME

    def _words(self, stray: Stray) -> str:
        each = self.printed[stray.paragraph]
        return each.words[each.starts[stray.start] : each.starts[stray.end]]


def arrangement(
    articles: Sequence[Sequence[DraftParagraph]], known: Mapping[str, int], archive: Archive
) -> Arrangement:
    """Return how those paragraphs of a page's ``articles`` stand whose column shows, numbered through all of them.

    ``known`` are the runs of their issue.
    """
    printed, texts, first = dict[int, _Printed](), list[str](), 0
    for article, found in enumerate(articles):
        pieces = [tuple(each.raw.split()) if each.kind == "p" and not each.row else () for each in found]
        set_so, text = setting(pieces), ""
        for at, (each, measure) in enumerate(zip(pieces, set_so.measures, strict=True), first):
            if each and measure is not None:
                words, starts = "".join(each), (0, *accumulate(map(len, each)))
                printed[at] = _Printed(article, not text, each, words, starts, measure, set_so)
                text += words
        first += len(pieces)
        texts.append(text)
    return Arrangement(printed, known, archive, Cohesion(texts), min(2 * _FAR, max(1, sum(map(bool, texts)) - 1)))


def _unpaired(text: str) -> int:
    """How many brackets and quotation marks lack their partner."""
    brackets = sum(abs(text.count(pair[0]) - text.count(pair[1])) for pair in _BRACKETS)
    return brackets + text.count('"') % 2
