"""Words typed as they sound: the one place of a question that was never printed, though its homophone was.

Pinyin is typed, and the wrong characters are taken: 安丽冰 for 安骊冰. How likely words are is measured by the pairs of
neighbouring characters that the archive holds, and by where the other words of the question stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple, Protocol

from index.messages import say
from index.store import LexicalIndex, Rows, Scores
from index.text import fold, word_frequencies, words
from index.text.pinyin import is_pair, readings
from qa.question.query import asked_terms, only_cut

COMMON = 5e-4
"""The share of general text above which a character that stands alone (是, 为) is not taken for a slip."""
LIKELY = 8.0
"""The evidence, in nats, that a respelling needs."""
TOGETHER = 10.0
"""What it is worth, in nats, that the article found by the other words has the respelling."""
WORD = 3.0
"""What it is worth that the respelling is a word of the dictionary."""
USUAL, SINGLE = 1.3, 0.5
"""What it costs that a word, or one of a single character, was typed, times the logarithm of how often it is used."""
FARTHER = 4.0
"""What a second wrong character, or a sound that is only near (zh and z, in and ing), costs."""
TRIED = 16
"""Respellings whose company is looked at, the likeliest first."""
REMEMBERED = 1 << 16
"""Characters and pairs whose counts are remembered."""
COMPANY = 1000
"""Passages with most of a question that a respelling may stand in the company of."""


@dataclass(frozen=True, slots=True)
class Respelling:
    """A question with one run of characters replaced by its homophone.

    ``text`` is the whole folded question, respelled: ``text[start:end] == after``, where ``before`` stood.
    """

    text: str
    start: int
    end: int
    before: str

    @property
    def after(self) -> str:
        """The respelled words."""
        return self.text[self.start : self.end]

    @property
    def notice(self) -> str:
        """What the reader is asked."""
        return say("您是不是要找“{words}”？", words=self.after)


class Printed(Protocol):
    """The pairs of neighbouring characters that an archive has printed."""

    def alike(self, pair: str) -> Iterable[str]:
        """Those that sound like one."""

    def often(self, character: str) -> int:
        """The passages of each pair with a character, added up."""

    @property
    def pairs(self) -> int:
        """The sum of ``often`` over all characters."""


class Sounds:
    """What an archive has printed, by its sound; ``lexical`` counts it."""

    def __init__(self, lexical: LexicalIndex, printed: Printed) -> None:
        self.lexical = lexical
        self._printed = printed
        self._total = printed.pairs
        self._often = lru_cache(REMEMBERED)(printed.often)
        self.together = lru_cache(REMEMBERED)(self._together)

    def alike(self, pair: str) -> list[str]:
        """The printed pairs of characters that sound like one."""
        return sorted(self._printed.alike(pair))

    def _together(self, pair: str) -> float:
        """How much more often two characters stand side by side than by chance, in nats; 0 for a pair not printed.

        This is their pointwise mutual information, counted in passages.
        """
        seen = self.lexical.seen(pair)
        by_chance = (self._often(pair[0]) * self._often(pair[1]) / 2 + 2) / self._total
        return max(0.0, log(seen / by_chance)) if seen else 0.0

    def usual(self, word: str) -> float:
        """How well a word stands for itself although it was not printed, in nats.

        A common word does, but not in an archive so large that it should have been printed.
        """
        frequencies, total = word_frequencies()
        often = frequencies.get(word, 0)
        return max(0.0, (USUAL if len(word) > 1 else SINGLE) * log(1 + often) - often / total * self._total / 3)


@dataclass(frozen=True, slots=True)
class _Guess:
    start: int
    pair: str
    printed: tuple[str, ...]
    evidence: float


def respelled(text: str, sounds: Sounds) -> Respelling | None:
    """The question as it was meant, when one run of it was never printed and another of the same sound was.

    None when every word was printed or nothing likelier sounds alike.
    """
    folded = fold(text)
    asked = asked_terms(text)
    guesses = sorted(_guesses(folded, "".join(asked), sounds), key=lambda guess: -guess.evidence)[:TRIED]
    best = _likeliest(guesses, asked, sounds) if guesses else None
    if best is None:
        return None
    meant = folded[: best.start] + best.pair + folded[best.start + 2 :]
    start, end = _whole(folded, meant, best.start, sounds.lexical)
    return Respelling(meant, start, end, folded[start:end]) if end - start > 1 else None


def _guesses(text: str, asked: str, sounds: Sounds) -> Iterator[_Guess]:
    word_at = [word for word in words(text) for _ in word]
    sounds.lexical.meet([*filter(is_pair, map("".join, pairwise(text))), *word_at])
    changes = list(_changes(text, asked, word_at, sounds))
    sounds.lexical.meet(pair for change in changes for pair in change.pairs)
    return (_guess(text, change, word_at, sounds) for change in changes)


class _Change(NamedTuple):
    """A pair of characters for the one at ``at``: the places that it changes, and the pairs that come of it."""

    at: int
    pair: str
    changed: Sequence[int]
    pairs: Sequence[str]


def _changes(text: str, asked: str, word_at: Sequence[str], sounds: Sounds) -> Iterator[_Change]:
    """What may be set for the pairs that were never printed."""
    fixed = {i for i, word in enumerate(word_at) if text[i] not in asked or _settled(word, sounds.lexical)}
    for at, pair in enumerate(map("".join, pairwise(text))):
        if not is_pair(pair) or sounds.lexical.seen(pair):
            continue
        ways: Sequence[tuple[int, ...]] = ((at,), (at + 1,), (at, at + 1))
        touched = {changed: _touched(text, changed, sounds.lexical) for changed in ways if fixed.isdisjoint(changed)}
        for other in sounds.alike(pair) if touched else ():
            changed = tuple(at + i for i in (0, 1) if other[i] != pair[i])
            if pairs := touched.get(changed):
                meant = text[:at] + other + text[at + 2 :]
                yield _Change(at, other, changed, [meant[i : i + 2] for i in pairs])


def _touched(text: str, changed: Sequence[int], lexical: LexicalIndex) -> list[int]:
    """Where the pairs begin that other characters at some places would change; none when one of them was printed."""
    pairs = [i for i in range(max(0, changed[0] - 1), changed[-1] + 1) if is_pair(text[i : i + 2])]
    return [] if any(lexical.seen(text[i : i + 2]) for i in pairs) else pairs


def _guess(text: str, change: _Change, word_at: Sequence[str], sounds: Sounds) -> _Guess:
    printed = tuple(filter(sounds.lexical.seen, change.pairs))
    near = any(set(readings(text[i])).isdisjoint(readings(change.pair[i - change.at])) for i in change.changed)
    evidence = (
        sum(map(sounds.together, printed))
        + WORD * any(map(word_frequencies()[0].get, printed))
        - max(sounds.usual(word_at[i]) for i in change.changed)
        - FARTHER * (len(change.changed) > 1)
        - FARTHER * near
    )
    return _Guess(change.at, change.pair, printed, evidence)


def _settled(word: str, lexical: LexicalIndex) -> bool:
    """Is a word of a question no slip: a common one of a single character or with one, or one that was printed?"""
    frequencies, total = word_frequencies()
    common = frequencies.get(word, 0) > COMMON * total if len(word) == 1 else only_cut(word)
    return common or (len(word) > 1 and lexical.seen(word) > 0)


def _likeliest(guesses: Sequence[_Guess], asked: Sequence[str], sounds: Sounds) -> _Guess | None:
    """Of guesses, those with the most evidence first, the one with the most when its company is counted too.

    None when even that is not enough.
    """
    company = sounds.lexical.top(asked, COMPANY)
    scores = sounds.lexical.scores(asked, company)
    merits: list[float] = []
    for guess in guesses:
        if guess.evidence + TOGETHER < max([LIKELY, *merits]):
            break
        merits.append(guess.evidence + _in_company(guess, company, scores, sounds.lexical))
    best = max(merits, default=0.0)
    return guesses[merits.index(best)] if best >= LIKELY else None


def _in_company(guess: _Guess, company: Rows, scores: Scores, lexical: LexicalIndex) -> float:
    """The evidence of the other words of the question standing in the same passages as a guess, ``TOGETHER`` at most.

    ``company`` are the passages that have most of the question, and their ``scores``, best first.
    """
    if not len(company):
        return 0.0
    near = max(float(scores[lexical.scores([pair], company) > 0].max(initial=0)) for pair in guess.printed)
    return TOGETHER * near / float(scores[0])


def _whole(text: str, meant: str, at: int, lexical: LexicalIndex) -> tuple[int, int]:
    """The words of a respelled question that the change is in, with the single characters that belong to them."""
    changed = [i for i in (at, at + 1) if text[i] != meant[i]]
    spans = list(_word_spans(meant))
    inside = [k for k, (start, end) in enumerate(spans) if start <= changed[-1] and end > changed[0]]
    first, last = inside[0], inside[-1]
    if first and _belongs(meant, spans[first - 1], spans[first][0], lexical):
        first -= 1
    if last + 1 < len(spans) and _belongs(meant, spans[last + 1], spans[last + 1][0], lexical):
        last += 1
    return spans[first][0], spans[last][1]


def _belongs(meant: str, span: tuple[int, int], seam: int, lexical: LexicalIndex) -> bool:
    """Is a word a single character, not a common one, that was printed beside the one across the seam?"""
    word = meant[slice(*span)]
    return len(word) == 1 and not _settled(word, lexical) and lexical.seen(meant[seam - 1 : seam + 1]) > 0


def _word_spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for word in words(text):
        yield at, at + len(word)
        at += len(word)
