"""Lines of a page → blocks: what stands between blank lines, told apart as headline, heading, body, byline or jump."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import median_high
from typing import Literal

from index.document import Line
from index.segment.byline import BULLETS, closing, is_imprint, lead, signature, unsigned
from index.segment.jump import jump
from index.segment.seam import spans_word
from index.segment.table import table_rows
from index.segment.tidy import tidy
from index.segment.wrapped import groups
from index.text import CJK, words
from index.text.lines import INDENT, TOLERANCE, column_width, printed_lines, width
from index.text.names import names

BlockKind = Literal["headline", "heading", "body", "byline", "label", "jump"]

SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}[章节]|\d{1,2}[.．、](?!\d)"
)
_GLUED = re.compile(rf"(?<=[。！？”\"）)])\s+(?={SECTION.pattern})")
BOX = re.compile(
    r"编者按|编前语|编后|核心阅读|记者手记|新闻(?:链接|背景|多一点|延伸|助手|速览|资料|回放|提示)"
    r"|相关(?:链接|新闻|报道|资料|阅读)|延伸阅读|核心提示|名词解释|背景资料|短评|链接"
)
ENOUGH = re.compile(r"(?:特此|现予)(?:公告|通告|公示|通知|声明|启事|函告|说明)[。！!]?$")
"""The words that end a notice."""
_CONTACT = re.compile(r"联系人?[:：]|(?:联系|咨询|报名|监督|举报|服务|办公)?(?:电话|地址|热线|邮箱)[:：]")
PEN_NAME = re.compile(rf"[{BULLETS}]?\s*([{CJK}·](?:\s?[{CJK}·]){{1,3}})")
_SPACED = re.compile(rf"[{CJK}]\s+[{CJK}]")
_SPEAKER = re.compile(r"[问答][:：]|(?:记者|主持人)[:：]")
_ASIDE = re.compile(r"(?:[（(][^（）()]{1,40}[)）]\s*)+")
_REST_OF_BRACKET = re.compile(r"[^（()）]{1,40}[)）]")
_PAUSE = re.compile(r"[，,、]")
_HANGING = "，。、；：,.;:"
_CLOSED = frozenset("。！？!?…；;：:—）)】")
_WIDEST_HEADLINE = 40.0
_WIDEST_HEADING = 45.0
_WIDEST_ROW = 26.0


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands on one line of the source, as extracted.

    ``moved`` is the printed line that was brought here, of which a byline may have been cut since; ``without`` is what
    was taken away just before this piece; ``untidy`` is the line as it stood before it was tidied.
    """

    text: str
    line: Line
    moved: str = ""
    without: str = ""
    untidy: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of print: its pieces, its printed lines, its column in em, the number of blank lines above it.

    ``row`` says that it is a row of a table.
    """

    pieces: tuple[Piece, ...]
    kind: BlockKind
    gap: int
    printed: tuple[str, ...]
    column: float | None
    row: bool = False

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
        column = self.column if self.column is not None and len(self.printed) > 2 else column
        if column is None:
            return None
        short = column - width(self.printed[0].rstrip(_HANGING))
        if short <= INDENT / 2:
            return False if short >= -TOLERANCE else None
        return True if 3 * INDENT / 4 <= short <= 2 * INDENT and len(self.printed) > 1 else None


def blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a page in reading order; blank lines only count as gaps."""
    tidied = [replace(line, text=tidy(line.text)) for line in lines]
    places = ((line.source, line.number) for line in lines)
    untidy = {at: a.text.strip() for at, a, b in zip(places, lines, tidied, strict=True) if a.text != b.text}
    found = _in_context(list(_blocks(tidied)))
    return [_with_untidy(block, untidy) for block in found] if untidy else found


def _with_untidy(block: Block, untidy: Mapping[tuple[str, int], str]) -> Block:
    of = (untidy.get((piece.line.source, piece.line.number), "") for piece in block.pieces)
    return replace(block, pieces=tuple(replace(p, untidy=text) for p, text in zip(block.pieces, of, strict=True)))


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    rows = table_rows(lines)
    for gap, group in groups(lines, rows):
        if group[0] in rows:
            row = " ".join(group[0].text.split())
            yield Block((Piece(row, group[0]),), "body", gap, (row,), None, row=True)
        elif len(group) > 1:
            pieces = tuple(Piece(line.text.strip(), line) for line in group)
            printed = tuple(piece.text for piece in pieces)
            yield Block(pieces, _kind(" ".join(printed)), gap, printed, column_width(printed))
        else:
            parts = [part for glued in _GLUED.split(group[0].text.strip()) for part in unsigned(glued)]
            for k, part in enumerate(parts):
                text, printed = (Piece(part, group[0]),), tuple(printed_lines(part))
                yield Block(text, _kind(part), 0 if k else gap, printed, column_width(part.split()))


