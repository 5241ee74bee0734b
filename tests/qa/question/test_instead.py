from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.instead import exchanged


def put(thing: str, question: str) -> str | None:
    """A question with ``thing`` put in, if it is."""
    found = exchanged(thing, question)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("question", "thing", "whole"),
    [
        ("图书馆周末几点开门", "工作日", "图书馆工作日几点开门"),
        ("春茶节有多少家企业参展", "去年", "春茶节去年有多少家企业参展"),
        ("运动会男子100米冠军是谁", "200米", "运动会男子200米冠军是谁"),
        ("停车费多少钱", "晚上", "停车费晚上多少钱"),
        ("《渡口的灯》讲的什么", "《桥上的人》", "《桥上的人》讲的什么"),
    ],
)
def test_a_time_a_measure_or_a_title_takes_the_place_of_its_own_kind(question: str, thing: str, whole: str) -> None:
    assert put(thing, question) == whole


@pytest.mark.parametrize(
    ("question", "thing", "whole"),
    [
        ("松岭区上半年出口多少", "进口", "松岭区上半年进口多少"),
        ("澄江一号什么时候发射", "澄江三号", "澄江三号什么时候发射"),
        ("地铁6号线什么时候开通", "7号线", "地铁7号线什么时候开通"),
        ("公交3路首班车几点", "5路", "公交5路首班车几点"),
        ("火灾造成几人受伤", "死亡", "火灾造成几人死亡"),
        ("城东小学校长是谁", "城西小学", "城西小学校长是谁"),
        ("成人票多少钱", "儿童票", "儿童票多少钱"),
        ("青石镇游泳馆几点开放", "云栈乡", "云栈乡游泳馆几点开放"),
        ("江北区区长是谁", "江南区", "江南区区长是谁"),
        ("清河街道有多少网格", "松岭街道", "松岭街道有多少网格"),
        ("寒潮要降温几度", "云栈乡", "云栈乡寒潮要降温几度"),
        ("青麓大桥哪年建成", "望潮大桥", "望潮大桥哪年建成"),
        ("柑橘每斤多少钱", "枇杷", "枇杷每斤多少钱"),
    ],
)
def test_a_name_takes_the_place_of_one_that_ends_alike_or_of_what_is_spoken_of(
    question: str, thing: str, whole: str
) -> None:
    assert put(thing, question) == whole


@pytest.mark.parametrize(
    ("question", "thing", "whole"),
    [
        ("区长是谁", "书记", "书记是谁"),
        ("荔枝产量多少", "价格", "荔枝价格多少"),
        ("上半年财政收入多少", "支出", "上半年财政支出多少"),
        ("谷清扬妻子叫什么", "女儿", "谷清扬女儿叫什么"),
        ("罗桂枝多大年纪", "女儿", "罗桂枝女儿多大年纪"),
    ],
)
def test_what_somebody_or_something_has_takes_the_place_of_what_is_asked_for(
    question: str, thing: str, whole: str
) -> None:
    assert put(thing, question) == whole


@pytest.mark.parametrize(
    ("question", "thing", "whole"),
    [
        ("低保标准是多少", "特困老人", "低保标准特困老人是多少"),
        ("老人免费乘车几岁", "学生", "学生免费乘车几岁"),
        ("医保报销比例是多少", "门诊", "医保报销门诊比例是多少"),
        ("游泳馆门票多少钱", "学生", "游泳馆门票学生多少钱"),
    ],
)
def test_a_part_of_what_is_asked_of_is_said_behind_it(question: str, thing: str, whole: str) -> None:
    assert put(thing, question) == whole


@pytest.mark.parametrize("thing", ["成交额", "地址", "书记", "女儿"])
def test_what_the_question_has_no_like_of_is_asked_of_its_subject(thing: str) -> None:
    assert exchanged(thing, "春茶节来了多少人") is None


def test_nothing_stays_of_what_was_put_in_before() -> None:
    question = "2031年度医保低保对象交多少"
    assert exchanged("新生儿", question, "低保对象") == ("2031年度医保新生儿交多少", ("2031年度医保", "交多少"))


words = st.text("那第二届年她女儿图书馆松岭大桥区长几点开放谁是多少的《》“” Ab1", max_size=20)


@given(words.map(str.strip).filter(bool), words, words)
def test_any_thing_is_put_into_any_question_or_not(thing: str, question: str, last: str) -> None:
    found = exchanged(thing, question, last)
    assert found is None or thing in found[0]
