"""What a question asks for (a person, a number of something, a date …), and where a text has such a thing.

A text can be about the very thing a question is about and still not answer it: 主讲人讲解了诈骗罪 names no speaker. The
table below pairs the ways of asking with the form of an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate

from index.text import CJK, words
from index.text.names import names
from qa.question.asking import WHEN, WHERE, WHO
from qa.question.people import people

Span = tuple[int, int]


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
_EXACT = frozenset({Kind.PHONE, Kind.CLOCK, Kind.LENGTH, Kind.AGE, Kind.ORDINAL})


@dataclass(frozen=True, slots=True)
class Expected:
    """The kind asked for, and what the question says of it.

    What a number counts (人, 床位), a price is of (票), a person is (校长), or whose role is asked for (王建国).
    """

    kind: Kind
    what: str = ""

    @property
    def relation(self) -> bool:
        """Is a person asked for as somebody's (妻子, 教练)?"""
        return self.kind is Kind.PERSON and bool(_RELATION.fullmatch(f"的{self.what}", 1))

    @property
    def exact(self) -> bool:
        """Is it certain that an article without such a form does not answer? A price may have been told as a rise."""
        return self.kind in _EXACT or self.relation

    def related(self, text: str, start: int, end: int) -> bool:
        """Is ``text[start:end]`` who is asked for by a relation: right after it (师傅叫柴伯勋), or before 是…的?

        >>> Expected(Kind.PERSON, "师傅").related("易守年的师傅叫柴伯勋。", 7, 10)
        True
        """
        called = re.search(rf"{self.what}(?:\W|名?叫|[是为])?$", text[:start])
        return bool(called or re.match(rf"是[^，。；]{{0,8}}{self.what}", text[end:]))


_NUMERAL = r"(?:\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿半]+)"
_ROUGH = r"[余多来几]?[万亿千百]?[余多]?"
_CLASSIFIERS = (
    "名位项条家所户间座辆台份件次届场支只张本册套棵株处批期对双根盏架艘头枚块片栋幢段门桶盆瓶袋箱筐包碗杯克斤吨升亩"
)

