"""Where articles begin among the blocks of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from index.lines import TOLERANCE, width
from index.segment.blocks import BOX, Block
from index.segment.byline import closing, lead, signature
from index.segment.cohesion import Cohesion
from index.segment.endmatter import end_matter

_NOTICE = re.compile(r".*(?:公告|公示|启事|通告|声明|讣告|更正|通知)")
_PICTURE = re.compile(r"[▲▼◀▶]?\s*(?:图为|[上下左右]图)")
_OTHER_COLUMN = 3.0
"""Em by which columns differ when the article certainly changes; half of it counts when the words change too."""
_UNRELATED = 0.03
"""Cohesion below which a new thing is talked about; twice as much in another column. Measured on whole issues."""
_STRETCH = 6
"""Blocks of body text that are looked at below a headline."""
_MEMORY = 60
"""Blocks of body text above it that they are compared with."""
_SHORTEST_FEATURE = 3
"""Blocks of body text that an article signed at its head has before its words may change."""


def articles(blocks: Sequence[Block]) -> list[list[Block]]:
    """Share the blocks of a page out among its articles, in the order of their first blocks.

    Rows below an article that sign or label it come back as bylines and labels. A caption of its own may stand inside
    an article, which goes on after it.
    """
    marked = list(blocks)
    gaps = Counter(block.gap for block in blocks[1:]).most_common(1)
    usual = gaps[0][0] if gaps else 0
    cohesion = Cohesion([block.text for block in blocks])
    starts = [0]
    for start, end in _candidates(blocks):
        ending = end_matter(marked, starts[-1], start, end)
        marked[start : start + len(ending)] = ending
        start += len(ending)
        if start == end:
            opens = not ending and _untitled(marked, starts[-1], start)
        else:
            opens = _stated(marked, start, end, usual) or _new_matter(marked, starts[-1], start, end, cohesion)
        if opens:
            starts.append(start)
    spans = (range(*span) for span in pairwise([*starts, len(blocks)]))
    return [part for span in spans for part in _without_caption([marked[k] for k in span], usual) if part]


def _candidates(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Where an article may open: the span of a headline's rows, or an empty span before body text without headline."""
    k = 1
    while k < len(blocks):
        if blocks[k].kind == "headline" and blocks[k - 1].kind != "headline":
            end = next((j for j in range(k, len(blocks)) if blocks[j].kind != "headline"), len(blocks))
            yield k, end
            k = end
        elif blocks[k].kind == "body" and blocks[k - 1].kind in ("body", "byline"):
            yield k, k
        k += 1


def _stated(blocks: Sequence[Block], start: int, end: int, usual_gap: int) -> bool:
    """Does the print itself say that the headline at ``blocks[start:end]`` opens an article?

    It does by its own words (a notice), by a report's formula, a byline, a jump or an editor's note below it, by the
    end of an article or an unusual gap above it, and by being wider than the column below.
    """
    below = blocks[end : end + 4]
    text = next((k for k, block in enumerate(below) if block.kind == "body"), None)
    if text is None:
        return False
    above, first = blocks[start - 1], below[0]
    under = first.kind in ("jump", "byline") or BOX.fullmatch(first.text) or lead(first.text)
    if under and all(block.kind != "headline" for block in below[:text]):
        return True
    ended = above.kind in ("byline", "jump", "label") or (above.kind == "body" and closing(above.text) is not None)
    if ended or blocks[start].gap > usual_gap or any(_NOTICE.fullmatch(block.text) for block in blocks[start:end]):
        return True
    column = _column(blocks[end : end + 2 * _STRETCH])
    return column is not None and any(width(row) > column + TOLERANCE for b in blocks[start:end] for row in b.printed)


def _new_matter(blocks: Sequence[Block], article: int, start: int, end: int, cohesion: Cohesion) -> bool:
    """Does the text below a headline differ from the article above it, in its column or in what it talks about?"""
    below = range(end, next((j for j in range(end, len(blocks)) if blocks[j].kind == "headline"), len(blocks)))
    before = [k for k in range(article, start) if blocks[k].kind == "body"][-_MEMORY:]
    after = [k for k in below if blocks[k].kind == "body"][:_STRETCH]
    if not before or not after:
        return False
    columns = _column([blocks[k] for k in before[-_STRETCH:]]), _column([blocks[k] for k in after])
    apart = abs(columns[0] - columns[1]) if columns[0] and columns[1] else 0.0
    if apart >= _OTHER_COLUMN:
        return True
    if len(before) < _SHORTEST_FEATURE and any(block.kind == "byline" for block in blocks[article:start]):
        return False
    titles = [k for k in range(article, start) if blocks[k].kind == "headline"]
    likeness = cohesion.between([*titles, *before], [*range(start, end), *after])
    return likeness < _UNRELATED * (2 if apart >= _OTHER_COLUMN / 2 else 1)


def _untitled(blocks: Sequence[Block], article: int, k: int) -> bool:
    """Is it a report of its own without a headline: the formula, after an article that already has text?"""
    return lead(blocks[k].text) is not None and any(block.kind == "body" for block in blocks[article:k])


def _column(blocks: Sequence[Block]) -> float | None:
    columns = [block.column for block in blocks if block.column is not None and len(block.printed) > 2]
    return median(columns) if columns else None


def _without_caption(article: list[Block], usual_gap: int) -> list[list[Block]]:
    """Part an article from the caption of a picture that was printed in its midst.

    The caption ends with the photographer's name and begins at the gap that the picture left, or with 图为.
    """
    bodies = [k for k, block in enumerate(article) if block.kind == "body"]
    for last in (k for k, block in enumerate(article) if _photo(block)):
        for first in reversed([k for k in bodies[1:] if k <= last]):
            if any(block.kind not in ("body", "byline") for block in article[first:last]):
                break
            if _PICTURE.match(article[first].text) or article[first].gap > usual_gap:
                return [article[:first] + article[last + 1 :], article[first : last + 1]]
    return [article]


def _photo(block: Block) -> bool:
    byline = signature(block.text) or closing(block.text) if block.kind in ("body", "byline") else None
    return byline is not None and byline.photo
