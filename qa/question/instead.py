"""What 那图书馆呢 takes the place of in the question before it: the words of its own kind.

A time for a time, a relation for a relation, a place for a place, a person for a person, a noun for one that ends
alike; else a full name for the name that the question is about, and any other noun for what is asked of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.text.names import names
from qa.question.expect import Kind, expected
from qa.question.people import may_be_people
from qa.question.subject import ASKING, ATTRIBUTES, ENOUGH, ONE_NOUN, Word, subject, tagged, weight
from qa.question.turn import kin, persons

Span = tuple[int, int]

_NUMBER = r"[一二三四五六七八九十百\d]+"
TIMES = (
    rf"\d{{4}}年度?|[今去前明后]年|[上本这下]一?[届年]|第{_NUMBER}[届期次]",
    rf"第{_NUMBER}(?![一二三四五六七八九十百\d届期次])[名位]?|最后一[名位]",
    "最[大小多少高低新老长短早晚好差贵]",
    r"(?:\d{1,2}月)?\d{1,2}[日号]|\d{1,2}月|[今明昨后前]天|[上本下]个?月",
    "[上下]半年|[一二三四]季度|全年",
    "[春夏秋冬][天季]|[寒暑]假|[淡旺]季",
    "周末|周[一二三四五六日]|星期[一二三四五六日天]|工作日|节假日|双休日|平[日时]",
    r"\d+(?:公里|米|岁)",
    "《[^《》]+》",
    "早上|上午|中午|下午|晚上|夜[里间]|白天|[早晚]?高峰|平峰",
)
"""Patterns of times, ranks, measures and titles, a row for each kind; the first has what comes once a year."""
_PLACE = re.compile("[省市区县镇乡村州]$|街道$|社区$")
_BUILT = re.compile("[桥路站馆港场园宫寺楼]$")
_GROUP = re.compile("(?:[人者员生儿童女户民客]|对象|群体|家庭|以[上下])$")
_OFFICE = re.compile("(?:[校局院馆会队区县市镇乡]长|书记|主任|负责人)$")
_HAD = re.compile(
    rf"(?:[{ATTRIBUTES}]|^每.|要求|条件|材料|流程|手续|方式|标准|规则|规模|主题|原因|名单|门票|热线|收入|支出|{_OFFICE.pattern})$"
)
_OF = re.compile("[是为]?(?:谁|多少)$")
_PROPER = {"nr", "nt", "nz", "nrt", "nrfg", "eng"}


def exchanged(thing: str, question: str, last: str = "") -> tuple[str, tuple[str, ...]] | None:
    """Put ``thing`` in the place of its like, and tell what was kept; None when it is asked of the same subject.

    ``last`` is what was put in before, of which nothing stays when a part of it goes.

    >>> exchanged("体育馆", "图书馆几点开门")
    ('体育馆几点开门', ('几点开门',))
    >>> exchanged("成交额", "春茶节来了多少人") is None
    True
    """
    time = next((row for row in TIMES if re.fullmatch(row, thing)), "")
    asked = _Asked(question)
    span = asked.time(time) if time else asked.like(thing)
    if not span:
        return None
    start, end = _wider(span, question, last)
    start -= next((word.end for word in reversed(tagged(thing)) if question[:start].endswith(thing[: word.end])), 0)
    left, right = question[:start], question[end:]
    kept = (part.strip(" 的，,？?") for part in (left, right))
    return left + thing + right, tuple(part for part in kept if len(part) > 1)


def _wider(span: Span, question: str, last: str) -> Span:
    """A span with all of ``last`` if it has a part of that."""
    start, end = span
    put = question.find(last) if last else -1
    if 0 <= put < end and start < put + len(last):
        start, end = min(start, put), max(end, put + len(last))
    return start, end


@dataclass(frozen=True)
class _Asked:
    """A question taken apart at its asking words."""

    question: str

    @cached_property
    def asking(self) -> Span:
        found = ASKING.search(self.question)
        return found.span() if found else (len(self.question),) * 2

    @cached_property
    def words(self) -> list[Word]:
        return [word for word in tagged(self.question) if not self.asking[0] < word.end <= self.asking[1]]

    @cached_property
    def counted(self) -> list[Word]:
        """The nouns right after the asking: 座位 of 有多少座位."""
        return next((run for run in _runs(self.words) if run[0].start <= self.asking[1] < run[0].end), [])

    @cached_property
    def near(self) -> list[Word]:
        """The words that another may take the place of: before the asking, if a noun is there, and what is counted."""
        before = [word for word in self.words if word.end <= self.asking[0]]
        return before + self.counted if any(word.noun for word in before) else self.words

    @cached_property
    def topic(self) -> Span:
        """Where the topic stands, without the time it begins with."""
        topic = subject(self.question).topic
        start = self.question.index(topic)
        words = (word.start for word in self.words if word.start >= start and word.tag[0] not in "tmf")
        return next(words, start), start + len(topic)

    @cached_property
    def last(self) -> Span:
        """What stands in the topic after 的, without what that has (净利润)."""
        start, end = self.topic
        had = [word for word in self.words if self.named and self.named[-1][-1].end <= word.start < end]
        end -= sum(len(word.text) for word in had if _had(word.text))
        return self.question.rfind("的", start, end) + 1 or start, end

    @cached_property
    def named(self) -> list[list[Word]]:
        """The names in the topic, without what they have (净利润)."""
        start, end = self.topic
        return [_name(run) for run in _runs(word for word in self.words if start <= word.start and word.end <= end)]

    def time(self, row: str) -> Span:
        """Where a time of a kind stands, or the end of the topic, behind which a time is said."""
        found = re.search(row, self.question)
        return found.span() if found else (self.topic[1],) * 2

    def like(self, thing: str) -> Span | None:
        """Where the words of the kind of ``thing`` stand."""
        words = tagged(thing)
        head = words[-1].text if words else thing
        if kin(head):
            return self.related()
        found = self.counterpart(words) or self.place(thing) or self.person(thing) or self.alike(thing, head)
        if found or _had(thing):
            return found or self.had(thing)
        if _is_place(thing):
            return (self.topic[0],) * 2
        return self.repeated(thing, self.last) if _full(thing) else self.noun(thing)

    def related(self) -> Span | None:
        """A relation that is asked of, or else the end of the person's name, behind which one is said."""
        name = next(persons(self.question), "")
        behind = (self.question.index(name) + len(name),) * 2 if name else None
        return next((_span([word]) for word in self.words if kin(word.text)), behind)

    def counterpart(self, thing: Sequence[Word]) -> Span | None:
        """A word of the same length and end (进口 for 出口), or the verb at the end for another (死亡 for 受伤)."""
        put = thing[0] if len(thing) == 1 else Word("", "x", 0)
        same = [word for word in self.words if len(word.text) == len(put.text) and word.tag[0] == put.tag[0]]
        found = next((word for word in same if word.text[-1] == put.text[-1] and word.tag == put.tag), None)
        ends = next((word for word in same if put.tag == "v" and word.end == len(self.question)), None)
        return _span([word]) if (word := found or ends) else None

    def had(self, thing: str) -> Span | None:
        """What is asked for as ``thing`` is: 书记 for 区长 of 区长是谁, 价格 for 产量 of 荔枝产量多少."""
        asked = self.near[-1] if self.near and _OF.match(self.question, self.near[-1].end) else None
        if not asked or not _had(asked.text):
            return None
        office = bool(_OFFICE.search(thing))
        if office != bool(_OFFICE.search(asked.text)) or office != self.question.endswith("谁"):
            return None
        long = not office and len(asked.text) == 2 * len(thing)  # 财政收入 is one word
        return asked.end - len(thing) if long else asked.start, asked.end

    def place(self, thing: str) -> Span | None:
        """The place that nouns begin with, or that stands alone; one that ends like ``thing`` first."""
        found = [span for run in _runs(self.near) if _is_place(thing) and (span := _place(run))]
        return min(found, key=lambda span: self.question[span[1] - 1] != thing[-1], default=None)

    def person(self, thing: str) -> Span | None:
        people = may_be_people(self.question[: self.asking[0]]) if names(thing, "") else []
        return next((span for span in people if names(self.question[slice(*span)], "")), None)

    def alike(self, thing: str, head: str) -> Span | None:
        """A word that ends as ``head`` does, or has it (小学校长); of a full name all that stands before it."""
        alike = [word for word in self.near if word.text.endswith(head[-1]) or (head in word.text and len(head) > 1)]
        if not alike:
            return None
        whole = (thing != alike[-1].text and thing.endswith(alike[-1].text)) or _full(thing)
        run = next((run for run in _runs(self.near) if whole and alike[-1] in run), [alike[-1]])
        held = self.question.find(head, alike[-1].start, alike[-1].end)  # 小学 of 小学校长
        return self.repeated(thing, (run[0].start, held + len(head) if held >= 0 else alike[-1].end))

    def repeated(self, thing: str, span: Span) -> Span:
        """Of a name the part from where ``thing`` begins alike: Pad Air 3 leaves 青石."""
        begins = self.question.find(tagged(thing)[0].text.split(maxsplit=1)[0], *span)
        return max(begins, span[0]), span[1]

    def noun(self, thing: str) -> Span:
        """What is asked of a name, or counted; persons are said behind the topic; else the last noun of the topic."""
        end = self.topic[1]
        name = self.named[0] if self.named else []
        place, full = _place(name), _full("".join(word.text for word in name))
        asked = [word for word in self.near if word.noun and end <= word.start] or self.counted
        if asked and (place or full) and not _had(asked[-1].text):
            return _span(asked)
        if _GROUP.search(thing):
            groups = [run[-1] for run in _runs(self.near) if _GROUP.search(run[-1].text)]
            return _span(groups[-1:]) if groups else (end, end)
        inside = [word for word in name if place and word.start >= place[1]]
        if inside and not _full("".join(word.text for word in inside)):
            return _span(inside)
        if name and name[-1].tag == "j" and tagged(thing)[0].noun:
            return end, end  # 门诊 is a part of 医保, another 社保 would be tagged alike
        return (end, end) if full and weight(thing) <= ONE_NOUN else self.last


