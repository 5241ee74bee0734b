from __future__ import annotations

import pytest

from qa.question.expect import Expected, Kind, expected
from qa.question.forms import mentions, missing_in


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
        (Expected(Kind.MONEY), "售价 8999 元起", ["8999 元"]),
        (Expected(Kind.DURATION), "续航 44 小时", ["44 小时"]),
        (Expected(Kind.NUMBER, "摄像头"), "有 45 个摄像头", ["45 个摄像头"]),
        (Expected(Kind.NUMBER, ""), "定于 8 月发布", []),
        (Expected(Kind.NUMBER, ""), "2031年8月9日8点30分起,至10:45,历时1.2小时", ["1.2小"]),
        (Expected(Kind.NUMBER, ""), "使用率28%,水温23~28℃,排名第51。", ["28%", "23", "28℃", "51"]),
        (Expected(Kind.NUMBER, ""), "基数为100点,人口12,000。", ["100", "12,000"]),
        (Expected(Kind.NUMBER, ""), "只有一个机场,有一根崭新的斜拉索", ["一个"]),
        (Expected(Kind.DATE), "8 月 14 日发布", ["8 月", "14 日"]),
        (Expected(Kind.CLOCK), "8 月 14 日 19 时开始", ["19 时"]),
        (Expected(Kind.SHARE), "增长 4.7 %", ["4.7 %"]),
        (Expected(Kind.OPEN), "什么都可能是答案", []),
    ],
)
def test_where_a_text_has_it(wanted: Expected, text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in mentions(wanted, text)] == words


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("校长的妻子是谁", "校长昨日到任。", True),
        ("校长的妻子是谁", "校长和妻子昨日到任。", False),
        ("他的母亲是谁", "他是第四子,母卢氏。", False),
        ("他的儿子是谁", "他的女儿叫小满。", True),
        ("大桥多高", "大桥全长642米。", False),
        ("大桥多高", "大桥很高。", True),
        ("门票多少钱", "门票涨了一成。", False),
        ("门票多少钱", "单价(元):门票10,茶5。", False),
        ("门票多少钱", "門票10億日圓。", False),
        ("门票多少钱", "2031年5月凭门票入馆。", True),
        ("义诊来了几个医生", "10月9日,社区请来医生义诊。", True),
        ("义诊来了几个医生", "义诊摆开五张桌子。", False),
        ("工期多长时间", "工期三個月。", False),
        ("提前几天预约", "团队须提前6日预约。", False),
        ("效力多久", "前后效力一个半赛季。", False),
        ("护照多快能办好", "护照七天办好。", False),
        ("关了几天", "当事人被行政拘留5日。", False),
        ("停业多少天", "责令停业整顿60日。", False),
        ("关了几天", "当事人5日被行政拘留。", True),
        ("距今多少年", "距今约3750年。", False),
        ("有几个机场", "只有一个机场。", False),
        ("有几个机场", "机场有崭新的塔台。", True),
        ("河上有几座桥", "河上有一座桥。", False),  # may be how many, or just its article
        ("比分是多少", "最终以58:107负于客队。", False),
        ("姚平得了多少分", "姚平全场得到28分。", False),
        ("死了几个人", "事故造成一人死亡。", False),
        ("伤了多少人", "事故未造成人员受伤。", False),
        ("图书馆几点关门", "图书馆24小时开放。", False),
        ("哪天起免费开放", "大桥元旦起免费开放。", False),
        ("哪天起封闭", "大桥今起封闭。", False),
        ("停水多长时间", "停水时间为6月3日8时至17时。", False),
        ("供电热线是多少", "请拨打95598。", False),
        ("这是全市第几家", "这是全市首家。", False),
        ("支持率多少", "支持率28%。", False),
        ("支持的占比是多少", "大家都支持。", True),
        ("支持的占比是多少", "支持的过半。", False),
        ("支持的占比是多少", "100人里有28人支持。", False),
        ("大桥哪天通车", "大桥将要通车。", True),
        ("大桥哪天通车", "大桥12月6日通车。", False),
        ("大桥哪天通车", "大桥同日通车。", False),
        ("大桥什么时候通车", "大桥将要通车。", False),
        ("通车的报道是哪天登的", "大桥将要通车。", False),
        ("停水的是几号楼", "停水的是最后一栋。", False),
        ("几天办结", "10个工作日内办结。", False),
        ("工期多长时间", "工期很紧,2031年完工。", True),
        ("托管班收费吗", "托管班教游泳。", True),
        ("托管班收费吗", "托管班不收取费用。", False),
        ("托管班要不要钱", "托管班免费。", False),
        ("停车收费吗", "停车场即日起开始收费。", False),
        ("公园要买票吗", "公园已取消门票。", False),
        ("星期几闭馆", "馆内很静。", True),
        ("星期几闭馆", "周一闭馆。", False),
    ],
)
def test_what_cannot_answer(question: str, text: str, missing: bool) -> None:
    assert missing_in(expected(question), text) is missing


def test_a_share_may_say_what_is_paid_but_is_no_price() -> None:
    assert not missing_in(expected("橘子补贴多少钱"), "补贴三成。", "橘子补贴多少钱")
    assert missing_in(expected("橘子卖多少钱"), "涨了三成。", "橘子卖多少钱")
    assert not missing_in(expected("橘子价格涨了多少"), "涨了三成。", "橘子价格涨了多少")
    assert not missing_in(expected("外卖抽成费用是多少"), "抽成18%。", "外卖抽成费用是多少")
