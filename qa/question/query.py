"""A question → what is searched for: its words without the asking, its terms, and the period, page or name it gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from index.text import CJK, fold, terms, word_frequencies, words
from index.text.asked import impossible, periods
from index.text.dates import Period
from index.text.festivals import FESTIVAL
from index.text.names import names
from index.text.numerals import NUMERAL
from index.text.printed import page_label
from qa.answer import Filters, Lean, Query
from qa.question.asking import HOW, WHEN, WHERE, WHETHER, WHO, WHY, cuts
from qa.question.fillers import without_fillers
from qa.question.request import TITLE, names_nothing, or_whatever
from qa.question.times import PART

LONGEST = 500
"""Characters of a question that are read; what comes after them seldom asks anything more."""
_REMEMBERED = 256
"""Questions whose terms are remembered: each is asked for them several times."""

_ASKING = re.compile(
    rf"(?:全长|[长高宽]度)[大约是为有]*多少|请问|我想知道|想问一?下|告诉我|{WHEN}|{WHERE}|{WHY}|{HOW}|{WHETHER}|是?(?:{WHO})"
    r"|花(?=[了掉]?多少|[了掉]几)|什么样?|多少|多久|多长时间|[有是约达]?多[高大长宽重深远快](?=[的了呢啊，,。？?！!\s]|$)"
    r"|哪一?[个些几家天年月日种项]|哪|几(?=[个位名次年月号点天家项条件本张辆台座所间户人岁层站种类期场级届棵块栋款份只枚轮批集部首支])"
    r"|[吗呢啊呀吧的了是在有被由于和与及]"
)

_SMALL = "人能会要有没不去来到比就都还也可是在给让请想更过个那"
_ACROSS = re.compile(f"[{_SMALL}][{CJK}]|[{CJK}][{_SMALL}]")
_FESTIVAL = re.compile(FESTIVAL)
_ORDINAL = "一二三四五六七八九十"
_WORK = r"修订|修改|草案|方案|图|教材|[本印权式课书册装次画块税费主稿]|软件|征求|规划|更新|升级"
_PAGE = re.compile(
    rf"(?<![》典书材册件统稿A-Za-z])(?:第\s?|(?=[A-Da-d]\d))(?P<page>[A-Da-d]?\d{{1,3}}|[{NUMERAL}]{{1,3}})\s?版"
    rf"(?!的?(?:{_WORK}))面?的?"
    rf"|(?<![第\d{_ORDINAL}几百出再改])(?P<said>[{_ORDINAL}])版(?=头条|[的上]?(?:登|刊|发|报道|文章|新闻))[的上]?"
    r"|头版(?:头条)?[的上]?"
)
"""第3版, but not the third edition of a book; 三版 and 头版 where something is printed on it."""
_EDITION = re.compile(r"(?:总第?|(?<=报)第?)\s?(?P<few>\d{1,6})\s?期的?|第\s?(?P<edition>\d{3,6})\s?期的?")
_WROTE = r"(?:采写|撰写|写|拍摄|拍|摄影|摄|报道)(?:过|了|的)*"
_MEANWHILE = r"(?:最近|近[期日]|[今去前]年|本月|\d{1,2}月份?|[这上]个?月|[这上]周|[一总]共|都|先后)*"
"""What may stand between somebody's name and what he did."""
_AUTHOR = re.compile(
    rf"作者是(?P<by>[{CJK}·]{{2,4}}?)的"
    rf"|(?:记者|通讯员|作者|撰稿人?|摄影师)[:：\s]?(?P<name>[{CJK}·]{{2,4}}?)"
    rf"(?:{_MEANWHILE}{_WROTE}|的(?:报道|文章|稿件|稿子|新闻|评论|作品|照片)?|(?=[最去今上在关有都是采发那、和与，,。？?\s]|$))"
    rf"|(?:(?<![{CJK}])由?|(?<=最近)|(?<=近期)|(?<=[年月]))(?P<bare>[{CJK}]{{2,3}}?)(?<!的){_MEANWHILE}{_WROTE}"
)
_NEAREST = r"邻|公交|车站|站|地铁|医院|学校|停车|银行|药店|网点|地方|路"
_LEAN = re.compile(
    r"[离距][^，,。？?]{0,12}?最近"
    r"|(?P<newest>最新(?![型款式])|现在|目前|眼下|如今|现任|当前|最后一次|(?<![网线马路车早晚])上一?次|近[日期]"
    rf"|最近(?!的?(?:{_NEAREST}))(?:一次)?)的?|(?P<first>最早(?!的?(?:一?[班趟])|几[点时])的?|最先|最初|当初)|(?P<oldest>头一[次回]|第一次|首次)"
)
"""Words that ask for the newest or the oldest; those in ``oldest`` may stand in an article (首次), the others not."""


