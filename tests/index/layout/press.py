"""A press for tests: it sets invented articles into given columns, line by line, and knows the true reading order."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from index.document import LineRole
from index.text.lines import width as em
from tests.index.layout.words import paragraph, row

NO_START = "，。、；：！？”）》％%"
WIDE, HIGH = 1000.0, 1400.0
POINTS = 0.75
"""Points in a CSS pixel."""

GREY = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
    "DwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True, slots=True)
class Truth:
    """One printed line in true reading order, and where it was drawn, in points."""

    text: str
    article: int
    role: LineRole
    starts: bool
    sheet: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of column to be filled with body lines."""

    x: float
    top: float
    bottom: float
    width: float


@dataclass
class Press:
    """One paper being set: what is drawn on each sheet, and the truth about it."""

    rng: Random
    size: float = 12.0
    pitch: float = 18.0
    gutter: float = 16.0
    truth: list[Truth] = field(default_factory=list)
    sheets: list[list[str]] = field(default_factory=lambda: [[]])
    article: int = 0

    def slot(self, x: float, top: float, bottom: float, width: float) -> Slot:
        """A slot whose width is a whole number of characters."""
        return Slot(x, top, bottom, (width + 0.01) // self.size * self.size)

    def ink(self, style: str, text: str = "") -> None:
        """Draw something on the sheet at hand."""
        self.sheets[-1].append(f'<div style="{style}">{html.escape(text)}</div>')

    def line(self, text: str, role: LineRole, x: float, y: float, size: float, *, width: float | None = None,
             style: str = "", starts: bool = False) -> None:  # fmt: skip
        """Draw one line and note it."""
        box = f"width:{width}px;" if width else ""
        self.ink(f"left:{x}px;top:{y}px;font-size:{size}px;line-height:{size * 1.3}px;{box}{style}", text)
        place = (len(self.sheets) - 1, x * POINTS, y * POINTS)
        self.truth.append(Truth(text.strip(), self.article, role, starts, *place))

    def headline(self, x: float, y: float, width: float, rows: Sequence[tuple[LineRole, float]] = (("title", 26.0),),
                 align: str = "center", fill: float = 0.9) -> float:  # fmt: skip
        """Begin an article with a headline; return where its body may begin."""
        self.article += 1
        y += 6
        for role, size in rows:
            text = row(self.rng, max(4, int(width * fill / size)))
            bold = "font-weight:700;" if role == "title" else ""
            self.line(text, role, x, y, size, width=width, style=f"text-align:{align};{bold}")
            y += size * 1.35
        return y + 6

    def byline(self, x: float, y: float, width: float) -> float:
        """A centred line that names the reporter."""
        self.line("本报记者 王小满 通讯员 李禾", "byline", x, y, self.size, width=width, style="text-align:center;")
        return y + self.pitch * 1.3

    def body(self, slots: Sequence[Slot], spare: int = 2, opening: str = "", last: str = "") -> None:
        """Fill the slots with paragraphs; the last slot keeps up to ``spare`` lines free."""
        places = [(slot, slot.top + k * self.pitch) for slot in slots for k in range(self.rows(slot))]
        places = places[: len(places) - self.rng.randint(0, spare)]
        text, starts = "　　" + opening + paragraph(self.rng), True
        for k, (slot, y) in enumerate(places):
            words, rest = self.cut(text, slot.width)
            final = k == len(places) - 1
            if final:
                words = self.cut(words[: len(words) - 1 - len(last)].rstrip("，、；：") + "。" + last, slot.width)[0]
            full = bool(rest) and not final
            style = "text-align-last:justify;" if full else ""
            body = words.lstrip("　")
            indent = (len(words) - len(body)) * self.size
            self.line(
                body, "body", slot.x + indent, y, self.size, width=slot.width - indent, style=style, starts=starts
            )
            text, starts = (rest, False) if rest else ("　　" + paragraph(self.rng), True)

    def rows(self, slot: Slot) -> int:
        """How many lines a slot holds."""
        return max(0, int((slot.bottom - slot.top + 1) // self.pitch))

    def cut(self, text: str, width: float) -> tuple[str, str]:
        """As much of ``text`` as one line holds, and the rest."""
        end = 0
        while end < len(text) and em(text[: end + 1]) * self.size <= width + 0.1:
            end += 1
        while 0 < end < len(text) and (text[end] in NO_START or (text[end - 1 : end + 1]).isascii()):
            end -= 1
        return text[:end], text[end:]

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """A picture."""
        self.sheets[-1].append(f'<img src="{GREY}" style="left:{x}px;top:{y}px;width:{width}px;height:{height}px">')

    def caption(self, x: float, y: float, width: float, lines: int = 2, *, alone: bool = False) -> float:
        """Lines in smaller type below a picture; ``alone`` makes them an article of their own."""
        self.article += alone
        text = "图为" + paragraph(self.rng)
        for k in range(lines):
            words, text = self.cut(text, width * self.size / (self.size - 1) - 2)
            words = words[:-6] + "周砚 摄" if k == lines - 1 else words
            self.line(words, "body", x, y, self.size - 1, width=width, starts=k == 0)
            y += self.pitch - 1
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin line."""
        self.ink(f"left:{x0}px;top:{y0}px;width:{max(1, x1 - x0)}px;height:{max(1, y1 - y0)}px;background:#000")

    def frame(self, x0: float, y0: float, x1: float, y1: float, style: str = "border:1px solid #000;") -> None:
        """A frame drawn around the box."""
        self.ink(f"left:{x0}px;top:{y0}px;width:{x1 - x0 - 2}px;height:{y1 - y0 - 2}px;{style}")

    def folio(self, number: int = 2, name: str = "要闻") -> None:
        """The line at the head of the page; no part of any article."""
        for x, text, size in ((40, f"第{number}版", 14), (440, name, 22), (600, "2031年3月12日 星期三", 12),
                              (800, "责编：何苇 美编：孙乔", 11), (180, "澄江报", 20)):  # fmt: skip
            self.ink(f"left:{x}px;top:20px;font-size:{size}px", text)
        self.rule(40, 48, WIDE - 40, 49)

    def page(self) -> str:
        """The paper as HTML, everything drawn in shuffled order."""
        shuffled = [self.rng.sample(sheet, len(sheet)) for sheet in self.sheets]
        body = "".join(f"<section>{''.join(sheet)}</section>" for sheet in shuffled)
        return (
            f"<!doctype html><meta charset=utf-8><style>@page{{size:{WIDE}px {HIGH}px;margin:0}}body{{margin:0;"
            f"font-family:'Noto Serif CJK SC'}}section{{position:relative;width:{WIDE}px;height:{HIGH - 1}px;"
            "page-break-after:always;overflow:hidden}section:last-child{page-break-after:auto}"
            f"div,img{{position:absolute;white-space:nowrap}}</style>{body}"
        )
