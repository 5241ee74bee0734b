"""What a question asks for: a person, a number of something, a date …, by its ways of asking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate

from index.text import CJK, words
from index.text.names import names
from qa.question.asking import HOW, WHEN, WHERE, WHETHER, WHO, WHY


class Kind(StrEnum):
    """The kinds of thing a question can ask for."""

    PHONE = "phone"
    MONEY = "money"
    CLOCK = "clock"
    DATE = "date"
    DURATION = "duration"
    LENGTH = "length"
    AGE = "age"
    SHARE = "share"
    ORDINAL = "ordinal"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    ROLE = "role"
    NAME = "name"
    REASON = "reason"
    OPEN = "open"

    @property
    def strict(self) -> bool:
        """Has an answer of this kind a form that cannot be mistaken: figures, and what they count?"""
        return self in _STRICT


_STRICT = frozenset(
    {Kind.PHONE, Kind.MONEY, Kind.CLOCK, Kind.DURATION, Kind.LENGTH, Kind.AGE, Kind.SHARE, Kind.ORDINAL, Kind.NUMBER}
)


@dataclass(frozen=True, slots=True)
class Expected:
    """The kind asked for, and what the question says of it.

    What a number counts (人, 床位), a price is of (票), a person is (校长), or whose role is asked for (王建国);
    ``day`` says that a day, month or year is asked for by its name (哪天, 几月), ``free`` that a price is, if any
    (收费吗).
    """

    kind: Kind
    what: str = ""
    day: bool = False
    free: bool = False

    @property
    def figures(self) -> bool:
        """Has a sentence that answers figures, or a word for a day?"""
        return self.kind.strict or self.day

    @property
    def relation(self) -> bool:
        """Is a person asked for as somebody's (妻子, 教练)?"""
        return self.kind is Kind.PERSON and self.what in _RELATIONS


CLASSIFIERS = (
    "名位项条家所户间座辆台份件次届场支只张本册套棵株处批期对双根盏架艘头枚块片栋幢段门桶盆瓶袋箱筐包碗杯克斤吨升亩"
)

_RELATIONS = (
    "教练",
    "师傅",
    "徒弟",
    "妻子",
    "丈夫",
    "爱人",
    "老公",
    "老伴",
    "老婆",
    "儿子",
    "女儿",
    "父亲",
    "母亲",
    "爸爸",
    "妈妈",
)

