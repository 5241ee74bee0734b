"""A question in traditional characters → in those of an archive that is printed in simplified ones.

Words are compared folded, in either; but the model puts a question nearer to what stands in the same characters.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from index.text import fold, nfkc

TYPED = 2
"""Traditional characters that make a question one in them: a single one may be part of a name."""
PRINTED = 0.1
"""The share of its characters above which an archive is printed in traditional ones: a third are, or next to none."""
JUDGED = 20
"""Articles by which that is told."""


def as_printed(question: str) -> str:
    """A question with simplified characters, if it has several traditional ones.

    >>> as_printed("望潮大橋什麼時候通車？"), as_printed("曹文埴著了什么书？")
    ('望潮大桥什么时候通车?', '曹文埴著了什么书？')
    """
    return fold(question) if _traditional(question) >= TYPED else question


def in_traditional(texts: Iterable[str]) -> bool:
    """Are the first of some texts printed in traditional characters?

    >>> in_traditional(["望潮大橋恢復通車。"]), in_traditional(["望潮大桥恢复通车。"]), in_traditional([])
    (True, False, False)
    """
    whole = "".join(islice(texts, JUDGED))
    return _traditional(whole) > PRINTED * len(whole)


def _traditional(text: str) -> int:
    """How many characters of a text have a simplified form."""
    plain = nfkc(text).lower()
    return sum(before != after for before, after in zip(plain, fold(text), strict=False))
