"""More newspaper pages for the press: what is set less often, or less tidily."""

from __future__ import annotations

from collections.abc import Callable

from tests.index.layout.grid import FOOT, LEFT, TOP, Grid
from tests.index.layout.press import HIGH, WIDE, Press, Slot
from tests.index.layout.words import paragraph, row


def headings(p: Press) -> None:
    """A feature whose sections have bold headings, centred or flush, with white above."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(40, 48) * p.pitch
    centred = p.rng.random() < 0.5
    start = p.headline(g.x(0), TOP, g.wide(5), [("kicker", 18), ("title", 36)])
    start = p.byline(g.x(0), start, g.wide(5))
    for number, slot in enumerate(g.slots(0, 5, start, middle)):
        at = slot.top + p.rng.randint(5, 9) * p.pitch
        first = Slot(slot.x, slot.top, at, slot.width)
        p.body([first], spare=0)
        style = f"font-weight:700;{'text-align:center;' if centred else ''}"
        p.line(row(p.rng, 8), "heading", slot.x, at + p.pitch * 0.5, p.size, width=slot.width, style=style)
        p.body([Slot(slot.x, at + 2 * p.pitch, slot.bottom, slot.width)], spare=0 if number < 4 else 2)
    k = p.rng.choice([2, 3])
    g.story(0, k, middle + 14, FOOT)
    g.story(k, 5 - k, middle + 14, FOOT)


def flush(p: Press) -> None:
    """Headlines as wide as their columns, flush left, next to one another."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(28, 40) * p.pitch
    k = p.rng.choice([2, 3])
    above, below = (TOP, middle), (middle + 14, FOOT)
    for first, n, (top, bottom) in ((0, k, above), (k, 5 - k, above), (0, 2, below), (2, 3, below)):
        start = p.headline(g.x(first), top, g.wide(n), [("title", 26.0)], align="left", fill=1.0)
        p.body(g.slots(first, n, start, bottom))


def front(p: Press) -> None:
    """A front page: the name of the paper in large type, its particulars, a lead story, briefs."""
    g = Grid(p, 5)
    rows = (
        (60, 20, "澄江报", 64),
        (420, 40, "2031年3月12日 星期三 农历辛亥年二月十九", 12),
        (420, 60, "中共澄江区委主管 澄江报社出版", 12),
        (420, 80, "国内统一连续出版物号 CN00-0000 第1234期 今日4版", 12),
    )
    for left, high, text, size in rows:
        p.ink(f"left:{left}px;top:{high}px;font-size:{size}px;line-height:{size * 1.2}px", text)
    p.rule(LEFT, 112, WIDE - LEFT, 114)
    top, middle = 130.0, 130.0 + p.rng.randint(34, 40) * p.pitch
    start = p.headline(g.x(0), top, g.wide(4), [("kicker", 18), ("title", 40), ("subtitle", 18)])
    p.body(g.slots(0, 4, start, middle), opening="本报讯（记者 王小满）")
    y: float = top
    while y < middle - 8 * p.pitch:
        bottom = min(middle, y + 40 + p.rng.randint(5, 9) * p.pitch)
        g.story(4, 1, y, bottom, 18)
        y = bottom + 12
    g.story(0, 3, middle + 14, FOOT)
    g.story(3, 2, middle + 14, FOOT)
    for left, text in ((40, "本版责编 何苇"), (400, "新闻热线：023-00000000"), (700, "邮箱：news@example.com")):
        p.ink(f"left:{left}px;top:{HIGH - 34}px;font-size:11px", text)


def tiers(p: Press) -> None:
    """A picture across all columns of an article: the text goes on below it in each column."""
    g = Grid(p, 4)
    middle = TOP + p.rng.randint(50, 56) * p.pitch
    start = p.headline(g.x(0), TOP, g.wide(4), [("title", 36)])
    at = start + p.rng.randint(10, 16) * p.pitch
    p.picture(g.x(0), at + 6, g.wide(4), 180)
    p.body([slot for c in range(4) for slot in (*g.slots(c, 1, start, at), *g.slots(c, 1, at + 200, middle))])
    g.story(0, 2, middle + 14, FOOT)
    g.story(2, 2, middle + 14, FOOT)


def beside(p: Press) -> None:
    """A picture one and a half columns wide that the second column runs around in shorter lines."""
    g = Grid(p, 4)
    middle = TOP + p.rng.randint(44, 50) * p.pitch
    start = p.headline(g.x(0), TOP, g.wide(4), [("title", 36)])
    at = start + 8 * p.pitch
    half = g.wide(1) / 2
    p.picture(g.x(1), at + 4, g.wide(1) + p.gutter + half - 12, 12 * p.pitch - 8)
    narrow = p.slot(g.x(2) + half, at, at + 12 * p.pitch, half)
    slots = [*g.slots(0, 1, start, middle), *g.slots(1, 1, start, at), *g.slots(1, 1, at + 12 * p.pitch, middle)]
    slots += [
        *g.slots(2, 1, start, at),
        narrow,
        *g.slots(2, 1, at + 12 * p.pitch, middle),
        *g.slots(3, 1, start, middle),
    ]
    p.body(slots)
    g.story(0, 4, middle + 14, FOOT)


