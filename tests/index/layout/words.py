"""Endless invented news of 澄江区: sentences, titles and names from a small vocabulary, by a seeded generator."""

from __future__ import annotations

from random import Random

PLACES = [
    "澄江区", "柳堤街道", "石桥镇", "东岸社区", "云岭村", "新港片区", "古渡口", "南坡水库", "青枫学校",
    "临江公园",
]  # fmt: skip
BODIES = [
    "区水务局", "街道办事处", "社区党委", "区图书馆", "园区管委会", "志愿服务队", "区教育局", "合作社",
    "文化馆", "交通部门",
]  # fmt: skip
PEOPLE = [
    "王小满", "李禾", "陈溪", "周砚", "吴青", "郑渡", "何苇", "孙乔",
]  # fmt: skip
TIMES = [
    "昨日", "近日", "今年以来", "3月12日", "上半年", "连日来", "本周", "去年底",
]  # fmt: skip
DEEDS = [
    "完成了", "启动了", "推进", "组织开展", "全面检查", "改造", "新建", "公布了", "验收了", "巡查",
]  # fmt: skip
THINGS = [
    "河道清淤工程", "老旧小区加装电梯", "春灌蓄水", "早稻育秧", "便民服务点", "阅读角", "防汛沙袋储备",
    "夜间公交线路", "果树嫁接培训", "校园营养餐", "地下管网", "口袋公园", "非遗展演", "创业贷款", "垃圾分类站",
    "湿地步道",
]  # fmt: skip
MANNERS = [
    "分三批", "按计划", "提前一个月", "连同居民", "会同有关单位", "一户一策", "逐条逐段", "采取错峰方式",
    "用两个月时间",
]  # fmt: skip
RESULTS = [
    "惠及居民{n}户", "总投资{n}万元", "新增泊位{n}个", "覆盖面积{n}亩", "受到群众欢迎", "为汛期做好了准备",
    "解决了多年的难题", "比去年同期增长{p}%", "让出行更加方便", "带动{n}人就业", "预计下月完工",
    "得到了各方支持",
]  # fmt: skip
SAYINGS = [
    "“路平了，灯亮了，心里也踏实了”", "“水渠通到田头，今年不愁了”", "“孩子放学有地方看书”",
    "“有事在家门口就能办”",
]  # fmt: skip
ROWS = ["{place}{deed}{thing}", "{thing}让{place}换了模样", "{body}{manner}{deed}{thing}", "{place}：{thing}进行时"]


def sentence(rng: Random) -> str:
    """One sentence with its stop."""
    said = {
        "time": rng.choice(TIMES), "place": rng.choice(PLACES), "body": rng.choice(BODIES), "deed": rng.choice(DEEDS),
        "thing": rng.choice(THINGS), "manner": rng.choice(MANNERS), "who": rng.choice(PEOPLE),
    }  # fmt: skip
    result = rng.choice(RESULTS).format(n=rng.randint(3, 9876), p=rng.randint(2, 60))
    patterns = [
        "{time}，{place}{body}{manner}{deed}{thing}，{result}。",
        "{body}负责人{who}介绍，{place}{manner}{deed}{thing}，{result}。",
        "在{place}，{thing}{manner}展开，{result}。",
        "{saying}，{place}居民{who}说，{body}{time}{deed}{thing}，{result}。",
        "据了解，{body}还将{manner}{deed}{thing}；{time}，{place}的同类工作{result}。",
    ]
    return rng.choice(patterns).format(**said, result=result, saying=rng.choice(SAYINGS))


def paragraph(rng: Random) -> str:
    """One to four sentences."""
    return "".join(sentence(rng) for _ in range(rng.choice([1, 1, 2, 2, 3, 4])))


def row(rng: Random, longest: int) -> str:
    """A line of a headline of at most ``longest`` characters, as long as it may be."""
    made = {_row(rng) for _ in range(60)}
    fitting = [text for text in sorted(made) if len(text) <= longest]
    return max(fitting, key=len, default=rng.choice(THINGS)[:longest])


def _row(rng: Random) -> str:
    words = {"place": PLACES, "deed": DEEDS, "thing": THINGS, "body": BODIES, "manner": MANNERS}
    return rng.choice(ROWS).format(**{name: rng.choice(choice) for name, choice in words.items()})
