"""Page furniture: mastheads, folios, page marks, imprints. Lines that belong to no article, and what they say.

A line is furniture when it consists of nothing but known parts. Parts that an article may have too (the day that signs
a notice, a telephone number) count only beside others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from index.read.parts import OR, SIDE, as_meant, parts_of
from index.text import CHINESE, CJK, nfkc
from index.text.names import credited, is_office
from index.text.numerals import NUMERAL
from index.text.printed import is_day_line, iso_date, page_label

_STAFF = re.compile(rf"责|(?:美编|校对|版式|组版|检校|审校|编委|[一二三初复终]审){OR}")
_LIKE_A_MARK = re.compile(
    rf"(?:第\s*)?[A-Z{NUMERAL}\d特专增副]{{1,3}}(?:\s*[-—–~/、]\s*[A-Z]{{0,2}}\d{{1,3}})?\s*版面?(?:[\s:·|/]+\S{{1,6}})?"
    r"|[A-Z]{1,2}\d{1,2}(?:\s*[-—–~/、]\s*[A-Z]{0,2}\d{1,3})?|[特专增副]刊?\s?\d{1,2}"
)
_FOLIO = re.compile(r"[-—–]\s?\d{1,3}\s?[-—–]|第\s*\d{1,3}\s*页(?:\s*[,，/|]?\s*共\s*\d{1,3}\s*页)?")
"""The page of a printout, which is none of the paper."""
_COUNT = re.compile(rf"(?<![{CJK}\d])\d+(?![{CJK}\d])")
_JUMP = re.compile(rf"上接|下[接转轉]|[接转轉]第?{SIDE}版")
_SURE = frozenset(("pages", "page", "total", "registered", "imprint", "web"))
"""Parts that no article has for a whole line."""
_LONGEST = 120
_TOP = 4
"""How many printed lines from the top the day of a masthead may stand."""
_EDGE = 3
"""How many printed lines from the head or foot of a page its furniture may stand."""
_PAGES = 3
"""Pages on which a line is printed that is part of the paper, not of an article."""
_SAME = 6
"""Chinese characters from which a line is known again."""


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

    @property
    def opens_page(self) -> bool:
        """Does another page begin here, though it may not say which?"""
        return not self.kinds.isdisjoint(("page", "code"))


def furniture(text: str) -> Furniture | None:
    """Read a line that consists of nothing but parts of furniture; None for any other line.

    >>> folio = furniture("澄江报 2031年3月12日 星期三 第3版 综合新闻")
    >>> folio.paper, folio.date, folio.page, folio.section
    ('澄江报', '2031-03-12', '3', '综合新闻')
    >>> furniture("第3版的图片有误") is None
    True
    """
    line = as_meant(text)
    if _FOLIO.fullmatch(line):
        return Furniture(frozenset(("folio",)), sure=True)
    parts = list(parts_of(line)) if len(line) <= _LONGEST and line.count("(") == line.count(")") else []
    kinds = [kind for kind, _ in parts]
    if not parts or "" in kinds or kinds.count("name") > (not {"page", "code"}.isdisjoint(kinds)):
        return Furniture(frozenset(("code",)), sure=False) if _LIKE_A_MARK.fullmatch(line) else None
    said: dict[str, str] = {}
    for _, match in reversed(parts):
        said |= {name: words for name, words in match.groupdict().items() if words}
    staff = [match[0] for kind, match in parts if kind == "staff"]
    return Furniture(
        frozenset(kinds),
        not _SURE.isdisjoint(kinds)
        or len(staff) > 1
        or kinds.count("tool") > 1
        or any(map(_STAFF.search, staff))
        or _is_header(kinds),
        paper=said.get("paper"),
        date=iso_date(said.get("date", "")),
        edition=said.get("edition"),
        page=page_label("".join(page.split())) if (page := said.get("page") or said.get("code")) else None,
        section=said.get("section"),
    )


def furniture_of(texts: Sequence[str]) -> dict[int, Furniture]:
    """Find the lines of a file that are furniture, by their index.

    A line that an article may have too counts at the top of the file, below a line that is furniture anywhere, and
    above one when it says the day of the issue; a bare A02 counts between blank lines. So does what stands at the head
    or the foot of three pages.
    """
    found = {k: one for k, text in enumerate(texts) if (each := furniture(text)) and (one := _alone(each, texts, k))}
    printed = [k for k, text in enumerate(texts) if text.strip()]
    days = {found[k].date for k in printed if k in found and (found[k].sure or k in printed[:_TOP])} - {None}
    kept: dict[int, Furniture] = {}
    for is_found, run in groupby(enumerate(printed), key=lambda pair: pair[1] in found):
        if is_found:
            places = list(run)
            kept |= _counted({k: found[k] for _, k in places}, places[0][0] < _TOP, days)
    repeated = Furniture(frozenset(("repeated",)), sure=True)
    return kept | {k: found.get(k, repeated) for k in _repeated(texts, kept)}


def _is_header(kinds: Collection[str]) -> bool:
    """Does a line give, beside a bare A02, what articles do not have beside it?"""
    return "code" in kinds and not {"paper", "date", "staff"}.isdisjoint(kinds)


def _alone(each: Furniture, texts: Sequence[str], k: int) -> Furniture | None:
    """What a line says, surely if it is a bare A02 between blank lines; None for a bare A02 among others."""
    if each.sure or "code" not in each.kinds:
        return each
    beside = [texts[near] for near in (k - 1, k + 1) if 0 <= near < len(texts)]
    return None if any(text.strip() for text in beside) else replace(each, sure=True)


def _repeated(texts: Sequence[str], kept: Mapping[int, Furniture]) -> Iterator[int]:
    """The lines that stand at the head or the foot of several pages, and of half of all: a column has fewer."""
    marks = [k for k, each in kept.items() if each.opens_page]
    pages: list[set[int]] = []
    for first, last in pairwise([0, *marks, len(texts)]):
        page = [k for k in range(first, last) if k not in kept and texts[k].strip()]
        pages += [{*page[:_EDGE], *page[-_EDGE:]}] if page else []
    words = [{k: sign for k in page if (sign := _sign(texts[k]))} for page in pages]
    often = Counter(sign for page in words for sign in {*page.values()})
    return (k for page in words for k, sign in page.items() if often[sign] >= max(_PAGES, len(pages) / 2))


def _sign(text: str) -> str:
    """By what a line is known again: its characters, without digits that stand apart, if enough are left.

    Nothing for what articles have at their ends, or where they go on elsewhere: that is theirs though it recurs.
    """
    words = "".join(_COUNT.sub("", nfkc(text)).split())
    bare = nfkc(text).strip(" ()[]【】■●")
    theirs = _JUMP.search(words) or credited(bare) or is_office(bare) or is_day_line(bare)
    return "" if theirs or len(CHINESE.findall(words)) < _SAME else words


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