def upright(p: Press) -> None:
    """A headline set upright at the left of its columns."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(36, 44) * p.pitch
    p.article += 1
    title = p.rng.choice(["东岸社区建起口袋公园", "柳堤春灌早动手", "古渡口新添阅读角"])
    p.line(
        title, "title", g.x(0) + 60, TOP + 20, 34, style="writing-mode:vertical-rl;line-height:44px;font-weight:700;"
    )
    p.body(g.slots(1, 4, TOP, middle))
    g.story(0, 3, middle + 14, FOOT)
    g.story(3, 2, middle + 14, FOOT)


def inset(p: Press) -> None:
    """A headline that stands inside its own text (盘题): the first column runs beside it from the top."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(36, 44) * p.pitch
    start = p.headline(g.x(1), TOP, g.wide(3), [("title", 30.0)])
    p.body([*g.slots(0, 1, TOP + 6, middle), *g.slots(1, 3, start, middle), *g.slots(4, 1, TOP + 6, middle)])
    g.story(0, 2, middle + 14, FOOT)
    g.story(2, 3, middle + 14, FOOT)


def right(p: Press) -> None:
    """An upright headline of two rows at the right of its columns."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(36, 44) * p.pitch
    p.article += 1
    style = "writing-mode:vertical-rl;line-height:44px;font-weight:700;"
    p.line("柳堤春灌早动手", "title", g.x(4) + 60, TOP + 20, 32, style=style)
    p.line("东岸阅读角开放", "title", g.x(4) + 10, TOP + 60, 32, style=style)
    p.body(g.slots(0, 4, TOP, middle))
    g.story(0, 3, middle + 14, FOOT)
    g.story(3, 2, middle + 14, FOOT)


def side(p: Press) -> None:
    """A headline at the left of its body, in a column of its own; rows one above the other."""
    g = Grid(p, 5)
    y = TOP
    while y < FOOT - 20 * p.pitch:
        bottom = min(FOOT, y + p.rng.randint(18, 24) * p.pitch)
        p.article += 1
        for k in range(3):
            p.line(row(p.rng, 6)[:6], "title", g.x(0), y + 30 + 36 * k, 26, width=g.wide(1), style="font-weight:700;")
        p.body(g.slots(1, 4, y, bottom))
        p.rule(LEFT, bottom + 8, WIDE - LEFT, bottom + 9)
        y = bottom + 18


def boxes(p: Press) -> None:
    """Every article in a box, two of them in a box around both."""
    g = Grid(p, 6)
    middle = TOP + p.rng.randint(28, 40) * p.pitch

    def boxed(x0: float, y0: float, x1: float, y1: float, columns: int) -> None:
        p.frame(x0, y0, x1, y1)
        inner = Grid(p, columns, x0 + 10, x1 - 10)
        inner.story(0, columns, y0 + 4, y1 - 8, 22)

    boxed(g.x(0), TOP, g.x(3) - p.gutter, middle, 3)
    boxed(g.x(3), TOP, WIDE - LEFT, middle, 3)
    p.frame(LEFT, middle + 12, WIDE - LEFT, FOOT + 4)
    boxed(LEFT + 10, middle + 22, WIDE / 2 - 10, FOOT - 6, 2)
    boxed(WIDE / 2 + 10, middle + 22, WIDE - LEFT - 10, FOOT - 6, 2)


def photo(p: Press) -> None:
    """A picture above the headline of its article, and one with its caption at its side."""
    g = Grid(p, 5)
    middle = TOP + p.rng.randint(40, 46) * p.pitch
    p.picture(g.x(0), TOP, g.wide(3), 220)
    g.story(0, 3, TOP + 230, middle, 30)
    p.picture(g.x(3), TOP, g.wide(1), 150)
    p.article += 1
    text = "图为" + paragraph(p.rng) + paragraph(p.rng) + paragraph(p.rng)
    for k in range(4):
        words, text = p.cut(text, g.wide(1))
        p.line(words, "body", g.x(4), TOP + 10 + k * p.pitch, p.size - 1, starts=k == 0)
    g.story(3, 2, TOP + 165, middle, 22)
    g.story(0, 5, middle + 14, FOOT, 30)


ODDITIES: dict[str, Callable[[Press], None]] = {
    each.__name__: each for each in (headings, flush, front, tiers, beside, upright, inset, right, side, boxes, photo)
}
