"""What a question names that a text may only have the like of: the next games, another bridge, another province.

A report on the sixteenth fair is as near to a question about the seventeenth as can be, and does not answer it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.text import CJK
from index.text.numerals import value, written

_FIGURE = "一二三四五六七八九十百"
_OF_MANY = "(?:[届路批轮线季]|期(?!间)|号(?=[线楼院门桥井馆厅站库船车]))"
_NUMBERED = re.compile(
    rf"第(?:\d+|[{_FIGURE}]+)(?![{_FIGURE}\d次回个天])|[a-z]+-?\d+|\d+(?:中|{_OF_MANY})|\d{{3,}}(?![\d年月日时点])"
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
_PLACES = """
北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北
湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾
广州 深圳 杭州 南京 武汉 成都 西安 苏州 郑州 长沙 沈阳 大连 青岛 济南 哈尔滨 长春 厦门
福州 合肥 昆明 南昌 贵阳 南宁 太原 石家庄 兰州 海口 三亚 乌鲁木齐 拉萨 西宁 银川 呼和浩特
宁波 无锡 常州 南通 徐州 扬州 佛山 东莞 珠海 中山 惠州 江门 汕头 湛江 烟台 潍坊 临沂
威海 温州 绍兴 嘉兴 金华 台州 泉州 漳州 洛阳 襄阳 宜昌 株洲 岳阳 桂林 柳州 北海 绵阳
遵义 大理 丽江 保定 唐山 邯郸 大同 包头 鞍山 延边 齐齐哈尔 赣州 九江 芜湖 美国 英国 法国
德国 日本 韩国 朝鲜 俄罗斯 乌克兰 印度 巴西 加拿大 澳大利亚 意大利 西班牙 葡萄牙 荷兰
比利时 瑞士 瑞典 挪威 芬兰 丹麦 奥地利 波兰 匈牙利 捷克 希腊 土耳其 伊朗 伊拉克 以色列
巴勒斯坦 叙利亚 沙特 卡塔尔 埃及 南非 尼日利亚 肯尼亚 埃塞俄比亚 泰国 越南 老挝 缅甸 柬埔寨
马来西亚 新加坡 印度尼西亚 菲律宾 巴基斯坦 阿富汗 哈萨克斯坦 蒙古国 墨西哥 古巴 阿根廷 智利
秘鲁 新西兰 欧盟 东盟
"""
_PLACE = re.compile("|".join(sorted(_PLACES.split(), key=len, reverse=True)))
"""Provinces, cities and countries that papers tell of everywhere."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a question names: of many by number (第三, 207路), of a kind by its name (望潮, 大桥), and places.

    Numbers that stand side by side (三中和四中) are one of ``numbers``.
    """

    numbers: tuple[tuple[str, ...], ...] = ()
    called: tuple[tuple[str, str], ...] = ()
    places: frozenset[str] = frozenset()

    @classmethod
    def of(cls, folded: str) -> Names:
        """The names in a folded question.

        >>> Names.of("第三届灯会和望潮大桥,青海")
        Names(numbers=(('第三',),), called=(('望潮', '大桥'),), places=frozenset({'青海'}))
        """
        called = [(match["name"], match["kind"]) for match in _CALLED.finditer(folded)]
        return cls(_side_by_side(folded), tuple(called), frozenset(_PLACE.findall(folded)))

    def number_missing(self, folded: str) -> bool:
        """Lacks a text one of the numbers, however written?"""
        return not all(_stands_in(number, folded) for numbers in self.numbers for number in numbers)

    def others(self, folded: str) -> bool:
        """Does an article tell of others only: of the next of many, of another place?

        A number by itself may have been told otherwise (3000万, 0.3亿), and so may the first (首届, 最大).
        """
        told = (numbers for numbers in self.numbers if not any(each.isdigit() or each in _FIRST for each in numbers))
        numbered = all(any(_stands_in(number, folded) for number in numbers) for numbers in told)
        placed = not self.places or any(place in folded for place in self.places) or not _PLACE.search(folded)
        return not (numbered and placed)

    def mistaken(self, words: str, around: str) -> bool:
        """Does a sentence (``words``) speak of another of a kind, and nothing ``around`` of the one asked about?"""
        return any(
            name not in around and any(match["kind"] == kind for match in _CALLED.finditer(words))
            for name, kind in self.called
        )


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


@lru_cache(maxsize=64)
def _ways(name: str) -> tuple[str, ...]:
    """Patterns of a name with its number in figures and in Chinese: 34中 and 三十四中, 207路 and 207、219路."""
    said = re.search(rf"\d+|[{_FIGURE}]+", name)
    if said is None:
        return (re.escape(name),)
    count = value(said[0]) or 0
    ways = dict.fromkeys((said[0], *((str(count), written(count)) if 0 < count <= 100 else ())))
    before, after = name[: said.start()], name[said.end() :]
    further = rf"(?:[、和及与,]第?[\d{_FIGURE}]+)*" if after else ""
    edge = "" if before else rf"(?<![\d{_FIGURE}])"
    return tuple(rf"{edge}{before}{way}(?![\d{_FIGURE}]){further}{after}" for way in ways)
