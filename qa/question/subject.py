"""What a question is about: how much its nouns say, and the words that name its subject."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.text import word_frequencies
from index.text.names import DOUBLE_SURNAMES, SURNAMES
from qa.question.asking import HOW, WHEN, WHERE, WHETHER, WHO, WHY
from qa.question.people import tagger

ENOUGH = 21.0
"""Nats of nouns that say what a question is about: 图书馆 with 关门 has them, 举报电话 has not."""
ONE_NOUN = 13.0
"""Nats of one noun of the dictionary at most: however rare a word is (首班车), it does not say whose."""

ATTRIBUTES = "额量价费数间点址话率期因积式料件位速资"
"""Last characters of what a thing has: 成交额 asks for it, and is no other thing."""
_ASPECTS = re.compile(
    f"(?:[{ATTRIBUTES}]|价格|人口|[气水]温|温度|热线|书记|主任|负责人|[校局区县市镇乡院会队厂所站馆]长)$"
)
NAMES, LONGEST_NAME = 2, 6
"""Words and characters of a name that is a question by itself, at most."""
ASKING = re.compile(
    r"(?P<verb>是?[来做给花]了?|一?共)?(?P<copula>[是有叫为]了?)?(?P<asked>"
    rf"{WHEN}|{WHERE}|{WHO}|{WHY}|怎么(?:办|回事)|{HOW}|什么(?:样|名字|原因)?"
    r"|多少[钱元人个名位项条家所户间座辆台份件次届支张本棵株处期根盏套吨岁]?|多(?:久|大|长时间|[长高重远宽])|哪(?:些(?:地方)?|一?[个位年天月日家种届座次所几])?|(?<![这那好])几.?)"
    rf"|要钱|吗|{WHETHER}|(?<!什么)原因|[一总]共"
)
"""The words that ask, with the light verb before them (来了多少, 是谁)."""
_OF = frozenset({"多少", "谁", "什么", "什么名字", "几点"})
"""Asked at the end of a question, these ask for what the noun before them is: 校长是谁, 票价多少."""
_NAMED = re.compile(r"[“《「\"][^”》」\"]{2,}[”》」\"]")
_UNIT = re.compile(r"[年月日届期号路名岁个家]|号线")
_MODEL = re.compile(
    r"[A-Za-z][\w.+-]*(?: [A-Za-z\d][\w.+-]*)+(?![\w年月日届])|[A-Za-z][A-Za-z\d.+-]*\d[A-Za-z\d]*(?![\w年月日届])",
    re.ASCII,
)
"""A name in Latin letters with its spaces and figures: Pad Air 2."""
_NUMBERED = re.compile("[一二三四五六七八九十]+号")
_NEXT_CLAUSE = re.compile("[，,；;？?。]")
_PLACING = re.compile("[在从由]$")
_FUNCTION = frozenset("rypceoud")
"""First letters of the tags of words that are no part of a name: pronouns, particles, prepositions, adverbs …"""
_MODAL = frozenset("要能会想去来可应得")
PROPER = frozenset({"nr", "ns", "nt", "nz"})
"""Tags of names."""
_OPENING, _CLOSING = frozenset('“《「"'), frozenset('”》」"')


class Word(NamedTuple):
    """A word of a text, where it starts, and its part of speech: nouns n…, verbs v…, numbers m, pronouns r …"""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def noun(self) -> bool:
        """Is it a noun, an idiom or abbreviation used as one, or a word in Latin letters?"""
        return (self.tag[0] == "n" or self.tag in {"j", "l", "i", "s", "eng"}) and not self.text.isdigit()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question speaks of (``topic``), and all that it says apart from the asking (``statement``)."""

    topic: str
    statement: str


