"""The words that ask, by what they ask for; whatever reads a question composes its patterns of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

from index.text import words

WHEN = "什么(?:时候|时间)|何[时年月日]"
WHERE = "什么地方|哪[里儿]|何[地处]"
WHO = "谁|哪位|何人"
WHY = "为什么|[为因]何|何故"
HOW = "怎么样?|怎样|如何"
WHETHER = "是否|是不是|有没有|有无|能不能|能否|可不可以|可否|会不会|要不要"

_SAID = {
    "为啥": "为什么",
    "啥子": "什么",
    "啥": "什么",
    "咋个": "怎么",
    "咋整": "怎么办",
    "咋": "怎么",
    "多会儿": "什么时候",
    "几时": "什么时候",
    "有木有": "有没有",
}
"""Asking words as they are said, and as they are written."""
_SAYING = re.compile("|".join(sorted(_SAID, key=len, reverse=True)))
_TITLE = re.compile("(“[^”]*”|「[^」]*」|《[^》]*》)")


def outside_titles(question: str, change: Callable[[str], str]) -> str:
    """A question with its words changed, but for titles and quotations."""
    return "".join(piece if i % 2 else change(piece) for i, piece in enumerate(_TITLE.split(question)))


def cuts(text: str) -> frozenset[int]:
    """Where the words of a text begin and end.

    >>> sorted(cuts("大桥通车"))
    [0, 2, 4]
    """
    return frozenset(accumulate(map(len, words(text)), initial=0))


def written(question: str) -> str:
    """A question with its asking words as they are written, but for titles and quotations.

    >>> written("大桥啥时候通车？"), written("《啥叫幸福》是谁写的？")
    ('大桥什么时候通车？', '《啥叫幸福》是谁写的？')
    """
    return outside_titles(question, lambda text: _SAYING.sub(lambda match: _SAID[match[0]], text))
