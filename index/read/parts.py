"""What the lines of page furniture are made of: a paper's name, a day, a page, who made it, how to reach it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text import CJK, nfkc
from index.text.names import either_script
from index.text.numerals import NUMERAL
from index.text.printed import DAY, DUTY, STAFF

_C = r"\s*[：:]\s*"
OR = r"\s*[：:/]\s*"
_ROLE = (
    # Names must follow, so words that open a headline too (统筹, 美术) may stand here.
    f"(?:{DUTY}|一审|二审|三审)*(?:{STAFF}|图编|组版|排版|审校|编审|制图|美术|统筹|监制|签发)"
)
_REVIEW = "(?:[一二三初复终]审|审核|责校)"
_NAME = rf"(?!{_ROLE}|{_REVIEW}|电话|热线|传真|邮箱)(?:[{CJK}]{{2,4}}|[{CJK}]\s+[{CJK}])(?![{CJK}：:])"
_NAMES = rf"{_NAME}(?:[\s、,，/／]+{_NAME}){{0,3}}"
_WHOSE = "(?:本报|本版|编辑部|报社|广告|发行|新闻|投稿|读者|订阅|投递|印刷|监督|服务|总编室|办公室|采编)*"
_PHONE = r"[\d()（）-]{5,}(?:[\s、,，/／转—-]+\d[\d()（）-]{2,})*"
_THEME = "(?:要闻|新闻|综合|民生|副刊|广告|专版|专题|专刊|特刊|时政|经济|文化|教育|体育|国内|国际|理论|法治)"
_SECTION = either_script(rf"[{CJK}]{{0,4}}{_THEME}")
_TOOL = "往期回顾|打印|收藏|关闭|默认|放大|缩小|微信|微博|QQ空间|朋友圈"
_WEB = (
    r"[上下]一[篇版期]|返回(?:首页|目录|列表|顶部)|(?:版面|标题)(?:导航|目录|概览)|您?(?:当前|现在)的?位置\s*[:：]\s*首页|分享到"
    r"|版权所有[^。]{0,40}|未经[^。]{0,12}不得[^。]{0,6}转载|点击[上下]方[^。]{0,12}关注[^。]{0,8}|点[“\"]?(?:在看|赞)[^。]{0,16}"
    r"|阅读\s*\d+(?:\s*(?:点?赞|在看|转发|分享|收藏)\s*\d+)+"
)
"""What stands around an article on the page of a site or a public account; of tools there are several in a line."""
_NO_PAPER = r"(?!\w*[捷喜预通海警举申回情填播公简][报報])"
SIDE = rf"(?:[A-Z]?\d{{1,3}}|[{NUMERAL}]{{1,3}}|[头頭])"
_PARTS: tuple[tuple[str, str], ...] = (
    ("date", rf"(?:出版(?:日期|时间){_C})?(?P<date>{DAY}|\d{{4}}([-./])\d{{1,2}}\2\d{{1,2}}(?!\d))"),
    ("page", r"星期[一二三四五六日天]\s+(?P<page>[A-Z]?\d{1,2})$"),
    (
        "weekday",
        r"(?:星期|周)[一二三四五六日天](?!\w)|(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)(?![A-Za-z])\.?",
    ),
    (
        "lunar",
        rf"农历\s*[{CJK}]{{2,12}}(?!\w)|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年\s*[{CJK}]{{3,6}}(?!\w)",
    ),
    ("total", r"总\s*第?\s*(?P<edition>\d+)\s*期(?![^\W第])"),
    ("edition", r"第\s*(?P<edition>\d+)\s*[期号](?![^\W第])"),
    ("pages", rf"(?:今日|本期|全刊)\s*共?\s*(?:\d{{1,3}}|[{NUMERAL}]{{1,3}})\s*版(?!\w)|共\s*\d{{1,3}}\s*版(?!\w)"),
    ("staff", rf"(?:[A-Z]?\d{{1,2}}\s*版)?{_ROLE}(?:{OR}|\s+){_NAMES}"),
    ("staff", rf"{_REVIEW}{OR}{_NAMES}"),
    ("page", r"第?\s*(?P<page>[A-Z]?\d{1,3})\s*版\s*[：:]\s*(?P<section>[^\s，。！？；：:,;!?]{1,12})(?!\S)"),
    ("page", rf"第?\s*(?P<page>[A-Z]?\d{{1,3}})\s*版(?P<section>{_SECTION})?(?!\w)"),
    ("page", rf"第?\s*(?P<page>[{NUMERAL}]{{1,3}}|[头頭])\s*版(?:{_C})?(?P<section>{_SECTION})?(?!\w)"),
    ("page", rf"第?\s*(?P<page>[A-Z]?\d{{1,3}}\s*[-—–~、]\s*[A-Z]?\d{{1,3}})\s*版(?P<section>{_SECTION})?(?!\w)"),
    ("page", rf"版[面次]{_C}第?\s*(?P<page>{SIDE})\s*版?(?!\w)"),
    ("page", rf"(?P<section>{_SECTION})[\s·|/]+(?P<page>[A-Z]\d{{1,2}}|\d{{2}})(?!\w)"),
    ("page", rf"(?P<page>[A-Z]\d{{1,2}}|0\d)[\s·|/]*(?P<section>{_SECTION})(?!\w)"),
    ("page", rf"(?P<page>\d{{2}})[\s·|/]+(?P<section>{_THEME})(?!\w)"),
    ("page", r"(?P<section>中缝)(?!\w)"),
    ("code", r"(?:[Pp](?:age)?[ ._-]?(?P<page>\d{1,3})|(?P<code>[A-Z]\d{2}))(?!\w)"),
    ("registered", r"(?:国内)?(?:统一)?(?:连续出版物号|刊号)[\s：:]*(?:CN)?[\s]*\d{2}\s*[-—–]\s*\d{4}(?:/\w+)?"),
    (
        "registered",
        rf"(?:准印证|出版许可证|邮发代号)号?[\s：:]*[{CJK}]{{0,6}}[\w()（）〔〕［］-]*\d[\w()（）〔〕［］-]*[号]?",
    ),
    ("registered", r"CN\s?\d{2}\s?[-—–]\s?\d{4}(?:/\w+)?"),
    ("contact", rf"{_WHOSE}(?:电话|热线|传真|(?i:tel))(?:{OR}|\s*){_PHONE}"),
    ("contact", rf"{_WHOSE}(?:邮箱|(?i:e-?mail))?(?:{_C}|\s*)[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+"),
    ("contact", rf"{_WHOSE}(?:网址|网站|官网)?(?:{_C}|\s*)(?i:https?://|www\.)[A-Za-z0-9./?=&%#_-]+"),
    ("contact", rf"邮(?:编|政编码){_C}\d{{6}}"),
    ("price", rf"(?:零售|全年|每份)?(?:定|订|售)?价{_C}\d+(?:\.\d+)?\s*元(?!\w)"),
    ("imprint", rf"(?:本报地址|社址|报社地址){_C}[^。！？!?\s]{{4,40}}"),
    ("imprint", rf"(?:主管|主办|主管主办|承印|印刷|出版|编辑出版|编印)(?:单位)?{_C}[{CJK}()（）]{{4,30}}"),
    ("organ", rf"[{CJK}]{{2,20}}(?:主管|主办|机关报|编印|出版)(?!\w)"),
    ("organ", r"[A-Z][A-Za-z' ]* (?i:daily|weekly|news|times|post|herald)\b"),
    ("web", rf"(?:{_WEB})(?!\w)"),
    ("tool", rf"(?:{_TOOL})(?!\w)"),
    (
        "paper",
        rf"《?(?P<paper>{_NO_PAPER}[{CJK}]{{1,7}}?(?:[报報]|周刊|週刊|周末))》?(?:(?:数字|电子)[报版])?(?![^\W\d])",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _PARTS)
_BETWEEN = re.compile(rf"(?:(?<=[{CJK}])-|[\s|｜>·•,，;；、：:/／●■□◆◇○―─—()（）\[\]【】]|[-=*#~_>]{{2,}})*")
_NAMED = re.compile(rf"(?P<section>[{CJK}·]{{2,8}})(?!\w)")
_SPACED = re.compile(rf"(?<=(?<!\S)[{CJK}]) (?=[{CJK}](?!\S))")
_MISREAD = re.compile(r"(?<=\d)[lI]|[lI](?=\d)"), re.compile(r"(?<=\d)[oO]")
"""A figure that a scan has as a letter: 1, 0."""


def as_meant(text: str) -> str:
    """Return a line narrow, its spaced-out words closed up, letters among figures read as figures.

    >>> as_meant("青 石 日 报　２０３ｌ年")
    '青石日报 2031年'
    """
    line = _SPACED.sub("", nfkc(text).strip())
    return _MISREAD[1].sub("0", _MISREAD[0].sub("1", line))


def parts_of(line: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the parts of a line by kind; a word between them is a ``name``, and what is nothing of all has no kind.

    >>> [(kind, match[0]) for kind, match in parts_of("澄江报 2031年3月12日 第3版 新声")]
    [('paper', '澄江报'), ('date', '2031年3月12日'), ('page', '第3版'), ('name', '新声')]
    """
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
