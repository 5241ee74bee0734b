from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.renaming import Called, parse_renaming


def test_names_by_turns_with_the_date_each_holds_from() -> None:
    assert parse_renaming("三槐公社 → 1984-03 三槐乡 → 2001 三槐镇|槐镇") == (
        Called(("三槐公社",)),
        Called(("三槐乡",), "1984-03"),
        Called(("三槐镇", "槐镇"), "2001"),
    )


@pytest.mark.parametrize(
    "line",
    [
        "澄江县 -> 2009 澄江区",
        "澄江县>2009年起澄江区",
        " 澄江县 → 2009年 澄江区 ",
        "澄江县＞2009 澄江区",
    ],
)
def test_arrows_and_years_as_people_type_them(line: str) -> None:
    assert parse_renaming(line) == (Called(("澄江县",)), Called(("澄江区",), "2009"))


def test_a_date_may_be_unknown_or_about_and_the_first_name_may_have_one() -> None:
    assert parse_renaming("渡口巷 → 纱厂路") == (Called(("渡口巷",)), Called(("纱厂路",)))
    assert parse_renaming("工商局 → 约2018 市场监管局")[1] == Called(("市场监管局",), "2018", about=True)
    assert parse_renaming("1952 县中 → 1985 澄江二中")[0] == Called(("县中",), "1952")


def test_equals_alone_and_names_with_figures() -> None:
    assert parse_renaming("6号线｜轨道6号线、六号线") == (Called(("6号线", "轨道6号线", "六号线")),)
    assert parse_renaming("207路 → 2031 1207路")[1] == Called(("1207路",), "2031")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("澄江县", "只有一个名称，应形如 澄江县 → 2009 澄江区"),
        ("澄江县 →", "至少要有两个字"),
        ("澄江县 → 2009 ", "至少要有两个字"),
        ("澄江县 → 2009-13 澄江区", "2009-13 不是日期"),
        ("澄江县 → 2009 澄江区 → 1998 江区", "日期应从早到晚"),
    ],
)
def test_a_slip_is_named_with_the_line(line: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as refused:
        parse_renaming(line)
    assert "澄江县" in str(refused.value)


@given(st.text(alphabet="澄江县区→->|约2009年起- \n", max_size=40))
def test_whatever_is_written_gives_names_or_one_line(line: str) -> None:
    try:
        renaming = parse_renaming(line)
    except ValueError as refused:
        told = str(refused)
        assert "\n" not in told
        return
    names = [name for called in renaming for name in called.names]
    assert len(names) > 1
    assert all(name == name.strip() and len(name) > 1 for name in names)
