"""The same story printed twice: small sketches find the candidates, the words and figures themselves decide."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from index.text import letters

Sketch = tuple[int, ...]

SAME: Final = 0.6
"""Share of the shorter text that must stand in the longer one."""
MOST_OTHER_FIGURES: Final = 1 / 3
"""Share of the figures between the same words that may differ: a weekly notice keeps its words and changes these."""
SHORTEST: Final = 60
"""Letters and figures below which a text is too short to be told apart."""
SMALLEST_PART: Final = 1 / 8
"""Share of the longer text that the shorter must be as long as: background told in a few lines is another story."""
_GRAM = 5
_SAMPLED, _LEAST = 16, 32
_CANDIDATES, _MOST_POSTINGS = 5, 100
_LIKELY = 0.35
"""Estimated share from which the texts themselves are compared; the estimate is within 0.2 of the share."""
_BESIDE = 4
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Telling:
    """An article as far as stories go: its words, their sketch, and the story it is known to belong to.

    Of a new article ``story`` is what its story is called if nobody told it before; None: its id.
    """

    id: str
    text: str
    sketch: Sketch
    story: str | None = None


def runs(text: str) -> NDArray[np.uint64]:
    """The hashes of a text's runs of five letters or figures, folded, each once, in rising order.

    A text with one character in 33 misread keeps about 0.86 of them.

    >>> len(runs("桥下的 水鳥。")), len(np.intersect1d(runs("桥下的水鸟飞过"), runs("听说桥下的水鸟")))
    (1, 1)
    """
    return _hashes(letters(text))


def signature(text: str) -> Sketch:
    """The sketch of a text: the smallest hashes of its runs, in rising order.

    One in 16 is kept, and never fewer than 32 as far as there are (bottom-k sketches, Broder 1997; FracMinHash, Irber
    et al. 2022). The hashes depend on nothing but the text.

    >>> signature("臺灣的春天到了") == signature("台湾的春天 到了。")
    True
    """
    hashes = runs(text)
    kept = max(_LEAST, int(np.searchsorted(hashes, np.uint64(2**64 // _SAMPLED))))
    return tuple(hashes[:kept].tolist())


def similarity(a: Sketch, b: Sketch) -> float:
    """The share of the shorter text that stands in the longer one, 0 to 1, as their sketches estimate it.

    >>> similarity(signature("桥下的水鸟成群飞过"), signature("桥下的水鸟成群飞过"))
    1.0
    """
    if not a or not b:
        return 0.0
    limit = min(a[-1], b[-1])
    left, right = ({each for each in sketch if each <= limit} for sketch in (a, b))
    return len(left & right) / max(1, min(len(left), len(right)))


class Told(Protocol):
    """The articles that were told before, each by a number."""

    def tellers(self, sketch: int, most: int) -> Sequence[int]:
        """The first ``most`` articles whose sketch has a hash."""

    def telling(self, number: int) -> Telling:
        """One of them."""


def link(new: Iterable[Telling], told: Told) -> dict[str, str]:
    """The story of each new article that tells one told before, by id: that article's story or, without one, its id.

    Articles of ``told`` and, before it, of ``new`` count as told before. What tells a story for the first time is in
    the result only if it brings a name for it, and nothing of what is known changes: a story's first article is found
    by its id.
    """
    seen, found = Tellings(), {}
    for telling in new:
        story = _story_of(telling, told) or _story_of(telling, seen) or telling.story
        if story is not None:
            found[telling.id] = story
        seen.add(replace(telling, story=story))
    return found


class Tellings:
    """Articles in memory, as ``Told``."""

    def __init__(self, tellings: Iterable[Telling] = ()) -> None:
        self._told: list[Telling] = []
        self._holding: defaultdict[int, list[int]] = defaultdict(list)
        for telling in tellings:
            self.add(telling)

    def add(self, telling: Telling) -> None:
        """Count an article as told."""
        for each in telling.sketch:
            self._holding[each].append(len(self._told))
        self._told.append(telling)

    def tellers(self, sketch: int, most: int) -> Sequence[int]:
        """See ``Told``."""
        return self._holding.get(sketch, [])[:most]

    def telling(self, number: int) -> Telling:
        """See ``Told``."""
        return self._told[number]


def _story_of(telling: Telling, told: Told) -> str | None:
    """The story of the article most like this one, if it tells the same."""
    shared = Counter(number for each in telling.sketch for number in told.tellers(each, _MOST_POSTINGS))
    for number, _ in shared.most_common(_CANDIDATES):
        earlier = told.telling(number)
        likely = similarity(telling.sketch, earlier.sketch) >= _LIKELY
        if likely and is_same_story(telling.text, earlier.text):
            return earlier.story or earlier.id
    return None


def is_same_story(a: str, b: str) -> bool:
    """Do two texts tell the same in nearly the same words and figures, one perhaps more of it than the other?

    >>> week = "本周蔬菜价格平稳：黄瓜每斤{}元，番茄每斤{}元，土豆每斤{}元。价格由区市场监管局在四个农贸市场采集，"
    >>> week += "每周三公布，市民发现商户不按标价出售的，可以拨打电话举报，查实后给予奖励。"
    >>> this, last = week.format(3, 4, 2), week.format(5, 6, 3)
    >>> is_same_story(this, last), is_same_story(this, "本报讯" + this)
    (False, True)
    """
    shorter, longer = sorted((letters(a), letters(b)), key=len)
    if len(shorter) < max(SHORTEST, SMALLEST_PART * len(longer)) or _shared(_hashes(shorter), _hashes(longer)) < SAME:
        return False
    here, there = _figures(shorter), _figures(longer)
    common = {words: (figures, there[words]) for words, figures in here.items() if words in there}
    compared = sum(figures.total() for figures, _ in common.values())
    agreeing = sum((figures & others).total() for figures, others in common.values())
    return compared - agreeing <= MOST_OTHER_FIGURES * compared


def _figures(letters: str) -> dict[str, Counter[str]]:
    """Return the figures that follow each run of four characters, figures among them counting as one."""
    found: dict[str, Counter[str]] = {}
    before, at = "", 0
    for match in _FIGURE.finditer(letters):
        before = (before + letters[at : match.start()])[-_BESIDE:]
        found.setdefault(before, Counter())[match[0]] += 1
        before, at = f"{before}#", match.end()
    return found


def _hashes(letters: str) -> NDArray[np.uint64]:
    """Return the hashes of the runs of five characters, each once, in rising order; of a shorter text, one of it all.

    A polynomial in the code points, mixed by the finaliser of SplitMix64 (Steele et al. 2014), modulo 2**64.
    """
    points = np.frombuffer(letters.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    count = max(len(points) - _GRAM + 1, min(len(points), 1))
    total = np.zeros(count, dtype=np.uint64)
    for i in range(min(_GRAM, len(points))):
        total = total * np.uint64(0x100000001B3) + points[i : i + count]
    total ^= total >> np.uint64(30)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    total ^= total >> np.uint64(27)
    total *= np.uint64(0x94D049BB133111EB)
    return np.unique(total ^ (total >> np.uint64(31)))


def _shared(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> float:
    common = np.intersect1d(a, b, assume_unique=True).size
    return common / max(1, min(a.size, b.size))
