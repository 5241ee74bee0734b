from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer import Filters
from qa.web.search import Search, answering, limits, ordered, orders, pages, question_of, related, story, timeline
from tests.qa.web.archive import BRIDGE, FERRY, LIBRARY, UNDATED, hit, ranked

ANSWER = ranked("桥", [LIBRARY, UNDATED, BRIDGE, FERRY])


def test_an_address_says_what_is_asked_and_no_more() -> None:
    assert Search("桥").address == "search?q=%E6%A1%A5"
    assert Search("a&b", "date", current=2).address == "search?q=a%26b&sort=date&p=2"
    kept = Search("a", filters=Filters(since="2031-05", until="2031-06", page="3", soft=False))
    assert kept.address == "search?q=a&from=2031-05&to=2031-06&page=3&all=1"
    assert Search("a", filters=Filters()).address == "search?q=a&all=1"


def test_limits_of_an_address_take_the_place_of_the_questions_own() -> None:
    limited = Filters("2031-05", None, None, "澄江报", soft=False)
    assert Search.at("q=a&from=2031-05&to=&paper=澄江报") == Search("a", filters=limited)
    assert Search.at("q=a").filters is None
    assert Search.at("q=a&all=1").filters == Filters(soft=False)


def test_an_address_leads_back_to_its_search() -> None:
    limits = Filters("2031-05", "2031-06", "3", "澄江报", False, "林一", "12")
    search = Search("a&b 桥", "date", limits, 2)
    assert Search.at(search.address.partition("?")[2]) == search


def test_nothing_is_kept_of_a_question_that_is_never_read() -> None:
    long = Search.at("q=" + "桥" * 60_000 + "&paper=" + "报" * 60_000)
    assert (long.question, long.filters) == ("桥" * 501, Filters(paper="报" * 100, soft=False))
    assert Search.at(long.address.partition("?")[2]) == long
    assert question_of("  桥 ") == question_of("桥") == "桥"
    assert question_of(None) == ""


def test_half_a_character_is_kept_as_a_question_mark() -> None:
    assert Search.at("q=桥\ud83d&paper=\ud83d") == Search("桥?", filters=Filters(paper="?", soft=False))
    assert question_of("桥\ud83d") == "桥?"


def test_of_what_an_address_says_twice_the_first_holds() -> None:
    assert Search.at("q=a&q=b&sort=up&p=0") == Search("a")


@pytest.mark.parametrize("wrong", ["2031-02-30", "soon", "20３1", "2031-13", "<script>"])
def test_a_day_that_is_none_is_left_out(wrong: str) -> None:
    assert Search.at(f"from={wrong}&to={wrong}").filters is None


def test_what_was_typed_as_a_day_and_is_none_is_said() -> None:
    search = Search.at("q=a&from=2031-02-30&to=2031-12&page=3")
    assert search.filters == Filters(until="2031-12", page="3", soft=False)
    assert answering(search, replace(ANSWER, notices=("n",))).notices == (
        "日历上没有“2031-02-30”，请核对日期；以下结果没有按这个日期筛选。",
        "n",
    )
    assert answering(Search.at("q=a&from=+&to=2031"), ANSWER).notices == ANSWER.notices
    assert Search.at("q=a&to=" + "很" * 99).no_days == ("很" * 20,)
    assert Search.at("q=a&from=2031-02-03aaaaaaaaaaaaaaaa").filters is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("from=2031-12&to=2031-05-02", ("2031-05-02", "2031-12")),
        ("from=2032&to=2031-05", ("2031-05", "2032")),
        ("from=2031-05&to=2031", ("2031-05", "2031")),
        ("from=2031-05-03&to=2031-05", ("2031-05-03", "2031-05")),
        ("from=2031&to=2031-05", ("2031", "2031-05")),
        ("to=2031-05", (None, "2031-05")),
    ],
)
def test_a_period_typed_from_its_end_is_turned_round(typed: str, read: tuple[str | None, str]) -> None:
    assert Search.at(f"q=a&{typed}").filters == Filters(*read, soft=False)


def test_each_limit_can_be_taken_away_alone() -> None:
    answer = replace(ANSWER, filters=Filters("2031-01-01", "2031-12-31", page="3"))
    links = limits(Search("q"), answer)
    assert [(link.words, link.address) for link in links] == [
        ("时间：2031年", "search?q=q&page=3&all=1"),
        ("第3版", "search?q=q&from=2031-01-01&to=2031-12-31&all=1"),
    ]


def test_the_other_order_is_one_click_away() -> None:
    score, date = orders(Search("q", current=3))
    assert (score.here, date.here, date.address) == (True, False, "search?q=q&sort=date")


def test_by_date_the_newest_is_first_and_the_undated_last() -> None:
    assert [each.article.id for each in ordered(ANSWER.hits, "date")] == ["b1", "l1", "f1", "u1"]
    assert [each.article.id for each in ordered(ANSWER.hits, "score")] == ["l1", "u1", "b1", "f1"]


def test_the_timeline_counts_months_and_leads_to_each() -> None:
    bars = timeline(Search("q"), replace(ANSWER, filters=Filters(page="2")))
    assert [(bar.month, bar.articles, bar.share) for bar in bars] == [
        ("2031-03", 1, 1.0),
        ("2031-06", 1, 1.0),
        ("2031-09", 1, 1.0),
    ]
    assert bars[0].address == "search?q=q&from=2031-03&to=2031-03&page=2&all=1"
    assert timeline(Search("q"), ranked("q", [LIBRARY])) == []


def test_a_story_has_its_first_report_what_followed_and_the_latest() -> None:
    follow = [replace(LIBRARY, id=f"m{month}", date=f"2031-0{month}-01") for month in (8, 7, 5, 4)]
    told = story(ranked("桥", [LIBRARY, UNDATED, BRIDGE, FERRY, *follow]))
    assert [(words, [each.id for each in articles]) for words, articles in told] == [
        ("最早一篇", ["f1"]),
        ("其间", ["m5", "l1", "m7", "m8"]),  # the four best; m4 is the fifth
        ("最近一篇", ["b1"]),
    ]


def test_a_story_of_two_days_has_nothing_between() -> None:
    again = replace(FERRY, id="f2")
    assert [words for words, _ in story(ranked("桥", [FERRY, again, BRIDGE]))] == ["最早一篇", "最近一篇"]
    assert story(ranked("桥", [FERRY, BRIDGE])) == []
    assert story(ranked("桥", [FERRY, again, again])) == []


def test_articles_far_behind_the_best_are_no_results() -> None:
    answer = replace(ANSWER, hits=(hit(LIBRARY, 0, 5, 9.0), hit(FERRY, 0, 5, 1.5), hit(BRIDGE, 0, 5, 0.5)))
    assert [each.article.id for each in related(answer).hits] == ["l1", "f1"]


def test_results_are_shown_by_pages() -> None:
    assert [(link.words, link.here) for link in pages(Search("q", current=2), 21)] == [
        ("1", False),
        ("2", True),
        ("3", False),
    ]
    assert pages(Search("q"), 10) == []
