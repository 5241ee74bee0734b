"""Page furniture: mastheads, folios, page marks, imprints. Lines that belong to no article, and what they say.

A line is furniture when it consists of nothing but known parts. Parts that an article may have too (the day that signs
a notice, a telephone number) count only beside others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.numerals import NUMERAL
from index.printed import DAY, DUTY, STAFF, iso_date, page_label
from index.text import CJK

_C = r"\s*[：:]\s*"
_ROLE = (
    # Names must follow, so words that open a headline too (统筹, 美术) may stand here.
    f"(?:{DUTY}|一审|二审|三审)*(?:{STAFF}|图编|组版|排版|审校|编审|制图|美术|统筹|监制|签发)"
)
_NAME = rf"(?!{_ROLE})(?:[{CJK}]{{2,4}}|[{CJK}]\s+[{CJK}])(?![{CJK}：:])"
_NAMES = rf"{_NAME}(?:[\s、,，/／]+{_NAME}){{0,3}}"
_WHOSE = "(?:本报|本版|编辑部|报社|广告|发行|新闻|投稿|读者|订阅|投递|印刷|监督|服务|总编室|办公室|采编)*"
_PHONE = r"[\d()（）-]{5,}(?:[\s、,，/／转—-]+\d[\d()（）-]{2,})*"
_SECTION = (
    rf"[{CJK}]{{0,4}}(?:要闻|新闻|综合|民生|副刊|广告|专版|专题|专刊|特刊|时政|经济|文化|教育|体育|国内|国际|理论|法治)"
)
_PARTS: tuple[tuple[str, str], ...] = (
    ("date", rf"(?P<date>{DAY}|\d{{4}}([-./])\d{{1,2}}\2\d{{1,2}}(?!\d))"),
    ("weekday", r"(?:星期|周)[一二三四五六日天](?!\w)|(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"),
    (
        "lunar",
        rf"农历\s*[{CJK}]{{2,12}}(?!\w)|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年\s*[{CJK}]{{3,6}}(?!\w)",
    ),
    ("total", r"总\s*第?\s*(?P<edition>\d+)\s*期(?!\w)"),
    ("edition", r"第\s*(?P<edition>\d+)\s*[期号](?!\w)"),
    ("pages", rf"(?:今日|本期|全刊)\s*共?\s*(?:\d{{1,3}}|[{NUMERAL}]{{1,3}})\s*版(?!\w)|共\s*\d{{1,3}}\s*版(?!\w)"),
    ("staff", rf"(?:[A-Z]?\d{{1,2}}\s*版)?{_ROLE}(?:{_C}|\s+){_NAMES}"),
    ("page", r"第?\s*(?P<page>[A-Z]?\d{1,3})\s*版\s*[：:]\s*(?P<section>[^\s，。！？；：:]{1,12})(?!\S)"),
    ("page", rf"第?\s*(?P<page>[A-Z]?\d{{1,3}})\s*版(?P<section>{_SECTION})?(?!\w)"),
    ("page", rf"第\s*(?P<page>[{NUMERAL}]{{1,3}})\s*版(?!\w)"),
    ("page", rf"(?P<section>{_SECTION})[\s·|｜]+(?P<page>[A-Z]\d{{1,2}}|\d{{2}})(?!\w)"),
    ("page", rf"(?P<page>[A-Z]\d{{1,2}}|0\d)[\s·|｜]+(?P<section>{_SECTION})(?!\w)"),
    ("registered", r"(?:国内)?(?:统一)?(?:连续出版物号|刊号)[\s：:]*(?:CN)?[\s]*\d{2}\s*[-—–]\s*\d{4}(?:/\w+)?"),
    (
        "registered",
        rf"(?:准印证|出版许可证|邮发代号)号?[\s：:]*[{CJK}]{{0,6}}[\w()（）〔〕［］-]*\d[\w()（）〔〕［］-]*[号]?",
    ),
    ("registered", r"CN\s?\d{2}\s?[-—–]\s?\d{4}(?:/\w+)?"),
    ("contact", rf"{_WHOSE}(?:电话|热线|传真|(?i:tel))(?:{_C}|\s*){_PHONE}"),
    ("contact", rf"{_WHOSE}(?:邮箱|(?i:e-?mail))?(?:{_C}|\s*)[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+"),
    ("contact", rf"{_WHOSE}(?:网址|网站|官网)?(?:{_C}|\s*)(?i:https?://|www\.)[A-Za-z0-9./?=&%#_-]+"),
    ("contact", rf"邮(?:编|政编码){_C}\d{{6}}"),
    ("imprint", rf"(?:本报地址|社址|报社地址){_C}[^。！？\s]{{4,40}}"),
    ("imprint", rf"(?:主管|主办|主管主办|承印|印刷|出版|编辑出版|编印)(?:单位)?{_C}[{CJK}()（）]{{4,30}}"),
    ("organ", rf"[{CJK}]{{2,20}}(?:主管|主办|机关报|编印|出版)(?!\w)"),
    ("paper", rf"《?(?P<paper>(?!\w*[捷喜预通海警举申回情填播公简][报報])[{CJK}]{{1,7}}[报報])》?(?!\w)"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _PARTS)
_BETWEEN = re.compile(r"[\s|｜·•,，;；、：:/／●■□◆◇○―─—()（）\[\]【】]*")
_NAMED = re.compile(rf"(?P<section>[{CJK}·]{{2,8}})(?!\w)")
_STAFF = re.compile(rf"责|(?:美编|校对|版式|组版|检校|审校|编委){_C}")
_SURE = frozenset(("pages", "page", "total", "registered", "imprint"))
"""Parts that no article has for a whole line."""
_LONGEST = 120
_TOP = 4
"""How many printed lines from the top the day of a masthead may stand."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line of page furniture says; ``sure`` when it would be furniture wherever it stood."""

    kinds: frozenset[str]
    sure: bool
    paper: str | None = None
    date: str | None = None
    edition: str | None = None
    page: str | None = None
    section: str | None = None


