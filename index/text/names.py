"""Names and roles in bylines: who wrote, who photographed, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from index.document import Author
from index.text import CJK, fold

_TRADITIONAL = str.maketrans(
    {
        s: f"[{s}{t}]"
        for s, t in zip(
            "记讯员实习评论编辑责对摄电报闻综广专题时经济体国际",
            "記訊員實習評論編輯責對攝電報聞綜廣專題時經濟體國際",
            strict=True,
        )
    }
)


def either_script(pattern: str) -> str:
    """Let the simplified characters of a pattern stand for the traditional ones too; not inside character classes."""
    return pattern.translate(_TRADITIONAL)


_ROLES = (
    "(?:特约|见习|实习|首席)?记者 通讯员 实习生 特派员 (?:特约)?评论员(?!\\s?(?:文章|观察|评论)) 观察员 读者 "
    "责任编辑 责编 美编 编辑 校对 作者 摄影(?!报道) 整理 制图 "
    r"(?:(?:一|二|三|初|复|终)审|审核|审校|审读|责校|编审|签发|监制|统筹|策划|版式|组版|撰文|撰稿)(?=\s*[:：/／])"
)
# A printed line may end inside a role (通 讯员), so white space may stand between its characters.
_ROLE = re.compile(
    "|".join(either_script(re.sub(rf"(?<=[{CJK}])(?=[{CJK}])", r"\\s?", role)) for role in _ROLES.split())
)
_DEED = re.compile(
    either_script(
        r"\s*[/／]?\s*(摄影报道|图文报道|参与采写|采写|摄影|报道|整理|供图|供稿|绘图|制图|摄|辑|文[/／]?图|图[/／]?文"
        rf"|(?:(?<=[/／])|(?<=[{CJK}]{{2}}\s))[文图])$"
    )
)
_MEDIUM = re.compile(r"(文[/／]?图|图[/／]?文|文字|图片|制图|摄影|文|图)(?:\s*[/／:：]\s*|\s+)")
_CREDITS = re.compile(
    rf"(?:(?<=[^文图][/／][文图摄])|(?<=[{CJK}]{{2}}\s[文图摄]))[\s、,，;；]+(?![文图])"
    r"|(?<![文图])[\s、,，;；]+(?=(?:文字|图片|摄影|文|图)\s*[/／:：]\s*(?![文图]))"
)
"""Between the credits of those who wrote and those who photographed."""
_PHOTO = frozenset(["摄影报道", "图文报道", "摄影", "摄", "供图", "文/图", "图/文", "文图", "图文", "图", "图片"])
_EMPLOYER = re.compile(r"(?:本[报報台]|[全融]媒体)$")
_CREW = re.compile(either_script("责任编辑|责编|美编|编辑|校对|.审|审|责校|编审|签发|监制|统筹|策划|版式|组版"))
_COMMENTATOR = re.compile(either_script("评论员|观察员"))
_COMMAS = "、,，;；"
_SEPARATOR = re.compile(rf"[\s{_COMMAS}]+")
_OFFICE = re.compile(
    rf"(?!.*[的了着在是由被把将丨]|.*[主承举协督查兴包]办$)[{CJK}·\d]{{1,24}}(?:委会|委员会|党委|工委|纪委|政协|人大|政府|办公室|办|局|厅|院|处|科|中心|馆|协会|学会|联合会|商会|公司|集团"
    r"|大学|学校|中学|小学|银行|街道|镇|乡|区|社区|村|课题组|编辑部|支部|党组|总队|支队|大队|企业|站|所|社|报|台|小组|指挥部)"
)
SURNAMES: Final = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
    "伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋甘景薄单包"
    "司柏宁柯阮桂闵解柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧宫苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠郜晏栾郁商蒙计喻揭窦迟"
    "敖糜鄢冷卓花仇艾蓝巩井练仲虞卞封竺冼官佟栗匡宗应巫鞠桑荆谌银明沙岑习胥蔺肖闫付代娜尚阿诸"
)
"""The characters that most names begin with."""
_DOUBLE = "欧阳司马上官诸葛皇甫尉迟公孙令狐慕容司徒夏侯东方南宫端木宇文长孙轩辕完颜赫连闻人独孤"
DOUBLE_SURNAMES: Final = frozenset(_DOUBLE[i : i + 2] for i in range(0, len(_DOUBLE), 2))
"""The surnames of two characters."""
_CAPITALS = (
    "北京|天津|上海|重庆|石家庄|太原|呼和浩特|沈阳|长春|哈尔滨|南京|杭州|合肥|福州|南昌|济南|郑州|武汉|长沙|广州|南宁|海口"
    "|成都|贵阳|昆明|拉萨|西安|兰州|西宁|银川|乌鲁木齐|深圳|香港|澳门|台北"
)
_SENT_FROM = re.compile(rf"\s*发自\s?[{CJK}]{{2,8}}$")
# Behind a name: what is spaced and begins like none, or ends as places do.
_PLACE = re.compile(
    rf"(?<=[{CJK}]{{2}})\s+(?:(?![{''.join(sorted(SURNAMES))}])[{CJK}]{{2,3}}|[{CJK}]{{1,4}}[省市县縣区區州镇鎮乡鄉村])$"
    rf"|(?<=[{CJK}]{{2}})\s*(?:(?:{_CAPITALS})[、/]?)+$"
)
_MEDIUM_NAME = re.compile(r"(?:媒体?|网)$")
_LONGEST_NAME = 3
"""Characters of a name that no role introduces: a paper's has more, as a rule."""


