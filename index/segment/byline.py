"""Bylines: the formula that opens a report, the signature that closes it, and the dateline in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.document import Author
from index.text import CJK, UNSEEN
from index.text.names import SURNAMES, credited, either_script, is_crew, is_office, is_photo_credit, names

BULLETS = "■●◆□▲○◎◇▶"
_STOPS = '。！？!?…”"’』」'
_DATE = r"\d{1,2}\s?月\s?\d{1,2}\s?日\s?"
_DATELINE = either_script(
    rf"(?:据\s?)?(?:本报|新华社|中新社|[{CJK}]{{2,6}}(?:社|网|报))\s?"
    rf"(?:[{CJK}]{{0,10}}?\s?(?:\d{{4}}\s?年)?{_DATE})(?:专?电|讯|消息)"
    r"|本(?:报|台|网|刊)\s?讯|本(?:报|台|网|刊)(?:综合)?消息(?=[\s:：（(])|(?:据\s?)?(?:新华社|中新社)(?:专?电|讯|消息)"
)
_BRACKET = r"[（(【\[［]([^（）()【】［］\[\]]{2,80})[)）】\]］]"
_LEAD = re.compile(rf"(?P<whence>[【\[［]?({_DATELINE})[】\]］]?)(?:\s*{_BRACKET})?(?:\s*[:：|｜])?\s*")
# Only names make these a formula, so any medium may stand before them.
_NAMED = re.compile(
    rf"(?:[【\[［]?([{CJK}·《》]{{2,12}}?(?:(?:{_DATE})?(?:讯|消息|电)|{_DATE}))[】\]］]?)?\s*{_BRACKET}\s*(?=\S)"
)
_TOLD = re.compile(
    either_script(
        rf"([{CJK}]{{0,12}}(?:记者|通讯员)[^，。：:（）()]{{2,30}}?(?:报道|发自\s?[{CJK}]{{2,8}}))(?:\s*[:：]\s*|\s+)(?=\S)"
    )
)
_BRACKETS = re.compile(r"\s*[（(]([^（）()]{1,80})[)）]$")
_CREDIT = re.compile(rf"(?:{_DATELINE})\s*(.*)|(?:据|来源|原载|作者).{{2,40}}")
_OUTLET = rf"(?:《[^《》]{{1,20}}》|[{CJK}·]{{1,12}}(?:社|报|网|台|客户端|公众号))"
_SOURCE = re.compile(
    rf"(?:综合|据|摘自|选自|原载|转自|转载自)\s*{_OUTLET}(?:[、和及\s]+{_OUTLET})*等?(?:消息|报道|整理|电)?"
)
_STAMP = r"\d{4}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
_COUNT = "(?:浏览|点击|阅读)(?:次数|量|数)?"
_LABEL = rf"(?:来源|稿源|作者|记者|责任编辑|责编|编辑|校对|审核|字[号体]|发布(?:时间|日期)|{_COUNT})\s*[:：]"
_SITE = re.compile(
    rf"(?:{_STAMP}\s*)?(?:{_LABEL}\s*(?:{_STAMP}|(?:(?!{_LABEL})[^\s:：。！？]{{1,24}}[\s、]*){{0,4}})\s*)+"
    rf"|(?:[^\s。，]{{2,16}}\s+){{0,3}}{_STAMP}\s*发表于\s*\S{{1,8}}"
)
_OF_A_SITE = re.compile(rf"{_STAMP}|{_COUNT}|来源.*作者|作者.*来源")
"""What a row of these has, under the title of a page on the web or of a public account."""
_UNIT = re.compile(r"\s*[（(][^（）()]{2,16}[)）]$")
"""Where a writer is from, behind the name."""
_WROTE = re.compile(
    rf"(?:作者\s*[:：]\s*(?=\S*(?:记者|通讯员)))?((?:作者|记者|通讯员).*?)(?=\s*(?:{_LABEL}|{_STAMP}|$))"
)
_PICTURES = re.compile(
    rf"[（(]?(?:本[版组文]|以上)?(?:图片|照片|配图)(?:均|皆)?由\s?([{CJK}\s、]{{2,24}}?)\s?(摄影?|拍摄|提供|供图)[)）]?"
)
_WRITTEN = re.compile(
    rf"(?:[写作改]于)?\s*\d{{4}}\s?年\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?\s*[写作改]?于\s*[{CJK}]{{2,12}}"
)
_NAMED_ROW = re.compile(
    rf"([^□■（(]*[{CJK}]{{3}}[^□■（(]*?)(?:(?:\s{{2,}}|\u3000)(?=\S{{0,8}}(?:记者|通讯员|作者))|\s*(?=[□■]|[（(]\S{{0,8}}(?:记者|通讯员)))(.+)"
)
_MEDIUM = re.compile(r"(?:本报|媒体?|网|频道|讯|电|消息)$")
"""How the employer of a reporter ends, if it is no office."""
_REVIEW = "[一二三初复终]审|审核|编审|签发|责校"
# Spaces stand inside, a colon must follow: so there is more here than offices, and they are written out.
_IMPRINT = re.compile(
    rf"[{BULLETS}\s]*(?:本[版期栏刊报]|今日|图文|[一二三四]版)?\s*(?:责任?\s?编辑?|值班\s?(?:编委|主任|编辑)|版式(?:设计)?|(?:美术|版面|封面|视觉)\s?(?:编辑|设计|统筹)"
    r"|编\s?辑|主\s?编|美\s?编|校\s?对|组\s?版|统\s?筹|策\s?划|监\s?制|制\s?图|插\s?图|题\s?图|图\s?表|绘\s?图|漫画|执笔|(?:数据|资料|图片|稿件|文字)?来源"
    rf"|(?:版面)?(?:邮箱|电子信箱)|联系(?:电话|方式)|投稿(?:邮箱|信箱)|{_REVIEW})\s*[:：/／][^。！？]{{1,50}}"
)
# After a space, which a headline has too, nothing but names.
_CREW = r"(?:责任编辑|责编|(?:美术|图片|值班)?编\s?辑|美\s?编|校\s?对|版\s?式|组\s?版|[一二三初复终]审|责校)"
_PERSON = rf"[{SURNAMES}]\s?[{CJK}]{{1,2}}(?![{CJK}])"
_MADE_BY = re.compile(
    rf"(?:(?:本[版期])?{_CREW}(?:\s*[:：/／]\s*|\s+){_PERSON}(?:[\s、,，]+(?!{_CREW}){_PERSON})*\s*)+"
)
_LISTED = re.compile(rf"(?:[{CJK}]{{0,6}}(?:记者|通讯员|实习生)\s*[:：]?\s*{_PERSON}(?:[\s、]+{_PERSON})*\s+)+(?=\S)")
"""Names that nothing but spaces parts from the text below a dateline."""
_UNSEEN = {ord(char): " " for char in UNSEEN} | {ord("丨"): "："}
"""Characters that nobody sees, and the stroke that public accounts set for a colon, by others as long."""
_HIDING = re.compile(f"[{UNSEEN}丨]")
_UNFINISHED = re.compile(r"(?:全文)?(?:完|待续|未完待续|接上期|续完)")
_ASKED = re.compile(r"问\s*[:：]")
"""How a reader's question begins; who asks it did not write the answer."""
_WHENCE = re.compile(
    rf"^[{CJK}]{{1,10}}(?:居民|市民|村民|读者|讀者|职工|学生|家长|业主|[省市县縣区區镇鎮乡鄉村]|街道|社区)\s+(?=\S)"
)
"""Where a writer is from, or who that is, before the name."""
_LONGEST = 60
"""Characters beyond which a line is no signature."""
_LONGEST_SOURCE = 40


