from __future__ import annotations

from datetime import date, timedelta

import pytest

from index.text.festivals import MOON, festival


@pytest.mark.parametrize(
    ("name", "year", "since", "until"),
    [
        ("元旦", 2032, "2032-01-01", "2032-01-03"),
        ("寒假", 2031, "2031-01-10", "2031-02-28"),
        ("五一", 2031, "2031-05-01", "2031-05-05"),
        ("六一儿童节", 2031, "2031-06-01", "2031-06-01"),
        ("暑假", 2031, "2031-07-01", "2031-08-31"),
        ("教师节", 2031, "2031-09-10", "2031-09-10"),
        ("国庆节", 2031, "2031-10-01", "2031-10-07"),
        ("十一", 2031, "2031-10-01", "2031-10-07"),
        ("除夕", 2020, "2020-01-24", "2020-01-24"),
        ("春节", 2023, "2023-01-21", "2023-01-28"),
        ("元宵节", 2024, "2024-02-24", "2024-02-24"),
        ("清明节", 2008, "2008-04-03", "2008-04-05"),
        ("端午", 2022, "2022-06-02", "2022-06-04"),
        ("七夕", 2012, "2012-08-23", "2012-08-23"),
        ("中秋", 2020, "2020-09-30", "2020-10-02"),
        ("重阳节", 2021, "2021-10-14", "2021-10-14"),
    ],
)
def test_the_days_of_a_festival(name: str, year: int, since: str, until: str) -> None:
    assert [str(day) for day in festival(name, year)] == [since, until]


def test_a_year_without_an_almanac_is_not_guessed() -> None:
    with pytest.raises(LookupError):
        festival("春节", 1998)
    with pytest.raises(LookupError):
        festival("清明", 2101)


def test_the_table_keeps_the_laws_of_the_calendar() -> None:
    assert list(MOON) == list(range(2000, 2041))
    for year, figures in MOON.items():
        spring, dragon, lovers, autumn, nines = (date(year, *divmod(figure, 100)) for figure in figures)
        assert date(year, 1, 21) <= spring <= date(year, 2, 20)
        assert timedelta(60) <= lovers - dragon <= timedelta(62) or timedelta(89) <= lovers - dragon <= timedelta(92)
        assert timedelta(37) <= autumn - lovers <= timedelta(38) or timedelta(66) <= autumn - lovers <= timedelta(68)
        assert timedelta(23) <= nines - autumn <= timedelta(24) or timedelta(52) <= nines - autumn <= timedelta(54)


@pytest.mark.parametrize("year", range(2001, 2041))
def test_a_year_of_the_moon_has_twelve_or_thirteen_months(year: int) -> None:
    before, now = (date(each, *divmod(MOON[each][0], 100)) for each in (year - 1, year))
    assert now - before in (*map(timedelta, (353, 354, 355)), *map(timedelta, (383, 384, 385)))
