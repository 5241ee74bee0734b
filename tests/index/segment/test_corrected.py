from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Article, Correction, Issue, Line, LineRole, Page
from index.segment import drafts, segment, unused
from tests.index.segment.printing import issue, printed_lines, set_in_column

LIBRARY = "昨日，澄江区图书馆的新馆在望潮路开放，首日入馆的读者有1200多名。"
LIBRARY_2 = "新馆共有三层，阅览座位320个，儿童区在一层。"
BRIDGE = "望潮大桥的128根斜拉索已经全部换完，预计十月底恢复双向通车。"
PAPER = issue(["新馆昨日开放", "本报讯 " + LIBRARY, LIBRARY_2, "望潮大桥换索", "本报讯 " + BRIDGE])
"""Two articles, of lines 1 to 5 and 7 to 9."""


def texts(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs]


def corrected(paper: Issue, *corrections: Correction) -> list[Article]:
    paper = replace(paper, corrections=corrections)
    found = segment(paper)
    assert unused(paper, found) == []
    return found


def stated(*rows: tuple[LineRole, str, int]) -> Issue:
    lines = tuple(Line("01.html", at, text, role, article) for at, (role, text, article) in enumerate(rows, 1))
    return Issue("澄江报", "01.html", (Page("1", None, lines),), form="html")


STATED = stated(
    ("title", "新馆昨日开放", 0),
    ("body", LIBRARY, 0),
    ("body", LIBRARY_2, 0),
    ("title", "望潮大桥换索", 1),
    ("body", BRIDGE, 1),
)


def test_the_issue_without_corrections() -> None:
    assert [article.lines for article in segment(PAPER)] == [(1, 5), (7, 9)]
    assert [article.lines for article in segment(STATED)] == [(1, 3), (4, 5)]


def test_dropped_lines_are_in_no_article() -> None:
    first, second = corrected(PAPER, Correction("drop", 5, 6))
    assert (texts(first), first.lines, second.lines) == ([LIBRARY], (1, 3), (7, 9))
    (only,) = corrected(STATED, Correction("drop", 4, 5, file="01.html"))
    assert only.lines == (1, 3)


def test_an_article_begins_where_it_is_split() -> None:
    found = corrected(PAPER, Correction("split", 5, 5))
    assert [(article.title, article.text) for article in found] == [
        ("新馆昨日开放", LIBRARY),
        (None, LIBRARY_2),
        ("望潮大桥换索", BRIDGE),
    ]
    assert [article.lines for article in corrected(STATED, Correction("split", 3, 3))] == [(1, 2), (3, 3), (4, 5)]


def test_a_paragraph_is_cut_where_it_is_split() -> None:
    lines = tuple(
        Line("01.html", at, text, "body", 0, continues=at > 1)
        for at, text in enumerate((LIBRARY, LIBRARY_2, BRIDGE), 1)
    )
    found = corrected(Issue("a", "01.html", (Page(None, None, lines),)), Correction("split", 2, 2))
    assert [article.text for article in found] == [LIBRARY, LIBRARY_2 + BRIDGE]


def test_printed_lines_are_cut_where_they_are_split() -> None:
    printed = ["新馆昨日开放", "", *printed_lines(LIBRARY, 16), "望潮大桥换索完工了", *printed_lines(BRIDGE, 16)]
    lines = tuple(Line("澄江报.txt", at, text) for at, text in enumerate(printed, 1))
    start = printed.index("望潮大桥换索完工了") + 1
    found = corrected(Issue("a", "澄江报.txt", (Page(None, None, lines),)), Correction("split", start, start))
    assert [(article.title, article.text) for article in found] == [
        ("新馆昨日开放", LIBRARY),
        ("望潮大桥换索完工了", BRIDGE),
    ]


def test_a_merged_article_goes_on_the_one_before_it() -> None:
    for paper, line in ((PAPER, 7), (STATED, 4)):
        (article,) = corrected(paper, Correction("merge", line, line))
        assert article.title == "新馆昨日开放"
        assert texts(article) == [LIBRARY, LIBRARY_2, "望潮大桥换索", BRIDGE]
        assert [p.kind for p in article.paragraphs] == ["p", "p", "heading", "p"]


def test_an_article_is_merged_with_one_on_the_page_before() -> None:
    lines = PAPER.pages[0].lines
    pages = (Page("1", None, lines[:6]), Page("2", None, lines[6:]))
    (article,) = corrected(replace(PAPER, pages=pages), Correction("merge", 7, 7))
    assert (article.page, article.lines, len(article.ranges)) == ("1", (1, 9), 2)


