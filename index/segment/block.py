"""What a page is made of: blocks of print, each with its pieces, its kind and how it was set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.document import Line
from index.segment.byline import BULLETS
from index.text import CJK
from index.text.lines import INDENT, TOLERANCE, width
from index.text.names import names

BlockKind = Literal["headline", "heading", "body", "byline", "label", "jump"]

SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}[章节]|\d{1,2}[.．、](?!\d)"
)
BOX = re.compile(
    r"编者按|编前语|编后|核心阅读|记者手记|新闻(?:链接|背景|多一点|延伸|助手|速览|资料|回放|提示)"
    r"|相关(?:链接|新闻|报道|资料|阅读)|延伸阅读|核心提示|名词解释|背景资料|短评|链接"
    r"|(?:人物|作者|专家|嘉宾)(?:名片|简介|档案|小传)"
)
COMMENT = re.compile(r"(?:本报|特约)?(?:社论|社评|短评|时评|快评|锐评|微评|评论)")
"""The label of an opinion, which has a title of its own as a rule."""
ENOUGH = re.compile(r"(?:特此|现予)(?:公告|通告|公示|通知|声明|启事|函告|说明)[。！!]?$")
"""The words that end a notice."""
PEN_NAME = re.compile(rf"[{BULLETS}]?\s*([{CJK}·](?:\s?[{CJK}·]){{1,3}})")
_SPACED = re.compile(rf"[{CJK}]\s+[{CJK}]")
HANGING = "，。、；：，.;:"
"""Marks that may be set beyond the end of a line."""
_CLOSED = frozenset("。！？!?…；;：:—）)】")


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
        short = column - width(self.printed[0].rstrip(HANGING))
        if short <= INDENT / 2:
            return False if short >= -TOLERANCE else None
        return True if 3 * INDENT / 4 <= short <= 2 * INDENT and len(self.printed) > 1 else None


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
