from __future__ import annotations

import pytest

from qa.question.expect import Expected, Kind, expected, mentions


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("咨询电话是多少？", Kind.PHONE),
        ("报修打哪个电话", Kind.PHONE),
        ("食堂电话", Kind.PHONE),
        ("热线的旧址在哪里", Kind.PLACE),
        ("塔有多高", Kind.LENGTH),
        ("大桥的高度受到谁的关注", Kind.PERSON),
        ("停水到几点恢复", Kind.CLOCK),
        ("规定的核心有哪几点", Kind.NUMBER),
        ("补贴有多高", Kind.MONEY),
        ("就业率多高", Kind.SHARE),
        ("加装电梯最高补助多少钱？", Kind.MONEY),
        ("大桥总投资有多大", Kind.MONEY),
        ("火灾起数下降的比例是多少", Kind.SHARE),
        ("这是第几届春茶节？", Kind.ORDINAL),
        ("哪一届春茶节人最多", Kind.ORDINAL),
        ("早餐几块钱", Kind.MONEY),
        ("去年的利润是多少", Kind.MONEY),
        ("换索花了多少天", Kind.DURATION),
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
    assert expected("易守年的徒弟叫什么？") == Expected(Kind.PERSON, "徒弟")


@pytest.mark.parametrize(
    ("wanted", "text", "words"),
    [
        (Expected(Kind.PHONE), "请拨打62819900或12345咨询", ["62819900", "12345"]),
        (Expected(Kind.PHONE), "获赞2000余次", []),
        (Expected(Kind.MONEY), "最高给予50万元资助", ["50万元"]),
        (Expected(Kind.MONEY, "票"), "成交1260万元", []),
        (Expected(Kind.MONEY, "票"), "每张票20元", ["20元"]),
        (Expected(Kind.CLOCK), "每天6时至22时开放", ["6时", "22时"]),
        (Expected(Kind.NUMBER, "名"), "我区15名少先队员获奖", ["15名"]),
        (Expected(Kind.NUMBER, "企业"), "吸引110余家企业参加", ["110余家企业"]),
        (Expected(Kind.NUMBER, "人"), "抓获嫌疑人19名,慰问老人", ["19名"]),
        (Expected(Kind.NUMBER, "床位"), "8月起新增床位320张", ["320张"]),
        (Expected(Kind.NUMBER, "花灯"), "挂起300盏手工花灯", ["300盏手工花灯"]),
        (Expected(Kind.NUMBER, "站"), "3月1日起设6座车站", ["6座车站"]),
        (Expected(Kind.AGE), "58岁的果农重438克", ["58岁"]),
        (Expected(Kind.AGE), "他1968年6月出生,1990年毕业", ["1968年6月出生"]),
        (Expected(Kind.ORDINAL), "他夺得冠军,去年是第三名", ["冠军", "第三"]),
        (Expected(Kind.PHONE), "请拨打120或写信给paper@example.org", ["120", "paper@example.org"]),
        (Expected(Kind.ROLE, "易守年"), "62岁的易守年上发条,易守年说好", ["62岁的易守年"]),
        (Expected(Kind.ROLE, "易守年"), "副局长(正科级)易守年", ["副局长(正科级)易守年"]),
        (Expected(Kind.ROLE, "易守年"), "易守年现任馆长", ["易守年现任"]),
        (Expected(Kind.NUMBER, "根"), "吊机把一根崭新的斜拉索提起,已换46根", ["46根"]),
        (Expected(Kind.NUMBER, "人"), "共有一百二十人参加", ["一百二十人"]),
        (Expected(Kind.NUMBER, "辆"), "活动吸引了众多居民", []),
        (Expected(Kind.LENGTH), "大桥1998年建成,全长642米,高约3丈,枪管长14 cm", ["642米", "3丈", "14 cm"]),
        (Expected(Kind.LENGTH), "总投资8600万元,占地30亩", []),
        (Expected(Kind.DATE), "12月6日恢复通车", ["12月", "6日"]),
        (Expected(Kind.DATE), "近日恢复通车", []),
        (Expected(Kind.DATE), "去年秋天开工", ["去年", "秋天"]),
        (Expected(Kind.DURATION), "2031年7月13日起封闭三个月,停水10天", ["三个月", "10天"]),
        (Expected(Kind.DURATION), "7日内答复,灯会为期五日,他干了34年", ["7日内", "为期五日", "34年"]),
        (Expected(Kind.SHARE), "师生比为1比3,占四分之一", ["1比3", "四分之一"]),
        (Expected(Kind.PERSON), "区长王建国到会讲话", ["王建国"]),
        (Expected(Kind.PERSON), "主讲人讲解了诈骗罪的定义", []),
        (Expected(Kind.NAME), '在"以案说法"直播间', ['"以案说法"']),
        (Expected(Kind.OPEN), "什么都可能是答案", []),
    ],
)
def test_where_a_text_has_it(wanted: Expected, text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in mentions(wanted, text)] == words