@dataclass(frozen=True, slots=True)
class Byline:
    """Names at ``text[start:end]``; ``stays`` marks a credit that remains part of the text (据新华社电)."""

    start: int
    end: int
    authors: tuple[Author, ...]
    dateline: str | None = None
    photo: bool = False
    stays: bool = False


def _seen(text: str) -> str:
    """A text as long, in which nothing unseen and no stroke for a colon hides a byline."""
    return text.translate(_UNSEEN) if _HIDING.search(text) else text


def lead(text: str) -> Byline | None:
    """Return the formula that opens a report; 据新华社电 stays in the text, as the statement of a source.

    >>> found = lead("本报讯(记者 王小满 通讯员 李禾)昨日,区图书馆开馆。")
    >>> found.end, found.dateline, [(author.name, author.role) for author in found.authors]
    (18, '本报讯', [('王小满', '记者'), ('李禾', '通讯员')])
    """
    text = _seen(text)
    if not (match := _LEAD.match(text)):
        return _named(text) or _told(text, 0)
    bracket = match[3] or ""
    found = credited(bracket, strict=False) or names(bracket, "作者")
    end = match.end() if found or not bracket else match.end("whence")
    dateline = "".join(match[2].split())
    if dateline[0] in "据據":
        return Byline(0, end, writers(found), stays=True)
    told = None if bracket else _told(text, end) or _listed(text, end)
    return replace(told, dateline=dateline) if told else Byline(0, end, writers(found), dateline)


def _named(text: str) -> Byline | None:
    """Read names in brackets at the beginning, with or without a medium before them: 融媒体中心讯（记者 王小满）."""
    if not (match := _NAMED.match(text)) or is_photo_credit(match[2]) or not (authors := writers(credited(match[2]))):
        return None
    return Byline(0, match.end(), authors, match[1])


