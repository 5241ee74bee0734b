"""Latin words and figures as an archive prints them: MIX Fold 3 is asked for as mixfold3, Mate60 as mate 60."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from index.store import LexicalIndex, Store
from index.text import fold

WORDS = 4
"""Words of a question that are cut at most."""
TRIED = 4
"""Ways to cut a word that are tried."""
LOOKED = 5
"""Passages with all pieces of a word in which it is looked for as it is printed."""
_WORD = re.compile(r"(?<![a-z\d])(?=\d*[a-z])[a-z\d]{4,24}(?![a-z\d])")
_PAIR = re.compile(r"(?<![a-z\d])(?=[a-z]|\d+ [a-z])([a-z\d]+) (?=([a-z\d]+))")


def latin_as_printed(question: str, store: Store) -> str:
    """A question with its Latin words apart or in one as they are printed; folded when one of them is.

    A word that is printed stays, and so does one whose pieces stand nowhere side by side.
    """
    folded = fold(question)
    apart = _WORD.sub(lambda match: _apart(match[0], store), folded, count=WORDS)
    changed = _PAIR.sub(lambda match: match[1] if store.lexical.seen(match[1] + match[2]) else match[0], apart)
    return question if changed == folded else changed


def _apart(word: str, store: Store) -> str:
    if store.lexical.seen(word):
        return word
    for pieces in islice(_cuts(word, store.lexical), TRIED):
        printed = re.compile(r"(?<![a-z\d])" + r"[\s-]?".join(pieces) + r"(?![a-z\d])")
        for row in store.matching(pieces, LOOKED).tolist():
            if printed.search(fold(store.passage(row).text)):
                return " ".join(pieces)
    return word


def _cuts(word: str, lexical: LexicalIndex) -> Iterator[Sequence[str]]:
    """The ways to cut a word between letters and figures, and its letters once more, into pieces that are printed."""
    ways = [list(_halves(part, lexical)) for part in re.findall(r"[a-z]+|\d+", word)]
    return ([piece for way in chosen for piece in way] for chosen in product(*ways))


def _halves(part: str, lexical: LexicalIndex) -> Iterator[Sequence[str]]:
    if lexical.seen(part):
        yield (part,)
    for i in range(2, len(part) - 1) if part.isalpha() else ():
        if lexical.seen(part[:i]) and lexical.seen(part[i:]):
            yield part[:i], part[i:]
