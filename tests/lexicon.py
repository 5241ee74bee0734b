"""What a small archive has printed, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.store.lexical import LexicalIndex, Postings, Terms
from index.text.pinyin import heard, is_pair


def lexicon(passages: Iterable[Sequence[str]]) -> LexicalIndex:
    """The lexical index of passages, given by their terms."""
    return LexicalIndex([terms_of(passages)])


def terms_of(passages: Iterable[Sequence[str]]) -> Terms:
    """The postings of passages as of a part."""
    held = Postings.of(passages)
    at = {word: slice(*span) for word, span in zip(held.words, pairwise(held.starts.tolist()), strict=True)}
    return Terms(lambda words: {w: at[w] for w in words if w in at}, held.rows, held.counts, held.lengths)


class Pairs:
    """The pairs of characters among the terms of passages (``qa.question.sound.Printed``)."""

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        self._held = [{term for term in passage if is_pair(term)} for passage in passages]

    def alike(self, pair: str) -> set[str]:
        return {each for held in self._held for each in held if set(heard(each)) & set(heard(pair))}

    def often(self, character: str) -> int:
        return sum(each.count(character) for held in self._held for each in held)

    @property
    def pairs(self) -> int:
        return sum(2 * len(held) for held in self._held)
