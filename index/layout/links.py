"""Which block goes on where: every link has a cost, and the cheapest set of links is the reading order.

A block has one block after it at most and one before it at most, so the choice is an assignment problem (after Gao,
Tang, Lin and Wang, ICPR 2012, who pair titles with bodies in the same way). Costs are in units of one plain oddity
(a column that begins higher than the one before it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.layout.blocks import STOPS, Block, Headline
from index.layout.sheet import Box
from index.layout.surroundings import Surroundings

Chain = tuple[int | None, tuple[int, ...]]
"""A headline, if there is one, and the blocks of its body in reading order."""

NEVER = 100.0
MOST_BLOCKS = 300
"""A crowded broadsheet has about 120; a table or a chart has more."""
_TIERS = 4.0
"""What it costs to go back to the left, below: text in two tiers of columns."""
_HOPELESS = 15.0
"""No link that costs more is ever chosen: an end and a beginning together cost no more."""
_LEAD = re.compile(r"^(?:本报讯|本报\S{1,8}[讯电]|新华社\S{1,12}电|据\S{2,8}[讯电])")


def chains(around: Surroundings) -> list[Chain]:
    """Return the bodies of the region, each with its headline; every block and every headline is in one of them.

    A region with more than MOST_BLOCKS blocks is no running text; there nothing is linked.
    """
    headlines, blocks = len(around.headlines), len(around.blocks)
    if blocks > MOST_BLOCKS:
        return _followed([None] * (headlines + blocks), headlines, blocks)[0]
    costs = _costs(around)
    while True:
        found, circles = _followed(_assigned(costs, headlines, blocks), headlines, blocks)
        if not circles:
            return found
        for circle in circles:
            worst = max(circle, key=lambda link: costs[link[0]][link[1]])
            costs[worst[0]][worst[1]] = NEVER


def _costs(around: Surroundings) -> list[list[float]]:
    """Rows: headlines, then blocks, then one beginning per block. Columns: blocks, then one end per row."""
    blocks, headlines = around.blocks, around.headlines
    uses_indents = _uses_indents(blocks)
    count, sources = len(blocks), len(headlines) + len(blocks)
    costs = [[0.0] * (count + sources) for _ in range(sources + count)]
    for row in range(sources + count):
        for column in range(count + sources):
            if row >= sources and column < count:
                costs[row][column] = _beginning(blocks[column], uses_indents) if row - sources == column else NEVER
            elif row < sources and column >= count:
                costs[row][column] = _ending(around, row) if column - count == row else NEVER
            elif row < len(headlines):
                costs[row][column] = _heading(around, row, column) + _opening(blocks[column], uses_indents)
            elif row < sources:
                costs[row][column] = _following(around, row - len(headlines), column, uses_indents)
    return costs


def _uses_indents(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs show by their indents."""
    lines = [(block, line) for block in blocks if block.measured for line in block.lines]
    return sum(block.indented(line) for block, line in lines) > 0.04 * len(lines)


def _starts(block: Block, uses_indents: bool) -> bool | None:
    """Whether a block begins with a paragraph; None where that cannot be seen."""
    if not uses_indents:
        return None
    first = block.lines[0]
    if block.indented(first):
        return True
    alone = len(block.lines) == 1 and block.ends_open is False
    return None if alone and first.text[-1:] not in STOPS else False


def _opening(block: Block, uses_indents: bool) -> float:
    return 5.0 if _starts(block, uses_indents) is False else 0.0


def _beginning(block: Block, uses_indents: bool) -> float:
    """What it costs that a block begins an article that has no headline."""
    if _LEAD.match(block.lines[0].text):
        return 2.0
    return 8.0 if _starts(block, uses_indents) is False else 5.0


def _ending(around: Surroundings, row: int) -> float:
    """What it costs that nothing comes after a headline or a block."""
    if row < len(around.headlines):
        return 6.0
    open_end = around.blocks[row - len(around.headlines)].ends_open
    return 7.0 if open_end else 0.3 if open_end is None else 0.0


def _text(one: Block, other: Block, uses_indents: bool) -> float:
    """How ill the words of two blocks go together: a line that runs on, a first line that is indented."""
    starts = _starts(other, uses_indents)
    if _LEAD.match(other.lines[0].text):
        return 5.0
    if one.ends_open is None or starts is None:
        return 0.5 if starts is None else 0.6 if starts else 0.2
    if one.ends_open:
        return 7.0 if starts else 0.0
    return 0.4 if starts else 7.0


def _heading(around: Surroundings, number: int, place: int) -> float:
    """What it costs that a block is the beginning of the body of a headline."""
    headline, box, em = around.headlines[number], around.blocks[place].box, around.body.em
    over, row = headline.box, around.rows[number]
    if place in row and not headline.upright:
        return _first_of_row(around, headline, [around.blocks[each].box for each in row], row.index(place))
    if abs(box.y0 - over.y0) > 6 * em:
        return NEVER
    beside = around.beside[number]
    if place in beside.right:
        return 0.5 if headline.upright else 2.0
    if place in beside.left:
        return (2.0 if headline.upright else 3.5) + 1.5 * beside.left.index(place)
    return NEVER


