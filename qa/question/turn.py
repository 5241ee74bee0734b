"""A turn of a conversation, and what can be taken from its answer: quotations, items that they list, persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from index.text import CHINESE
from index.text.names import DOUBLE_SURNAMES, SURNAMES, names
from qa.question.expect import expected
from qa.question.subject import tagged

LONGEST_ITEM = 40
"""Characters of an item of a list."""
_ROLE = re.compile("(?:[人方者手主]|[冠亚季]军)$|^.[军星祖家长员师]$")
"""How what somebody is ends: 承建方, 马主."""
_CLOSING = re.compile(r"”\[\d+\]")
_OPENING = re.compile(r"(?:^|[：:）)\n]) ?“")
_HEADLINE = re.compile(r"《([^《》]+)》[^《》“]{0,80}“")
_PRINTED = re.compile(r"(?:^|\n|：)据(?:《[^《》]+》)?(\d{4}年\d{1,2}月\d{1,2}日)")
_END = re.compile("[,，;；。]")
_LISTED = re.compile(
    r"(?:^|(?<=[:：;；。，,\n]))(?:[一二三四五六七八九十](?:是|、)|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⑩]|\d{1,2}[.、](?!\d))"
)
_SIDE_BY_SIDE = re.compile(r"[^\W\d]{2,12}(?:、[^\W\d]{2,12})+(?:[和及与][^\W\d]{2,8})?(?=[,，;；。:：!！]|等|$)")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as typed and the answer as shown.

    ``topic`` is what the question took from the turns before it and begins with, once that has been put in, and ``put``
    what it put in the place of something in the question before it.
    """

    question: str
    answer: str
    topic: str = ""
    put: str = ""

    @property
    def headline(self) -> str:
        """The first headline that the answer quotes from; empty when there is none."""
        found = _HEADLINE.search(self.answer)
        return found[1] if found else ""

    @property
    def headlines(self) -> list[str]:
        """The headlines that the answer quotes from, in order."""
        return list(dict.fromkeys(_HEADLINE.findall(self.answer)))

    @property
    def issue(self) -> str:
        """The day of the issue that the answer quotes first; empty when it is not known.

        >>> Turn("", "据《青石报》2031年5月3日第2版《新桥》：“桥通了。”[1]").issue
        '2031年5月3日'
        """
        found = _PRINTED.search(self.answer)
        return found[1] if found else ""

    @property
    def quotes(self) -> list[str]:
        """The quotations of the answer: what stands between “ and ”[1].

        >>> Turn("", "据《青石报》《新桥》：“桥通了。”[1]“车多了。”[2]（文中“今年”指2031年）").quotes
        ['桥通了。', '车多了。']
        """
        pieces = _CLOSING.split(self.answer)[:-1]
        return [piece[opening.end() :] for piece in pieces if (opening := _OPENING.search(piece))]

    @property
    def items(self) -> list[str]:
        """What a quotation lists (一是…二是…, （1）…, A、B和C), or else the quotations, if there are two.

        >>> Turn("", "据《青石报》：“有两门课：一是书法，每周三；二是剪纸。”[1]").items
        ['书法', '剪纸']
        """
        for quote in self.quotes:
            if len(listed := _LISTED.split(quote)[1:]) > 1:
                return [_END.split(item)[0][:LONGEST_ITEM] for item in listed]
        for quote in self.quotes:
            if named := _SIDE_BY_SIDE.search(quote):
                return re.split("[、和及与]", named[0])
        return [quote[:LONGEST_ITEM].rstrip("。！？") for quote in self.quotes] if len(self.quotes) > 1 else []


def kin(word: str) -> bool:
    """Is a word what somebody is to another: 女儿, 徒弟?"""
    return expected(f"某的{word}是谁").relation


def a_person(text: str) -> bool:
    """Is a text nothing but somebody's name, by its form: a surname and what follows, or a name that the tagger knows?

    >>> a_person("张晶晶"), a_person("希普金斯"), a_person("施工单位"), a_person("承建方"), a_person("望潮大桥")
    (True, True, False, False, False)
    """
    words = tagged(text)
    if not words or not CHINESE.match(text) or _ROLE.search(text) or kin(text):
        return False
    named = [word.tag[:2] == "nr" for word in words]
    if names(text, "") and (named[0] or len(words) > len(words[0].text) == 1):
        return True
    return any(named) and all(name or len(word.text) == 1 for name, word in zip(named, words, strict=True))


def persons(text: str) -> Iterator[str]:
    """Names of persons by their tags, those with a surname first; before a noun they are mostly part of another name.

    The tagger takes other words for names as well (多渠道, 过敏).

    >>> list(persons("校长骆明远在望潮大桥")), list(persons("多渠道培养教师,王小满说"))
    (['骆明远'], ['王小满', '多渠道'])
    """
    yield from sorted(
        _tagged_persons(text), key=lambda name: name[0] not in SURNAMES and name[:2] not in DOUBLE_SURNAMES
    )


def _tagged_persons(text: str) -> Iterator[str]:
    words = tagged(text)
    for word, after in zip_longest(words, words[1:]):
        part = after and after.noun and not kin(after.text)
        if word.tag[:2] == "nr" and len(word.text) > 1 and not part and not kin(word.text):
            yield word.text
        elif word.tag[:2] == "nr" and len(word.text) == 1 and after and len(after.text) < 3 and after.tag[0] in "nva":
            yield word.text + after.text
