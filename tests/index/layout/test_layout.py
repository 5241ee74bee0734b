"""Sheets written by hand: lines at places, and the order in which they are to be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Line
from index.layout import Box, PrintedLine, Sheet, compose, masthead
from index.text.imprint import Imprint
from tests.stress import examples


def line(text: str, x: float, y: float, size: float = 10) -> PrintedLine:
    return PrintedLine(x, y, x + size * len(text), y + size, text, size)


def column(x: float, y: float, rows: str, size: float = 10) -> list[PrintedLine]:
    """Rows 15 apart; a leading full-width space is an indent of one character."""
    return [
        line(row.lstrip("　"), x + size * (len(row) - len(row.lstrip("　"))), y + 15 * k, size)
        for k, row in enumerate(rows.split("\n"))
    ]


def sheet(*lines: PrintedLine, rules: tuple[Box, ...] = (), frames: tuple[Box, ...] = (),
          pictures: tuple[Box, ...] = ()) -> Sheet:  # fmt: skip
    return Sheet("a.pdf", 0, 600, 800, lines, rules, frames, pictures)


def read(*sheets: Sheet) -> list[Line]:
    return [line for page in compose(sheets, "a.pdf") for line in page.lines]


def words(*sheets: Sheet) -> list[list[str]]:
    """The texts of each article."""
    found = read(*sheets)
    return [[each.text for each in found if each.article == k] for k in sorted({each.article or 0 for each in found})]


OPENING = "　　昨日石桥镇放水\n春灌由此开始。镇里\n组织了三支队伍日夜\n巡查渠道，保证水到"
CLOSING = "田头。农户们说今年\n用水比往年早了十天\n早稻可以按时下种。\n镇里还备足了种子。"
OTHER = "　　东岸社区的阅读\n角开放了，书架上有\n两千册图书。孩子放\n学以后可以来看书。"


def test_columns_below_a_headline_are_read_from_left_to_right() -> None:
    title = line("石桥镇春灌开闸", 60, 60, 24)
    (article,) = words(sheet(*column(150, 100, CLOSING), title, *column(40, 100, OPENING)))
    assert article == [title.text, *OPENING.strip("　").split("\n"), *CLOSING.split("\n")]


def test_a_body_goes_on_under_the_article_beside_it() -> None:
    """An L: the second column begins below the end of another article, which has its own headline."""
    left = column(40, 100, OPENING + "\n" + OPENING.strip("　") + "\n" + OPENING.strip("　"))
    beside = [line("阅读角", 170, 60, 20), *column(150, 100, OTHER)]
    articles = words(sheet(line("春灌", 60, 60, 20), *left, *beside, *column(150, 220, CLOSING)))
    assert articles == [["春灌", *(each.text for each in left), *CLOSING.split("\n")], [each.text for each in beside]]


def test_what_is_framed_is_read_apart() -> None:
    boxed = [line("放水时间", 155, 215, 16), *column(155, 240, "每天八时开闸放水\n十八时关闸。")]
    first, second = column(40, 100, "\n".join([OPENING] * 4)), column(150, 100, CLOSING)
    page = sheet(line("石桥镇春灌开闸", 60, 60, 24), *boxed, *first, *second, frames=(Box(150, 205, 240, 290),))
    assert words(page) == [
        ["石桥镇春灌开闸", *(each.text for each in [*first, *second])],
        [each.text for each in boxed],
    ]


def test_a_frame_may_be_drawn_as_four_rules() -> None:
    boxed = column(155, 240, "每天八时开闸放水\n十八时关闸。")
    sides = (Box(150, 230, 250, 231), Box(150, 280, 250, 281), Box(150, 230, 151, 281), Box(250, 230, 251, 281))
    first, second = column(40, 100, "\n".join([OPENING] * 4)), column(150, 100, CLOSING)
    page = sheet(line("石桥镇春灌开闸", 60, 60, 24), *boxed, *first, *second, rules=sides)
    assert words(page)[1] == [each.text for each in boxed]


def test_a_caption_comes_after_the_article_its_picture_stands_in() -> None:
    caption = line("图为村民清渠。周砚摄", 150, 165, 9)
    second = column(150, 190, CLOSING)
    first = column(40, 100, OPENING + "\n" + "\n".join([OPENING.strip("　")] * 2))
    page = sheet(line("石桥镇春灌开闸", 60, 60, 24), caption, *first, *second, pictures=(Box(150, 100, 240, 160),))
    (article,) = words(page)
    assert article[-2:] == [second[-1].text, caption.text]


@pytest.mark.parametrize("byline", ["本报记者李禾", "本報記者李禾"])
def test_the_size_of_a_row_tells_its_role(byline: str) -> None:
    rows = [line("春灌进行时", 90, 50, 14), line("石桥镇春灌开闸", 60, 68, 24), line("今年早了十天", 85, 96, 14)]
    found = read(sheet(*rows, line(byline, 90, 115), *column(40, 135, OPENING), *column(150, 135, CLOSING)))
    assert [each.role for each in found[:5]] == ["kicker", "title", "subtitle", "byline", "body"]


def test_a_centred_line_between_paragraphs_is_a_heading() -> None:
    rows = "　　昨日石桥镇放水\n春灌由此开始。\n　　　渠清了\n　　镇里组织了三支\n队伍日夜巡查渠道。"
    found = read(sheet(line("春灌", 60, 60, 20), *column(40, 100, rows)))
    assert [(each.role, each.continues) for each in found[1:]] == [
        ("body", False),
        ("body", True),
        ("heading", False),
        ("body", False),
        ("body", True),
    ]


def test_articles_are_numbered_over_all_sheets() -> None:
    pages = compose([sheet(*column(40, 100, OPENING)), sheet(*column(40, 100, OTHER))], "a.pdf")
    assert [{each.article for each in page.lines} for page in pages] == [{1}, {2}]
    assert [each.number for page in pages for each in page.lines] == list(range(1, 9))


def test_the_folio_stays_out() -> None:
    top = [
        line("澄江报", 40, 20, 16),
        line("2031年3月12日 星期三", 200, 24),
        line("第A03版", 420, 24),
        line("要闻", 500, 20, 16),
    ]
    page = sheet(*top, line("责编：何苇 美编：孙乔", 40, 780), *column(40, 100, OPENING))
    (composed,) = compose([page], "a.pdf")
    assert (composed.number, composed.name) == ("A3", "要闻")
    assert [each.text for each in composed.lines] == OPENING.strip("　").split("\n")
    assert masthead([page, page]) == Imprint("澄江报", "2031-03-12")


@pytest.mark.parametrize(
    ("day", "page", "number"),
    [
        ("二〇三一年三月十二日", "第一一版", "11"),
        ("2031年 3月 12", "第十二版", "12"),
        ("2031.3.12", "第二二版", "22"),
        ("2031年3-12日", "第十十版", "十十"),
        ("2031.3.12", "第11-12版", "11-12"),
        ("2031.3.12", "Ａ０２版", "A2"),
    ],
)
def test_folios_in_chinese_numerals_and_recognised_type(day: str, page: str, number: str) -> None:
    top = [line(f"澄江报 {day} 星期三", 40, 20), line(page, 420, 24)]
    printed = sheet(*top, *column(40, 100, OPENING))
    assert [each.number for each in compose([printed], "a.pdf")] == [number]
    assert masthead([printed]) == Imprint("澄江报", "2031-03-12")


def test_folios_that_differ_say_nothing() -> None:
    one, other = (sheet(line(f"2031年3月{day}日 星期三", 40, 20), *column(40, 100, OPENING)) for day in (12, 13))
    assert masthead([one, other]) == Imprint(None, None)


def test_a_date_in_a_body_at_the_head_of_a_sheet_is_no_folio() -> None:
    rows = column(40, 20, "　　2031年3月12日石桥镇开闸放水春灌由此开始\n镇里组织了三支队伍日夜巡查渠道保证水到田头")
    assert len(read(sheet(*rows))) == 2


def test_an_empty_sheet_is_an_empty_page() -> None:
    (page,) = compose([sheet()], "a.pdf")
    assert (page.number, page.name, page.lines) == (None, None, ())


def test_a_caption_alone_on_its_sheet_is_read() -> None:
    (found,) = read(sheet(line("图为开闸", 100, 410), pictures=(Box(90, 100, 300, 400),)))
    assert found.text == "图为开闸"


boxes = st.builds(
    lambda x, y, wide, high: Box(x, y, x + wide, y + high),
    st.floats(-50, 650),
    st.floats(-50, 850),
    st.floats(0, 600),
    st.floats(0, 800),
)


@st.composite
def printed(draw: st.DrawFn) -> PrintedLine:
    """A line anywhere between the head and the foot of the sheet."""
    text = draw(st.text("渠道水稻。，图为（）本报讯", min_size=1, max_size=14))
    x, y, upright = draw(st.floats(0, 600)), draw(st.floats(100, 740)), draw(st.booleans())
    size = draw(st.sampled_from([9.0, 10.0, 10.0, 10.0, 10.7, 14.0, 24.0]))
    wide, high = (size, size * len(text)) if upright else (size * len(text), size)
    return PrintedLine(x, y, x + wide, y + high, text, size, upright=upright)


@settings(max_examples=examples(80), deadline=None)
@given(
    st.lists(printed(), max_size=40),
    st.lists(boxes, max_size=6),
    st.lists(boxes, max_size=4),
    st.lists(boxes, max_size=4),
)
def test_no_line_is_lost_or_read_twice(
    lines: list[PrintedLine], rules: list[Box], frames: list[Box], pictures: list[Box]
) -> None:
    found = read(sheet(*lines, rules=tuple(rules), frames=tuple(frames), pictures=tuple(pictures)))
    assert sorted(each.text for each in found) == sorted(each.text for each in lines)
    assert [each.number for each in found] == list(range(1, len(lines) + 1))
    articles = [each.article for each in found]
    assert articles == sorted(articles, key=articles.index), "an article's lines stand together"
