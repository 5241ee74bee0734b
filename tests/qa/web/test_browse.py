from __future__ import annotations

from dataclasses import replace

from qa.web.browse import PER_PAGE, above, beside, inside, neighbours, sheets, shelf
from tests.qa.web.archive import BRIDGE, FERRY, LIBRARY, UNDATED

CALENDAR = {"2030-12-31": 2, "2031-05-03": 4, "2031-05-10": 1, "2031-06": 3, "2032": 1}


def test_all_time_is_made_of_years_and_a_month_of_days() -> None:
    assert [(part.date, part.articles) for part in inside(CALENDAR, "")] == [("2030", 2), ("2031", 8), ("2032", 1)]
    assert [(part.date, part.articles) for part in inside(CALENDAR, "2031-05")] == [
        ("2031-05-03", 4),
        ("2031-05-10", 1),
    ]
    assert inside(CALENDAR, "2031-05-03") == []


def test_a_day_is_part_of_its_month_and_year() -> None:
    assert above("2031-05-03") == ["2031", "2031-05"]
    assert above("2031") == []


def test_beside_a_period_are_those_of_its_kind_that_hold_anything() -> None:
    assert beside(CALENDAR, "2031-05-03") == ("2030-12-31", "2031-05-10")
    assert beside(CALENDAR, "2031") == ("2030", "2032")
    assert beside(CALENDAR, "2031-05-04") == (None, None)
    assert beside(CALENDAR, "") == (None, None)


def test_pages_are_in_the_order_of_their_numbers() -> None:
    pages = [replace(FERRY, id=page or "none", page=page) for page in ("10", None, "2", "A2", "B1", "A10")]
    assert [sheet.page for sheet in sheets(pages)] == ["2", "10", "A2", "A10", "B1", None]


def test_articles_of_a_page_stand_as_they_were_printed() -> None:
    later = replace(FERRY, id="f2", ranges=(replace(FERRY.ranges[0], first=9, last=9),))
    (sheet,) = sheets([later, FERRY])
    assert [article.id for article in sheet.articles] == ["f1", "f2"]


def test_neighbours_are_of_the_same_paper() -> None:
    one, two = replace(FERRY, id="1", page="1"), replace(FERRY, id="2", page="2")
    other = replace(FERRY, id="other", page="1", paper="别的报")
    assert neighbours(FERRY, [two, other, FERRY, one]) == (two, None)
    assert neighbours(one, [two, other, FERRY, one]) == (None, two)
    assert neighbours(BRIDGE, [one, two]) == (None, None)


def test_a_shelf_holds_what_is_dated_no_finer() -> None:
    found = shelf(CALENDAR, "2031-06", [LIBRARY], 0)
    assert (found.parts, [sheet.articles for sheet in found.sheets]) == ([], [(LIBRARY,)])
    assert (found.above, found.before, found.after) == (["2031"], "2031-05", None)


def test_what_has_no_date_is_shown_by_pages() -> None:
    many = [replace(UNDATED, id=f"{n:04}") for n in range(PER_PAGE + 1)]
    last = shelf(CALENDAR, None, many, 0, 99)
    assert (last.current, last.pages, sum(len(sheet.articles) for sheet in last.sheets)) == (2, 2, 1)
    assert (last.parts, last.above, last.before) == ([], [], None)
    assert shelf(CALENDAR, None, []).pages == 1
