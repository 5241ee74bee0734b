"""Names that changed: a question says 工商局, the paper wrote 市场监管局. Both are searched, and readers are told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from index.messages import message, say, spoken
from index.renaming import Renaming, parse_renaming
from index.sidecar import PaperNotes
from index.store import LexicalIndex
from index.text import fold, words
from index.text.pinyin import is_pair
from qa.place import day

AUTHORITIES: tuple[Renaming, ...] = tuple(
    map(
        parse_renaming,
        """\
工商局|工商行政管理局|工商分局 → 约2018 市场监管局|市场监督管理局
质监局|质量技术监督局|技术监督局 → 约2018 市场监管局|市场监督管理局
食药监局|药监局|食药局|食品药品监督管理局|食品药品监管局 → 约2018 市场监管局|市场监督管理局
国土局|国土资源局|国土房管局 → 约2019 自然资源局|自然资源和规划局|规划和自然资源局|规划自然资源局|规资局
规划局|城乡规划局|城市规划局 → 约2019 自然资源局|自然资源和规划局|规划和自然资源局|规划自然资源局|规资局
卫生局 → 约2014 卫计委|卫计局|卫生计生委 → 约2019 卫健委|卫健局|卫生健康委|卫生健康局
计生委|计生局|人口计生委|计划生育委员会 → 约2014 卫计委|卫计局|卫生计生委 → 约2019 卫健委|卫健局|卫生健康委|卫生健康局
环保局|环境保护局 → 约2019 生态环境局
文化局|文广局|文广新局|文化委 → 约2019 文旅局|文旅委|文化和旅游局|文化旅游委|文广旅局|文广旅体局|文化广电旅游局
旅游局|旅发委 → 约2019 文旅局|文旅委|文化和旅游局|文化旅游委|文广旅局|文广旅体局|文化广电旅游局
安监局|安全监管局|安全生产监督管理局 → 约2019 应急局|应急管理局
农业局|农委|农业委员会|农牧局|畜牧局 → 约2019 农业农村局|农业农村委
扶贫办|扶贫开发办公室|扶贫开发办 → 约2021 乡村振兴局 → 约2023 农业农村局|农业农村委
人事局 → 约2009 人社局|人力社保局|人力资源和社会保障局|人力资源社会保障局
劳动局|劳动保障局|劳动和社会保障局 → 约2009 人社局|人力社保局|人力资源和社会保障局|人力资源社会保障局
国税局|国家税务局|国税 → 约2018 税务局
地税局|地方税务局|地税 → 约2018 税务局
物价局 → 发改委|发改局|发展改革委|发展改革局|发展和改革委员会|发展和改革局
计委|计划委员会|计经委 → 约2004 发改委|发改局|发展改革委|发展改革局|发展和改革委员会|发展和改革局
粮食局 → 约2019 粮食和物资储备局|粮食和储备局|粮储局
经贸委|经委|经贸局 → 约2009 经信委|经信局|工信局|经济信息委|经济和信息化局|工业和信息化局
外经贸局|外经贸委|外贸局 → 商务局|商务委
法制办|法制办公室|政府法制办 → 约2019 司法局
信访办|信访办公室 → 信访局
房管局|房产局|房地产管理局|房屋管理局 → 住建局|住建委|住房城乡建设局|住房城乡建设委|住房和城乡建设局|住房建设委
建设局|建委|城乡建设委 → 约2009 住建局|住建委|住房城乡建设局|住房城乡建设委|住房和城乡建设局|住房建设委
城管局|城管执法局|城市管理局|行政执法局|综合执法局|城市管理和综合执法局|城管委
交通局|交委 → 约2009 交通运输局|交通运输委|交通委
水利局|水务局
教育局|教委|教育委员会|教体局
科技局|科委|科学技术局
民宗局|民宗委|民族宗教局
医保办 → 约2019 医保局|医疗保障局
社保局|社保中心|社会保险局|社会保险事务中心
监察局 → 约2018 监委|监察委|监察委员会
消防大队|消防中队 → 约2019 消防救援大队|消防救援站
双拥办|优抚科 → 约2019 退役军人事务局|退役军人局
残联|残疾人联合会
妇联|妇女联合会
民政局|民政事务局""".splitlines(),
    )
)
"""What the offices that every county has were called by turns; 约: counties followed the reforms at different times."""

LOCAL = "区县市州旗省镇乡"
"""What a place is, as in 我区; its office is often written with it, as in 区工商局."""

OURS = ("我", "我们", "咱", "咱们", "本")
"""What stands before 区 or 报 to say which: that of the paper."""

_LATER, _SINCE, _SINCE_ABOUT = message("后称{names}"), message("自{date}起称{names}"), message("约自{date}起称{names}")
_FORMER, _UNTIL, _UNTIL_ABOUT = message("曾称{names}"), message("{date}以前称{names}"), message("约{date}以前称{names}")
_EQUAL, _MEANT = message("也称{names}"), message("指{names}")
_LONGER = {"局": "限面部势促", "办": "公理法事学案", "委": "员托派", "区": "分别间划", "市": "场价值面", "镇": "定静"}
"""Characters that make another word of the last one of a name: 规划局限, 我市场."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Words of a question, ``folded[start:end]``, the other names they stand for, and what the reader is told.

    ``notice`` is None where the others are but longer or shorter forms of a name that was printed.
    """

    start: int
    end: int
    others: tuple[str, ...]
    notice: str | None


@dataclass(frozen=True, slots=True)
class _Relation:
    """How a name relates to others, and since or until which date: 自2009年起称 澄江区."""

    says: str
    date: str | None
    names: tuple[str, ...]


_Relations = Mapping[str, Sequence[_Relation]]


def aliases(question: str, papers: tuple[PaperNotes, ...], lexical: LexicalIndex) -> tuple[Alias, ...]:
    """The names in a question that something printed goes by another name of, in reading order.

    Offsets are into the folded question. ``papers`` are a store's notes; a name that was never printed is left out.
    """
    folded = fold(question)
    known, pattern = _known(papers)
    found = []
    for match in pattern.finditer(folded):
        if not _stands_alone(folded, *match.span()):
            continue
        relations = [replace(each, names=printed(each.names, lexical)) for each in known[match[0]]]
        if others := dict.fromkeys(name for each in relations for name in each.names):
            told = [each for each in relations if each.says != _EQUAL or not printed([match[0]], lexical)]
            found.append(Alias(*match.span(), tuple(others), _notice(match[0], told)))
    return tuple(found)


def rewordings(question: str, found: Sequence[Alias]) -> tuple[str, ...]:
    """The folded question once for each other name, the likeliest first.

    >>> rewordings("区工商局在哪", [Alias(1, 4, ("市场监管局", "市场监督管理局"), "")])
    ('区市场监管局在哪', '区市场监督管理局在哪')
    """
    folded = fold(question)
    return tuple(_reworded(folded, found, turn) for turn in range(max((len(each.others) for each in found), default=0)))


def _reworded(text: str, found: Sequence[Alias], turn: int) -> str:
    for alias in reversed(found):
        other = alias.others[min(turn, len(alias.others) - 1)]
        start = alias.start - (other[0] in LOCAL and text[: alias.start].endswith(other[0]))
        text = text[:start] + other + text[alias.end :]
    return text


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Is a name neither the tail of another word (财经委) nor cut out of one (规划局限)?"""
    if text[end : end + 1] and text[end] in _LONGER.get(text[end - 1], ""):
        return False
    return not start or text[start - 1] in LOCAL or start in accumulate(map(len, words(text)))


