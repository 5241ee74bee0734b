from __future__ import annotations

from index.segment import segment
from tests.index.segment.printing import issue_of_lines

POEM = ("芦汀的水退下去了", "鸟还在", "它们把影子留在泥里", "", "外婆的手", "总有柴火的味道")
ESSAY = "小时候，最盼望的就是母亲的手擀面。每逢生日，母亲天不亮就起床和面。"


def found(*lines: str) -> list[tuple[str | None, list[str], list[str]]]:
    """What each article is called, who signs it, and its paragraphs."""
    articles = segment(issue_of_lines(lines))
    return [(each.title, [author.name for author in each.authors], each.text.split("\n")) for each in articles]


def test_lines_under_a_title_and_a_name_are_a_poem() -> None:
    assert found("水鸟", "吴霜", "", *POEM) == [("水鸟", ["吴霜"], [line for line in POEM if line])]


def test_the_essay_below_a_poem_begins_at_the_line_above_its_name() -> None:
    poem, essay = found("水鸟", "吴 霜", "", *POEM, "", "母亲的手擀面", "□ 李秋菊", "", ESSAY)
    assert poem == ("水鸟", ["吴霜"], [line for line in POEM if line])
    assert essay == ("母亲的手擀面", ["李秋菊"], [ESSAY])


def test_of_two_poems_each_has_its_own_name() -> None:
    first, second = found("水鸟", "吴霜", "", *POEM, "", "渡口", "李禾", "", "船走了", "水还在", "人还在岸上")
    assert first == ("水鸟", ["吴霜"], [line for line in POEM if line])
    assert second == ("渡口", ["李禾"], ["船走了", "水还在", "人还在岸上"])


def test_a_blank_line_may_part_the_title_the_name_and_the_parts_of_a_poem() -> None:
    parts = ("渡口", "", "船走了", "水还在", "水把名字", "", "石桥", "", "七个桥洞", "七枚月亮")
    first, second, essay = found(
        *("芦汀二题", "", "吴 霜", "", *parts),
        *("", "水鸟", "", "李 禾", "", *POEM),
        *("", "母亲的手擀面", "", "□ 李秋菊", "", ESSAY),
    )
    assert first == ("芦汀二题", ["吴霜"], [line for line in parts if line])
    assert second == ("水鸟", ["李禾"], [line for line in POEM if line])
    assert essay == ("母亲的手擀面", ["李秋菊"], [ESSAY])


def test_rows_of_a_headline_between_blank_lines_are_no_poem() -> None:
    rows = ("新馆开放", "", "石桥", "", "二层阅览室", "", "周末照常", "", ESSAY)
    assert [names for _, names, _ in found(*rows)] == [[]]


def test_an_essay_signed_behind_a_bullet_begins_below_a_report() -> None:
    report = "昨日，澄江区图书馆的新馆开放。"
    assert [each[0] for each in found("新馆开放", "", report, "手擀面", "□ 李秋菊", ESSAY)] == ["新馆开放", "手擀面"]


def test_a_list_of_names_is_no_poem() -> None:
    (article,) = segment(issue_of_lines(["优秀教师", "王小满", "", "李禾", "张丽", "陈小满", "刘静", ""]))
    assert article.authors == ()
    (article,) = segment(issue_of_lines(["一等奖", "王小满", "城东小学", "石桥镇", "", "二等奖", "李禾", "白鹤小学"]))
    assert article.authors == ()


def test_rows_below_a_name_without_a_gap_are_no_poem() -> None:
    (article,) = segment(issue_of_lines(["新馆开放", "王小满", "县图书馆", "二层阅览室", "周末照常", "", ESSAY]))
    assert article.authors == ()
