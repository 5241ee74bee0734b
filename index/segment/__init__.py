"""Issue → Articles: headlines, bylines, captions and paragraphs found, parts on other pages joined, repairs listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, groupby

from index.document import Article, Issue, Page
from index.segment.archive import NO_ARCHIVE, Archive
from index.segment.block import Block
from index.segment.blocks import blocks
from index.segment.boundaries import articles
from index.segment.compose import compose, places
from index.segment.continued import continued, parted
from index.segment.corrected import cut, cuts, merged, retitled, runs, undone, unused, without_dropped
from index.segment.draft import Draft, page_drafts
from index.segment.seam import seams
from index.segment.stated import is_stated, stated_articles, stated_draft
from index.segment.verse import with_verse
from index.text.events import event_dates

__all__ = ["segment", "unused"]


def segment(issue: Issue, archive: Archive = NO_ARCHIVE) -> list[Article]:
    """Take an issue apart into its articles, in reading order, with provisional ids.

    Where a reader states roles and articles, they are followed; everywhere else they are worked out from the print.
    What an editor corrected overrules both. No character is lost: each is in a headline, a byline or a paragraph.
    Lines that extraction put elsewhere are judged by the ``archive`` too. Raises nothing, whatever the text.
    """
    order = places(issue.pages)
    found = (
        compose(issue, each, f"{issue.key}:{number}", order, undone(issue))
        for number, each in enumerate(drafts(issue, archive), 1)
    )
    return [replace(article, event_dates=event_dates(article)) for article in found]


def drafts(issue: Issue, archive: Archive = NO_ARCHIVE) -> list[Draft]:
    """Return the drafts of an issue's articles: what stands where, before it is cleaned and mended."""
    issue = without_dropped(issue)
    begun = chain.from_iterable(_begun(page, issue) for page in issue.pages)
    known = seams("".join(line.text for page in issue.pages for line in page.lines))
    homes = {(line.source, line.number): page for page in issue.pages for line in page.lines}
    found: list[Draft] = []
    parts, stay = merged(chain.from_iterable(map(parted, begun)), issue.corrections), undone(issue)
    for page, group in groupby(parts, key=lambda part: homes[_place(part)]):
        own = list(group)
        each = map(stated_draft, own) if is_stated(page.lines) else page_drafts(own, known, stay, archive)
        found += (replace(retitled(one, issue.corrections), page=page.number, section=page.name) for one in each)
    return continued(found)


def _place(part: Sequence[Block]) -> tuple[str, int]:
    line = part[0].pieces[0].line
    return line.source, line.number


def _begun(page: Page, issue: Issue) -> list[list[Block]]:
    """Share the blocks of a page out among the articles that begin or go on there."""
    parts = runs(page.lines, cuts(issue))
    if is_stated(page.lines):
        return [article for part in parts for article in stated_articles(part)]
    return cut(articles([block for part in parts for block in with_verse(blocks(part))]), cuts(issue))
