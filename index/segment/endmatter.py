"""Rows that stand below an article and belong to it: who signed it, when, and the label of its series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.segment.block import Block, is_pen_name
from index.segment.byline import lead, without_place
from index.segment.headline import is_series
from index.text.lines import width
from index.text.names import is_office, names
from index.text.printed import is_day_line

_EDITORS = re.compile(r"本报(?:编辑部|编委会|发行部|广告部)")
_DAY = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*日")
"""A day without its year signs only below the one who signs."""
_WIDEST = 20.0
"""Em of the widest name that signs."""
_NEXT = 8
"""Blocks below that a row is compared with."""


def end_matter(blocks: Sequence[Block], article: int, start: int, end: int) -> list[Block]:
    """Return, as bylines and labels, those of the rows ``blocks[start:end]`` that end the article above them.

    The article begins at ``article``. A date signs; so does a body, where no other byline contradicts it, unless it is
    the kicker of what follows; a series label goes where its words are spoken of.
    """
    found: list[Block] = []
    for k in range(start, end):
        row, alone = blocks[k], k + 1 == end
        if is_day_line(row.text) or _EDITORS.fullmatch(row.text) or (found and _DAY.fullmatch(row.text)):
            found.append(replace(row, kind="byline"))
        elif is_series(row.text) and (alone or _is_labelled(blocks, article, start, k)):
            found.append(replace(row, kind="label"))
        elif (
            _is_writer(blocks, article, start, k)
            or _is_dated(blocks, k, end)
            or (is_office(row.text) and _signs(blocks, article, start, k, end))
        ):
            found.append(replace(row, kind="byline"))
        else:
            break
    return found


def _is_writer(blocks: Sequence[Block], article: int, start: int, k: int) -> bool:
    """Is a row the name of who wrote the text right above it, unsigned so far, with a gap below?"""
    row = blocks[k]
    name = without_place(row.text)
    if blocks[k - 1].kind != "body" or not is_pen_name(name) or not names(name, "作者"):
        return False
    if name != row.text and (k + 1 == len(blocks) or blocks[k + 1].kind != "body"):
        return not _is_signed(blocks[article:start])
    return (k + 1 == len(blocks) or blocks[k + 1].gap > row.gap) and not _is_signed(blocks[article:start])


def _is_signed(article: Sequence[Block]) -> bool:
    return any(block.kind == "byline" or lead(block.text) for block in article)


def _is_dated(blocks: Sequence[Block], k: int, end: int) -> bool:
    """Is a day below the name, of a body or, where no text follows the day, of whoever else signs a notice?"""
    if k + 1 >= end or not (is_day_line(blocks[k + 1].text) or _DAY.fullmatch(blocks[k + 1].text)):
        return False
    last = k + 2 < end or end == len(blocks)
    return is_office(blocks[k].text) or (last and blocks[k - 1].kind == "body" and width(blocks[k].text) <= _WIDEST)


def _signs(blocks: Sequence[Block], article: int, start: int, k: int, end: int) -> bool:
    """Is the name no headline: is a name or a gap below it, or do its words occur more in the text above?

    A name below it counts unless it would be the last row of the run, which text follows: that is a headline. An
    article that is signed already, above the run at ``start``, is not signed again.
    """
    if _is_signed(blocks[article:start]):
        return False
    if k + 1 == len(blocks) or blocks[k + 1].gap > blocks[k].gap:
        return True
    another = k + 1 < end and (k + 2 < end or end == len(blocks)) and is_office(blocks[k + 1].text)
    return another or _leaning(blocks, article, k) > 0


def _is_labelled(blocks: Sequence[Block], article: int, start: int, k: int) -> bool:
    """Do the words of a series label occur more above than below? If equally, is only the text below a short report?"""
    if leaning := _leaning(blocks, article, k):
        return leaning > 0
    opening = [next((b.text for b in part if b.kind == "body"), "") for part in (blocks[article:start], blocks[k:])]
    return lead(opening[0]) is None and lead(opening[1]) is not None


def _leaning(blocks: Sequence[Block], article: int, k: int) -> int:
    """How many more of the character pairs of row ``k`` occur in the text above than in the text below."""
    pairs = {blocks[k].text[i : i + 2] for i in range(len(blocks[k].text) - 1)}
    above, below = (
        "".join("".join(block.text.split()) for block in part)
        for part in (blocks[article:k], blocks[k + 1 : k + _NEXT])
    )
    return sum((pair in above) - (pair in below) for pair in pairs)
