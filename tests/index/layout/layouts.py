"""Newspaper pages to be set by the press: each function is one kind of layout, varied by the press's seed."""

from __future__ import annotations

from collections.abc import Callable

from index.document import LineRole
from tests.index.layout.grid import FOOT, LEFT, TOP, Grid
from tests.index.layout.press import WIDE, Press, Slot


def grid(p: Press) -> None:
    """Columns filled one after another, as a book: articles run on at the top of the next column."""
    g = Grid(p, p.rng.choice([4, 5, 6]))
    column, y = 0, TOP
    while column < g.columns:
        y = p.headline(g.x(column), y, g.wide(1), [("title", 18.0)])
        slots = [Slot(0, 0, 0, 0)][:0]
        need = p.rng.randint(14, 90) * p.pitch
        while need > 0 and column < g.columns:
            end = min(FOOT, y + need)
            slots += g.slots(column, 1, y, end)
            need -= end - y
            column, y = (column, end + 12) if end < FOOT - 8 * p.pitch else (column + 1, TOP)
        p.body(slots, spare=1)


def lshape(p: Press) -> None:
    """An article under a headline that runs on beneath the headline of its neighbour."""
    g = Grid(p, 5)
    k = p.rng.choice([2, 3])
    middle = TOP + p.rng.randint(24, 34) * p.pitch
    start = p.headline(g.x(0), TOP, g.wide(k), [("title", 30.0)])
    deep = middle + p.rng.randint(12, 22) * p.pitch
    p.body([*g.slots(0, k, start, deep), *g.slots(k, 5 - k, middle + p.pitch, deep)])
    g.story(k, 5 - k, TOP, middle)
    g.story(0, 2, deep + 14, FOOT)
    g.story(2, 3, deep + 14, FOOT)


def hook(p: Press) -> None:
    """An article that runs on beside its own headline, in columns that begin at its level."""
    g = Grid(p, 5)
    k = p.rng.choice([2, 3])
    middle = TOP + p.rng.randint(26, 36) * p.pitch
    start = p.headline(g.x(0), TOP, g.wide(k), [("kicker", 17.0), ("title", 32.0)])
    p.body([*g.slots(0, k, start, middle), *g.slots(k, 5 - k, TOP + 6, middle)])
    g.story(0, 3, middle + 14, FOOT)
    g.story(3, 2, middle + 14, FOOT)


def framed(p: Press, tint: str = "border:1px solid #000;") -> None:
    """A framed article inside a run of columns, at the foot, the head or the middle of one or two of them."""
    g = Grid(p, 5)
    n, k = p.rng.choice([1, 2]), p.rng.choice([1, 2, 3])
    bottom = TOP + p.rng.randint(46, 54) * p.pitch
    start = p.headline(g.x(0), TOP, g.wide(5), [("title", 36.0)])
    high = p.rng.randint(14, 18) * p.pitch
    at = p.rng.choice([start, bottom - high, start + 12 * p.pitch])
    slots: list[Slot] = []
    for c in range(5):
        if k <= c < k + n:
            slots += [*g.slots(c, 1, start, at - 12), *g.slots(c, 1, at + high + 8, bottom)]
        else:
            slots += g.slots(c, 1, start, bottom)
    p.body([slot for slot in slots if p.rows(slot) > 2])
    p.frame(g.x(k), at, g.x(k) + g.wide(n), at + high, tint)
    inner = Grid(p, n, g.x(k) + 12, g.x(k) + g.wide(n) - 12)
    inner.story(0, n, at, at + high - 8, 18.0)
    g.story(0, 2, bottom + 14, FOOT)
    g.story(2, 3, bottom + 14, FOOT)


def tinted(p: Press) -> None:
    """The same with a tinted ground in place of a frame."""
    framed(p, "background:#ddd;")


