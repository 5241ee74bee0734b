from __future__ import annotations

import pytest

from qa.question.expect import Expected, Kind, expected


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("咨询电话是多少？", Kind.PHONE),
        ("报修打哪个电话", Kind.PHONE),
        ("哪些人可以打社保中心的电话", Kind.PERSON),
        ("黑鸟的数量为什么变少", Kind.REASON),
        ("数量减少的原因是什么", Kind.REASON),
        ("粮食价格产生了怎样的影响", Kind.OPEN),
        ("湖的面积是如何计算的", Kind.OPEN),
        ("奖金什么时候发放", Kind.DATE),
        ("罚款在哪里缴纳", Kind.PLACE),
        ("全市面积最大的公园是哪个", Kind.OPEN),
        ("费用可以报销吗", Kind.OPEN),
        ("停车怎么收费", Kind.MONEY),
        ("办证要交什么费用", Kind.MONEY),
        ("草鱼价格如何", Kind.MONEY),
        ("收费标准是什么", Kind.MONEY),
        ("联系方式是什么", Kind.PHONE),
        ("占比是什么意思", Kind.OPEN),
        ("奖金有没有发", Kind.OPEN),
        ("前几天的火灾是什么原因引起的", Kind.REASON),
        ("这几个人是谁", Kind.PERSON),
        ("有多少年轻人参加招聘会", Kind.NUMBER),
        ("用了多少天然气", Kind.NUMBER),
        ("多少周岁可以报名", Kind.NUMBER),
        ("几日内办结", Kind.DURATION),
        ("灯会有多热闹", Kind.OPEN),
        ("护照多快能办好", Kind.DURATION),
        ("停电影响有多大", Kind.OPEN),
        ("食堂电话", Kind.PHONE),
        ("热线的旧址在哪里", Kind.PLACE),
        ("塔有多高", Kind.LENGTH),
        ("大桥的高度受到谁的关注", Kind.PERSON),
        ("停水到几点恢复", Kind.CLOCK),
        ("规定的核心有哪几点", Kind.OPEN),
        ("雇员有哪几种", Kind.OPEN),
        ("那几年谁当校长", Kind.PERSON),
        ("这种数量叫什么", Kind.NAME),
        ("他在澄江大学获得了什么学位", Kind.OPEN),
        ("补贴有多高", Kind.MONEY),
        ("今年补贴多少部电梯", Kind.NUMBER),
        ("粮食会涨价百分之多少", Kind.SHARE),
        ("车位使用率多少", Kind.SHARE),
        ("星星的表面有多热", Kind.LENGTH),
        ("无人机能飞多快", Kind.LENGTH),
        ("就业率多高", Kind.SHARE),
        ("加装电梯最高补助多少钱？", Kind.MONEY),
        ("大桥总投资有多大", Kind.MONEY),
        ("火灾起数下降的比例是多少", Kind.SHARE),
        ("这是第几届春茶节？", Kind.ORDINAL),
        ("哪一届春茶节人最多", Kind.ORDINAL),
        ("早餐几块钱", Kind.MONEY),
        ("去年的利润是多少", Kind.MONEY),
        ("换索花了多少天", Kind.DURATION),
        ("车站建于几几年", Kind.DATE),
        ("鉴定费用由谁出", Kind.PERSON),
        ("他徒弟叫什么名字", Kind.PERSON),
        ("项目经理是谁", Kind.PERSON),
        ("党委书记是谁", Kind.PERSON),
        ("哪些单位参加了演练", Kind.ORGANISATION),
        ("封闭施工要多久？", Kind.DURATION),
        ("会长的任期有多长？", Kind.DURATION),
        ("大桥有多长？", Kind.LENGTH),
        ("隧道长度是多少", Kind.LENGTH),
        ("公园有多大？", Kind.NUMBER),
        ("罗桂枝今年多大？", Kind.AGE),
        ("他几岁了", Kind.AGE),
        ("易守年是谁", Kind.ROLE),
        ("易守年担任什么职务？", Kind.ROLE),
        ("大桥是谁设计的", Kind.PERSON),
        ("望潮大桥哪天通车", Kind.DATE),
        ("灯会在哪几天举行", Kind.DATE),
        ("共有多少人参加？", Kind.NUMBER),
        ("周几闭馆？", Kind.DATE),
        ("每周几节体育课？", Kind.NUMBER),
        ("二期几栋楼？", Kind.NUMBER),
        ("张三得票多少", Kind.NUMBER),
        ("火势多大了", Kind.NUMBER),
        ("安达鲁多大了？", Kind.AGE),
        ("学校收不收钱谁说了算？", Kind.PERSON),
        ("停车要不要钱？", Kind.MONEY),
        ("小孩要买票吗？", Kind.MONEY),
        ("为什么收费？", Kind.REASON),
        ("为什么推迟开通？", Kind.REASON),
        ("冠军是谁？", Kind.PERSON),
        ("主讲人叫什么名字？", Kind.PERSON),
        ("文旅局搬到哪里了", Kind.PLACE),
        ("哪家医院来义诊", Kind.ORGANISATION),
        ("直播间叫什么名字？", Kind.NAME),
        ("这种草又称为什么？", Kind.OPEN),
        ("反诈 江北城", Kind.OPEN),
        ("", Kind.OPEN),
    ],
)
def test_what_is_asked_for(question: str, kind: Kind) -> None:
    assert expected(question).kind is kind


def test_the_thing_counted_and_the_office_held() -> None:
    assert expected("现场检测了多少辆车？") == Expected(Kind.NUMBER, "辆")
    assert expected("医院有多少个床位") == Expected(Kind.NUMBER, "床位")
    assert expected("多少人参加") == Expected(Kind.NUMBER, "人")
    assert expected("有多少人点赞") == Expected(Kind.NUMBER, "人")
    assert expected("全区有多少人口") == Expected(Kind.NUMBER, "人口")
    assert expected("易守年是谁？") == Expected(Kind.ROLE, "易守年")
    assert expected("春茶节的票价是多少") == expected("湿地门票多少钱") == Expected(Kind.MONEY, "票")
    assert expected("二中的校长是谁？") == Expected(Kind.PERSON, "校长")
    assert expected("易守年的徒弟叫什么？") == expected("易守年的徒弟是谁") == Expected(Kind.PERSON, "徒弟")
    assert expected("易守年是谁的徒弟？") == expected("易守年的徒弟受谁重用") == Expected(Kind.PERSON)
