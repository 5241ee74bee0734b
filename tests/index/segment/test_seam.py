from __future__ import annotations

from collections import Counter
from math import log

import pytest

from index.segment.seam import closeness, opening, seams, spans_word


@pytest.mark.parametrize(("left", "right"), [("4个集", "体受表彰"), ("图书", "馆开放"), ("闪亮登", "场的水鸟")])
def test_a_seam_inside_a_word(left: str, right: str) -> None:
    assert spans_word(left, right)


@pytest.mark.parametrize(("left", "right"), [("各部门", "开展"), ("新馆。", "开放"), ("", "开放"), ("共3", "层")])
def test_a_seam_between_words(left: str, right: str) -> None:
    assert not spans_word(left, right)


def test_runs_of_two_to_four_characters_are_counted() -> None:
    assert seams("水鸟 水鸟") == Counter({"水鸟": 2, "鸟水": 1, "水鸟水": 1, "鸟水鸟": 1, "水鸟水鸟": 1})
    assert seams("") == Counter()


def test_what_the_issue_has_seen_counts_and_what_is_judged_does_not() -> None:
    known = seams("看水鸟回家。看水鸟回家。")
    nothing = closeness("看水鸟", "回家", {})
    assert closeness("看水鸟", "回家", known) > closeness("看水鸟", "回家", known, here=1) > nothing
    assert closeness("看水鸟", "回家", known, here=2) == nothing


def test_two_characters_seen_once_more_weigh_as_much_as_their_weights_say() -> None:
    apart = closeness("甲，", "，乙", {"，，": 1}) - closeness("甲，", "，乙", {})
    assert apart == pytest.approx(0.65 * log(2))


@pytest.mark.parametrize(
    ("left", "likely", "unlikely"),
    [
        ("澄江大", "桥合龙", "的合龙"),
        ("于20", "31年", "年末"),
        ("采用Go", "lang编写", "来编写"),
        ("建成后，", "将免费", "，将免费"),
        ("志愿者协", "会成立", "成立了"),
    ],
    ids=["word", "number", "Latin word", "mark", "edge"],
)
def test_the_likelier_continuation_is_closer(left: str, likely: str, unlikely: str) -> None:
    assert closeness(left, likely, {}) > closeness(left, unlikely, {})


def test_a_paragraph_opens_as_others_of_its_issue_do() -> None:
    known = seams("桥建成了。据介绍，桥长二里。据介绍，桥面有灯。桥下通船。")
    assert opening("据介绍，新馆", known) > opening("介绍，新馆", known)
    assert opening("，新馆", known) < opening("介绍，新馆", known)
    assert opening("据介绍，", known, here=2) < opening("据介绍，", known)


def test_no_seam_counts_for_more_than_five_nats() -> None:
    known = seams("看水鸟回家。" * 50)
    assert closeness("看水鸟", "回家", known) == 5.0
