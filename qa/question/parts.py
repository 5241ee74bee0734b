"""A question → the questions that it consists of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from qa.question.asking import HOW, WHEN, WHERE, WHETHER, WHO, WHY

PARTS = 3
"""Questions that one question is taken apart into, at most; the last keeps the rest."""

_STOP = re.compile(r"(?<=[？?。！!；;\n])")
_COMMA = re.compile(r"(?<=[，,])(?<!什么时候.)(?<!何时.)(?<!怎么.)")
"""What ends in 什么时候 goes on after the comma: 什么时候，在哪里举行."""
_ASKS = re.compile(
    rf"{WHEN}|{WHERE}|{WHO}|{WHY}|{HOW}|{WHETHER}|什么人?|哪(?:些|一?个)?|(?<![这那好])几(?![乎十百千内])|多少|多[久大长高远]|吗"
)
_TITLE = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》|\"[^\"]*\"")
_SAYS_NOTHING = re.compile(r"[\W在是的了呢吗啊呀吧对行真有你们说知道]+")


def parts(question: str) -> tuple[str, ...]:
    """The questions that a question consists of, in order; itself when it is one.

    It is taken apart where two sentences ask, or two clauses that each say what they ask about; what is asked twice is
    asked once.

    >>> parts("大桥什么时候通车？总投资多少钱？")
    ('大桥什么时候通车？', '总投资多少钱？')
    >>> parts("想去借书，图书馆几点开门？")
    ('想去借书，图书馆几点开门？',)
    """
    asking = _asking(_cut(question, _STOP))
    if len(asking) == 1:
        asking = _asking(_cut(question, _COMMA))
    asking = list(dict.fromkeys(asking))
    kept = asking[: PARTS - 1] + (["".join(asking[PARTS - 1 :])] if len(asking) >= PARTS else [])
    return tuple(part.strip().rstrip("，,；;") for part in kept)


def _cut(question: str, ends: re.Pattern[str]) -> list[str]:
    """The question cut where ``ends`` says, but not inside a quotation or a title."""
    hidden = _TITLE.sub(lambda match: "”" * len(match[0]), question)
    cuts = sorted({0, len(question), *(match.start() for match in ends.finditer(hidden))})
    return [question[a:b] for a, b in pairwise(cuts)] or [question]


def _asking(pieces: Iterable[str]) -> list[str]:
    """Pieces put together so that each asks something; what only tells goes with the question after it."""
    found, told = [], ""
    for piece in pieces:
        told += piece
        if _ASKS.search(piece) and _SAYS_NOTHING.sub("", _ASKS.sub("", piece)):
            found.append(told)
            told = ""
    if told and found:
        found[-1] += told
    return found or [told]
