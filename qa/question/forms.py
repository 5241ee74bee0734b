"""Where a text has a thing of the kind that is asked for.

A text can be about the very thing a question is about and still not answer it: 主讲人讲解了诈骗罪 names no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from index.text import CJK, fold
from qa.question.expect import CLASSIFIERS, PERSONS, Expected, Kind
from qa.question.people import people

Span = tuple[int, int]

_EXACT = frozenset(
    {Kind.PHONE, Kind.CLOCK, Kind.LENGTH, Kind.AGE, Kind.SHARE, Kind.ORDINAL, Kind.DURATION, Kind.NUMBER, Kind.MONEY}
)
_NUMERAL = r"(?:\d(?:[\d,]*\d)?(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿半]+)"
_BY_ITSELF = r"(?<![\d.,:：点])(?<!\d时)(?!\d{1,2}\s?[时点])\d(?:[\d,.]*\d)?(?!\d|[.,:：]\d|\s?(?:年(?!级)|[月日]))"
"""A figure without a unit (第51。), but not of a date or a time of day."""
_ROUGH = r"\s?[余多来几]?[万亿千百]?[余多]?\s?"
"""What may stand between a figure and its unit; so many a web page sets a space there (44 小时)."""
_OTHERWISE: dict[Kind, re.Pattern[str]] = {
    Kind.MONEY: re.compile("元"),
    Kind.SHARE: re.compile("[半成倍全均]"),
    Kind.NUMBER: re.compile(rf"一[{CLASSIFIERS}{PERSONS}]|\d[:：-]\d"),
    Kind.CLOCK: re.compile("全天|24小时"),
    Kind.DATE: re.compile(
        r"[同当次翌即后前][日天年]|[今明昨][起晚]|[今那这去本当][天年]|[上下本][周月]|周末|年[底初末]|[宋元明清唐汉]代|年间|\d{4}-\d"
        r"|元旦|春节|国庆|中秋|端午|清明|重阳|除夕|正月|初[一二三四五六七八九十]"
    ),
}
"""What may tell a kind without its form: a price in a table below 元, a score, one of something, a day by its name."""
_COSTS = re.compile("免|收[费取]|门票|费用|要钱|用钱")
"""What may say that something costs, or does not, without a sum."""
_PRICE = re.compile(
    "(?!.*[涨跌降升调抽]|.*(?:佣金|费率))(?:.*(?:[售票单房]价|价格|(?<![外拍])卖|多少钱一|一[斤瓶张台辆套件杯]多少))"
)
"""Asks for a price, and not how it changed."""
_NONE = re.compile("未造成|无人(?!机)|没有人|无[需须]|不收[费取钱]|不用[交花付出]")
"""What may say that there is none."""
_PLACE_ENDS = (
    "省市区县镇乡村街路道巷里园站桥岛山江河湖海国州洲厅楼室场苑城港湾库寺",
    "社区|广场|公园|门口|大厦|中心|馆|学校|医院",
)
_BODY_ENDS = (
    "局委办院所处科部厅会社厂队馆店团",
    "公司|集团|银行|学校|大学|小学|中学|学院|协会|中心|街道|社区|组织|联盟",
)
_LASTING = "为期|历时|持续|连续|提前|推迟|延长|延期|延后|拘留|整顿|整改|停业|隔离|放假|休假|有效期|限期"
"""After which so many 日 are a length of time and no date: 拘留5日."""
_FORMS: dict[Kind, str] = {
    Kind.PHONE: r"(?<!\d)(?:1\d{10}|(?:0\d{2,3}[-—－ ]?)?\d{7,8}|\d{3}-\d{4}-\d{3,4}"
    r"|1\d{4}|9[56]\d{3,4}|11[09]|12[02]|[48]00(?:-?\d{3,4}){2})(?!\d)|[A-Za-z\d._-]+@[A-Za-z\d.-]+",
    Kind.MONEY: rf"{_NUMERAL}{_ROUGH}(?:万|亿)?(?:[^\W\d_]{{0,2}}[元圆]|块钱?|英镑|港币|人民币)|[$￥¥€£]\s?\d"
    r"|免费|免收|不收费",
    Kind.CLOCK: r"\d{1,2}[:：]\d{2}|[〇零一二两三四五六七八九十\d]+\s?[时点](?:整|半|\s?\d+\s?分)?",
    Kind.SHARE: rf"\d[\d.]*\s?[%％‰]|百分之{_NUMERAL}|{_NUMERAL}(?:个百分点|倍|成)|{_NUMERAL}分之{_NUMERAL}|\d+比\d+",
    Kind.ORDINAL: rf"第\s?{_NUMERAL}|首[次届个家条座批位例所]|前[十\d]|\d+强"
    r"|[冠亚季]军|[金银铜][牌奖]|[特一二三]等奖|榜首|居首",
    Kind.DURATION: rf"(?<!\d)(?!(?:1[5-9]|20)\d\d年){_NUMERAL}{_ROUGH}(?:个?半?"
    rf"(?:年(?!\d|[度底初末])|天|个?(?:工作|交易|自然)日|小时|分钟|秒|周(?!岁)|星期|昼夜|学期|赛季|世纪)|个半?月|日[以之]?内)|(?:{_LASTING}){_NUMERAL}[日月]|\d[日时月][至到—-]",
    Kind.LENGTH: rf"{_NUMERAL}{_ROUGH}"
    r"(?:公[里分]|千米|[厘毫]?米|海里|英?[里尺寸吋]|[丈度层级]|光年|℃|(?i:[ckm]?m)(?![a-z]))",
    Kind.AGE: rf"{_NUMERAL}[多余]?\s?周?岁|\d0后|[六七八九]旬|\d{{4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?出?生|生于",
    Kind.DATE: r"\d{1,4}\s?年|\d{1,2}\s?月|\d{1,2}\s?[日号]|[〇零一二三四五六七八九十]+(?:月|日|年(?!级))|\d+世纪|年代"
    r"|[上中下][半旬]?年|[上中下]旬|朝|时期|期间|初期|末期|公元|[昨今明][日天]|[去前明]年|[春夏秋冬][天季]|(?:周|星期)[一二三四五六日]",
    Kind.PLACE: rf"[^\W\d_](?:[{_PLACE_ENDS[0]}]|{_PLACE_ENDS[1]})",
    Kind.ORGANISATION: rf"[^\W\d_](?:[{_BODY_ENDS[0]}]|{_BODY_ENDS[1]})",
    Kind.NAME: r"[《“\"‘「][^》”\"’」]{1,30}[》”\"’」]",
    Kind.REASON: r"因|由于|为了|原因|导致|所以|缘于|源于|旨在|为进一步|以便|受.{1,12}影响|目的",
}


def mentions(wanted: Expected, text: str) -> list[Span]:
    """Where ``text`` has a thing of the kind asked for; empty when nowhere, or when anything may answer.

    >>> mentions(Expected(Kind.MONEY), "最高给予50万元的资助")
    [(4, 8)]
    """
    if wanted.kind is Kind.PERSON:
        return people(text)
    if wanted.kind is Kind.NUMBER:
        return _counts(wanted.what, text)
    if wanted.kind is Kind.ROLE:
        return [match.span() for match in re.finditer(_role(wanted.what), text)]
    if wanted.kind is Kind.OPEN or wanted.what not in text:
        return []
    return [match.span() for match in re.finditer(_FORMS[wanted.kind], text)]


def _counts(counted: str, text: str) -> list[Span]:
    """Numbers of the thing counted (15名 for 人, 110余家企业, 床位320张); of anything, when it is not named.

    一 before a thing is mostly its article: 一根崭新的斜拉索 counts nothing.
    """
    return [match.span("it") for pattern in _counting(counted) for match in re.finditer(pattern, text)]


@lru_cache(maxsize=64)
def _counting(counted: str) -> tuple[str, ...]:
    """Patterns of a number before what it counts, and after it; ``it`` is what answers."""
    number = rf"(?<![\d:：点])(?<!\d时)(?!一[^十百千万亿]){_NUMERAL}{_ROUGH}[%％]?(?!\s?(?:年(?!级)|[月日时点]))"
    if not counted:
        return (rf"(?P<it>{number}(?:[^\W\d_]|(?<=[%％])|[℃°‰])|{_BY_ITSELF})", r"[只仅共]有?\w?(?P<it>一[^\W\d_])")
    if counted in PERSONS:
        return (rf"(?P<it>{number}[{PERSONS}])",)
    before = rf"(?P<it>{number}[^\W\d_]{{0,5}}?{counted})"
    return (before,) if len(counted) == 1 else (before, rf"{counted}[^\W\d_]{{0,6}}?(?P<it>{number}[^\W\d_]?)")


@lru_cache(maxsize=64)
def _role(who: str) -> str:
    """What somebody is: a trade, an office or an age right before the name, or what is said of it after it."""
    office = rf"[{CJK}]{{0,8}}[长员师者家记任席裁工民农手人授理生主官警医总](?:[(（][^()（）]{{1,8}}[)）])?"
    return rf"(?:{office}|\d+岁的){who}|{who}(?:[^。；！？，,\n]{{0,4}}(?:是|系|任|担任|为)|[,，](?:男|女|\d+岁))"


def missing_in(wanted: Expected, text: str, asked: str = "") -> bool:
    """Is it certain that a text does not answer: it has no such form, or not a word of the relation?

    What stands in the folded question ``asked`` is none. Only forms without any other way to say them count: any number
    will do for one, a price may be told as a share, or below 元 in a table, a share as a part (一半), a day by a name.
    """
    if wanted.relation:
        return wanted.what not in text and _short(wanted.what) not in text
    if not (wanted.kind in _EXACT or wanted.day) or _otherwise(wanted, text, asked):
        return False
    form = Expected(wanted.kind)
    return not any(named_beyond(asked, each, mentions(form, each)) for each in (text, fold(text)))


def _otherwise(wanted: Expected, text: str, asked: str) -> bool:
    """May a text tell what is asked for in another form than its own? A price is no share."""
    words = _OTHERWISE.get(wanted.kind)
    if words and words.search(text):
        return True
    if wanted.day:
        return False
    if wanted.free and _COSTS.search(text):
        return True
    if wanted.kind is Kind.MONEY and not _PRICE.match(asked) and mentions(Expected(Kind.SHARE), text):
        return True
    if wanted.kind is Kind.SHARE and not missing_in(Expected(Kind.NUMBER), text):
        return True
    return _NONE.search(text) is not None


def named_beyond(asked: str, text: str, spans: Iterable[Span]) -> bool:
    """Are any of some words of a text not those of the folded question ``asked``, where 1人 is not in 21人?

    >>> named_beyond("21人受伤,死了几个人", "1人死亡", [(0, 2)]), named_beyond("21人受伤", "21人受伤", [(0, 3)])
    (True, False)
    """
    return any(not _says(asked, fold(text[start:end])) for start, end in spans)


def _says(folded: str, word: str) -> bool:
    """Does a folded text have a word, and not only as the end of a longer number?"""
    at = folded.find(word)
    while at > 0 and (folded[at - 1].isdigit() or folded[at - 1] in ".一二三四五六七八九十百千万"):
        at = folded.find(word, at + 1)
    return at >= 0


def related(wanted: Expected, text: str, start: int, end: int) -> bool:
    """Is ``text[start:end]`` who is asked for by a relation: after it (师傅叫柴伯勋, 母卢氏), or before 是…的?

    >>> related(Expected(Kind.PERSON, "师傅"), "易守年的师傅叫柴伯勋。", 7, 10)
    True
    """
    names = f"{wanted.what}|{_short(wanted.what)}"
    called = re.search(rf"(?:{names})(?:的(?:姓名|名字))?(?:\W|名?叫|[是为][^，。；,;]{{0,8}})?$", text[:start])
    return bool(called or re.match(rf"是[^，。；,;]{{0,8}}{wanted.what}", text[end:]))


def _short(relation: str) -> str:
    """How a relation is said in one character (生母, 其妻), if it is."""
    return relation[0] if relation[0] in "父母妻" else relation
