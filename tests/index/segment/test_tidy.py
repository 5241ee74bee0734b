from __future__ import annotations

import pytest

from index.document import Edit
from index.segment import segment
from index.segment.tidy import tidy
from tests.index.segment.printing import issue_of_lines


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("<p>新馆<b>昨日</b>开放。</p><br/>", "　　新馆昨日开放。"),
        ("&nbsp;&nbsp;新馆&ldquo;昨日&rdquo;开放&#12290;", "  新馆“昨日”开放。"),
        ('<span style="x">新馆</span>开放', "新馆开放"),
        ("若 a<b，且 b>c，则 <一> 与 <x> 不变 AT&T", "若 a<b，且 b>c，则 <一> 与 <x> 不变 AT&T"),
        ("<td>12</td><td>9</td>", "12 9"),
        ("<!-- 文章开始 -->新馆开放", "新馆开放"),
        ("〖BT1〗〖HT2XBS〗新馆〖KG2〗开放〖HT〗，见〖链接〗", "新馆 开放，见〖链接〗"),
        ("〖BT(〗新馆开放〖BT)〗〖HT5”SS〗", "新馆开放"),
        ("<font size='3'>12</font><font size='3'>9</font>枚，10<sup>5</sup>", "12 9枚，10 5"),
    ],
)
def test_known_tags_and_entities_go_and_figures_stay_apart(text: str, tidied: str) -> None:
    assert tidy(text).split() == tidied.split()
    assert tidy(text).startswith(tidied[:2]) or not tidied[:1].isspace()


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("　　县 人 大 8 月 1 2 日 召 开 会 议 。", "　　县人大8月12日召开会议。"),
        ("县 人 大 召 开  第 二 次 会 议", "县人大召开 第二次会议"),
        ("王 小 满 李 禾", "王 小 满 李 禾"),
        ("名 次 金 牌 银 牌 铜 牌 1 9 7", "名 次 金 牌 银 牌 铜 牌 1 9 7"),
        ("学思想 强党性 重实践 建新功", "学思想 强党性 重实践 建新功"),
    ],
)
def test_a_line_whose_characters_stand_alone_is_closed_up(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@pytest.mark.parametrize("rule", ["————————", "* * *", "=====", "＝＝＝", "　　■■■■"])
def test_a_rule_between_articles_is_a_blank_line(rule: str) -> None:
    assert tidy(rule) == ""
    text = "昨日，新馆开放，读者很多，周末照常。"
    rows = ["新馆开放", f"本报讯（记者 张丽）{text}", rule, "渡口恢复通航", f"本报讯（记者 李禾）{text}"]
    assert [each.title for each in segment(issue_of_lines(rows))] == ["新馆开放", "渡口恢复通航"]


@pytest.mark.parametrize("text", ["——", "……", "—— 澄江见闻", "★ 新馆 ★"])
def test_marks_beside_words_are_no_rule(text: str) -> None:
    assert tidy(text) == text


def test_characters_that_nobody_sees_go_but_inside_words() -> None:
    assert tidy("\u3000\u3000\u200b新馆\u200c昨日开放\ufeff ") == "\u3000\u3000新馆\u200c昨日开放 "
    assert tidy("\u3000\u200b") == "\u3000"


def test_what_was_tidied_is_listed() -> None:
    (article,) = segment(issue_of_lines(["<b>新馆开放</b><br>", "", "<p>本报讯（记者 张丽）昨日，新馆开放。</p>"]))
    assert (article.title, article.text) == ("新馆开放", "昨日，新馆开放。")
    before = "<p>本报讯（记者 张丽）昨日，新馆开放。</p>"
    assert article.edits == (Edit("tidied", before, "昨日，新馆开放。", (3,), 0, 8),)
