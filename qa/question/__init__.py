"""A question as the reader needs it: its words and terms with their weights, and the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from index.document import Article
from index.store import LexicalIndex
from index.text import CHINESE, fold, word_frequencies
from index.text.names import names
from index.text.pinyin import is_pair
from qa.question.expect import Expected, Kind, expected
from qa.question.forms import mentions, missing_in, named_beyond, related
from qa.question.people import may_be_people
from qa.question.query import asked_terms, asked_words, only_cut, without_asking
from qa.question.rivals import Names
from qa.question.times import Times

PRIOR = 1000
WORDS = 280
"""Words of a passage, about."""

Features = Mapping[str, float]
_DESCRIBES = re.compile("年[^，,年]{1,12}的(?!.{0,3}$)")
"""A year that says which thing is meant (2020年通车的大桥限速多少), not of when something is asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the reader needs it: folded, its words and terms with weights, and the kind of thing asked for.

    ``seen`` is the share of its terms' weight that the archive has at all; ``foreign`` says that it has no Chinese
    characters, so that no word of it can be looked for; ``names`` and ``times`` are what it names that there
    are others like.
    """

    folded: str
    words: Mapping[str, float]
    terms: Mapping[str, float]
    seen: float
    foreign: bool
    wanted: Expected
    names: Names
    times: Times

    @classmethod
    def of(cls, text: str, lexical: LexicalIndex) -> Question:
        """Prepare a question for articles whose words ``lexical`` weighs."""
        folded, asked, wanted = fold(text), asked_terms(text), expected(text)
        named = Names.of(folded)
        return cls(
            folded=folded,
            words={word: rarity(word, lexical) for word in _real(asked_words(text), without_asking(text), lexical)},
            terms={term: lexical.idf(term) for term in asked},
            seen=lexical.seen_share(asked),
            foreign=not CHINESE.search(text),
            wanted=wanted,
            # Where another title may be what is asked for, none stands in its way.
            names=replace(named, titles=()) if wanted.kind in (Kind.OPEN, Kind.NAME) else named,
            times=Times.of(text),
        )

    def cover(self, folded: str, known: str = "") -> float:
        """The share of the question's weight whose words stand in a folded text; those in ``known`` are left out."""
        asked = {word: weight for word, weight in self.words.items() if word not in known}
        total = sum(asked.values())
        return sum(weight for word, weight in asked.items() if stands_in(word, folded)) / total if total else 1.0

    def share(self, folded: str) -> float:
        """The share of the weight of its words and character pairs that stand in a folded text.

        A name that the dictionary cuts apart, or takes for single characters, is still known by its pairs.
        """
        total = sum(self.terms.values())
        return sum(weight for term, weight in self.terms.items() if term in folded) / total if total else 1.0

    def answered_by(self, text: str) -> bool:
        """Has a text a thing of the kind asked for that the question does not name itself?"""
        if self.wanted.kind is Kind.PERSON:
            found = may_be_people(text) if self.wanted.what in text else []
            found = [each for each in found if not self.wanted.relation or related(self.wanted, text, *each)]
        else:
            found = mentions(self.wanted, text)
        return named_beyond(self.folded, text, found)

    def may_answer(self, text: str) -> bool:
        """May a text have a figure of the kind asked for that the question does not name itself?"""
        return not missing_in(self.wanted, text, self.folded)

    def may_name(self, text: str) -> bool:
        """Does a text speak of the relation asked for, and of a person whom the question does not name itself?"""
        return not missing_in(self.wanted, text) and named_beyond(self.folded, text, may_be_people(text))

    def strange(self, article: Article, folded: str) -> bool:
        """Does an article tell of others than are asked about, or not of the year of which a fact is asked?"""
        of_fact = self.wanted.kind is not Kind.OPEN and not _DESCRIBES.search(self.folded)
        return (of_fact and self.times.strange(article, folded)) or self.names.others(folded)

    def missing(self, folded: str) -> Features:
        """What of the question an article lacks: its rarest word, one of many by number, how many in all."""
        rarest = max(self.words, key=lambda word: self.words[word], default="")
        return {
            "rarest_missing": float(not stands_in(rarest, folded)),
            "number_missing": float(self.names.number_missing(folded)),
            "words_missing": float(sum(not stands_in(word, folded) for word in self.words)),
        }


def _real(found: Sequence[str], asked: str, lexical: LexicalIndex) -> Sequence[str]:
    """Words without those that only cutting a question made: of 多少人点赞 人点, which nobody ever printed.

    A name is none of them; all are kept where nothing else is left.
    """
    made = [word for word in found if not lexical.seen(word) and not names(word, "")]
    cut = {word for word in made if only_cut(word) or _straddles(word, asked, lexical)}
    return [word for word in found if word not in cut] or found


def _straddles(word: str, asked: str, lexical: LexicalIndex) -> bool:
    """Is a word of no dictionary the end of one and the beginning of another, as was printed: of 春茶节卖了 节卖?"""
    at = asked.find(word)
    before, after = asked[max(0, at - 1) : at + 1], asked[at + 1 : at + 3]
    if not (is_pair(word) and is_pair(before) and lexical.seen(before)) or word_frequencies()[0].get(word):
        return False
    return not is_pair(after) or lexical.seen(after) > 0


def stands_in(word: str, folded: str) -> bool:
    """Does a word stand in a folded text, one of Latin letters not as a part of another?

    >>> stands_in("gpt", "chatgpt发布"), stands_in("gpt", "gpt发布"), stands_in("大桥", "望潮大桥")
    (False, True, True)
    """
    if word not in folded or not word.isascii() or not word or word.isdigit():
        return word in folded
    return re.search(rf"(?<![a-z\d]){re.escape(word)}(?![a-z\d])", folded) is not None


def rarity(word: str, lexical: LexicalIndex) -> float:
    """How much a word says, in nats: minus the logarithm of the share of passages that have it.

    A store is mixed with ``PRIOR`` passages of the dictionary's general text, so that a common word that a small store
    happens not to have (手艺, 卖) does not weigh as much as a name.
    """
    frequencies, total = word_frequencies()
    in_general = 1 - exp(-WORDS * (frequencies.get(word, 0) + 1) / total)
    return -log((lexical.seen(word) + PRIOR * in_general) / (lexical.size + PRIOR))
