from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.request import asks_contents, asks_reports, names_nothing, subject, wants_list


@pytest.mark.parametrize(
    ("text", "wanted", "reports"),
    [
        ("关于老街灯会有哪些报道？", True, True),
        ("關於老街燈會有哪些報道？", True, True),
        ("修钟人上过几次报纸？", True, True),
        ("有关灯会的新闻", True, True),
        ("灯会的消息登过几回？", True, True),
        ("灯会办过哪几届？", True, False),
        ("历年灯会来了多少人？", True, False),
        ("这条街搞过什么活动？", True, False),
        ("线路途经哪些站？", False, False),
        ("哪些人可以免费？", False, False),
        ("每年什么时候禁渔？", False, False),
        ("新闻发布会在哪里开？", False, False),
        ("谁主持《头条新闻》？", False, False),
        ("谁写了这篇报道？", True, True),
        ("《春到渡口》是谁写的？", True, True),
        ("灯会的报道由哪位记者采写", True, True),
        ("灯会这篇稿子的记者是谁", True, True),
        ("谁拍摄了灯会的照片", True, True),
        ("这本书的作者是谁", True, True),
        ("谁报道说大桥要封", False, False),
        ("春到渡口登在第几版", True, True),
        ("灯会的报道刊登在哪一期", True, True),
        ("灯会的消息是哪天见报的", True, True),
        ("灯会在哪天办", False, False),
        ("灯会登记在哪一天", False, False),
        ("谁写的字最好看", False, False),
        ("关于灯会的一篇报道是什么？", True, True),
        ("灯会的报道是哪篇？", True, True),
        ("停车难系列有几篇？", True, True),
        ("停车难第二篇的题目是什么？", True, True),
        ("老街记忆系列都写了什么？", True, True),
        ("调研成果②是哪一篇？", True, True),
        ("第二篇章何时开启？", False, False),
        ("古人用什么方式传递重要消息？", False, False),
        ("有没有报道过灯会？", True, True),
        ("灯会的事我们发过稿没有", True, True),
        ("咱们报过灯会吗？", True, True),
        ("灯会都报过什么？", True, True),
        ("灯会我们都报了哪些", True, True),
        ("区长报过名吗？", False, False),
        ("有没有登过这座山", False, False),
        ("有没有报过火警", False, False),
        ("考生都报了哪些志愿", False, False),
        ("有没有报道过灯会是哪天办的", False, False),
        ("我们报道过的灯会在哪天办", False, False),
    ],
)
def test_which_questions_want_a_list(text: str, wanted: bool, reports: bool) -> None:
    assert (wants_list(text), asks_reports(text)) == (wanted, reports)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("关于老街灯会有哪些报道？", "老街灯会"),
        ("有没有报道过老街灯会", "老街灯会"),
        ("老街灯会我们都报了哪些", "老街灯会"),
        ("7月中旬老街灯会的报道", "老街灯会"),
        ("7月老街灯会的报道", "7月老街灯会"),
        ("3月龄宝宝打疫苗有哪些报道", "3月龄宝宝打疫苗"),
        ("關於老街燈會有哪些報道？", "老街灯会"),
        ("记者写过几篇老城停车难的稿子？", "老城停车难"),
        ("修钟人上过几次报纸？", "修钟人"),
        ("哪些文章提到修钟人？", "修钟人"),
        ("修钟人在哪几篇报道里出现", "修钟人"),
        ("盘点一下新院区的建设历程", "新院区"),
        ("2032年3月有哪些关于医院的报道", "医院"),
        ("大桥哪天通车？", "大桥哪天通车"),
        ("哪些报道？", "哪些报道？"),
        ("《春到渡口》是谁写的？", "《春到渡口》"),
        ("春到渡口那篇文章的作者是谁", "春到渡口"),
        ("谁写了灯会的报道", "灯会"),
        ("灯会的照片是谁拍的", "灯会"),
        ("请先下载是谁写的", "先下载"),
        ("春到渡口登在第几版？", "春到渡口"),
        ("灯会的消息登在了哪一期的报纸上", "灯会"),
        ("《关于2031年灯会的报道》说了哪些事", "《关于2031年灯会的报道》 事"),
        ("灯会由哪位记者报道的", "灯会"),
        ("停车难系列有几篇？", "停车难系列"),
        ("停车难系列第二篇的题目是什么？", "停车难系列"),
        ("停车难系列第一篇是哪天登的？", "停车难系列"),
    ],
)
def test_what_a_list_is_about(text: str, expected: str) -> None:
    assert subject(text) == expected


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("第2版写了什么？", True),
        ("头版都登了些什么", True),
        ("2031年12月7日A1版有什么内容？", True),
        ("今天的报纸上说了什么？", True),
        ("這一期都刊登了哪些內容", True),
        ("都写了什么呀？", True),
        ("第2版关于大桥写了什么？", False),
        ("区长说了什么？", False),
        ("这一天有什么活动？", False),
        ("有什么好处？", False),
        ("谁写了什么？", False),
        ("本期有哪些内容？", True),
        ("这一期还登了什么别的？", True),
        ("创刊以来的一篇报道是什么？", True),
        ("报道是哪篇？", True),
        ("大桥的报道是哪一篇？", False),
        ("第2版是谁写的？", False),
        ("区里有什么大事？", True),
        ("发生了什么事？", True),
        ("什么照片？", True),
        ("上上期登了什么？", True),
        ("什么时候？", False),
        ("什么东西？", True),
        ("区里有什么医院？", False),
    ],
)
def test_what_a_page_or_a_day_has_is_a_list_of_all_of_it(text: str, nothing: bool) -> None:
    assert names_nothing(text) is nothing


def test_dates_said_over_and_over_are_read_at_once() -> None:
    assert not asks_reports("2031年12月6日" * 60)


@given(st.text(max_size=60))
def test_a_question_always_has_a_subject(text: str) -> None:
    assert bool(subject(text)) == bool(text)


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("最新一期登了什么？", True),
        ("第2版写了什么？", True),
        ("今天的报纸上有什么？", True),
        ("本期有哪些内容？", True),
        ("这一期还登了什么别的新闻？", True),
        ("有哪些报道？", False),
        ("第2版的大桥写了什么？", False),
        ("上一期的灯会登了什么？", False),
    ],
)
def test_what_an_issue_or_a_page_has(text: str, contents: bool) -> None:
    assert asks_contents(text) is contents
