"""Which places a question names (provinces, their cities, countries), and whether a text tells of others only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.question.asking import cuts

_PROVINCES = """
北京|天津|上海|重庆|香港|澳门|台湾
河北 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水
山西 太原 大同 阳泉 晋城 朔州 晋中 运城 忻州 临汾 吕梁
内蒙古 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 锡林郭勒 阿拉善
辽宁 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛
吉林 长春 四平 辽源 通化 白山 松原 白城 延边
黑龙江 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭
江苏 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
浙江 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
安徽 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
福建 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德
江西 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
山东 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 临沂 聊城 滨州 菏泽
河南 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源
湖北 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施
湖南 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西
广东 广州 深圳 珠海 汕头 佛山 韶关 湛江 肇庆 江门 茂名 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮
广西 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 崇左
海南 海口 三亚 三沙 儋州
四川 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山
贵州 贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南
云南 昆明 曲靖 玉溪 保山 昭通 丽江 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆
西藏 拉萨 日喀则 昌都 林芝 山南 那曲
陕西 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 商洛
甘肃 兰州 嘉峪关 金昌 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南
青海 西宁 海东 海北 黄南 果洛 海西
宁夏 银川 石嘴山 吴忠 固原
新疆 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 伊犁 伊宁 阿克苏 喀什 和田 塔城 阿勒泰
"""
"""A province a line, with its cities, without those that say something else as well (白银, 德州, 中卫)."""
_COUNTRIES = """
美国 纽约 华盛顿 洛杉矶 加州
英国 伦敦
法国 巴黎
德国 柏林
日本 东京 大阪 北海道
韩国 首尔
俄罗斯 莫斯科
乌克兰 基辅
朝鲜|印度|巴西|加拿大|澳大利亚|意大利|西班牙|葡萄牙|荷兰|比利时|瑞士|瑞典|挪威|芬兰|丹麦|奥地利|波兰|匈牙利|捷克|希腊|土耳其
伊朗|伊拉克|以色列|巴勒斯坦|叙利亚|沙特|卡塔尔|埃及|南非|尼日利亚|肯尼亚|埃塞俄比亚|泰国|越南|老挝|缅甸|柬埔寨|马来西亚
新加坡|印度尼西亚|菲律宾|巴基斯坦|阿富汗|哈萨克斯坦|蒙古国|墨西哥|古巴|阿根廷|智利|秘鲁|新西兰|欧盟|东盟
"""


def _province_of() -> dict[str, str]:
    """Each place, and the province that it lies in; a province or a country in itself."""
    known: dict[str, str] = {}
    for line in f"{_PROVINCES}{_COUNTRIES}".split("\n"):
        first, *cities = line.split() or ("",)
        known |= {name: name for name in first.split("|") if name} | dict.fromkeys(cities, first)
    return known


_PROVINCE_OF = _province_of()
_OTHER_WORD = re.compile(
    "长白山|朝鲜族|广安门|周口店|三明治|哈密瓜|大理[石寺]|新乡贤|四平方|开封[后前了]|和田径|松柏林|白俄罗斯"
)
"""Words that begin or end with a place's name and are none."""
_PLACE = re.compile(
    rf"(?:{'|'.join(sorted(_PROVINCE_OF, key=len, reverse=True))})(?![东西南北中]?路(?![况桥演段网]))"
    r"(?!.{0,4}(?:运会|奥会|世界杯|大学))"
)
"""A place, but no street (南京西路) and no university or games that are called by it."""
_LEAD = 200
"""Characters of an article, its headline first, that tell where it is; those further on may compare."""
_NEAR = 6
"""Characters on either side of a name by which it is seen to be a word: 保定 in 医保定点 is none."""


def places(folded: str) -> frozenset[str]:
    """The places that a folded question names, without a province one of whose cities it names.

    >>> sorted(places("安徽芜湖和杭州")), sorted(places("医保定点医院"))
    (['杭州', '芜湖'], [])
    """
    named = set(_named(folded))
    return frozenset(named - {_PROVINCE_OF[name] for name in named if _PROVINCE_OF[name] != name})


def elsewhere(asked: frozenset[str], folded: str) -> bool:
    """Tells an article of none of some places, and begins with another that neither holds one of them nor lies in one?

    >>> [elsewhere(frozenset({"芜湖"}), text) for text in ("安徽蚌埠", "安徽", "芜湖和蚌埠", "全市" * 99 + "和蚌埠")]
    [True, False, False, False]
    >>> elsewhere(frozenset({"安徽"}), "蚌埠")
    False
    """
    if not asked or any(name in folded for name in asked):
        return False
    others = set(_named(folded[:_LEAD])) - {_PROVINCE_OF[name] for name in asked}
    return bool(others) and not asked & {_PROVINCE_OF[name] for name in _PLACE.findall(folded)}


def _named(folded: str) -> Iterator[str]:
    """The places that a text names in words of their own."""
    clear = _OTHER_WORD.sub(lambda match: " " * len(match[0]), folded)
    for match in _PLACE.finditer(clear):
        first = max(0, match.start() - _NEAR)
        if match.start() - first in cuts(clear[first : match.end() + _NEAR]):
            yield match[0]