def _kind(text: str) -> BlockKind:
    """Judge a block by its own words."""
    if jump(text):
        return "jump"
    credit = closing(text)
    if signature(text) or is_imprint(text) or (credit and credit.start == 0 and not credit.stays):
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
        or _CONTACT.match(text)
        or ENOUGH.search(text)
    )
    if prose or len(printed_lines(text)) > 2 or (text.endswith("一") and words(text)[-1] == "一"):
        return "body"
    return "headline"


def _in_context(found: list[Block]) -> list[Block]:
    """Correct, from their neighbours, blocks that look like headlines: the end of a heading, a line of body text."""
    judged: list[Block] = []
    for block, following in zip_longest(found, found[1:]):
        if following is not None and (_is_upper_row(judged, block, following) or _heads_news(block, following)):
            block = replace(block, kind="headline")
        elif block.kind == "headline" and judged:
            block = replace(block, kind=_beside(judged, block, following))
        if block.kind == "headline" and following and _is_text(block, following, _measure(judged)):
            block = replace(block, kind="body")
        judged.append(block)
    return judged


def _is_upper_row(judged: Sequence[Block], block: Block, following: Block) -> bool:
    """Is it the first row of a headline that goes on below, though it ends with a pause mark?"""
    if block.kind != "body" or following.kind != "headline" or len(block.printed) > 1 or SECTION.match(block.text):
        return False
    closed = not judged or not judged[-1].open or judged[-1].kind != "body"
    return closed and block.text[-1] in "、,，:：…—" and width(block.text) <= _WIDEST_ROW and lead(block.text) is None


def _heads_news(block: Block, following: Block) -> bool:
    """Is it no section of an article, though numbered like one: the title of a report that opens with its formula?"""
    if block.kind != "heading" or following.kind != "body" or not SECTION.match(block.text):
        return False
    opening = lead(following.text)
    return opening is not None and not opening.stays


def _beside(judged: Sequence[Block], block: Block, following: Block | None) -> BlockKind:
    """Judge what looks like a headline by the blocks above it: headings and bylines are followed by text."""
    before, signed = judged[-1], len(judged) > 1 and judged[-1].kind == "byline" and judged[-2].kind == "headline"
    if before.kind in ("body", "heading") and _ASIDE.fullmatch(block.text):
        return "byline"
    if before.kind == "body" and before.open and _REST_OF_BRACKET.fullmatch(block.text):
        return "body"
    if following is None or following.kind == "headline":
        return block.kind
    if before.kind == "headline" and following.kind == "body" and is_pen_name(block.text):
        return "byline"
    if before.kind == "heading" and not BOX.fullmatch(before.text):
        return "heading"
    if (signed or (before.kind == "byline" and before.text[0] in BULLETS)) and following.kind == "body":
        return "body"
    return block.kind


def is_pen_name(row: str) -> bool:
    """Is a row under a headline the name of who wrote it: behind a bullet, spaced, or short with a surname?

    >>> is_pen_name("李 禾"), is_pen_name("□ 李禾"), is_pen_name("新馆开放")
    (True, True, False)
    """
    if not (match := PEN_NAME.fullmatch(row)):
        return False
    bare = match[1] == row
    short = len(match[1]) < 4 and (not bare or names(row, "作者"))
    return bool(short or _SPACED.fullmatch(match[1]) or (not bare and names(match[1], "作者")))


def _measure(judged: Sequence[Block]) -> float | None:
    """Column of the body text just above: the median of the blocks that are long enough to show it."""
    columns = [b.column for b in judged[-6:] if b.kind == "body" and b.column is not None and len(b.printed) > 2]
    return median_high(columns) if columns else None


def _is_text(block: Block, following: Block, above: float | None) -> bool:
    """Is it set like the body text beside it: full lines at its width, or a full first line that goes on below?

    Where no text beside it shows a width, two lines of which the second is wider by an indent show their own.
    """
    beside = [em for em in (above, following.column if len(following.printed) > 2 else None) if em is not None]
    for column in beside or [width(block.printed[-1])]:
        printed = printed_lines(block.text, column) if len(set(map(width, block.text.split()))) > 1 else [block.text]
        first = abs(width(printed[0].rstrip(_HANGING)) - (column - INDENT)) <= 1.0
        runs_on = following.kind == "body" and following.indented(column) is False and not lead(following.text)
        full = [abs(width(line) - column) <= TOLERANCE for line in printed]
        if len(printed) > 1 and (first or full[0]) and (full[-1] or block.text[-1] in ")）】"):
            return True
        flows = _PAUSE.search(block.text) is not None or spans_word(block.text, following.text)
        if first and len(printed) == 1 and runs_on and beside and flows:
            return True
    return False
