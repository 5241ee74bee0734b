"""What an editor corrects by hand, laid over what the rules find: lines left out, articles cut, joined, renamed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PureWindowsPath

from index.document import Article, Correction, Issue, Line
from index.segment.block import Block
from index.segment.draft import Draft
from index.segment.headline import Headline


def concerns(correction: Correction, source: str, number: int) -> bool:
    """Does a correction speak of line ``number`` of ``source``? Files may be named with or without their folders.

    >>> drop = Correction("drop", 3, 4, file="03.txt")
    >>> [concerns(drop, source, 4) for source in ("03.txt", "2031/03.txt", "2031/103.txt")]
    [True, True, False]
    """
    named = f"/{PureWindowsPath(source).as_posix()}".endswith(f"/{correction.file or ''}")
    return correction.line <= number <= correction.last and (named or correction.file is None)


def without_dropped(issue: Issue) -> Issue:
    """Leave out the lines that are to be dropped; a blank one stays where each was."""
    drops = [each for each in issue.corrections if each.action == "drop"]
    if not drops:
        return issue
    pages = (replace(page, lines=tuple(_dropped(page.lines, drops))) for page in issue.pages)
    return replace(issue, pages=tuple(pages))


def _dropped(lines: Iterable[Line], drops: Sequence[Correction]) -> Iterator[Line]:
    for line in lines:
        left_out = any(concerns(drop, line.source, line.number) for drop in drops)
        yield replace(line, text="") if left_out else line


def cuts(issue: Issue) -> frozenset[tuple[str, int]]:
    """Return the source and number of each line at which an article is to begin."""
    return _lines(issue, "split")


def undone(issue: Issue) -> frozenset[tuple[str, int]]:
    """Return the source and number of each line on which no repair is to be made: a record is taken at its word."""
    return _lines(issue, "undo", every=issue.form == "record")


def _lines(issue: Issue, action: str, *, every: bool = False) -> frozenset[tuple[str, int]]:
    wanted = [each for each in issue.corrections if each.action == action]
    if not wanted and not every:
        return frozenset()
    return frozenset(
        (line.source, line.number)
        for page in issue.pages
        for line in page.lines
        if every or any(concerns(each, line.source, line.number) for each in wanted)
    )


def runs(lines: Sequence[Line], cuts: Collection[tuple[str, int]]) -> list[list[Line]]:
    """Part the lines of a page at the cuts; of the lines of one number, the first is meant."""
    parts: list[list[Line]] = [[]]
    left = set(cuts)
    for line in lines:
        if (line.source, line.number) in left:
            left.remove((line.source, line.number))
            parts.append([])
        parts[-1].append(line)
    return parts


def cut(articles: Iterable[Sequence[Block]], cuts: Collection[tuple[str, int]]) -> list[list[Block]]:
    """Part articles at the blocks that begin at one of the cuts."""
    parts: list[list[Block]] = []
    left = set(cuts)
    for article in articles:
        parts.append([])
        for block in article:
            place = (block.pieces[0].line.source, block.pieces[0].line.number)
            if place in left:
                left.remove(place)
                parts += [[]] if parts[-1] else []
            parts[-1].append(block)
    return parts


def merged(articles: Iterable[Sequence[Block]], corrections: Sequence[Correction]) -> list[list[Block]]:
    """Put articles behind the one before them where that is wanted; their titles become headings inside it."""
    wanted = [each for each in corrections if each.action == "merge"]
    whole: list[list[Block]] = []
    for article in articles:
        lines = [piece.line for block in article for piece in block.pieces]
        if whole and any(_begins(each, lines) for each in wanted):
            whole[-1] += [replace(block, kind="heading") if block.kind == "headline" else block for block in article]
        else:
            whole.append(list(article))
    return whole


def retitled(found: Draft, corrections: Sequence[Correction]) -> Draft:
    """Give an article the rows that were written for it; those printed above it are still its rows."""
    for each in corrections:
        if each.action == "title" and _begins(each, found.lines):
            parts = Headline(each.kicker, each.title, each.subtitle, found.headline.series, found.headline.signed)
            return replace(found, headline=parts)
    return found


def _begins(correction: Correction, lines: Sequence[Line]) -> bool:
    source = lines[0].source
    return concerns(correction, source, min(line.number for line in lines if line.source == source))


def unused(issue: Issue, articles: Sequence[Article]) -> list[Correction]:
    """Return the corrections of an issue that do not hold in its ``articles``: they name no line, or no article.

    One that says what the rules have found by themselves is fulfilled.
    """
    lines = [(line.source, line.number) for page in issue.pages for line in page.lines if line.text.strip()]
    starts = [(each.ranges[0].source, each.lines[0]) for each in articles]
    return [each for each in issue.corrections if not _holds(each, lines, starts)]


def _holds(correction: Correction, lines: Sequence[tuple[str, int]], starts: Sequence[tuple[str, int]]) -> bool:
    begins = any(concerns(correction, *start) for start in starts)
    if correction.action in ("title", "split"):
        return begins
    printed = any(concerns(correction, *line) for line in lines)
    return printed and not (correction.action == "merge" and begins)