def printed(names: Iterable[str], lexical: LexicalIndex) -> tuple[str, ...]:
    """Those of some names that may have been printed: every pair of their characters was."""
    return tuple(name for name in names if all(map(lexical.seen, filter(is_pair, map("".join, pairwise(name))))))


def _notice(name: str, relations: Sequence[_Relation]) -> str | None:
    said: dict[tuple[str, str | None], dict[str, None]] = defaultdict(dict)
    for each in relations:
        if each.names:
            said[each.says, each.date][f"“{each.names[0]}”"] = None
    clauses = (", " if spoken() == "en" else "，").join(
        say(says, names="".join(names), date=day(date) if date else "") for (says, date), names in said.items()
    )
    return say("“{name}”{clauses}，已一并查找", name=name, clauses=clauses) if clauses else None


@lru_cache(maxsize=8)
def _known(papers: tuple[PaperNotes, ...]) -> tuple[_Relations, re.Pattern[str]]:
    """Each name with its relations; what a paper's editor says of a name takes the place of what is said here."""
    latest = {notes.name: notes for notes in papers}.values()
    told = [renaming for notes in latest for renaming in notes.aliases]
    known = _related(told)
    for name, relations in _related(AUTHORITIES).items():
        known.setdefault(name, relations)
    for word, names in _ours(latest).items():
        known[word] = [_Relation(_MEANT, None, names)]
    longest = sorted(known, key=len, reverse=True)
    return known, re.compile("|".join(map(re.escape, longest)))


def _ours(papers: Iterable[PaperNotes]) -> Mapping[str, tuple[str, ...]]:
    """What 我区 and 本报 mean."""
    meant: dict[str, dict[str, None]] = defaultdict(dict)
    for notes in papers:
        for who in OURS:
            if notes.place and notes.place[-1] in LOCAL:
                meant[who + notes.place[-1]][fold(notes.place)] = None
            meant[f"{who}报"][fold(notes.name)] = None
    return {word: tuple(names) for word, names in meant.items()}


def _related(renamings: Iterable[Renaming]) -> dict[str, list[_Relation]]:
    known: dict[str, list[_Relation]] = defaultdict(list)
    for renaming in renamings:
        for i, called in enumerate(renaming):
            for name in called.names:
                known[fold(name)] += _relations(renaming, i, name)
    return known


def _relations(renaming: Renaming, at: int, name: str) -> Iterator[_Relation]:
    """How one of the names of a renaming relates to the others: later ones first, then equals, then former ones."""
    for called in renaming[at + 1 :]:
        says = _SINCE_ABOUT if called.about else _SINCE
        yield _Relation(says if called.since else _LATER, called.since, tuple(map(fold, called.names)))
    if equals := tuple(fold(other) for other in renaming[at].names if other != name):
        yield _Relation(_EQUAL, None, equals)
    for called, after in reversed(list(pairwise(renaming[: at + 1]))):
        says = _UNTIL_ABOUT if after.about else _UNTIL
        yield _Relation(says if after.since else _FORMER, after.since, tuple(map(fold, called.names)))
