"""What a question names that a text may only have the like of: the next games, another bridge, another province.

A report on the sixteenth fair is as near to a question about the seventeenth as can be, and does not answer it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.text import CJK, letters
from index.text.numerals import value, written
from qa.question.places import elsewhere, places

_FIGURE = "一二三四五六七八九十百"
_OF_MANY = "(?:[届路批线季]|轮(?!车)|期(?!间)|号[线楼院门桥井馆厅站库船车机])"
_NUMBERED = re.compile(
    rf"第(?:\d+|[{_FIGURE}]+)(?![{_FIGURE}\d次回个天趟遍名位步])|[a-z]+-?\d+|(?<![a-z])[a-z][区座栋]|\d\d星(?![座级])|\d+(?:中|{_OF_MANY})|\d{{3,}}(?![\d年月日时点])"
    rf"|(?<=[^\W\d月{_FIGURE}])[{_FIGURE}]+号"
    rf"|(?<![哪{_FIGURE}])(?!一[^{_FIGURE}])[{_FIGURE}]+(?:中|{_OF_MANY})"
)
"""One of many by its number: 第三届, 207路, g60, 三中; 第一次, 一期, the days 3号 and 三号 and figures below a
hundred are none."""
_OR = re.compile(r"[届路批轮线季期号中]?[和与跟及、比]")
"""Between numbers of which an article that answers may tell of one: 第十二届和第十三届哪个重."""
_FIRST = ("第一", "第1")
_KINDS = "街道|社区|大桥|隧道|小学|中学|大学|学院|医院|博物馆|博物院|图书馆|公园|广场|水库"
_NO_NAME = (
    "的该这那本新各全等在是为个与和及我乡城集座条所家每两几多大小老旧此某哪有到从去后前内外上下里中间市区县镇州省国么一"
)
_CALLED = re.compile(rf"(?P<name>[{CJK}][^\W\d_{_NO_NAME}])(?P<kind>{_KINDS})")
"""Something of a kind by its name, of which the last two characters tell it from others; 区图书馆 has no name."""
ALIKE = 0.7
"""Share of the characters of a title that two names of one work have in common."""
_TITLE = re.compile("《([^《》]+)》")
_SEASON = "[春夏秋冬]季"
_LINE = "(?:上行|下行)(?=线|方向|车|区间|站)"
_OF_FEW = (
    ("春季", "春[季天]|今春", _SEASON),
    ("夏季", "夏[季天]|今夏", _SEASON),
    ("秋季", "秋[季天]|今秋", _SEASON),
    ("冬季", "冬[季天]|今冬", _SEASON),
    ("上行线", "上行", _LINE),
    ("下行线", "下行", _LINE),
)
"""One of a few as it is asked for, a pattern of it, and one of all of which a text may tell instead."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a question names: of many by number (第三, 207路), of a kind by its name (望潮, 大桥), and places.

    Numbers that stand side by side (三中和四中) are one of ``numbers``; ``few`` are of a few: 秋季, and all of them;
    ``titles`` are those of works (《渡口的灯》).
    """

    numbers: tuple[tuple[str, ...], ...] = ()
    called: tuple[tuple[str, str], ...] = ()
    places: frozenset[str] = frozenset()
    few: tuple[tuple[str, str], ...] = ()
    titles: tuple[str, ...] = ()

    @classmethod
    def of(cls, folded: str) -> Names:
        """The names in a folded question.

        >>> Names.of("第三届灯会和望潮大桥,青海")
        Names(numbers=(('第三',),), called=(('望潮', '大桥'),), places=frozenset({'青海'}), few=(), titles=())
        """
        called = [(match["name"], match["kind"]) for match in _CALLED.finditer(folded)]
        few = [(this, like) for word, this, like in _OF_FEW if word in folded]
        return cls(_side_by_side(folded), tuple(called), places(folded), tuple(few), tuple(_TITLE.findall(folded)))

    @property
    def rivals(self) -> tuple[tuple[str, str], ...]:
        """Patterns of what is named and of all that are like it, where a sentence may speak of another."""
        return _rivals(self)

    def number_missing(self, folded: str) -> bool:
        """Lacks a text one of the numbers, however written?"""
        return not all(_stands_in(number, folded) for numbers in self.numbers for number in numbers)

    def others(self, folded: str) -> bool:
        """Does an article tell of others only: of the next of many, of another place?

        A number by itself may have been told otherwise (3000万, 0.3亿), and so may the first (首届, 最大).
        """
        told = (numbers for numbers in self.numbers if not any(each.isdigit() or each in _FIRST for each in numbers))
        numbered = all(any(_stands_in(number, folded) for number in numbers) for numbers in told)
        other = any(re.search(like, folded) and not re.search(this, folded) for this, like in self.few)
        return not numbered or other or elsewhere(self.places, folded)

    def mistaken(self, words: str, around: str) -> bool:
        """Does a sentence (``words``) speak of another of a kind, and nothing ``around`` of the one asked about?"""
        other = any(re.search(like, words) and not re.search(this, around) for this, like in self.rivals)
        return other or _of_another_work(self.titles, words, around)


@lru_cache(maxsize=64)
def _rivals(names: Names) -> tuple[tuple[str, str], ...]:
    called = [(name, rf"[{CJK}][^\W\d_{_NO_NAME}]{kind}") for name, kind in names.called]
    numbered = [
        ("|".join(way for each in numbers for way in _ways(each)), _like(numbers[0])) for numbers in names.numbers
    ]
    return tuple((this, like) for this, like in (*called, *numbered, *names.few) if like)


def _of_another_work(asked: tuple[str, ...], words: str, around: str) -> bool:
    """Does a sentence name other works only, unlike those asked about, and nothing ``around`` one of these?"""
    titles = [letters(title) for title in asked]
    if not titles or any(title in letters(around) for title in titles):
        return False
    others = [letters(title) for title in _TITLE.findall(words) if not title.endswith("报")]
    return bool(others) and not any(_much_alike(title, other) for title in titles for other in others)


def _much_alike(one: str, other: str) -> bool:
    """Have two titles most of the shorter one's characters in common: 民法典 and 中华人民共和国民法典?"""
    shorter, longer = sorted((set(one), set(other)), key=len)
    return len(shorter & longer) >= ALIKE * len(shorter)


