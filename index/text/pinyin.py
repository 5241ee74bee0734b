"""How characters sound: their commonest readings, without tones, the sounds that are often confused made one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from index.text import CJK

READINGS = 2
"""Readings of a character that count, the commonest first."""

_PAIR = re.compile(rf"[{CJK}]{{2}}")
_NEAR = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"^l"), "n"), (re.compile(r"(?<=[ie])ng$"), "n"))


def is_pair(term: str) -> bool:
    """Is a term two Chinese characters?"""
    return bool(_PAIR.fullmatch(term))


@cache
def readings(character: str) -> tuple[str, ...]:
    """The commonest readings of a character, without tones."""
    # Its dictionary of phrases, of no use for one character, takes most of the second or two that importing it takes.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0][:READINGS])


@cache
def sounds(character: str) -> tuple[str, ...]:
    """The readings with the sounds that are often confused made one.

    >>> sounds("骊"), sounds("丽"), sounds("站")
    (('ni',), ('ni',), ('zan',))
    """
    return tuple(dict.fromkeys(_blurred(reading) for reading in readings(character)))


def heard(pair: str) -> list[str]:
    """All that two characters may sound like.

    >>> heard("站长")
    ['zan zang', 'zan cang']
    """
    return list(map(" ".join, product(sounds(pair[0]), sounds(pair[1]))))


def sounding(terms: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of characters among some terms, once for each way they may sound: (sound, pair)."""
    return ((each, term) for term in terms if is_pair(term) for each in heard(term))


def _blurred(reading: str) -> str:
    for pattern, short in _NEAR:
        reading = pattern.sub(short, reading)
    return reading
