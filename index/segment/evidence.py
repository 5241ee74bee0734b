"""What speaks for and against a headline opening an article: signs in the print and in the words, weighed together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import median
from typing import Final

from index.segment.block import BOX, COMMENT, ENOUGH, SECTION, Block
from index.segment.byline import closing, is_imprint, lead
from index.segment.cohesion import Cohesion
from index.segment.jump import arrival
from index.segment.verse import is_signed
from index.text import fold
from index.text.lines import TOLERANCE, width
from index.text.numerals import value

WEIGHTS: Final[Mapping[str, float]] = {
    "lead": 6.0,
    "signed": 3.2,
    "jump": 6.0,
    "notice": 2.7,
    "ended": 3.0,
    "gap": 2.6,
    "wide": 0.7,
    "length": 1.3,
    "rows": 0.5,
    "news": 2.2,
    "carried": 0.7,
    "filled": 0.8,
    "column": 3.0,
    "coherent": 1.7,
    "alike": -4.1,
    "numbering": 2.5,
    "headings": -1.4,
    "quoted": -0.8,
    "broken off": -0.8,
}
"""Log-odds that the signs add: a logistic regression on prints of two thousand headlines and sub-headings, in which
half of the articles had neither formula nor byline, drawn to what is known of formulas, jumps and gaps."""
_PRIOR = -4.5
_NOTICE = re.compile(r".*(?:公告|公示|启事|通告|声明|讣告|更正|通知)")
_BARE = re.compile(
    r"(?:重要|紧急)?(?:公告|通告|公示|声明|启事|讣告|更正|通知)|(?:遗失|作废|严正|郑重)声明"
    r"|(?:招聘|招生|招租|招商|招领|征稿|寻人|寻物|遗失|征文|征集|拍卖|迁坟)启事|(?:停[水电气]|拍卖|招标)(?:公告|通知)"
    r"|简讯|短讯|短波|简明新闻|一句话新闻|(?:旺铺|商铺|厂房|门面)(?:招租|出租|转让|出售)|(?:今日|明日)?天气(?:预报)?"
    r"|读者来[信函]|来[信函]照登|编读往来|" + COMMENT.pattern
)
"""Rows that always begin an article where text follows."""
_NEWS = re.compile(r".{0,24}?(?:\d{1,2}\s?月\s?\d{1,2}\s?日|近\s?日|日\s?前|[昨今]\s?日|连\s?日\s?来|\D\d{1,2}\s?日)")
_LETTER = re.compile("(?:尊敬的)?(?:编辑|編輯)(?:同志|先生|部|老师)?[:：]")
"""Whom a letter is to, in its first line."""
_QUOTED = re.compile(r"[\"“'‘].*[\"”'’]")
_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十]+")
_STRETCH = 6
"""Blocks of body text that are looked at on either side where few are enough."""
_MEMORY = 60
"""Blocks of body text above a headline that those below are compared with."""
_FULL = 24.0
"""Em of a headline from which more says no more."""
_NEXT = 4
"""Blocks below a headline in which its text must begin."""
_SURE, _LIKELY = 1.0, 0.6
_LIKENESS, _HIGHEST = 0.05, 0.2
"""Cohesion at which two stretches are as likely of one article as of two, and above which more says no more."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What is usual on a page: how many blank lines stand between its blocks, and how common its words are."""

    gap: int
    cohesion: Cohesion

    @staticmethod
    def of(blocks: Sequence[Block]) -> Usage:
        """Take the usage of a page from its blocks."""
        gaps = Counter(block.gap for block in blocks[1:]).most_common(1)
        return Usage(gaps[0][0] if gaps else 0, Cohesion([block.text for block in blocks]))


def opens(blocks: Sequence[Block], article: int, start: int, end: int, usage: Usage) -> bool:
    """Does the headline at ``blocks[start:end]`` open an article, or a part of the one that begins at ``article``?"""
    found = signs(blocks, article, start, end, usage)
    bare = any(_BARE.fullmatch(fold("".join(row.text.split()))) for row in blocks[start:end])
    sure = bool(found) and (bare or is_signed(blocks[end]) or _LETTER.match(blocks[end].text))
    return bool(sure or (found and sum(WEIGHTS[sign] * strength for sign, strength in found.items()) + _PRIOR > 0))


