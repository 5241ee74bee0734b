"""What a small archive has printed, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.store.lexical import LexicalIndex, Postings, Terms
from index.text.pinyin import heard, is_pair


def lexicon(passages: Iterable[Sequence[str]]) -> LexicalIndex:
    """The lexical index of passages, given by their terms."""
    return LexicalIndex([Terms.of(Postings.of(passages))])


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
