"""The years and parts of years that a question says."""

import pytest

from index.document import Article, EventDate
from qa.question.times import Times


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("2031年接待多少人", Times(((2031, 2031),))),
        ("二〇三一年接待多少人", Times(((2031, 2031),))),
        ("2030至2032年接待多少人", Times(((2030, 2032),))),
        ("2031年上半年接待多少人", Times(((2031, 2031),), (("01-01", "06-30"),))),
        ("2031年5月接待多少人", Times(((2031, 2031),))),
        ("二季度接待多少人", Times((), (("04-01", "06-30"),))),
        ("2031年3月8日接待多少人", Times()),
        ("2031年以后接待多少人", Times()),
        ("去年接待多少人", Times()),
        ("接待多少人", Times()),
    ],
)
def test_what_a_question_says(question: str, times: Times) -> None:
    assert Times.of(question) == times


OF_YEAR = Times(((2031, 2031),))
OF_QUARTER = Times((), (("01-01", "03-31"),))


@pytest.mark.parametrize(
    ("asked", "named", "others"),
    [
        (OF_YEAR, [("2032-01-01", "2032-12-31")], True),
        (OF_YEAR, [("2032-01-01", "2032-12-31"), ("2031-01-01", "2031-12-31")], False),
        (OF_YEAR, [("2031-07-01", "2031-09-30")], False),
        (OF_YEAR, [("2032-01-08", "2032-01-08")], False),  # the day of the report
        (OF_YEAR, [], False),
        (OF_QUARTER, [("2031-04-01", "2031-06-30")], True),
        (OF_QUARTER, [("2031-01-01", "2031-06-30")], False),
        (OF_QUARTER, [("2030-11-01", "2031-02-28")], False),
        (Times(OF_YEAR.years, OF_QUARTER.parts), [("2031-04-01", "2031-06-30")], True),
        (Times(OF_YEAR.years, OF_QUARTER.parts), [("2031-01-01", "2031-03-31")], False),
        (Times(), [("2032-01-01", "2032-12-31")], False),
    ],
)
def test_a_sentence_of_another_time(asked: Times, named: list[tuple[str, str]], others: bool) -> None:
    assert asked.others([EventDate(*each, 0, 1) for each in named]) is others


@pytest.mark.parametrize(
    ("printed", "text", "strange"),
    [
        ("2032-03-10", "计划加装电梯160部。", True),
        ("2032-03-10", "计划加装电梯160部,2031年加装120部。", False),
        ("2031-03-10", "计划加装电梯160部。", False),
        ("2031", "计划加装电梯160部。", False),
        (None, "计划加装电梯160部。", False),
    ],
)
def test_an_article_of_another_year(printed: str | None, text: str, strange: bool) -> None:
    article = Article("a", "i", "s", "news", text, (), (), date=printed)
    assert OF_YEAR.strange(article, text) is strange
    assert not Times().strange(article, text)


def test_an_article_that_says_last_year_tells_of_that_year() -> None:
    last = EventDate("2031-01-01", "2031-12-31", 0, 2)
    article = Article("a", "i", "s", "news", "去年加装120部。", (), (), date="2032-03-10", event_dates=(last,))
    assert not OF_YEAR.strange(article, article.text)