def parse(question: str, today: date, filters: Filters | None = None) -> Query:
    """Read a question; ``filters`` given by the reader take the place of those that the question names.

    Only a full date is hard: a year or 去年 may speak of the event as well as of the paper. Words that became a filter,
    and by which no article is found, leave the text that is searched for, unless nothing is left then; 一季度 stays, as
    it is printed so. When what is left asks for whatever was printed, all times do, and only one whose year was not
    said is soft.
    """
    text = without_fillers(" ".join(question.encode(errors="ignore").decode().split())[:LONGEST])
    titles = [match.span() for match in TITLE.finditer(text)]
    named = [each for each in periods(text, today) if not any(s < each.start and each.end < e for s, e in titles)]
    page, edition, author = _PAGE.search(text), _EDITION.search(text), _author(text)
    lean = _leaning(text, named)
    since, until = _limits(named)
    spent = [match.span() for match in (page, edition, author, lean) if match and match.lastgroup != "oldest"]
    unprinted = [each for each in named if each.relative and not PART.search(text, each.start, each.end)]
    rest = _without(text, unprinted, spent)
    bare = _without(text, named, spent)
    if page or edition or author or named or (lean and bare.endswith("一期")):
        bare = or_whatever(bare)
    whole = names_nothing(bare)
    asked = Filters(
        since=since,
        until=until,
        page=page and _page(page),
        soft=not named or not all(period.exact or (whole and period.relative) for period in named),
        author=author and (author["name"] or author["by"] or author["bare"]),
        edition=edition and (edition["edition"] or edition["few"]),
    )
    return Query(
        question=question,
        text=bare if whole else rest if asked_terms(rest) else text,
        filters=asked if filters is None else filters,
        lean=_which(lean),
        impossible=tuple(impossible(text, today)),
    )


def _limits(named: Sequence[Period]) -> tuple[str | None, str | None]:
    """The first and the last day of all periods; None where there is none."""
    since = min((period.since for period in named), default=date.min)
    until = max((period.until for period in named), default=date.max)
    return (None if since == date.min else since.isoformat(), None if until == date.max else until.isoformat())


def _page(match: re.Match[str]) -> str:
    return page_label(match["page"] or match["said"] or "头")


def _author(text: str) -> re.Match[str] | None:
    """The first phrase that says who wrote; a name without 记者 before it is no word of the dictionary (高中生写的)."""
    known, _ = word_frequencies()
    for match in _AUTHOR.finditer(text):
        said = match["name"] or match["by"]
        if names(said or match["bare"], "") and (said or not known.get(match["bare"])):
            return match
    return None


def _leaning(text: str, named: Iterable[Period]) -> re.Match[str] | None:
    """The first word for the newest or the oldest that is no period, and is not cut out of others (出现在)."""
    matches = [m for m in _LEAN.finditer(text) if m.lastgroup and not _inside(m, named)]
    bounds = sorted(cuts(text)) if matches else []
    return next((m for m in matches if not any(_crosses(word, m) for word in pairwise(bounds))), None)


def _crosses(word: tuple[int, int], match: re.Match[str]) -> bool:
    """Has a word of a text a part of a match without lying in it or holding it whole?"""
    start, end = match.start(), match.start() + len(match[0].rstrip("的"))
    return word[0] < start < word[1] < end or start < word[0] < end < word[1]


def _which(lean: re.Match[str] | None) -> Lean | None:
    if lean is None:
        return None
    return "newest" if lean["newest"] else "oldest"


def _inside(match: re.Match[str], named: Iterable[Period]) -> bool:
    """Is a word part of a period (最近一个月)?"""
    return any(period.start < match.end() and match.start() < period.end for period in named)


def _without(text: str, times: Iterable[Period], spent: Iterable[tuple[int, int]]) -> str:
    """The text without what became a filter; the name of a festival stays, as it may be printed."""
    dated = [(period.start, period.end) for period in times]
    at, kept = 0, ""
    for start, end in sorted((*dated, *spent)):
        feast = _FESTIVAL.search(text, start, end) if (start, end) in dated else None
        kept += text[at : max(at, start)] + (feast[0] if feast else "")
        at = max(at, end)
    return kept + text[at:]


def asked_words(text: str) -> list[str]:
    """The folded words of a question that say what it is about: of two characters or more, or figures.

    >>> asked_words("大桥是什么时候通车的？")
    ['大桥', '通车']
    """
    found = words(without_asking(text))
    return [word for word in found if word.isalnum() and (len(word) > 1 or word.isdigit())] or asked_terms(text)


def without_asking(text: str) -> str:
    """A question, folded, with a space for each of the words that only ask.

    >>> without_asking("大桥何时通车")
    '大桥 通车'
    """
    return fold(_ASKING.sub(" ", text))


def asked_terms(text: str) -> list[str]:
    """The terms of a question without the words that only ask.

    >>> asked_terms("大桥是什么时候通车的？")
    ['大桥', '大桥', '通车', '通车']
    """
    return list(_asked_terms(text))


@lru_cache(maxsize=_REMEMBERED)
def _asked_terms(text: str) -> tuple[str, ...]:
    return tuple(terms(_ASKING.sub(" ", text)) or terms(text))


def only_cut(word: str) -> bool:
    """Is it no word of the dictionary, but two characters of which one is mostly a word by itself?

    >>> only_cut("人点"), only_cut("斗茶"), only_cut("人口")
    (True, False, False)
    """
    return _ACROSS.fullmatch(word) is not None and not word_frequencies()[0].get(word)