@lru_cache(maxsize=1024)
def tagged(text: str) -> tuple[Word, ...]:
    """The words of a text; a figure and its unit are one (第九届, 2031年), the number of a line (233路), a festival
    (春茶节), one of a series (澄江一号) and a model with its spaces and figures are names.

    >>> [word.text for word in tagged("2031年233路")], [word.text for word in tagged("青石 Pad Air 2")]
    (['2031年', '233路'], ['青石', ' ', 'Pad Air 2'])
    """
    found: list[Word] = []
    at = 0
    for word, tag in _cut(text):
        last = found[-1] if found else Word("", "x", 0)
        if last.tag == "m" and last.text[-1].isdigit() and _UNIT.fullmatch(word):
            found[-1] = Word(last.text + word, "nz" if word in {"路", "号线"} else "m", last.start)
        elif word[0] in "节杯" and last.noun and (len(word) == 1 or not _known(word)):
            found[-1] = Word(last.text + word[0], "nz", last.start)
            found += [Word(word[1:], tag, at + 1)] * (len(word) > 1)  # 春茶|节来: what follows was taken for its own
        elif last.noun and _NUMBERED.fullmatch(word):
            found[-1] = Word(last.text + word, "nz", last.start)
        elif _surname(last) and _given(word, tag, last):
            found[-1] = Word(last.text + word, "nr", last.start)
        else:
            found.append(Word(word, tag, at))
        at += len(word)
    return tuple(found)


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """Words and their tags by the tagger; it never sees the inside of a model's name."""
    at = 0
    for model in _MODEL.finditer(text):
        yield from map(tuple, tagger().cut(text[at : model.start()]))
        yield model[0], "eng"
        at = model.end()
    yield from map(tuple, tagger().cut(text[at:]))


def _surname(word: Word) -> bool:
    return word.text in DOUBLE_SURNAMES or (len(word.text) == 1 and (word.tag[:2] == "nr" or word.text in SURNAMES))


def _given(word: str, tag: str, surname: Word) -> bool:
    """Is a word a given name: one that the dictionary has not, or at the beginning one that is no noun?

    谷|清扬|从; of what may be a surname, a name is told by its tag: 罗|桂枝.
    """
    begins = surname.start == 0 and (tag[0] in "va" or tag[-1] == "g" or tag[:2] == "nr")
    named = surname.tag[:2] == "nr" or surname.text in DOUBLE_SURNAMES or (begins and tag[:2] == "nr")
    return named and len(word) < 3 and word.isalpha() and (not _known(word) or begins)


def weight(text: str) -> float:
    """Nats of the words of a question that say what it is about, more than ``ENOUGH`` for a name.

    >>> weight("举报电话是多少") < ENOUGH < weight("鹭湾中学占地多大")
    True
    """
    if _NAMED.search(text):
        return 2 * ENOUGH
    return sum(map(_nats, tagged(ASKING.sub(" ", text))))


def only_names(text: str) -> bool:
    """Is a question nothing but a name or two (大桥, 长者食堂), which asks for all that was printed of it?

    Not of a thing that something has: 票价 and 开放时间 ask for a fact.

    >>> only_names("长者食堂"), only_names("长者食堂在哪里"), only_names("食堂电话")
    (True, False, False)
    """
    name = text.strip(" ？?。.！!，,")
    if not 1 < len(name) <= LONGEST_NAME or _ASPECTS.search(name) or ASKING.search(name):
        return False  # at once: to tag a whole question takes a millisecond
    words = tagged(name)
    nouns = all(word.noun for word in words) or (len(words) == 1 and words[0].tag in {"v", "vn"})
    return len(words) <= NAMES and nouns


def _known(word: str) -> int:
    """How often the dictionary has a word."""
    return word_frequencies()[0].get(word, 0)


