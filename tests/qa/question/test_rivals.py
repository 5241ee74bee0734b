from __future__ import annotations

import pytest

from qa.question.rivals import Names


@pytest.mark.parametrize(
    ("question", "article", "others"),
    [
        ("第十七届博览会在哪里办", "第十六届博览会昨日开幕。", True),
        ("第十七届博览会在哪里办", "第17届博览会昨日开幕。", False),
        ("207路恢复了吗", "207路、219路恢复原线。", False),
        ("21路恢复了吗", "207路、219路恢复原线。", True),
        ("phone3卖多少钱", "Phone 3今日开售。".lower(), False),
        ("他1993-1996期间在哪里", "1993-1996,他在哈尔滨。", False),
        ("排名第一的码头是哪个", "最大的码头在城南。", False),
        ("他读什么大学", "望潮大学招生。", False),
        ("花了3000万吗", "总投资0.3亿元。", False),
        ("青海奖励多少", "甘肃最高奖励3万元。", True),
        ("青海奖励多少", "最高奖励3万元。", False),
        ("青海奖励多少", "甘肃、青海都有奖励。", False),
        ("第十二届和第十三届灯会哪个人多", "第十三届灯会来了9万人。", False),
        ("第十二届和第十三届灯会哪个人多", "第十一届灯会来了9万人。", True),
        ("三中和四中哪个大", "四中有36个班。", False),
        ("第十二届灯会的207路几点收车", "第十二届灯会昨日开幕。", True),
        ("8月3号停水吗", "8月3日停水。", False),
        ("贼第二趟换了什么车", "贼又来时骑了三轮车。", False),
        ("三号停水吗", "本月3日停水。", False),
        ("3号楼停水吗", "4号楼停水。", True),
        ("澄江二号掘进多少米", "澄江一号掘进1200米。", True),
        ("大桥多长", "甘肃一座大桥全长642米。", False),
        ("安徽芜湖贷款最高多少", "安徽蚌埠贷款最高50万元。", True),
        ("安徽芜湖贷款最高多少", "安徽贷款最高50万元。", False),
        ("浙江贷款最高多少", "杭州贷款最高50万元。", False),
        ("西藏飞上海的航班冒烟了吗", "航班从拉萨飞往上海。", False),
        ("芜湖贷款最高多少", "北海道贷款最高50万元。", True),
        ("07星何时发射", "06星今日发射。", True),
        ("4号机组何时吊装", "3号机组今日吊装。", True),
        ("b区补偿多少", "a区每户补偿500元。", True),
        ("春季班何时报名", "秋季班8月22日报名。", True),
        ("春季班何时报名", "报名8月22日开始。", False),
        ("夏季几点闭馆", "夏天21时闭馆,冬季17时闭馆。", False),
        ("下行线几点封闭", "上行线22时封闭。", True),
        ("行人在马路上行走罚多少", "以下行为罚50元:闯红灯。", False),
        ("3号楼停水吗", "3号、4号楼停水。", False),
        ("4号机组何时吊装", "四号发电机组今日吊装。", False),
        ("3号楼停水吗", "3#楼停水。", False),
        ("狮子座是12星座的第几个", "狮子座是第五个。", False),
        ("三轮车能上路吗", "电动车都要上牌。", False),
        ("芜湖植树多少棵", "推广安全植树法,植树3万棵。", False),
        ("复合肥多少钱一袋", "肥料每袋180元,产自山东。", False),
        ("新疆棉花收购多少吨", "新疆石河子收购棉花3万吨,运往北京。", False),
        ("芜湖贷款最高多少", "全市最高50万元。" * 30 + "高于蚌埠。", False),
        ("白俄罗斯队几比几", "队伍2比1胜德国队。", False),
        ("卡塔尔世界杯谁夺冠", "阿根廷夺冠。", False),
    ],
)
def test_an_article_that_tells_of_others_only(question: str, article: str, others: bool) -> None:
    assert Names.of(question).others(article) is others


@pytest.mark.parametrize(
    ("words", "around", "mistaken"),
    [
        ("望潮大桥1998年建成。", "望潮大桥1998年建成。", True),
        ("大桥1998年建成。", "大桥1998年建成。", False),
        ("该大桥1998年建成。", "该大桥1998年建成。", False),
        ("望潮大桥在下游。", "青麓大桥2003年建成。望潮大桥在下游。", False),
        ("望潮街道最近。", "望潮街道最近。", False),
    ],
)
def test_a_sentence_of_another_bridge_than_the_one_asked_about(words: str, around: str, mistaken: bool) -> None:
    assert Names.of("青麓大桥哪年建成").mistaken(words, around) is mistaken


@pytest.mark.parametrize(
    ("question", "words", "around", "mistaken"),
    [
        ("b区补偿多少", "a区补偿500元。", "b区也要搬。a区补偿500元。", False),
        ("b区补偿多少", "a区补偿500元。", "a区补偿500元。", True),
        ("6号线几点收车", "4号线22时收车。", "4号线22时收车。", True),
        ("6号线几点收车", "六号线22时收车。", "六号线22时收车。", False),
        ("8月3号楼上停水吗", "8月4号停水。", "8月4号停水。", False),
        ("phone3卖多少钱", "phone2卖8999元。", "phone2卖8999元。", False),
        ("春季班何时报名", "秋季班8月22日报名。", "秋季班8月22日报名。", True),
        ("207路几点收车", "乘客一路畅通,22时收车。", "乘客一路畅通,22时收车。", False),
        ("三中招多少学生", "招生600人,参加统一中考。", "招生600人,参加统一中考。", False),
        ("三轮谈判谈了什么", "新一轮谈判谈了关税。", "新一轮谈判谈了关税。", False),
        ("《渡口的灯》哪天演", "《桥下》19日上演。", "剧场排出新戏。《桥下》19日上演。", True),
        ("《渡口的灯》哪天演", "《桥下》19日上演。", "《渡口的灯》加演。《桥下》19日上演。", False),
        ("《渡口的灯》哪天演", "月末上演。", "《桥下》加演。月末上演。", False),
    ],
)
def test_a_sentence_of_another_number_title_or_season(question: str, words: str, around: str, mistaken: bool) -> None:
    assert Names.of(question).mistaken(words, around) is mistaken
