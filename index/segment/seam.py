"""Do two pieces of text belong together? What the dictionary and the issue itself say about the seam between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from math import log

from index.text import CJK, word_frequencies

_REACH = 5
_TELLING = 3.0
"""Nats that a crossing word must gain: reading across the seam is then twenty times likelier."""
_LEFT = re.compile(rf"[{CJK}]{{1,{_REACH}}}$")
_RIGHT = re.compile(rf"[{CJK}]{{1,{_REACH}}}")


def spans_word(left: str, right: str) -> bool:
    """Does a dictionary word cross the seam in the likeliest reading?

    >>> spans_word("各集", "体获奖"), spans_word("部门", "开展")
    (True, False)
    """
    return _gain(left, right) > 0


def seams(text: str) -> Counter[str]:
    """Count the neighbouring characters of a text, white space left out: the seams that ``closeness`` has seen."""
    return Counter(map("".join, pairwise("".join(text.split()))))


def closeness(left: str, right: str, known: Mapping[str, int], *, here: int = 0) -> float:
    """Evidence that ``right`` follows ``left``: what a crossing word gains, and how often the same seam is ``known``.

    The first part is a log-likelihood ratio in nats under the dictionary's word frequencies; the second the logarithm
    of one plus the times the two characters at the seam stand together, the ``here`` times under judgement left out.
    """
    if not (_LEFT.search(left) and _RIGHT.match(right)):
        return 0.0
    return _gain(left, right) + log(1 + max(0, known.get(left[-1] + right[0], 0) - here))


def _gain(left: str, right: str) -> float:
    """Nats by which the likeliest reading across the seam beats the one that is cut there, if that says anything."""
    before, after = _LEFT.search(left), _RIGHT.match(right)
    if not before or not after:
        return 0.0
    gained = _likelihood(before[0] + after[0]) - _likelihood(before[0]) - _likelihood(after[0])
    return gained if gained > _TELLING else 0.0


def _likelihood(text: str) -> float:
    """Log-likelihood of the best cut of a text into dictionary words (Viterbi); a single character is always a word."""
    frequencies, total = word_frequencies()
    best = [0.0]
    for end in range(1, len(text) + 1):
        known = [(start, frequencies.get(text[start:end], 0)) for start in range(max(0, end - _REACH), end)]
        best.append(max(best[start] + log((n or 1) / total) for start, n in known if n or start == end - 1))
    return best[-1]