def _nats(word: Word) -> float:
    """How surprising a word is; what is no noun (a verb, a time) counts half.

    A noun of four characters is two words (举报电话).
    """
    if re.fullmatch(r"\d+[年月日号]", word.text):
        return ONE_NOUN
    if not word.noun:
        content = word.tag[0] not in _FUNCTION and len(word.text) > 1
        return _surprise(word.text) / 2 if content and word.tag[0] in "vatmzb" else 0.0
    if len(word.text) == 4 and word.tag not in PROPER:
        return _surprise(word.text[:2]) + _surprise(word.text[2:])
    if _known(word.text) or len(word.text) == 1:
        return _surprise(word.text)
    return 2 * ENOUGH


def _surprise(word: str) -> float:
    return min(ONE_NOUN, math.log(word_frequencies()[1] / (_known(word) or 1)))


def subject(question: str) -> Subject:
    """Take a question apart; what it asks of its subject (鹭湾中学的校长是谁) is not in the topic.

    >>> subject("鹭湾中学的校长是谁？")
    Subject(topic='鹭湾中学', statement='鹭湾中学的校长')
    >>> subject("谁设计了松岭大桥？").topic
    '松岭大桥'
    """
    question = question.strip(" ？?。！!，,")
    asking = ASKING.search(question)
    if not asking:
        return Subject(_core(question), question)
    head, tail = question[: asking.start()], question[asking.end() :]
    if (ends := tagged(head)[-1:]) and len(ends[0].text) > 1 and not _known(ends[0].text):
        head = _PLACING.sub("", head)  # 黑鳍|鲨在哪里
    done = tagged(tail)[:1]  # the verb stands behind: 暑期托管几号开始 speaks of 托管
    verb_follows = bool(done and done[0].tag[0] == "v" and tagged(head)[-1:] and len(tagged(head)[-1].text) > 1)
    topic = _core(head, whole=bool(asking["copula"] or asking["verb"]) or verb_follows)
    *others, last = tagged(topic) or (None,)
    of_model = (asking["asked"] or "").startswith("多") and "eng" in {word.tag for word in others[-2:] if word}
    asks_of = (asking["asked"] in _OF or of_model) and not asking["verb"] and not tail.strip("的了呢")
    if last and last.noun and asks_of and topic == head.strip():
        topic = _core(topic[: last.start], whole=True) or topic
    rest = _NEXT_CLAUSE.split(tail, maxsplit=1)[0]
    return Subject(topic or _core(tail), (head.rstrip("的了") + rest.strip("的了吗呢")).strip())


def _core(phrase: str, whole: bool = False) -> str:
    """From the first word that may belong to a name to the last noun, or to the end of a ``whole`` noun phrase.

    What somebody did (追加了投资) is none of it.
    """
    words = list(tagged(phrase))
    while words and _leads(words):
        del words[0]
    done = next((i for i, pair in enumerate(pairwise(words)) if i and _did(*pair)), 0)
    if done and "的" not in {word.text for word in words[done:]}:
        del words[done:]
        whole = True
    if len(words) > 2 and words[-1].noun and len(words[-1].text) == 1 and words[-2].text in _MODAL:
        del words[-1]  # a verb that was taken for a noun: 要|交
    while words and not (words[-1].noun or words[-1].text in _CLOSING):
        time = words[-1].tag == "t" and len(words[-1].text) > 1
        if whole and not time and words[-1].tag[0] not in _FUNCTION | {"x"}:
            break
        del words[-1]
    named = any(word.noun for word in words)
    return phrase[words[0].start : words[-1].end].strip() if named else ""


def _did(verb: Word, after: Word) -> bool:
    return verb.tag[0] == "v" and after.tag[0] == "u" and after.text != "的"


def _leads(words: Sequence[Word]) -> bool:
    """Is the first word none of a name: 请问, 有, 获得了?"""
    first, after = words[0], words[1] if len(words) > 1 else None
    if first.tag[0] == "v":
        return first.text in {"是", "有"} or bool(after and _did(first, after))
    return (first.tag[0] in _FUNCTION and not first.noun) or (first.tag[0] == "x" and first.text not in _OPENING)