_FREE = re.compile(
    "(?:收费|要钱|要买票|要[收交付]?(?:报名|停车|手续|服务|工本|材料|学|押)费)吗$|(?:要不要[收交付花]?[钱费]|收不收[费钱])$"
)
"""Asks whether something costs anything."""
_WEEKDAY = "(?<![每本上下这一两])(?:周|星期|礼拜)几(?![个节次起场趟名位天人班])"
_ASKS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.PHONE,
        r"(?:电话|热线|联系方式|手机号|号码)(?:号码)?[是为有]?(?:多少|什么|几|$)|(?<!为)(?:什么|哪个|哪一个|多少)(?:电话|热线|号码)",
    ),
    (Kind.CLOCK, r"(?<![哪有这那])几点(?!要求|建议|意见|注意|内容|提示|说明)"),
    (
        Kind.MONEY,
        r"多少(?:钱|元|万元|亿元|块|美元|经费|资金|奖金|费)|几(?:块|元|毛|万元)|价格|票价|售价|房价|多贵|收费|费用|罚款|奖金"
        r"|(?:补贴|补助|工资|收入|利润|营收|票房|成本)[有是]?多[少高](?![部台户位个人辆间])|(?<![得选投])票(?:要|是)?多少$|金额|花了多少(?![个]?[天年月人]|[个]?小时|分钟|时间)|花费|耗资|造价|总投资",
    ),
    (Kind.SHARE, r"百分之[几多]|比例|占比|百分比|几成|几倍|多少倍|[^效频税功汇]率(?:是|为|有|达|多高|多少)"),
    (Kind.ORDINAL, r"第几|哪一?届"),
    (
        Kind.DURATION,
        r"多久|多长时间|(?:期|期限|时间|时长|寿命)[有是为]?多长|(?<![哪几那这前近过])(?:几|多少)(?:天|个月|个?小时|分钟|年|周|个星期|日(?=内|游))(?![代级生轻货夜度长画然津麻边岁])|多快(?=能|可|就|到|办)",
    ),
    (
        Kind.DATE,
        rf"{WHEN}|哪[一几]?[年天日月]|{_WEEKDAY}|几几年|几月|几号|几日|时间(?:是|为|在)|哪个(?:月|年份|年代|世纪|时期|朝代)",
    ),
    (
        Kind.LENGTH,
        r"(?<![么那这])多[高长宽深远热冷](?![的校等中铁层速温新档期点情门心爱烈闹清淡饮])|[飞跑开游速度][得能到有]?多快|全长[是为有约]?(?:多少|$)|[长高宽深厚]度[是为有约]?(?:多少|$)",
    ),
    (Kind.AGE, r"几岁|多少岁|(?<![势积模量力度])多大了$|多大(?:年[纪龄]|岁数)|(?:年龄|年纪|岁数)(?:有?多大)?$"),
    (
        Kind.NUMBER,
        r"多少|(?<![哪那这前近过])几(?=[^乎何内经度率])|多[大重](?!学)|面积|数量(?!叫)|人数|总数|规模有",
    ),
    (Kind.REASON, r"(?<![称名作化换变成之])为什么|(?<![称名])为何|原因|何故|怎么会"),
    (
        Kind.PERSON,
        rf"{WHO}|哪些人|哪个人|姓名|(?:人|员|长|师|生|者|手|授|家|记|董|总|孩|童)(?:是|叫)(?:什么)?(?:名字|名)?$"
        rf"|(?:人|员|长|师|生|者|手|授|经理|主任|{'|'.join(_RELATIONS)})叫什么",
    ),
    (
        Kind.PLACE,
        rf"{WHERE}|在哪|哪个(?:国家|地方|城市|省|市|区|县|镇|乡|村|街道|社区|地区|岛|洲)|地点|地址|位于",
    ),
    (
        Kind.ORGANISATION,
        r"哪(?:一?家|一?个|一?所|几家|几个)(?:.{0,3})(?:单位|部门|公司|企业|机构|医院|学校|大学|小学|中学|律所|事务所|银行|组织|协会|局|队|球队|乐队)|(?:什么|哪些)(?:单位|部门|公司|企业|机构|学校|大学|医院)",
    ),
    (Kind.NAME, r"叫什么|什么名字|名称|名为|哪部|哪本|哪首|哪个(?:文件|品牌|项目|节目|奖)|什么(?:文件|品牌|奖)"),
)
_MANY = re.compile("多少|几")
_ASKED_ITSELF = re.compile(rf"{_MANY.pattern}|(?:什么|哪一?个)(?:电话|热线|号码)|(?:{HOW})(?:收费|$)")
"""Where a noun is asked for itself, whatever other words ask: 交多少费用, 打哪个电话, 价格如何."""
_BY_NOUN = frozenset({Kind.PHONE, Kind.MONEY, Kind.SHARE, Kind.NUMBER})
"""Kinds that a noun by itself asks for: 电话, 价格, 面积."""
_OF_NOUN = (
    (Kind.REASON, f"{WHY}|原因"),
    (Kind.PERSON, f"{WHO}|哪些人"),
    (Kind.DATE, WHEN),
    (Kind.PLACE, WHERE),
    (Kind.OPEN, rf"{HOW}|{WHETHER}|哪[个家所种]|(?<!是)什么(?![价费])|什么意思|吗$"),
)
"""What is asked of such a noun instead, where another word asks: 数量为什么变少, 费用由谁出, 奖金什么时候发."""
_OF_NO_SIZE = re.compile("(?:影响|作用|压力|贡献|意义|变化)[到底有]*多[大重]")
"""How large is asked of what no figure measures."""
_COUNTED = re.compile(f"[{CLASSIFIERS}]|人(?![口次家员才民数均类])")
PERSONS = "人名位"
"""Characters that count persons, whichever of them the question has."""
_WHO = re.compile(
    rf"(?P<who>[{CJK}·]{{2,8}}?)(?:现在|目前|今年)?(?:是(?:谁|什么人|[干做]什么的|干嘛的)"
    r"|[的是任担当]*什么(?:职务|身份|职业|职位|工作|官)|(?P<age>多大(?:了|年[纪龄]|岁数)?|有多大(?:年[纪龄]|岁数)))$"
)
_TRADE = re.compile("(?:[理记任员者主师席官兵]|申请人|负责人)$")
"""How what somebody is ends: 项目经理 begins like a name, but is none."""
_DAY = re.compile(
    rf"{_WEEKDAY}|哪一?[年天月日](?!级|.*(?:登|刊|发表|报道))|几月(?!龄)|(?<=月)几日|几几年|几号(?![楼线院门馆厅站库船车机])"
)
"""Asks for a day by its name, but not for that of a paper (哪天登的)."""
_GOODS = re.compile("(?P<what>[票房水电气油菜肉粮])价|(?<=门)票")
_OFFICE = re.compile(r"(?:董事|[校局区县市镇乡村院会队厂所站馆社处科])长|书记|主任|总?经理|主席|总裁|负责人")
_RELATION = re.compile(
    rf"(?<=的)({'|'.join(_RELATIONS)})(?:(?:是|叫)?(?:{WHO})|叫什么(?:名字)?|的?(?:姓名|名字)(?:是什么)?)$"
)


