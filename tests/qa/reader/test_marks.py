from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.marks import marks
from tests.qa.printed import printed


def marked(question: str, text: str) -> list[str]:
    return [text[start:end] for start, end in marks(question, printed(text), 0, len(text))]


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("大桥什么时候通车？", "大桥将于2031年12月6日通车。", ["2031年12月6日"]),
        ("灯会哪几天举行，时间是？", "灯会3月8日至10日举行。", ["3月8日至10日"]),
        ("图书馆几点开门？", "图书馆每天9时至17时开门。", ["9时至17时"]),
        ("加装电梯补贴多少钱？", "全区装了30部,每部补贴12万元。", ["12万元"]),
        ("报修电话是多少？", "站长说,报修电话62810077。", ["62810077"]),
        ("谁夺得冠军？", "王建国夺得冠军。", ["王建国"]),
        ("多少人参加跑步？", "跑步有300人参加,灯会有50盏灯。", ["300人"]),
        ("区体育馆在哪里？", "区体育馆位于青麓街道健行路5号。", ["青麓街道健行路5号"]),
        ("开幕式在哪里举行？", "开幕式在三槐镇橘香广场举行。", ["三槐镇橘香广场"]),
        ("午餐大荤套餐多少钱？", "早餐6元,午餐大荤套餐15元、小荤套餐12元。", ["15元"]),
        ("记录保持了多少年？", "他跑出4分02秒,打破保持19年的记录。", ["19年"]),
        ("占全天的比重有百分之几？", "夜间占34%。", ["34%"]),
    ],
)
def test_the_thing_asked_for(question: str, text: str, words: list[str]) -> None:
    assert marked(question, text) == words


def test_what_the_question_names_itself_is_not_marked() -> None:
    assert marked("12月6日通车的大桥什么时候封闭？", "大桥1月6日封闭,12月6日通车。") == ["1月6日"]


def test_a_question_that_anything_may_answer_marks_nothing() -> None:
    assert marked("怎么报名？", "3月5日起网上报名。") == []
    assert marked("为什么推迟？", "因连续下雨,推迟3天。") == []


def test_marks_are_offsets_into_the_article_and_inside_the_quotation() -> None:
    article = printed("早餐6元。午餐15元。")
    assert marks("午餐多少钱？", article, 5, 11) == ((7, 10),)


_QUESTIONS = st.sampled_from(
    ["什么时候？", "多少钱？", "谁？", "在哪里？", "哪家公司？", "几点？", "多少人？", "怎么办？"]
)


@given(question=_QUESTIONS, text=st.text(alphabet="在区局路1２3年月日元人名王建国公司广场，。、至\n", max_size=40))
def test_marks_lie_in_order_inside_the_quotation(question: str, text: str) -> None:
    article = printed("灯" + text)
    found = marks(question, article, 1, len(article.text))
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(1 <= start < end <= len(article.text) for start, end in found)
