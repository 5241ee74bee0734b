"""The words that ask, by what they ask for; whatever reads a question composes its patterns of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

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
_TITLE = "“[^”]*”|「[^」]*」|《[^》]*》"


def outside_titles(table: Mapping[str, str]) -> Callable[[str], str]:
    """What exchanges the words of a table, the longer ones first, in a question but for its titles and quotations."""
    words = re.compile("|".join((_TITLE, *sorted(table, key=len, reverse=True))))
    return lambda question: words.sub(lambda match: table.get(match[0], match[0]), question)


_as_written = outside_titles(_SAID)


def written(question: str) -> str:
    """A question with its asking words as they are written, but for titles and quotations.

    >>> written("大桥啥时候通车？"), written("《啥叫幸福》是谁写的？")
    ('大桥什么时候通车？', '《啥叫幸福》是谁写的？')
    """
    return _as_written(question)