def framed_across(p: Press) -> None:
    """A framed article of its own columns across the page, other articles above and below."""
    g = Grid(p, 5)
    top, bottom = TOP + p.rng.randint(20, 26) * p.pitch, TOP + p.rng.randint(44, 50) * p.pitch
    k = p.rng.choice([2, 3])
    g.story(0, k, TOP, top - 14)
    g.story(k, 5 - k, TOP, top - 14)
    p.frame(LEFT, top, WIDE - LEFT, bottom)
    inner = Grid(p, p.rng.choice([3, 4]), LEFT + 16, WIDE - LEFT - 16)
    inner.story(0, inner.columns, top, bottom - 8, 30.0)
    g.story(0, 5, bottom + 14, FOOT)


def midpage(p: Press) -> None:
    """A headline over two of five columns in mid-page; the article around it uses the others to the foot."""
    g = Grid(p, 5)
    k = p.rng.choice([0, 1, 2, 3])
    middle = TOP + p.rng.randint(30, 40) * p.pitch
    start = p.headline(g.x(0), TOP, g.wide(5), [("title", 36.0)])
    p.body([s for c in range(5) for s in g.slots(c, 1, start, middle - 12 if k <= c < k + 2 else FOOT)])
    g.story(k, 2, middle, FOOT)


def pictures(p: Press) -> None:
    """Pictures with captions inside articles, and one that stands alone."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(36, 44) * p.pitch
    start = p.headline(g.x(0), TOP, g.wide(3), [("title", 30.0)])
    wide = p.rng.choice([1, 2])
    c = 3 - wide
    p.picture(g.x(c), start + 4, g.wide(wide), 160)
    top = start + 160 + 12 + 2 * (p.pitch - 1) + 8
    p.body([*g.slots(0, c, start, middle), *g.slots(c, wide, top, middle)])
    p.caption(g.x(c), start + 172, g.wide(wide), 2)
    p.picture(g.x(3), TOP + 6, g.wide(2), 200)
    below = p.caption(g.x(3), TOP + 214, g.wide(2), 2, alone=True)
    g.story(3, 2, below + 10, middle)
    start = p.headline(g.x(0), middle + 14, g.wide(5), [("title", 30.0)])
    slots: list[Slot] = []
    at = start + p.rng.randint(5, 9) * p.pitch
    for c in range(5):
        held = c == 2
        slots += [*g.slots(c, 1, start, at), *g.slots(c, 1, at + 170, FOOT)] if held else g.slots(c, 1, start, FOOT)
    p.body(slots)
    p.picture(g.x(2), at + 6, g.wide(1), 120)
    p.caption(g.x(2), at + 132, g.wide(1), 1)


def rows(p: Press) -> None:
    """Several kickers, titles and subtitles, with bylines."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(30, 40) * p.pitch
    kinds: list[list[tuple[LineRole, float]]] = [
        [("kicker", 18), ("title", 34), ("subtitle", 18), ("subtitle", 18)],
        [("kicker", 17), ("title", 28), ("title", 28)],
        [("title", 26), ("subtitle", 16)],
        [("kicker", 16), ("kicker", 16), ("title", 26)],
    ]
    p.rng.shuffle(kinds)
    for (first, n, top, bottom), rows_ in zip(
        ((0, 3, TOP, middle), (3, 2, TOP, middle), (0, 2, middle + 14, FOOT), (2, 3, middle + 14, FOOT)),
        kinds,
        strict=True,
    ):
        start = p.headline(g.x(first), top, g.wide(n), rows_)
        if p.rng.random() < 0.6:
            start = p.byline(g.x(first), start, g.wide(n))
        p.body(g.slots(first, n, start, bottom))