def furniture(text: str) -> Furniture | None:
    """Read a line that consists of nothing but parts of furniture; None for any other line.

    >>> folio = furniture("澄江报 2031年3月12日 星期三 第3版 综合新闻")
    >>> folio.paper, folio.date, folio.page, folio.section
    ('澄江报', '2031-03-12', '3', '综合新闻')
    >>> furniture("第3版的图片有误") is None
    True
    """
    line = text.strip()
    parts = list(_parts(line)) if len(line) <= _LONGEST else []
    kinds = [kind for kind, _ in parts]
    if not parts or "" in kinds or kinds.count("name") > ("page" in kinds):
        return None
    said: dict[str, str] = {}
    for _, match in reversed(parts):
        said |= {name: words for name, words in match.groupdict().items() if words}
    staff = [match[0] for kind, match in parts if kind == "staff"]
    return Furniture(
        frozenset(kinds),
        not _SURE.isdisjoint(kinds) or len(staff) > 1 or any(map(_STAFF.search, staff)),
        paper=said.get("paper"),
        date=iso_date(said.get("date", "")),
        edition=said.get("edition"),
        page=page_label(said["page"]) if "page" in said else None,
        section=said.get("section"),
    )


def furniture_of(texts: Sequence[str]) -> dict[int, Furniture]:
    """Find the lines of a file that are furniture, by their index.

    A line that an article may have too counts at the top of the file, below a line that is furniture anywhere, and
    above one when it says the day of the issue.
    """
    found = {k: each for k, text in enumerate(texts) if (each := furniture(text))}
    printed = [k for k, text in enumerate(texts) if text.strip()]
    days = {found[k].date for k in printed if k in found and (found[k].sure or k in printed[:_TOP])} - {None}
    kept: dict[int, Furniture] = {}
    for is_found, run in groupby(enumerate(printed), key=lambda pair: pair[1] in found):
        if is_found:
            places = list(run)
            kept |= _counted({k: found[k] for _, k in places}, places[0][0] < _TOP, days)
    return kept


def _counted(run: Mapping[int, Furniture], top: bool, days: Collection[str | None]) -> dict[int, Furniture]:
    """Those that count of lines that follow each other; a paper's name alone heads them or stands beside a day."""
    kept: dict[int, Furniture] = {}
    places = list(run)
    below = (top and any(each.sure or each.date for each in run.values())) or _is_masthead(run.values())
    for n, k in enumerate(places):
        each = run[k]
        beside = [run[near] for near in places[max(0, n - 1) : n + 2]]
        below = below or each.sure
        of_the_day = each.date in days and ("weekday" in each.kinds or beside[-1].sure)
        if (below or of_the_day) and (each.kinds != {"paper"} or n == 0 or any(near.date for near in beside)):
            kept[k] = each
    return kept


def _is_masthead(run: Collection[Furniture]) -> bool:
    """Do lines give the name of a paper, a day and, as no signature does, the weekday or the number of an issue?"""
    kinds = frozenset().union(*(each.kinds for each in run))
    return {"paper", "date"} <= kinds and not kinds.isdisjoint(("weekday", "edition", "total"))


def _parts(line: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The parts of a line by kind; a word between them is a ``name``, and what is nothing of all has no kind."""
    at = 0
    while between := _BETWEEN.match(line, at):
        at = between.end()
        if at == len(line):
            return
        kind, match = next(
            ((kind, match) for kind, pattern in _PATTERNS if (match := pattern.match(line, at))), ("", between)
        )
        if not kind and (named := _NAMED.match(line, at)):
            kind, match = "name", named
        yield kind, match
        if not kind:
            return
        at = match.end()