_ASKS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.PHONE,
        r"(?:电话|热线|联系方式|手机号|号码)(?:号码)?[是为有]?(?:多少|什么|几|$)|(?<!为)(?:什么|哪个|哪一个|多少)(?:电话|热线|号码)",
    ),
    (Kind.CLOCK, r"(?<![哪有这那])几点(?!要求|建议|意见|注意|内容|提示|说明)"),
    (
        Kind.MONEY,
        r"多少(?:钱|元|万元|亿元|块|美元|经费|资金|奖金|费)|几(?:块|元|毛|万元)|价格|票价|售价|房价|多贵|收费|费用|罚款|奖金"
        r"|(?:补贴|补助|工资|收入|利润|营收|票房|成本)[有是]?多[少高]|金额|花了多少(?![个]?[天年月人]|[个]?小时|分钟|时间)|花费|耗资|造价|总投资",
    ),
    (Kind.SHARE, r"百分之几|比例|占比|百分比|几成|几倍|多少倍|[^效频税功汇]率(?:是|为|有|达|多高)"),
    (Kind.ORDINAL, r"第几|哪一?届"),
    (
        Kind.DURATION,
        r"多久|多长时间|(?:期|期限|时间|时长|寿命)[有是为]?多长|(?<!哪)(?:几|多少)(?:天|个月|个?小时|分钟|年|周|个星期)(?!代|级|生)",
    ),
    (
        Kind.DATE,
        rf"{WHEN}|哪[一几]?[年天日月]|几月|几号|几日|时间(?:是|为|在)|哪个(?:月|年份|年代|世纪|时期|朝代)",
    ),
    (
        Kind.LENGTH,
        r"(?<![么那这])多[高长宽深远](?![的校等中铁层速温新档期])|全长[是为有约]?(?:多少|$)|[长高宽深厚]度[是为有约]?(?:多少|$)",
    ),
    (Kind.AGE, r"几岁|多少岁|多大(?:年[纪龄]|岁数)|(?:年龄|年纪|岁数)(?:有?多大)?$"),
    (Kind.NUMBER, r"多少|几(?=[^乎何内经度率])|多[大重快]|面积|数量|人数|总数|规模有"),
    (Kind.REASON, r"(?<![称名作化换变成之])为什么|(?<![称名])为何|原因|何故|怎么会"),
    (
        Kind.PERSON,
        rf"{WHO}|哪些人|哪个人|姓名|(?:人|员|长|师|生|者|手|授|家|记|董|总|孩|童)(?:是|叫)(?:什么)?(?:名字|名)?$"
        r"|(?:人|员|长|师|生|者|手|授|师傅|徒弟|丈夫|妻子|老[公伴婆]|儿子|女儿|父亲|母亲|爸爸|妈妈|教练|经理|主任)叫什么",
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
_COUNTED = re.compile(f"[{_CLASSIFIERS}]|人(?![口次家员才民数均类])")
_PERSONS = "人名位"
"""Characters that count persons, whichever of them the question has."""
_WHO = re.compile(
    rf"(?P<who>[{CJK}·]{{2,8}}?)(?:现在|目前|今年)?(?:是(?:谁|什么人|[干做]什么的|干嘛的)"
    r"|[的是任担当]*什么(?:职务|身份|职业|职位|工作|官)|(?P<age>有?多大(?:了|年[纪龄]|岁数)?))$"
)
_TRADE = re.compile("(?:[理记任员者主师席官兵]|申请人|负责人)$")
"""How what somebody is ends: 项目经理 begins like a name, but is none."""
_GOODS = re.compile("(?P<what>[票房水电气油菜肉粮])价|(?<=门)票")
_OFFICE = re.compile(r"(?:董事|[校局区县市镇乡村院会队厂所站馆社处科])长|书记|主任|总?经理|主席|总裁|负责人")
_RELATION = re.compile("教练|(?<=的)师傅|徒弟|妻子|丈夫|爱人|老[公伴婆]|儿子|女儿|父亲|母亲|爸爸|妈妈")


@lru_cache(maxsize=64)
def expected(question: str) -> Expected:
    """What a question asks for, by the first row of the table that fits.

    >>> expected("全市共有多少名少先队员获奖？")
    Expected(kind=<Kind.NUMBER: 'number'>, what='名')
    >>> expected("大桥哪天通车").kind
    <Kind.DATE: 'date'>
    """
    question = question.rstrip("?？。!！ 呢吗啊呀")
    kind = next((kind for kind, pattern in _ASKS if re.search(pattern, question)), Kind.OPEN)
    if (match := _WHO.search(question)) and names(match["who"], "") and not _TRADE.search(match["who"]):
        return Expected(Kind.AGE) if match["age"] else Expected(Kind.ROLE, match["who"])
    if kind is Kind.NUMBER and (match := _MANY.search(question)):
        return Expected(kind, _thing(question, match.end()))
    if kind is Kind.MONEY and (match := _GOODS.search(question)):
        return Expected(kind, match["what"] or match[0])
    if kind is Kind.PERSON and (match := _RELATION.search(question) or _OFFICE.search(question)):
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


_PLACE_ENDS = (
    "省市区县镇乡村街路道巷里园站桥岛山江河湖海国州洲厅楼室场苑城港湾库寺",
    "社区|广场|公园|门口|大厦|中心|馆|学校|医院",
)
_BODY_ENDS = (
    "局委办院所处科部厅会社厂队馆店团",
    "公司|集团|银行|学校|大学|小学|中学|学院|协会|中心|街道|社区|组织|联盟",
)
_FORMS: dict[Kind, str] = {
    Kind.PHONE: r"(?<!\d)(?:1\d{10}|(?:0\d{2,3}[-—－ ]?)?\d{7,8}|\d{3}-\d{4}-\d{3,4}"
    r"|1\d{4}|11[09]|12[02]|[48]00(?:-?\d{3,4}){2})(?!\d)|[A-Za-z\d._-]+@[A-Za-z\d.-]+",
    Kind.MONEY: rf"{_NUMERAL}{_ROUGH}(?:万|亿)?(?:元|块钱|美元|欧元|英镑|日元|港元|港币|人民币)|免费|免收|不收费",
    Kind.CLOCK: r"\d{1,2}[:：]\d{2}|[〇零一二两三四五六七八九十\d]+[时点](?:整|半|\d+分)?",
    Kind.SHARE: rf"\d[\d.]*[%％‰]|百分之{_NUMERAL}|{_NUMERAL}(?:个百分点|倍|成)|{_NUMERAL}分之{_NUMERAL}|\d+比\d+",
    Kind.ORDINAL: rf"第{_NUMERAL}|首[次届个]|\d+强|[冠亚季]军|[金银铜][牌奖]|[特一二三]等奖|榜首|居首",
    Kind.DURATION: rf"(?!\d{{4}}年){_NUMERAL}{_ROUGH}(?:个?半?"
    rf"(?:年(?!\d|[度底初末])|天|小时|分钟|秒|周(?!岁)|星期|昼夜|学期|世纪)|个半?月|日[以之]?内)|(?:为期|历时|持续|连续){_NUMERAL}[日月]",
    Kind.LENGTH: rf"{_NUMERAL}{_ROUGH}\s?"
    r"(?:公[里分]|千米|[厘毫]?米|海里|英?[里尺寸吋]|[丈度层级]|光年|℃|(?i:[ckm]?m)(?![a-z]))",
    Kind.AGE: rf"{_NUMERAL}[多余]?周?岁|\d0后|\d{{4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?出?生|生于",
    Kind.DATE: r"\d{1,4}年|\d{1,2}月|\d{1,2}[日号]|[〇零一二三四五六七八九十]+(?:月|日|年(?!级))|\d+世纪|年代"
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
    number = rf"(?!一[^十百千万亿]){_NUMERAL}{_ROUGH}[%％]?(?![年月日时点分])"
    if not counted:
        return (rf"(?P<it>{number}[^\W\d_])",)
    if counted in _PERSONS:
        return (rf"(?P<it>{number}[{_PERSONS}])",)
    before = rf"(?P<it>{number}[^\W\d_]{{0,5}}?{counted})"
    return (before,) if len(counted) == 1 else (before, rf"{counted}[^\W\d_]{{0,6}}?(?P<it>{number}[^\W\d_]?)")


@lru_cache(maxsize=64)
def _role(who: str) -> str:
    """What somebody is: a trade, an office or an age right before the name, or what is said of it after it."""
    office = rf"[{CJK}]{{0,8}}[长员师者家记任席裁工民农手人授理生主官警医总](?:[(（][^()（）]{{1,8}}[)）])?"
    return rf"(?:{office}|\d+岁的){who}|{who}(?:[^。；！？，,\n]{{0,4}}(?:是|系|任|担任|为)|[,，](?:男|女|\d+岁))"
