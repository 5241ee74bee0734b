from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.fillers import without_fillers


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("我记得看过一篇讲望潮大桥的，花了多少钱", "望潮大桥的，花了多少钱"),
        ("我上次看到一条新闻说望潮大桥换了拉索，多少根", "望潮大桥换了拉索，多少根"),
        ("好像之前记得有篇报道写望潮大桥，哪天的", "望潮大桥，哪天的"),
        ("印象里有一则消息关于春茶节，在哪办", "春茶节，在哪办"),
        ("听说春茶节改期了，几号开", "春茶节改期了，几号开"),
        ("前几天听人说起春茶节，几号开", "春茶节，几号开"),
        ("请问一下春茶节几号开", "春茶节几号开"),
        ("你好，我想打听一下春茶节几号开", "你好，春茶节几号开"),
        ("想了解春茶节的门票", "春茶节的门票"),
        ("麻烦您帮我查一下春茶节几号开", "春茶节几号开"),
        ("你知道春茶节几号开吗", "春茶节几号开吗"),
        ("发布会上说的那个措施有几条", "发布会上措施有几条"),
        ("望潮大桥那些拉索是谁换的", "望潮大桥拉索是谁换的"),
        ("那个年轻人是谁", "年轻人是谁"),
        ("春茶节一共来了多少人", "春茶节来了多少人"),
        ("总共大概几天", "几天"),
        ("大约差不多有几天", "有几天"),
        ("望潮大桥到底花了多少钱来着", "望潮大桥花了多少钱"),
        ("究竟谁夺冠", "谁夺冠"),
        ("其实好像据说桥修好了？", "桥修好了？"),
        ("春茶节具体在哪办", "春茶节在哪办"),
        ("偷茶的最后判了几年", "偷茶的判了几年"),
        ("漏水的路灯后来怎么处理的", "漏水的路灯怎么处理的"),
        ("桥通车了嘛？", "桥通车了？"),
        ("几号开呗", "几号开"),
    ],
)
def test_what_is_only_said_beside_a_question_is_no_part_of_it(said: str, asked: str) -> None:
    assert without_fillers(said) == asked


@pytest.mark.parametrize("piece", "个件款场座位家种起项台所支批轮名辆栋")
def test_what_points_at_a_thing_is_no_part_of_a_question(piece: str) -> None:
    assert without_fillers(f"望潮那{piece}东西在哪") == "望潮东西在哪"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "我听说",
            "我之前看过",
            "我们以前读到过一则消息是讲",
            "隐约记得",
            "好像听过",
            "印象中有条新闻说",
            "前几天见过一篇文章写",
        ),
        *(
            "请问",
            "我想咨询一下",
            "想请教",
            "我想知道",
            "我们想找一下",
            "想要查一下",
            "请介绍一下",
            "给我讲一下",
            "帮忙搜一下",
        ),
        *("说一下", "您知道", "你们知道"),
    ],
)
def test_what_leads_up_to_a_question_is_no_part_of_it(said: str) -> None:
    assert without_fillers(f"{said}望潮大桥几号通车") == "望潮大桥几号通车"


@pytest.mark.parametrize(
    "after", ["怎么修的", "有没有修", "判给了谁", "赔了几万", "罚了几万", "花了几万", "卖给了谁", "处理了吗"]
)
def test_at_last_is_no_part_of_what_is_asked(after: str) -> None:
    assert without_fillers(f"望潮大桥最后{after}") == without_fillers(f"望潮大桥后来{after}") == f"望潮大桥{after}"


@pytest.mark.parametrize(
    "question",
    [
        "这个月几号开节",
        "那个年代的桥",
        "那些年通车的桥",
        "那个时候谁当镇长",
        "这个世纪建的桥",
        "那个星期停水吗",
        "那一个小时下了多少雨",
        "那年通车的桥",
        "火烧到底部了吗",
        "能进行到底吗",
        "刹那间停电几次",
        "他被这辆车撞了吗",
        "是由那个队夺冠吗",
        "大概率下雨吗",
        "每一共享单车点停几辆",
        "具体化的措施有几条",
        "具体地址",
        "好像素的相机多少钱",
        "据说明书怎么装",
        "那座谈会几号开",
        "那家长会几号开",
        "那台风几号登陆",
        "那项目花了多少钱",
        "那位置在哪",
        "那起诉状是谁写的",
        "那轮船哪天下水",
        "那名单有几人",
        "那支付方式有几种",
        "总共和国几个",
        "最后一班车几点",
        "看过病的人有多少",
        "以前看到的桥叫什么",
        "记得住的乡愁是什么",
        "上次看到白鹭是哪天",
        "拆桥干嘛",
        "夜里起来着火的是哪",
        "“到底”是什么意思",
        "《那个夏天》是谁写的",
        "那个",
    ],
)
def test_words_that_only_look_like_it_stay(question: str) -> None:
    assert without_fillers(question) == question


@given(st.text("那这个些座到底一共大概来着我记得桥《》“”，", max_size=12))
def test_something_is_always_left(question: str) -> None:
    assert bool(without_fillers(question)) == bool(question)
