from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Area, Article, Author, Issue, Line, LineRole, Page, Paragraph, Range
from index.segment import drafts, segment

LIBRARY = "昨日，澄江区图书馆的新馆在望潮路开放，首日入馆的读者有1200多名。"
LIBRARY_2 = "新馆共有三层，阅览座位320个，儿童区在一层。"
BRIDGE = "望潮大桥的128根斜拉索已经全部换完，预计十月底恢复双向通车。"

Row = tuple[LineRole | None, str]


def page(*rows: Row, article: int | None = 0, source: str = "01.html", start: int = 1, number: str = "1") -> Page:
    """A page of one article, a line per row; a text that begins with ``+`` goes on the line above."""
    lines = (
        Line(source, at, text.removeprefix("+"), role, article, continues=text.startswith("+"))
        for at, (role, text) in enumerate(rows, start)
    )
    return Page(number, "要闻", tuple(lines))


def issue(*pages: Page) -> Issue:
    return Issue("澄江报", "01.html", pages, "澄江报", "2031-03-02", form="html")


def one(*rows: Row) -> Article:
    (article,) = segment(issue(page(*rows)))
    return article


def texts(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs]


def test_rows_headings_and_paragraphs_by_their_roles() -> None:
    article = one(
        ("kicker", "区图书馆"),
        ("title", "新馆昨日开放"),
        ("subtitle", "首日入馆1200多人"),
        ("series", "澄江旧事①"),
        ("byline", "记者 王小满 通讯员 李禾"),
        ("body", LIBRARY),
        ("heading", "三层阅览区"),
        (None, LIBRARY_2),
    )
    assert (article.kicker, article.title, article.subtitle, article.series) == (
        "区图书馆",
        "新馆昨日开放",
        "首日入馆1200多人",
        "澄江旧事①",
    )
    assert article.authors == (Author("王小满", "记者"), Author("李禾", "通讯员"))
    assert texts(article) == [LIBRARY, "三层阅览区", LIBRARY_2]
    assert [p.kind for p in article.paragraphs] == ["p", "heading", "p"]
    assert [p.lines for p in article.paragraphs] == [(6,), (7,), (8,)]
    assert (article.page, article.section, article.form, article.kind) == ("1", "要闻", "html", "news")


def test_the_rows_of_one_title_are_joined_where_a_phrase_runs_over_them() -> None:
    assert (
        one(("title", "新馆建设和"), ("title", "管理办法今日施行"), ("body", LIBRARY)).title
        == "新馆建设和管理办法今日施行"
    )
    assert (
        one(("title", "新馆开放首日"), ("title", "读者冒雨排队"), ("body", LIBRARY)).title
        == "新馆开放首日 读者冒雨排队"
    )
    assert (
        one(("title", "新馆开放首日迎客 读者冒雨排队入馆"), ("body", LIBRARY)).title
        == "新馆开放首日迎客 读者冒雨排队入馆"
    )


def test_lines_that_go_on_are_one_paragraph() -> None:
    article = one(
        ("title", "新馆昨日开放"),
        ("body", "昨日，澄江区图书馆的新馆开放，"),
        ("body", "+首日入馆的一千二百多名读者借走《Harry"),
        ("body", "+Potter》两百多册。"),
        ("heading", "三层阅览区与"),
        ("heading", "+儿童区"),
        ("body", LIBRARY_2),
    )
    assert texts(article) == [
        "昨日，澄江区图书馆的新馆开放，首日入馆的一千二百多名读者借走《Harry Potter》两百多册。",
        "三层阅览区与儿童区",
        LIBRARY_2,
    ]
    assert [p.lines for p in article.paragraphs] == [(2, 3, 4), (5, 6), (7,)]


def test_formulas_and_signatures_leave_the_text() -> None:
    article = one(
        ("title", "新馆昨日开放"),
        ("body", "本报讯（记者 王小满 通讯员 李禾）" + LIBRARY),
        ("body", LIBRARY_2 + "（周闻）"),
        ("body", "记者 赵一 摄影报道"),
    )
    assert texts(article) == [LIBRARY, LIBRARY_2]
    assert article.dateline == "本报讯"
    assert [(author.name, author.role) for author in article.authors] == [
        ("赵一", "记者(摄影报道)"),
        ("王小满", "记者"),
        ("李禾", "通讯员"),
        ("周闻", "作者"),
    ]
    assert article.lines == (1, 4)


def test_a_notice_is_signed_by_a_body_and_a_day_below_it() -> None:
    article = one(("title", "停水通知"), ("body", BRIDGE), ("body", "澄江水务有限公司"), ("body", "2031年3月2日"))
    assert (texts(article), article.kind) == ([BRIDGE], "notice")
    assert article.authors == (Author("澄江水务有限公司", "署名单位"),)
    listed = one(("title", "主办单位"), ("body", "新馆由两家单位共建："), ("body", "澄江区图书馆"))
    assert texts(listed) == ["新馆由两家单位共建：", "澄江区图书馆"]


