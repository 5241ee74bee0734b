"""Lines of a page → blocks: what stands between blank lines, told apart as headline, heading, body, byline or jump."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import median_high
from typing import Literal

from index.document import Line
from index.lines import INDENT, TOLERANCE, column_width, printed_lines, width
from index.segment.byline import BULLETS, closing, lead, signature
from index.segment.wrapped import groups
from index.text import CJK, words

BlockKind = Literal["headline", "heading", "body", "byline", "label", "jump"]

SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}[章节]|\d{1,2}[.．、](?!\d)"
)
_GLUED = re.compile(rf"(?<=[。！？”\"）)])\s+(?={SECTION.pattern})")
_JUMP = re.compile(r"[◀▶►◁▷◄（(]*\s*(?:上接|下转|紧接)第?\s*[A-Z]?\d{1,3}\s*版[^。]{0,12}")
BOX = re.compile(
    r"编者按|编前语|编后|记者手记|新闻(?:链接|背景|多一点|延伸|助手|速览|资料|回放|提示)"
    r"|相关(?:链接|新闻|报道|资料|阅读)|延伸阅读|核心提示|名词解释|背景资料|短评|链接"
)
PEN_NAME = re.compile(rf"[{BULLETS}]\s*([{CJK}·]{{2,4}})")
_SPEAKER = re.compile(r"[问答][:：]|(?:记者|主持人)[:：]")
_CLOSED = frozenset("。！？!?…；;：:—）)】")
_WIDEST_HEADLINE = 40.0
_WIDEST_HEADING = 45.0


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands on one line of the source, as extracted.

    ``moved`` marks a printed line that was brought here; ``without`` is what was taken away just before this piece.
    """

    text: str
    line: Line
    moved: bool = False
    without: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of print: its pieces, its printed lines, its column in em, the number of blank lines above it."""

    pieces: tuple[Piece, ...]
    kind: BlockKind
    gap: int
    printed: tuple[str, ...]
    column: float | None

    @property
    def text(self) -> str:
        """Its words as extracted, spaces of printed lines included."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def open(self) -> bool:
        """Does the text stop without a closing mark? A closing bracket counts as one, a quotation mark does not."""
        return self.text.rstrip("”’\"'」』")[-1:] not in _CLOSED

    @property
    def full(self) -> bool:
        """Is its last printed line as wide as its column?"""
        return self.column is not None and width(self.printed[-1]) >= self.column - TOLERANCE

    def indented(self, column: float | None) -> bool | None:
        """Does its first printed line leave the indent of a new paragraph free? None when that cannot be told.

        ``column`` is the width of the text above, for blocks too short to show their own.
        """
        column = self.column if self.column is not None and len(self.printed) > 3 else column
        if column is None:
            return None
        short = column - width(self.printed[0])
        if abs(short) < INDENT / 4 or -TOLERANCE <= short < 0:
            return False
        return True if 3 * INDENT / 4 <= short <= 2 * INDENT and len(self.printed) > 1 else None


def blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a page in reading order; blank lines only count as gaps."""
    found: list[Block] = []
    for gap, group in groups(lines):
        if len(group) > 1:
            pieces = tuple(Piece(line.text.strip(), line) for line in group)
            printed = tuple(piece.text for piece in pieces)
            found.append(Block(pieces, _kind(" ".join(printed)), gap, printed, column_width(printed)))
            continue
        for part in _GLUED.split(group[0].text.strip()):
            text = (Piece(part, group[0]),)
            found.append(Block(text, _kind(part), gap, tuple(printed_lines(part)), column_width(part.split())))
            gap = 0
    return _in_context(found)


def _kind(text: str) -> BlockKind:
    """Judge a block by its own words."""
    if _JUMP.fullmatch(text):
        return "jump"
    credit = closing(text)
    if signature(text) or (credit and credit.start == 0 and not credit.stays):
        return "byline"
    em, sentence = width(text), re.search(r"[。；;]", text) is not None
    if BOX.fullmatch(text) or (
        SECTION.match(text) and not sentence and em <= _WIDEST_HEADING and text[-1] not in ",，:："
    ):
        return "heading"
    prose = (
        sentence
        or (credit and credit.start == 0)
        or em > _WIDEST_HEADLINE
        or text[-1] in ",，、:：—…"
        or lead(text)
        or _SPEAKER.match(text)
    )
    printed = [width(line) for line in printed_lines(text)]
    indented = len(printed) == 2 and abs(printed[1] - printed[0] - INDENT) <= INDENT / 2
    if prose or indented or len(printed) > 2 or (text.endswith("一") and words(text)[-1] == "一"):
        return "body"
    return "headline"


def _in_context(found: list[Block]) -> list[Block]:
    """Correct, from their neighbours, blocks that look like headlines: the end of a heading, a line of body text."""
    judged: list[Block] = []
    for block, following in zip_longest(found, found[1:]):
        if block.kind == "headline" and judged:
            block = replace(block, kind=_beside(judged[-1], block, following))
        if block.kind == "headline" and following and _is_text(block, following, _measure(judged)):
            block = replace(block, kind="body")
        judged.append(block)
    return judged


def _beside(before: Block, block: Block, following: Block | None) -> BlockKind:
    """Judge what looks like a headline by the block above it: headings and bylines are followed by text."""
    if following is None or following.kind == "headline":
        return block.kind
    if before.kind == "headline" and following.kind == "body" and PEN_NAME.fullmatch(block.text):
        return "byline"
    if before.kind == "heading" and not BOX.fullmatch(before.text):
        return "heading"
    if before.kind == "byline" and before.text[0] in BULLETS and following.kind == "body":
        return "body"
    return block.kind


def _measure(judged: Sequence[Block]) -> float | None:
    """Column of the body text just above: the median of the blocks that are long enough to show it."""
    columns = [b.column for b in judged[-6:] if b.kind == "body" and b.column is not None and len(b.printed) > 2]
    return median_high(columns) if columns else None


def _is_text(block: Block, following: Block, above: float | None) -> bool:
    """Is it set like the body text beside it: wrapped at its width, or a full first line that goes on below?"""
    columns = [above, following.column if len(following.printed) > 2 else None]
    for column in [em for em in columns if em is not None]:
        printed = printed_lines(block.text, column) if len(set(map(width, block.text.split()))) > 1 else [block.text]
        first = abs(width(printed[0]) - (column - INDENT)) <= 1.0
        runs_on = following.kind == "body" and following.indented(column) is False
        if first and (len(printed) > 1 or runs_on):
            return True
    return False
