"""Where articles begin among the blocks of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.segment.block import Block
from index.segment.byline import closing, lead, signature
from index.segment.endmatter import end_matter
from index.segment.evidence import Usage, opens
from index.segment.wrapped import ITEMS
from index.text.names import is_commentator

_PICTURE = re.compile(r"[▲▼◀▶]?\s*(?:图为|[上下左右]图)")


def articles(blocks: Sequence[Block]) -> list[list[Block]]:
    """Share the blocks of a page out among its articles, in the order of their first blocks.

    Rows below an article that sign or label it come back as bylines and labels. A caption of its own may stand inside
    an article, which goes on after it.
    """
    marked = list(blocks)
    usage = Usage.of(blocks)
    starts = [0]
    for start, end in _candidates(blocks):
        ending = end_matter(marked, starts[-1], start, end)
        marked[start : start + len(ending)] = ending
        start += len(ending)
        if start == end:
            begins = not ending and (_untitled(marked, starts[-1], start) or _is_item(marked, start))
        else:
            begins = opens(marked, starts[-1], start, end, usage)
        if begins and _is_above(marked, start, end):
            start -= 1
            marked[start:end] = [*marked[start + 1 : end], marked[start]]
        if begins:
            starts.append(start)
    spans = (range(*span) for span in pairwise([*starts, len(blocks)]))
    return [part for span in spans for part in _without_caption([marked[k] for k in span], usage.gap) if part]


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


def _is_above(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Does a commentator sign above the headline ``blocks[start:end]``, and nobody the text below it?"""
    byline = signature(blocks[start - 1].text) if start < end < len(blocks) and start > 1 else None
    signs = (
        byline is not None and bool(byline.authors) and all(is_commentator(author.role) for author in byline.authors)
    )
    return signs and blocks[end].kind == "body" and lead(blocks[end].text) is None


def _untitled(blocks: Sequence[Block], article: int, k: int) -> bool:
    """Is it a report of its own without a headline: the formula, after an article that already has text?"""
    return lead(blocks[k].text) is not None and any(block.kind == "body" for block in blocks[article:k])


def _is_item(blocks: Sequence[Block], k: int) -> bool:
    """Is it an item behind a bullet, below another that its own author signed?"""
    first = k - 2 if blocks[k - 1].kind == "byline" else k - 1
    if first < 0 or blocks[first].text[0] not in ITEMS or blocks[k].text[0] not in ITEMS:
        return False
    signed = closing(blocks[k - 1].text)
    return first < k - 1 or (signed is not None and bool(signed.authors))


def _without_caption(article: list[Block], usual_gap: int) -> list[list[Block]]:
    """Part an article from the captions of pictures that were printed in its midst.

    A caption ends with the photographer's name and begins at the gap that the picture left, or with 图为.
    """
    bodies = [k for k, block in enumerate(article) if block.kind == "body"]
    for last in (k for k, block in enumerate(article) if _photo(block)):
        for first in reversed([k for k in bodies[1:] if k <= last]):
            if any(block.kind not in ("body", "byline") for block in article[first:last]):
                break
            if _PICTURE.match(article[first].text) or article[first].gap > usual_gap:
                rest, *others = _without_caption(article[:first] + article[last + 1 :], usual_gap)
                return [rest, article[first : last + 1], *others]
    return [article]


def _photo(block: Block) -> bool:
    byline = signature(block.text) or closing(block.text) if block.kind in ("body", "byline") else None
    return byline is not None and byline.photo