def signs(blocks: Sequence[Block], article: int, start: int, end: int, usage: Usage) -> Mapping[str, float]:
    """Return how strong each sign of ``WEIGHTS`` is at a headline; nothing where no text stands below it."""
    text = next((k for k in range(end, min(end + _NEXT, len(blocks))) if blocks[k].kind == "body"), None)
    if text is None:
        return {}
    stop = next((k for k in range(end, len(blocks)) if blocks[k].kind == "headline"), len(blocks))
    before = [k for k in range(article, start) if blocks[k].kind == "body"][-_MEMORY:]
    after = [k for k in range(end, stop) if blocks[k].kind == "body"][:_STRETCH]
    titles = [k for k in range(article, start) if blocks[k].kind == "headline"][-_MEMORY:]
    return {
        **_around(blocks, start, end, text, stop, usage.gap),
        **_rows(blocks[start:end], [blocks[k] for k in after]),
        "filled": log(1 + len(before)),
        "headings": any(blocks[k - 1].kind == "body" for k in titles if k > article),
        "column": _apart([blocks[k] for k in before[-_STRETCH:]], [blocks[k] for k in after]),
        "numbering": _numbering(blocks[article:start], blocks[end : end + 2 * _STRETCH]),
        **(_talk((titles, before), (range(start, end), after), usage.cohesion) if before and after else {}),
    }


def _around(blocks: Sequence[Block], start: int, end: int, text: int, stop: int, usual: int) -> dict[str, float]:
    """What the blocks next to a headline say: its text begins at ``text``, the next headline stands at ``stop``."""
    above = next((block for block in reversed(blocks[:start]) if not is_imprint(block.text)), blocks[start - 1])
    ended = above.kind in ("byline", "jump", "label") or (
        above.kind == "body" and (closing(above.text) is not None or ENOUGH.search(above.text) is not None)
    )
    plain = text < stop
    return {
        "lead": plain and lead(blocks[text].text) is not None,
        "signed": plain and (blocks[end].kind == "byline" or BOX.fullmatch(blocks[end].text) is not None),
        "jump": plain and (any(b.kind == "jump" for b in blocks[end:text]) or arrival(blocks[text].text) is not None),
        "ended": ended,
        "gap": blocks[start].gap > usual,
        "news": _NEWS.match(blocks[text].text) is not None,
        "broken off": above.kind == "body" and above.open,
    }


def _rows(rows: Sequence[Block], below: Sequence[Block]) -> dict[str, float]:
    """What the rows of a headline say by themselves and beside the column of the text below."""
    column, _ = _column(below)
    return {
        "notice": any(_NOTICE.fullmatch(row.text) for row in rows),
        "wide": column is not None and any(width(line) > column + TOLERANCE for row in rows for line in row.printed),
        "length": min(sum(width(row.text) for row in rows), _FULL) / 10,
        "rows": len(rows) > 1,
        "quoted": _QUOTED.fullmatch(rows[0].text) is not None,
    }


def _numbering(before: Sequence[Block], after: Sequence[Block]) -> float:
    """Do the section numbers below go on from those above (-1), or begin again (1)? 0 when there are none to tell."""
    style, number = next((found for block in after if (found := _section(block))[0]), ("", 0))
    if not style:
        return 0.0
    last = next((value for block in reversed(before) for same, value in [_section(block)] if same == style), None)
    if last is None:
        return 0.0
    return -1.0 if number == last + 1 else float(number == 1)


def _section(block: Block) -> tuple[str, int]:
    """Return the style and the value of the section number that a block begins with; an empty style for none."""
    if not (match := SECTION.match(block.text)):
        return "", 0
    numeral = _NUMERAL.search(match[0])
    number = value(numeral[0]) if numeral else None
    return (match[0].replace(numeral[0], ""), number) if numeral and number is not None else ("", 0)


def _talk(
    before: tuple[Sequence[int], Sequence[int]], after: tuple[Sequence[int], Sequence[int]], cohesion: Cohesion
) -> dict[str, float]:
    """What the words say; ``before`` and ``after`` are the headlines and the body text on either side."""
    halves = [(text[: len(text) // 2], text[len(text) // 2 :]) for text in (before[1][-_STRETCH:], after[1])]
    inner = [cohesion.between(*half) for half in halves if half[0]]
    return {
        "alike": _likeness(cohesion.between([*before[0], *before[1]], [*after[0], *after[1]])),
        "coherent": _likeness(sum(inner) / len(inner)) if inner else 0.0,
        "carried": _likeness(cohesion.between(after[1], after[0])),
    }


def _likeness(cohesion: float) -> float:
    return log(0.01 + min(cohesion, _HIGHEST)) - log(_LIKENESS)


def _apart(before: Sequence[Block], after: Sequence[Block]) -> float:
    """How certainly two stretches are set in columns of different width: lines of one column differ by half an em."""
    (one, many), (other, more) = _column(before), _column(after)
    if one is None or other is None:
        return 0.0
    sure = _SURE if min(many, more) > 1 else _LIKELY
    return sure * min(max(abs(one - other) - 0.5, 0.0), TOLERANCE) / TOLERANCE


def _column(blocks: Sequence[Block]) -> tuple[float | None, int]:
    """Return the width that stretches of text are set in and how many blocks of it show it."""
    columns = [block.column for block in blocks if block.column is not None and len(block.printed) > 2]
    return (median(columns) if columns else None), len(columns)
