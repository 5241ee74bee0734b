"""Names of persons in a text, by jieba's part-of-speech tags and by the forms in which newspapers print them."""

from __future__ import annotations

import re
import warnings
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jieba.posseg import POSTokenizer

Span = tuple[int, int]

_FOREIGN = re.compile(r"[一-鿿]{1,6}(?:[·‧•][一-鿿]{1,7})+")
_PERSON_TAGS = frozenset({"nr", "nrt", "nrfg"})


@cache
def tagger() -> POSTokenizer:
    """jieba's part-of-speech tagger, silent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba.posseg
    return jieba.posseg.dt


@lru_cache(maxsize=4096)
def _people(text: str) -> tuple[Span, ...]:
    spans = [match.span() for match in _FOREIGN.finditer(text)]
    at = 0
    for word, tag in tagger().cut(text):
        if tag in _PERSON_TAGS and 2 <= len(word) <= 4:
            spans.append((at, at + len(word)))
        at += len(word)
    return tuple(spans)


def people(text: str) -> list[Span]:
    """Where names of persons stand in a text.

    >>> people("区长王建国到会讲话")
    [(2, 5)]
    """
    return list(_people(text))