def test_rows_written_by_hand_replace_the_printed_ones() -> None:
    correction = Correction("title", 7, 7, kicker="望潮大桥", title="换索完工")
    for paper in (PAPER, STATED):
        first, second = corrected(paper, replace(correction, line=segment(paper)[1].lines[0], last=9))
        assert (second.kicker, second.title, second.text) == ("望潮大桥", "换索完工", BRIDGE)
        assert first.title == "新馆昨日开放"
    (found,) = (each for each in drafts(replace(PAPER, corrections=(correction,))) if each.lines[0].number == 7)
    assert [row.text for row in found.rows] == ["望潮大桥换索"]


def test_no_repair_is_made_on_a_line_where_it_is_undone() -> None:
    paper = issue(
        ["新馆昨日开放", "本报讯 " + LIBRARY, "-是延长开放时间。二是增加座位。", "-是减少收费。二是免去押金。"]
    )
    assert [edit.lines for edit in segment(paper)[0].edits] == [(5,), (7,)]
    (article,) = corrected(paper, Correction("undo", 5, 5))
    assert [edit.lines for edit in article.edits] == [(7,)]
    assert texts(article)[1].startswith("-是延长")


def test_a_moved_line_is_left_where_it_is_when_that_is_undone() -> None:
    first = printed_lines("澄江的夜市从三月开到十月，摊位沿江排开，以小吃和手作为主，经营者多是附近的居民。", 14)
    second = printed_lines("受访市民最关心两件事：一是“散场后怎么回家”，二是江边的灯光够不够亮，三是垃圾由谁来收。", 14)
    head = second.pop(0)
    third = "调查组走访了六十个摊位，发放问卷三百份，受访市民多住在附近，他们最关心夜市的灯光和垃圾。"
    shuffled = [" ".join([*first[:2], head, *first[2:]]), " ".join(second), set_in_column(third, 14)]
    paper = issue(["夜市调查", *shuffled])
    assert [edit.kind for edit in segment(paper)[0].edits] == ["removed", "moved"]
    for line in (3, 5):
        (article,) = corrected(paper, Correction("undo", line, line))
        assert article.edits == ()


def test_a_correction_speaks_of_its_own_file() -> None:
    pages = tuple(
        Page(str(number), None, tuple(replace(line, source=f"2031/{number:02}.txt") for line in PAPER.pages[0].lines))
        for number in (1, 2)
    )
    paper = replace(PAPER, pages=pages)
    found = corrected(paper, Correction("merge", 7, 7, file="02.txt"))
    assert [(article.ranges[0].source, article.lines) for article in found] == [
        ("2031/01.txt", (1, 5)),
        ("2031/01.txt", (7, 9)),
        ("2031/02.txt", (1, 9)),
    ]
    assert len(corrected(paper, Correction("drop", 7, 9))) == 2


def test_corrections_that_do_not_hold_are_told() -> None:
    idle = (
        Correction("drop", 90, 91),
        Correction("drop", 1, 1, file="别的.txt"),
        Correction("split", 2, 2),
        Correction("merge", 1, 1),
        Correction("title", 5, 5, title="新馆"),
        Correction("undo", 8, 8),
    )
    paper = replace(PAPER, corrections=(*idle, Correction("merge", 5, 5), Correction("split", 7, 7)))
    assert unused(paper, segment(paper)) == list(idle)


ACTION = st.sampled_from(["title", "merge", "split", "undo"])
BLOCK = st.sampled_from(
    [
        "新馆昨日开放",
        "本报讯 " + LIBRARY,
        set_in_column(LIBRARY_2, 14),
        BRIDGE,
        "记者 李禾 摄",
        "一、现状",
        "◀上接第1版",
        "",
    ]
)


@given(st.lists(BLOCK, max_size=8), st.lists(st.tuples(ACTION, st.integers(1, 18)), max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_character_is_lost_by_a_correction(blocks: list[str], told: list[tuple[str, int]]) -> None:
    corrections = tuple(Correction(action, line, line, title="手写") for action, line in told)  # type: ignore[arg-type]
    paper = replace(issue(blocks), corrections=corrections)
    got: Counter[str] = Counter()
    for each in drafts(paper):
        words = (*(row.text for row in each.rows), *each.bylines, *(p.raw for p in each.paragraphs))
        got.update("".join("".join(words).split()))
    assert got == Counter("".join("".join(blocks).split()))
    held = set(unused(paper, segment(paper)))
    starts = {article.lines[0] for article in segment(paper)}
    printed = {line.number for line in paper.pages[0].lines if line.text}
    merges = {each.line for each in corrections if each.action == "merge"}
    splits = {each.line for each in corrections if each.action == "split"}
    assert splits & printed <= starts | merges
    assert all(each.line not in printed for each in held if each.action == "undo")
