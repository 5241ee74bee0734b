"""Do two pieces of text belong together? What the dictionary and the issue itself say about the seam between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from math import log

import numpy as np

from index.segment.archive import NO_ARCHIVE, Archive
from index.text import CHINESE, CJK, word_frequencies

_REACH = 5
_LONGEST = 4
"""Characters of the longest run that is counted."""
_TELLING = 3.0
"""Nats that a crossing word must gain: reading across the seam is then twenty times likelier."""
_LEFT = re.compile(rf"[{CJK}]{{1,{_REACH}}}$")
_RIGHT = re.compile(rf"[{CJK}]{{1,{_REACH}}}")
_LATIN = re.compile(r"[A-Za-z0-9]")
_NEVER_FIRST = frozenset("，。、；：？！”’）》〉】,.;:?!)%％")
_RARE = 1e-6
_ANY, _ALIKE, _MIXED, _FORBIDDEN, _MOST = -0.86, 1.2, -0.5, -3.0, 5.0
_WORD, _EDGE, _TWO, _THREE, _FOUR = 0.7, 0.8, 0.65, 0.8, 1.85
"""Weights of ``closeness``: a logistic regression on 26,000 true and false seams between printed lines of news."""
_TIE = 0.5
"""Weight of what the archive says, chosen on 1,046 moved lines of news; from 0.3 to 0.8 little changes."""
_OPEN, _OPEN_ONE, _OPEN_TWO, _OPEN_SEEN = -0.9, 0.65, 1.4, 0.65
"""Weights of ``opening``: the same on 16,000 first and other printed lines."""


def spans_word(left: str, right: str) -> bool:
    """Does a dictionary word cross the seam in the likeliest reading?

    >>> spans_word("各集", "体获奖"), spans_word("部门", "开展")
    (True, False)
    """
    return _gain(left[-_REACH:], right[:_REACH]) > _TELLING


def seams(text: str) -> Counter[str]:
    """Count the runs of two to four characters of a text, white space left out: what ``closeness`` has seen."""
    run = "".join(text.split())
    return Counter(run[k : k + size] for size in range(2, _LONGEST + 1) for k in range(len(run) - size + 1))


def closeness(
    left: str, right: str, known: Mapping[str, int], *, here: int = 0, archive: Archive = NO_ARCHIVE
) -> float:
    """Evidence in nats that ``right`` follows ``left``: how much likelier they are to than two lines taken at random.

    Weighed are what a word that crosses the seam gains, how readily its two characters end and begin words, and how
    often the runs of characters across it are ``known``, the ``here`` times under judgement left out, and how much
    oftener than by chance they stand in the ``archive``. No line of print begins with a closing mark; no seam counts
    for more than five nats.

    >>> closeness("4个集", "体受表彰", {}) > 0 > closeness("4个集", "和受表彰", {})
    True
    """
    last, first = left[-1], right[0]
    found = _ANY + (_FORBIDDEN if first in _NEVER_FIRST else 0.0)
    chinese, latin = ([kind.match(char) is not None for char in (last, first)] for kind in (CHINESE, _LATIN))
    if all(chinese):
        ends, begins = _edges()
        found += _WORD * _gain(left[-_REACH:], right[:_REACH]) + _EDGE * (ends.get(last, 0) + begins.get(first, 0))
    elif any(latin):
        found += _ALIKE * all(latin) + _MIXED * any(chinese)
    found += _TIE * _ties(archive, left[-2:], right[:2])
    found += _TWO * _times(known, here, last + first)
    found += _THREE * _times(known, 2 * here, left[-2:] + first, last + right[:2])
    return min(_MOST, found + _FOUR * _times(known, here, left[-2:] + right[:2]))


def opening(text: str, known: Mapping[str, int], *, here: int = 0) -> float:
    """Evidence in nats that a paragraph begins with ``text``: by what follows a full stop in the ``known`` text.

    >>> opening("据介绍,", seams("开放。据介绍,新馆。据介绍,")) > 0 > opening(",新馆", {})
    True
    """
    if text[0] in _NEVER_FIRST:
        return _FORBIDDEN
    after = _OPEN_ONE * _times(known, here, "。" + text[0]) + _OPEN_TWO * _times(known, here, "。" + text[:2])
    return _OPEN + after + _OPEN_SEEN * _times(known, 1, text[:2])


def _ties(archive: Archive, left: str, right: str) -> float:
    """Nats by which runs of two, three and four characters across a seam are commoner than by chance, summed up."""
    long = (archive.tie(left, right[:1]) + archive.tie(left[-1:], right)) / 2
    return archive.tie(left[-1:], right[:1]) + long + archive.tie(left, right)


def _times(known: Mapping[str, int], here: int, *runs: str) -> float:
    return log(1 + max(0, sum(known.get(run, 0) for run in runs) - here))


@lru_cache(maxsize=65536)
def _gain(left: str, right: str) -> float:
    """Nats by which the likeliest reading across the seam beats the one that is cut there."""
    before, after = _LEFT.search(left), _RIGHT.match(right)
    if not before or not after:
        return 0.0
    return _likelihood(before[0] + after[0]) - _likelihood(before[0]) - _likelihood(after[0])


@cache
def _edges() -> tuple[Mapping[str, float], Mapping[str, float]]:
    """For each character of the dictionary: how much likelier it ends, and begins, a word than stands anywhere."""
    frequencies, _ = word_frequencies()
    words = [(word, n) for word, n in frequencies.items() if n]
    lengths = np.array([len(word) for word, _ in words])
    counts = np.array([n for _, n in words], float)
    characters = np.frombuffer("".join(word for word, _ in words).encode("utf-32-le"), np.uint32)
    ends = np.cumsum(lengths) - 1
    every = np.bincount(characters, np.repeat(counts, lengths))
    total = every / every.sum()
    found = []
    for edge in (characters[ends], characters[ends - lengths + 1]):
        share = np.bincount(edge, counts, len(every)) / counts.sum()
        present = np.flatnonzero(every)
        ratios = np.log((share[present] + _RARE) / (total[present] + _RARE))
        found.append(dict(zip(map(chr, present.tolist()), ratios.tolist(), strict=True)))
    return found[0], found[1]


def _likelihood(text: str) -> float:
    """Log-likelihood of the best cut of a text into dictionary words (Viterbi); a single character is always a word."""
    frequencies, total = word_frequencies()
    best = [0.0]
    for end in range(1, len(text) + 1):
        known = [(start, frequencies.get(text[start:end], 0)) for start in range(max(0, end - _REACH), end)]
        best.append(max(best[start] + log((n or 1) / total) for start, n in known if n or start == end - 1))
    return best[-1]