def is_office(text: str) -> bool:
    """Is the text nothing but the name of a body that signs articles: a bureau, a committee, a street office?

    >>> is_office("澄江区图书馆"), is_office("图书馆周末开放")
    (True, False)
    """
    return _OFFICE.fullmatch(text.strip()) is not None


def is_photo_credit(text: str) -> bool:
    """Does a byline name the photographer?"""
    parts = [(_DEED.search(part), _MEDIUM.match(part)) for part in _CREDITS.split(text.strip("（()） "))]
    return all((deed and fold(deed[1]) in _PHOTO) or (medium and fold(medium[1]) in _PHOTO) for deed, medium in parts)


def is_crew(author: Author) -> bool:
    """Did somebody make the page, as editors and proof-readers do, and not write what stands on it?"""
    return _CREW.match(author.role) is not None


def is_commentator(role: str) -> bool:
    """Does somebody in that role give the opinion of the paper?"""
    return _COMMENTATOR.search(role) is not None


def credited(text: str, *, strict: bool = True) -> tuple[Author, ...]:
    """Return the names that roles introduce; empty when the text holds anything else.

    ``strict`` asks for common surnames where no space parts a name from its role.

    >>> credited("本报记者 王小满 通讯员李 禾")
    (Author(name='王小满', role='记者'), Author(name='李禾', role='通讯员'))
    """
    credits = [_credit(part, strict) for part in _CREDITS.split(text.strip())]
    return tuple(author for authors in credits for author in authors) if all(credits) else ()


def _credit(text: str, strict: bool) -> tuple[Author, ...]:
    deed = _DEED.search(text)
    words = text[: deed.start()] if deed else text
    if medium := _MEDIUM.match(words):
        words = words[medium.end() :]
    roles = list(_ROLE.finditer(words))
    before = words[: roles[0].start()] if roles else ""
    unnamed = _without_role(before, medium[1] if medium else "作者")
    if not roles or not (unnamed or _is_prefix(before)):
        return _medium_names(words, medium, deed)
    found: list[Author] = []
    for role, following in zip(roles, [*roles[1:], None], strict=True):
        named = words[role.end() : following.start() if following else len(words)]
        named = _without_employer(named) if following else _without_place(named, deed)
        printed = "".join(role[0].split()) + (f"({deed[1]})" if deed and not following else "")
        spaced = not named[:1].strip() or named[:1] in ":：/／"
        if authors := names(named.lstrip(" \u3000:：/／"), printed, strict=strict and not spaced):
            found += authors
        elif named.strip():
            return ()
    if not found and fold(words) in {"本报记者", "新华社记者", "本报评论员"}:
        return (Author(words, "".join(roles[0][0].split())),)
    return (*unnamed, *found) if found else ()


def _without_role(before: str, role: str) -> tuple[Author, ...]:
    """Those who stand before the first role, with another (杨超 本报记者 李全民); a paper or a body is nobody."""
    employer = _SEPARATOR.split(before)[-1]
    found = names(before[: len(before) - len(employer)].rstrip(_COMMAS), role)
    people = all(
        len(author.name) <= _LONGEST_NAME and not is_office(author.name) and not _MEDIUM_NAME.search(author.name)
        for author in found
    )
    return found if people else ()


def _without_employer(named: str) -> str:
    """What is between two roles, without the employer of the second (王小满 本报)."""
    *others, last = _SEPARATOR.split(named)
    glued = _EMPLOYER.sub("", last)
    own = glued if _is_name(glued, strict=True) and not (any(others) and is_office(glued)) else ""
    return named[: len(named) - len(last)] + own


def _without_place(named: str, deed: re.Match[str] | None) -> str:
    """The names behind the last role, without where they wrote from: 李静 北京(报道), 李静 发自北京."""
    named = _SENT_FROM.sub("", named)
    return _PLACE.sub("", named) if deed and deed[0] == "报道" else named


def _is_prefix(text: str) -> bool:
    """May the text stand before a role, as a paper's name does?"""
    return re.fullmatch(rf"[{CJK}A-Za-z·/／《》]{{0,16}}", "".join(text.split())) is not None


def _medium_names(words: str, medium: re.Match[str] | None, deed: re.Match[str] | None) -> tuple[Author, ...]:
    """Names without a role: 图/王小满, 王小满 摄."""
    printed = medium[1] if medium else deed[1] if deed else None
    if not printed:
        return ()
    office = "".join(words.split())
    return names(words, printed) or ((Author(office, printed),) if is_office(office) else ())


def names(text: str, role: str, *, strict: bool = True) -> tuple[Author, ...]:
    """Return the names that a text consists of; empty when it holds anything else.

    ``strict`` asks for common surnames, where nothing but the name itself says that it is one; else the name of a body
    is one too.

    >>> names("王小满 李 禾", "作者")
    (Author(name='王小满', role='作者'), Author(name='李禾', role='作者'))
    """
    found: list[str] = []
    for listed in re.split(f"[{_COMMAS}]", text.strip()):
        found += _closed_up(listed.split())
    good = all(_is_name(name, strict) or (is_office(name) and not strict) for name in found)
    return tuple(Author(name, role) for name in found) if good else ()


def _closed_up(tokens: Iterable[str]) -> list[str]:
    """Names of two or three characters are printed with spaces inside, to be as wide as others (李 禾)."""
    found: list[str] = []
    for token in tokens:
        if found and (len(found[-1]) == 1 or (len(token) == 1 and len(found[-1]) == 2)):
            found[-1] += token
        else:
            found.append(token)
    return found


def _is_name(token: str, strict: bool) -> bool:
    if not re.fullmatch(rf"[{CJK}·]{{2,12}}", token):
        return False
    return "·" in token or (len(token) <= 4 and (not strict or fold(token[0]) in SURNAMES))