def _side_by_side(folded: str) -> tuple[tuple[str, ...], ...]:
    """The numbers of a question, those together that stand side by side."""
    found: list[tuple[str, ...]] = []
    end = 0
    for match in _NUMBERED.finditer(folded):
        beside = found and _OR.fullmatch(folded, end, match.start())
        found[-1:] = [(*found[-1], match[0])] if beside else [*found[-1:], (match[0],)]
        end = match.end()
    return tuple(found)


def _stands_in(number: str, folded: str) -> bool:
    """Does a text name one of many, its number written either way, and not one that begins or ends alike (第十一)?"""
    if number[0].isascii() and number[0].isalpha():
        number, folded = (re.sub(r"[\s-]", "", each) for each in (number, folded))
    return any(re.search(way, folded) for way in _ways(number))


def _like(number: str) -> str:
    """A pattern of all that are numbered alike; empty where nothing after the number says what they are.

    Neither 统一中考 nor 新一轮 nor 一路畅通 has a number; which quarter is meant is told by the times.
    """
    if number[0].isascii() and number[0].isalpha():
        return rf"(?<![a-z])[a-z]{number[1:]}" if len(number) == 2 and not number[1].isdigit() else ""
    said = re.search(rf"\d+|[{_FIGURE}]+", number)
    kind = number[said.end() :] if said else ""
    return rf"(?<![统唯之新])(?!一{kind})(?:\d+|[{_FIGURE}]+){kind}" if kind not in {"", "号", "季"} else ""


@lru_cache(maxsize=64)
def _ways(name: str) -> tuple[str, ...]:
    """Patterns of a name with its number in figures and in Chinese: 34中 and 三十四中, 207路 and 207、219路."""
    said = re.search(rf"\d+|[{_FIGURE}]+", name)
    if said is None:
        return (re.escape(name),)
    count = value(said[0]) or 0
    ways = dict.fromkeys((said[0], *((str(count), written(count)) if 0 < count <= 100 else ())))
    before, after = name[: said.start()], name[said.end() :]
    further = rf"(?:号?[、和及与,]第?[\d{_FIGURE}]+)*" if after else ""
    after = re.sub("^号(?=.)", r"[号#][^\\W\\d_]{0,2}?", after)
    edge = "" if before else rf"(?<![\d{_FIGURE}])"
    return tuple(rf"{edge}{before}{way}(?![\d{_FIGURE}]){further}{after}" for way in ways)