def _first_of_row(around: Surroundings, headline: Headline, row: Sequence[Box], place: int) -> float:
    """The cost of beginning at ``place`` of the columns below a headline: the type is centred over them or flush."""
    over, em = headline.box, around.body.em
    left = over.x0 - row[place].x0
    amiss = min([abs(left), *(abs(left - (box.x1 - over.x1)) for box in row[place:])])
    left_out = sum(box.across(over) > em for box in row[:place])
    return min(2.0, amiss / (4 * em)) + 3.0 * left_out + (0.0 if row[place].across(over) > em else 0.5)


def _following(around: Surroundings, one: int, other: int, uses_indents: bool) -> float:
    """What it costs that one block comes after another."""
    first, second = around.blocks[one], around.blocks[other]
    cost = _text(first, second, uses_indents) + _foreign(around, one, other)
    if one == other or cost >= _HOPELESS or _is_out_of_reach(around, first.box, second.box):
        return NEVER
    if first.box.across(second.box) > 0.6 * min(first.box.width, second.box.width):
        return cost + _downwards(around, first.box, second.box)
    if second.box.x0 <= first.box.x0:
        return cost + _TIERS
    whole = _rightwards(around, around.runs[one], around.runs[other])
    return cost + min(whole, _rightwards(around, first.box, second.box))


def _is_out_of_reach(around: Surroundings, first: Box, second: Box) -> bool:
    """Whether a block is many columns away, or stands at the left and not below."""
    if second.x0 - first.x1 > 3 * max(first.width, second.width):
        return True
    return second.x0 < first.x0 - around.body.em and second.y0 < first.y1 - around.body.em


def _foreign(around: Surroundings, one: int, other: int) -> float:
    """What tells that two blocks are not of one article: measure, type, headlines, a column that goes on itself."""
    first, second, em = around.blocks[one], around.blocks[other], around.body.em
    cost = 0.0
    if first.measured and second.measured and abs(first.box.width - second.box.width) > em:
        cost += 2.0
    if around.body.exact and abs(first.size - second.size) > 0.04 * em:
        cost += 2.0
    over = around.domains[other]
    if over is not None and over != around.domains[one] and other in around.rows[over]:
        cost += 1.5 if around.owners[other] is None else 6.0
    return cost + (1.5 if around.goes_on.get(one, other) != other else 0.0)


def _downwards(around: Surroundings, high: Box, low: Box) -> float:
    """Down the same column, past pictures and frames."""
    if low.y0 < high.y1 - around.body.em:
        return NEVER
    between = Box(max(high.x0, low.x0), high.y1, min(high.x1, low.x1), low.y0)
    if around.headed(between):
        return 9.0
    white = between.height * (1 - around.covered(between)) / around.body.pitch
    cost = (5.0 if around.level_rule(between) else 0.0) + min(2.0, 0.3 * max(0.0, white - 2))
    return cost + (0.0 if around.clear(between) else 6.0)


def _rightwards(around: Surroundings, left: Box, right: Box) -> float:
    """On to a column at the right: mostly the next one, mostly to where it begins or ends level with this one."""
    body = around.body
    gutter = Box(left.x1, max(left.y0, right.y0), right.x0, min(left.y1, right.y1))
    cost = 3.0 if around.ruled(gutter) else 0.0
    if gutter.width > 4 * body.em:
        beyond = Box(left.x1, min(left.y0, right.y0), right.x0, max(left.y1, right.y1))
        steps = gutter.width / max(left.width, body.em)
        cost += steps * (1.5 if around.skipped(beyond) else 4.0)
    if right.y0 >= left.y1 - body.em:
        return cost + 3.0
    foot = not around.headed(Box(left.x0, left.y1, left.x1, left.y1 + 4 * body.pitch))
    unlike = 0.0 if foot or -1.5 * body.pitch < left.y1 - right.y1 < 4 * body.pitch else 1.2
    if abs(right.y0 - left.y0) < 0.7 * body.pitch:
        return cost + unlike
    return cost + unlike + (0.8 if right.y0 > left.y0 or (foot and right.y1 < left.y0) else 1.2)


def _assigned(costs: Sequence[Sequence[float]], headlines: int, blocks: int) -> list[int | None]:
    """For each headline and block the block that comes after it, by least cost."""
    from scipy.optimize import linear_sum_assignment

    if not costs:  # a sheet of nothing but captions
        return []
    _, chosen = linear_sum_assignment(costs)
    return [int(column) if column < blocks else None for column in chosen[: headlines + blocks]]


def _followed(
    follows: Sequence[int | None], headlines: int, blocks: int
) -> tuple[list[Chain], list[list[tuple[int, int]]]]:
    """Follow the links from their beginnings; what is never reached goes in circles, whose links are returned."""
    led = {place for place in follows if place is not None}
    starts: list[tuple[int | None, int | None]] = [(number, follows[number]) for number in range(headlines)]
    starts += [(None, place) for place in range(blocks) if place not in led]
    seen: set[int] = set()

    def run(place: int | None) -> tuple[int, ...]:
        found = []
        while place is not None and place not in seen:
            seen.add(place)
            found.append(place)
            place = follows[headlines + place]
        return tuple(found)

    found = [(number, run(place)) for number, place in starts]
    rings = [run(place) for place in range(blocks) if place not in seen]
    return found, [list(zip((headlines + k for k in ring), (*ring[1:], ring[0]), strict=True)) for ring in rings]
