"""Bylines: the formula that opens a report, the signature that closes it, and the dateline in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.document import Author
from index.names import credited, either_script, is_photo_credit, names
from index.text import CJK

BULLETS = "■●◆□▲○◎◇▶"
_STOPS = '。！？!?…”"’』」'
_DATE = r"\d{1,2}\s?月\s?\d{1,2}\s?日\s?"
_DATELINE = either_script(
    rf"(?:据\s?)?(?:本报|新华社|中新社|[{CJK}]{{2,6}}(?:社|网|报))\s?"
    rf"(?:[{CJK}]{{0,10}}?\s?(?:\d{{4}}\s?年)?{_DATE})(?:专?电|讯|消息)"
    r"|本报\s?讯|(?:据\s?)?(?:新华社|中新社)(?:专?电|讯|消息)"
)
_LEAD = re.compile(rf"({_DATELINE})(?:\s*[（(]([^（）()]{{2,80}})[)）])?\s*")
_BRACKETS = re.compile(r"\s*[（(]([^（）()]{1,80})[)）]$")
_CREDIT = re.compile(rf"(?:{_DATELINE})\s*(.*)|(?:据|来源|原载|作者).{{2,40}}")
# Spaces stand inside, a colon must follow: so there is more here than offices, and they are written out.
_IMPRINT = re.compile(
    rf"[{BULLETS}\s]*(?:本[版期栏刊报]|今日|图文|[一二三四]版)?\s*(?:责任?\s?编辑?|值班\s?(?:编委|主任|编辑)|版式(?:设计)?|(?:美术|版面|封面|视觉)\s?(?:编辑|设计|统筹)"
    r"|编\s?辑|主\s?编|美\s?编|校\s?对|组\s?版|统\s?筹|策\s?划|监\s?制|制\s?图|插\s?图|题\s?图|图\s?表|绘\s?图|漫画|执笔|(?:数据|资料|图片|稿件|文字)?来源"
    r"|(?:版面)?(?:邮箱|电子信箱)|联系(?:电话|方式)|投稿(?:邮箱|信箱))\s*[:：/／][^。！？]{1,50}"
)
_LONGEST = 60
"""Characters beyond which a line is no signature."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Names at ``text[start:end]``; ``stays`` marks a credit that remains part of the text (据新华社电)."""

    start: int
    end: int
    authors: tuple[Author, ...]
    dateline: str | None = None
    photo: bool = False
    stays: bool = False


def lead(text: str) -> Byline | None:
    """Return the formula that opens a report; 据新华社电 stays in the text, as the statement of a source.

    >>> found = lead("本报讯(记者 王小满 通讯员 李禾)昨日,区图书馆开馆。")
    >>> found.end, found.dateline, [(author.name, author.role) for author in found.authors]
    (18, '本报讯', [('王小满', '记者'), ('李禾', '通讯员')])
    """
    if not (match := _LEAD.match(text)):
        return None
    bracket = match[2] or ""
    authors = credited(bracket) or names(bracket, "作者")
    end = match.end() if authors or not bracket else match.end(1)
    dateline = "".join(match[1].split())
    if dateline[0] in "据據":
        return Byline(0, end, authors, stays=True)
    return Byline(0, end, authors, dateline)


def signature(text: str) -> Byline | None:
    """Return the byline that a whole line is; None for any other line.

    >>> [(author.name, author.role) for author in signature("记者 王小满 李禾 摄影报道").authors]
    [('王小满', '记者(摄影报道)'), ('李禾', '记者(摄影报道)')]
    """
    line = text.strip()
    words = line.lstrip(BULLETS).strip()
    if len(line) > _LONGEST or not words:
        return None
    authors = credited(words) or (names(words, "作者") if words != line else ())
    return Byline(0, len(text), authors, photo=is_photo_credit(words)) if authors else None


def is_imprint(text: str) -> bool:
    """Does a line say who made the page or its pictures, where its figures are from, or how to reach the editors?

    >>> is_imprint("本版责编：王小满 李 禾"), is_imprint("数据来源：澄江统计局"), is_imprint("来源：我们的生活")
    (True, True, True)
    >>> is_imprint("编辑部的故事")
    False
    """
    return _IMPRINT.fullmatch(text.strip()) is not None


def closing(text: str) -> Byline | None:
    """Return the signature or credit at the end of a paragraph.

    >>> closing("阅览室周末开放。 (本报记者)").start, closing("展期到月底。王小满 摄").photo
    (8, True)
    """
    if match := _BRACKETS.search(text, max(0, len(text) - 90)):
        return _bracketed(match[1].strip(), match.start(), len(text), text[: match.start()][-1:])
    start = max(text.rfind(stop, len(text) - _LONGEST, len(text) - 1) for stop in _STOPS) + 1
    tail = text[start:].strip()
    if not start or not (authors := credited(tail)):
        return None
    return Byline(start, len(text), authors, photo=is_photo_credit(tail))


def _bracketed(words: str, start: int, end: int, before: str) -> Byline | None:
    """Judge the words in brackets at the end of a paragraph."""
    if authors := credited(words):
        return Byline(start, end, authors, photo=is_photo_credit(words))
    if match := _CREDIT.fullmatch(words):
        named = match[1] or ""
        return Byline(start, end, credited(named) or names(named, "作者"), stays=True)
    if before and before in _STOPS and (authors := names(words, "作者")):
        return Byline(start, end, authors)
    return Byline(start, end, ()) if words == "完" else None
