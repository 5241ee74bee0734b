from __future__ import annotations

from dataclasses import replace

import pytest

from index.messages import speaking
from qa.answer import Filters
from qa.cite import plain
from qa.filters import chips
from qa.place import between, day, issue_line, period, said_day
from qa.question.turn import Turn
from tests.qa.test_compose import ARTICLE


def test_the_source_as_far_as_it_is_known() -> None:
    assert issue_line(ARTICLE) == "《澄江报》2031年12月7日第2版"
    assert issue_line(replace(ARTICLE, date="2031-12", page=None)) == "《澄江报》2031年12月"
    assert issue_line(replace(ARTICLE, date=None)) == "《澄江报》第2版（刊期待核）"
    assert issue_line(replace(ARTICLE, paper=None)) == "2031年12月7日第2版（报纸待核）"
    assert issue_line(replace(ARTICLE, paper=None, date=None, page=None)) == "刊期待核"


@pytest.mark.parametrize(
    ("label", "said"), [("12", "第12版"), ("第3版", "第3版"), ("要闻版", "要闻版"), ("副刊", "副刊")]
)
def test_a_page_with_a_name_of_its_own_is_called_by_it(label: str, said: str) -> None:
    named = replace(ARTICLE, page=label, title="新桥", kicker=None)
    assert issue_line(named) == f"《澄江报》2031年12月7日{said}"
    assert plain(named) == f"《新桥》，《澄江报》2031年12月7日{said}"
    assert chips(Filters(page=label)) == [said]
    turn = Turn("新桥？", f"据{issue_line(named)}《新桥》：“新桥通车。”[1]")
    assert turn.headline == "新桥"


def test_dates_are_said_as_readers_of_english_write_them() -> None:
    with speaking("en"):
        assert [said_day(words) for words in ("2030年12月17日", "2031年6月", "2031年", "2031年8月至10月", "昨日")] == [
            "17 December 2030",
            "June 2031",
            "2031",
            "2031年8月至10月",
            "昨日",
        ]
        assert [day("2031-05-03"), day("2031-05"), day("2031")] == ["3 May 2031", "May 2031", "2031"]
        assert between(day("2031-05"), day("2031-06")) == "May 2031 to June 2031"
        assert issue_line(ARTICLE) == "《澄江报》, 7 December 2031, page 2"
        assert issue_line(replace(ARTICLE, paper=None)) == "7 December 2031, page 2 (newspaper to be confirmed)"


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2031-01-02", "2031-09-07", "2031年1月2日至2031年9月7日"),
        ("2031-01-02", "2031-01-02", "2031年1月2日"),
        ("2030", "2031-06", "2030年至2031年6月"),
        (None, "2031-09-07", "截至2031年9月7日"),
        ("2031-01-02", None, "2031年1月2日以来"),
        (None, None, None),
    ],
)
def test_the_time_between_two_dates(since: str | None, until: str | None, words: str | None) -> None:
    assert period(since, until) == words