def test_an_author_field_gives_names_and_roles() -> None:
    def named(field: str, opening: str = "") -> list[tuple[str, str]]:
        article = one(("title", "新馆昨日开放"), ("byline", field), ("body", opening + LIBRARY))
        assert article.text == LIBRARY
        return [(author.name, author.role) for author in article.authors]

    assert named("赵一、钱二") == [("赵一", "作者"), ("钱二", "作者")]
    assert named("记者 赵一 通讯员 钱二") == [("赵一", "记者"), ("钱二", "通讯员")]
    assert named("（本报记者 赵一）") == [("赵一", "记者")]
    assert named("文/赵一 图/钱二") == [("赵一", "文"), ("钱二", "图")]
    assert named("记者 赵一 责编 钱二 校对：孙三") == [("赵一", "记者")]
    assert named("赵一 责任编辑：钱二") == [("赵一", "作者")]
    assert named("责任编辑：钱二") == []
    assert named("Ann Lee; Bo Chen") == [("Ann Lee", "作者"), ("Bo Chen", "作者")]
    assert named("赵一、钱二", "本报讯（记者 赵一）") == [("赵一", "记者"), ("钱二", "作者")]
    assert named("记者 赵一", "本报讯（记者 赵一）") == [("赵一", "记者")]


def test_articles_are_told_by_their_numbers_and_sources() -> None:
    first = page(("title", "新馆昨日开放"), ("body", LIBRARY), article=1)
    inside = page(("body", "图为读者入馆。李禾 摄"), article=2, start=3)
    rest = page(("body", LIBRARY_2), article=1, start=4)
    other = page(("title", "望潮大桥换索完工"), ("body", BRIDGE), article=1, source="content_2.html")
    lines = tuple(line for part in (first, inside, rest, other) for line in part.lines)
    found = segment(issue(Page("1", None, lines)))
    assert [texts(article) for article in found] == [[LIBRARY, LIBRARY_2], ["图为读者入馆。"], [BRIDGE]]
    assert found[0].ranges == (Range("01.html", 1, 2), Range("01.html", 4, 4))
    assert found[2].ranges == (Range("content_2.html", 1, 2),)
    assert found[1].kind == "caption"


def test_lines_without_a_number_are_one_article_while_they_follow_each_other() -> None:
    rows: tuple[Row, ...] = (("title", "新馆昨日开放"), ("body", LIBRARY), (None, LIBRARY_2))
    (article,) = segment(issue(page(*rows, article=None)))
    assert texts(article) == [LIBRARY, LIBRARY_2]


def test_a_full_last_line_without_a_stop_is_truncated() -> None:
    column = ("昨日，澄江区图书馆的新馆在望", "+潮路开放，首日入馆的读者有一千", "+多名，周末的座位全部坐满，儿")
    article = one(("title", "新馆昨日开放"), *(("body", line) for line in column))
    assert article.truncated
    closed = one(("title", "新馆昨日开放"), *(("body", line) for line in (*column, "+童区也坐满了。")))
    assert not closed.truncated


def test_mends_are_made_in_print_and_not_in_records() -> None:
    rows: tuple[Row, ...] = (("title", "新馆昨日开放"), ("body", "-是延长开放时间。二是增加座位。"))
    (printed,) = segment(issue(page(*rows)))
    assert (printed.text, printed.edits[0].kind) == ("一是延长开放时间。二是增加座位。", "numeral")
    (record,) = segment(Issue("a", "01.html", (page(*rows),), form="record"))
    assert (record.text, record.edits) == ("-是延长开放时间。二是增加座位。", ())


def test_areas_of_the_lines_become_those_of_the_article() -> None:
    boxes = [Area("p.pdf", 0, ((0.0, top), (90.0, top + 10))) for top in (0.0, 14.0)]
    lines = tuple(Line("p.pdf", k, LIBRARY, "body", 1, area=area) for k, area in enumerate(boxes, 1))
    (article,) = segment(Issue("p.pdf", "p.pdf", (Page("1", None, lines),), form="pdf"))
    assert article.areas == (Area("p.pdf", 0, ((0.0, 0.0), (90.0, 0.0), (90.0, 24.0), (0.0, 24.0))),)


def test_positions_are_those_of_the_text() -> None:
    article = one(("title", "新馆昨日开放"), ("body", LIBRARY), ("body", LIBRARY_2))
    end = len(LIBRARY)
    assert article.paragraphs == (Paragraph(0, end, "p", (2,)), Paragraph(end + 1, end + 1 + len(LIBRARY_2), "p", (3,)))


ROLE = st.sampled_from(["kicker", "title", "subtitle", "series", "byline", "heading", "body", "body", "body", None])
WORDS = st.one_of(
    st.text(alphabet="澄江图书馆新开放读者，。、（）“”12A b", min_size=1, max_size=40),
    st.sampled_from(
        [
            "（上接第1版）新馆",
            "新馆（下转第2版）",
            "下转第2版",
            "◀上接第1版",
            "本报讯（记者 王小满）新馆。",
            "李禾 摄",
            "澄江区图书馆",
        ]
    ),
)
LINE = st.tuples(ROLE, WORDS, st.integers(0, 2) | st.none(), st.booleans())


@given(st.lists(st.lists(LINE, max_size=8), max_size=3))
@settings(max_examples=150, deadline=None)
def test_no_character_is_lost_or_invented(pages: list[list[tuple[LineRole | None, str, int | None, bool]]]) -> None:
    printed = issue(
        *(
            Page(
                str(number),
                None,
                tuple(
                    Line(f"{number}.html", k, text, role, article, goes_on)
                    for k, (role, text, article, goes_on) in enumerate(rows, 1)
                ),
            )
            for number, rows in enumerate(pages, 1)
        )
    )
    got: Counter[str] = Counter()
    for each in drafts(printed):
        words = (*(row.text for row in each.rows), *each.bylines, *(p.raw for p in each.paragraphs))
        got.update("".join("".join(words).split()))
    assert got == Counter("".join("".join(text for rows in pages for _, text, _, _ in rows).split()))
    for article in segment(printed):
        assert article.text == "\n".join(texts(article))
        assert all(p.start < p.end and p.lines for p in article.paragraphs)
