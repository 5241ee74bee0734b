"""How well an issue was read: against the true order of its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import Issue, Line
from tests.index.layout.press import Truth


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of lines followed by their true next line, of articles with exactly their lines, and of right roles.

    ``roles`` counts the lines of headlines only; ``paragraphs`` the body lines of which it is known rightly whether
    they begin a paragraph.
    """

    following: float
    articles: float
    roles: float
    paragraphs: float


def score(issue: Issue, truth: Sequence[Truth]) -> Score:
    """Compare an issue with the truth about it; a line is known by its text without spaces and by its place."""
    read = [line for page in issue.pages for line in page.lines]
    found = matched(read, truth)
    following = sum(one is not None and two == one + 1 for one, two in pairwise(found))
    apart: dict[int | None, set[int | None]] = defaultdict(set)
    for number, line in enumerate(read):
        apart[line.article].add(number)
    wanted: dict[int, set[int | None]] = defaultdict(set)
    for place, each in zip(found, truth, strict=True):
        wanted[each.article].add(place)
    both = [(read[place], each) for place, each in zip(found, truth, strict=True) if place is not None]
    display = sum(each.role != "body" for each in truth)
    body = sum(each.role == "body" for each in truth)
    return Score(
        following / (len(truth) - 1),
        sum(lines in apart.values() for lines in wanted.values()) / len(wanted),
        sum(each.role == line.role for line, each in both if each.role != "body") / display,
        sum(line.role == "body" and each.starts != line.continues for line, each in both if each.role == "body") / body,
    )


def matched(read: Sequence[Line], truth: Sequence[Truth]) -> list[int | None]:
    """For each true line the place of the line that was read for it; None when it was not read."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(read):
        places["".join(line.text.split())].append(place)

    def away(place: int, each: Truth) -> float:
        area = read[place].area
        if area is None:
            return float("inf")
        (x, y), sheet = area.points[0], area.sheet
        return abs(x - each.x) + 4 * abs(y - each.y) + 1e6 * abs(sheet - each.sheet)

    found: list[int | None] = []
    for each in truth:
        same = places["".join(each.text.split())]
        nearest = min(same, key=lambda place: away(place, each), default=None)
        if nearest is not None:
            same.remove(nearest)
        found.append(nearest)
    return found