@lru_cache(maxsize=64)
def expected(question: str) -> Expected:
    """What a question asks for, by the first row of the table that fits.

    >>> expected("全市共有多少名少先队员获奖？")
    Expected(kind=<Kind.NUMBER: 'number'>, what='名', day=False, free=False)
    >>> expected("大桥哪天通车").kind
    <Kind.DATE: 'date'>
    """
    whole = question.rstrip("?？。!！ 呢啊呀")
    question = whole.rstrip("吗")
    if _FREE.search(whole):
        return Expected(Kind.MONEY, free=True)
    kind = next((kind for kind, pattern in _ASKS if re.search(pattern, question)), Kind.OPEN)
    if kind in _BY_NOUN and not _ASKED_ITSELF.search(question):
        kind = next((other for other, pattern in _OF_NOUN if re.search(pattern, whole)), kind)
    if kind is Kind.NUMBER and _OF_NO_SIZE.search(question):
        return Expected(Kind.OPEN)
    if (match := _WHO.search(question)) and names(match["who"], "") and not _TRADE.search(match["who"]):
        return Expected(Kind.AGE) if match["age"] else Expected(Kind.ROLE, match["who"])
    if kind is Kind.DATE and _DAY.search(question):
        return Expected(kind, day=True)
    if kind is Kind.NUMBER and (match := _MANY.search(question)):
        return Expected(kind, _thing(question, match.end()))
    if kind is Kind.MONEY and (match := _GOODS.search(question)):
        return Expected(kind, match["what"] or match[0])
    if kind is Kind.PERSON and (match := _RELATION.search(question)):
        return Expected(kind, match[1])
    if kind is Kind.PERSON and (match := _OFFICE.search(question)):
        return Expected(kind, match[0])
    return Expected(kind)


def _thing(question: str, start: int) -> str:
    """What is counted after 多少 or 几: a classifier (辆), or the next word; empty where none is of Chinese."""
    start += question.startswith("个", start)
    if counted := _COUNTED.match(question, start):
        return counted[0]
    ends = accumulate(map(len, words(question)))
    word = question[start : next((end for end in ends if end > start), start)]
    return word if re.fullmatch(rf"[{CJK}]+", word) else ""