def continued(p: Press) -> None:
    """Two sheets; the first article goes on on the second one."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(34, 42) * p.pitch
    p.folio(1, "要闻")
    start = p.headline(g.x(0), TOP, g.wide(5), [("title", 36.0)])
    p.body(g.slots(0, 5, start, middle), spare=0, last="（下转第2版）")
    g.story(0, 2, middle + 14, FOOT)
    g.story(2, 3, middle + 14, FOOT)
    p.sheets.append([])
    p.folio(2, "综合")
    start = p.headline(g.x(0), TOP, g.wide(2), [("title", 20.0)])
    p.body(g.slots(0, 2, start, middle), opening="（上接第1版）")
    g.story(2, 3, TOP, middle)
    g.story(0, 5, middle + 14, FOOT)


def mixed(p: Press) -> None:
    """Columns of several widths on one page."""
    five, four = Grid(p, 5), Grid(p, 4)
    middle = TOP + p.rng.randint(24, 34) * p.pitch
    low = middle + p.rng.randint(18, 22) * p.pitch
    five.story(0, 5, TOP, middle, 36)
    k = p.rng.choice([1, 2, 3])
    four.story(0, k, middle + 14, low)
    four.story(k, 4 - k, middle + 14, low)
    left, right = Grid(p, 2, LEFT, WIDE / 2 - 60), Grid(p, 3, WIDE / 2 - 40)
    left.story(0, 2, low + 14, FOOT)
    right.story(0, 3, low + 14, FOOT)


def ruled(p: Press) -> None:
    """Rules between all columns, or only between articles."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(28, 40) * p.pitch
    everywhere, k = p.rng.random() < 0.5, p.rng.choice([1, 2, 3])
    for c in range(1, 5):
        if everywhere or c == k:
            p.rule(g.x(c) - p.gutter / 2, TOP + (60 if c != k else 0), g.x(c) - p.gutter / 2 + 1, middle)
    p.rule(LEFT, middle + 6, WIDE - LEFT, middle + 7)
    g.story(0, k, TOP, middle)
    g.story(k, 5 - k, TOP, middle)
    g.story(0, 5, middle + 14, FOOT)


def notices(p: Press) -> None:
    """A column of small notices beside longer articles."""
    g = Grid(p, 5)
    side = p.rng.choice([0, 4])
    first = 1 if side == 0 else 0
    middle = TOP + p.rng.randint(28, 40) * p.pitch

    def small() -> None:
        y = TOP
        while y < FOOT - 10 * p.pitch:
            bottom = min(FOOT, y + 40 + p.rng.randint(5, 14) * p.pitch)
            g.story(side, 1, y, bottom, 17)
            y = bottom + 10

    if side == 0:
        small()
    g.story(first, 4, TOP, middle, 34)
    g.story(first, 2, middle + 14, FOOT)
    g.story(first + 2, 2, middle + 14, FOOT)
    if side == 4:
        small()


def banner(p: Press) -> None:
    """A headline across the page, its body in three columns below, an article of two columns beside them."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(40, 50) * p.pitch
    start = p.headline(LEFT, TOP, WIDE - 2 * LEFT, [("kicker", 20), ("title", 44)])
    p.body(g.slots(0, 3, start, middle))
    g.story(3, 2, start, middle, 22)
    k = p.rng.choice([2, 3])
    g.story(0, k, middle + 14, FOOT)
    g.story(k, 5 - k, middle + 14, FOOT)


def guillotine(p: Press) -> None:
    """A page cut at random into articles of one to five columns."""
    g = Grid(p, p.rng.choice([4, 5, 6]))

    def cut(first: int, columns: int, top: float, bottom: float) -> None:
        high = (bottom - top) / p.pitch
        if columns > 1 and high < 44 and p.rng.random() < 0.75 and (columns > 2 or p.rng.random() < 0.5):
            k = p.rng.randint(1, columns - 1)
            cut(first, k, top, bottom)
            cut(first + k, columns - k, top, bottom)
        elif high > 26:
            middle = top + p.rng.uniform(0.35, 0.65) * (bottom - top)
            cut(first, columns, top, middle - 7)
            cut(first, columns, middle + 7, bottom)
        else:
            g.story(first, columns, top, bottom, p.rng.choice([18, 20, 24]) if columns < 3 else 28)

    p.folio()
    cut(0, g.columns, TOP, FOOT)


LAYOUTS: dict[str, Callable[[Press], None]] = {
    each.__name__: each
    for each in (
        grid, lshape, hook, framed, tinted, framed_across, midpage, pictures, rows, continued, mixed, ruled, notices,
        banner, guillotine,
    )
}  # fmt: skip