def _span(words: Sequence[Word]) -> Span:
    return words[0].start, words[-1].end


def _full(text: str) -> bool:
    """Is it a name that says whose, or what, by itself?"""
    return weight(text) >= ENOUGH or any(word.tag in _PROPER for word in tagged(text))


def _had(text: str) -> bool:
    """Is it something that another has: an attribute (成交额), an office, what a figure is of (利润)?"""
    return bool(_HAD.search(text)) or kin(text) or expected(f"{text}多少").kind is not Kind.NUMBER


def _is_place(text: str) -> bool:
    *others, last = tagged(text)
    return _located(last) and all(word.noun for word in others)


def _located(word: Word) -> bool:
    return bool(_PLACE.search(word.text)) or (word.tag == "ns" and not _BUILT.search(word.text))


def _place(run: Sequence[Word]) -> Span | None:
    """The place in nouns side by side, with the name of a 街道."""
    places = [i for i, word in enumerate(run) if _located(word)]
    if not places:
        return None
    first = places[0] - (run[places[0]].tag != "ns" and places[0] > 0)
    last = next(i for i in places if i + 1 not in places)
    return run[first].start, run[last].end


def _name(run: list[Word]) -> list[Word]:
    while len(run) > 1 and _had(run[-1].text):
        run = run[:-1]
    return run


def _runs(words: Iterable[Word]) -> list[list[Word]]:
    """The nouns that stand side by side."""
    runs: list[list[Word]] = []
    for word in words:
        if word.noun and runs and word.start == runs[-1][-1].end:
            runs[-1].append(word)
        elif word.noun:
            runs.append([word])
    return runs