def _told(text: str, start: int) -> Byline | None:
    """Read 本报记者 王小满 报道 before the text; spaces stand between other words too, so surnames must be common."""
    match = _TOLD.match(text, start)
    authors = credited(match[1]) if match and match[1][0] not in "据據" else ()
    common = authors and all(names(author.name, author.role) for author in authors)
    return Byline(0, match.end(), authors) if match and common else None


def _listed(text: str, start: int) -> Byline | None:
    """Read 记者 王小满 通讯员 李禾 behind a dateline: who has a common surname and is parted from the text."""
    match = _LISTED.match(text, start)
    return Byline(0, match.end(), writers(credited(match[0]))) if match else None


def writers(found: Iterable[Author]) -> tuple[Author, ...]:
    """Return those of the people named who did not only make the page."""
    return tuple(author for author in found if not is_crew(author))


def signature(text: str) -> Byline | None:
    """Return the byline that a whole line is; None for any other line.

    >>> [(author.name, author.role) for author in signature("记者 王小满 李禾 摄影报道").authors]
    [('王小满', '记者(摄影报道)'), ('李禾', '记者(摄影报道)')]
    """
    line = _seen(text).strip()
    words = line.lstrip(BULLETS).strip()
    if len(line) > _LONGEST or not words:
        return None
    if _SITE.fullmatch(line) and _OF_A_SITE.search(line):
        wrote = _WROTE.search(line)
        return Byline(0, len(text), writers(credited(wrote[1])) if wrote else ())
    if pictures := _PICTURES.fullmatch(line):
        return Byline(0, len(text), names(pictures[1], "摄" if "摄" in pictures[2] else "供图", strict=False))
    behind_bullet = names(_UNIT.sub("", words), "作者") if words != line else ()
    found = credited(words) or behind_bullet
    return Byline(0, len(text), writers(found), photo=is_photo_credit(words)) if found else None


def is_imprint(text: str) -> bool:
    """Does a line say who made the page or its pictures, where its figures are from, or how to reach the editors?

    So does the one below an essay that tells when and where it was written.

    >>> is_imprint("本版责编：王小满 李 禾"), is_imprint("数据来源：澄江统计局"), is_imprint("来源：我们的生活")
    (True, True, True)
    >>> is_imprint("编辑部的故事")
    False
    """
    line = _seen(text).strip()
    return any(row.fullmatch(line) for row in (_IMPRINT, _MADE_BY, _WRITTEN))


def closing(text: str) -> Byline | None:
    """Return the signature or credit at the end of a paragraph.

    A line that is nothing but a source (据《澄江报》) is one too.

    >>> closing("阅览室周末开放。 (本报记者)").start, closing("展期到月底。王小满 摄").photo
    (8, True)
    """
    text = _seen(text)
    if _ASKED.match(text):
        return None
    if len(text) <= _LONGEST_SOURCE and _SOURCE.fullmatch(text.strip()):
        return Byline(0, len(text), (), stays=True)
    if match := _BRACKETS.search(text, max(0, len(text) - 90)):
        return _bracketed(match[1].strip(), match.start(), len(text), text[: match.start()][-1:])
    start = max(text.rfind(stop, len(text) - _LONGEST, len(text) - 1) for stop in _STOPS) + 1
    tail = text[start:].strip()
    if not start or not (found := credited(tail)):
        return None
    return Byline(start, len(text), writers(found), photo=is_photo_credit(tail))


def _bracketed(words: str, start: int, end: int, before: str) -> Byline | None:
    """Judge the words in brackets at the end of a paragraph."""
    if _UNFINISHED.fullmatch(words):
        return Byline(start, end, ())
    if found := credited(words):
        return Byline(start, end, writers(found), photo=is_photo_credit(words))
    if match := _CREDIT.fullmatch(words):
        named = match[1] or ""
        return Byline(start, end, writers(credited(named) or names(named, "作者")), stays=True)
    if before and before in _STOPS and (authors := names(without_place(words), "作者")):
        return Byline(start, end, authors)
    return None


def without_place(row: str) -> str:
    """Return the name of who wrote, without where from.

    >>> without_place("石桥镇居民　王小满"), without_place("王小满")
    ('王小满', '王小满')
    """
    return _WHENCE.sub("", row)


def unsigned(row: str) -> list[str]:
    """Part a title from those who sign it on the same line; any other line comes back whole.

    >>> unsigned("新馆昨日开放　　记者 王小满"), unsigned("外婆的渡口 □李禾"), unsigned("澄江报社　　记者 王小满")
    (['新馆昨日开放', '记者 王小满'], ['外婆的渡口', '□李禾'], ['澄江报社　　记者 王小满'])
    """
    match = _NAMED_ROW.fullmatch(row)
    if not match or re.search(r"[。，；]", row) or is_office(match[1]) or _MEDIUM.search(match[1]):
        return [row]
    if credited(match[1]) or names(match[1], "作者"):
        return [row]
    byline = signature(match[2]) or closing(match[2])
    return [match[1], match[2]] if byline and byline.authors and not byline.photo else [row]
