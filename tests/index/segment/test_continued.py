from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Article, Author, Form, Issue, Line, LineRole, Page, Range
from index.segment import drafts, segment

LIBRARY = "昨日，澄江区图书馆的新馆在望潮路开放，首日入馆的读者有1200多名，图书馆周末延长开放。"
LIBRARY_2 = "新馆共有三层，阅览座位320个，读者凭市民卡入馆，图书馆外借的图书每次不超过十册。"
BRIDGE = "望潮大桥的128根斜拉索已经全部换完，大桥的桥面将在下月重新铺装，工期三十天。"
BRIDGE_2 = "大桥换索期间，斜拉索由四台卷扬机同时张拉，桥面单向通车，预计十月底恢复双向通车。"
MARKET = "江岸夜市从三月开到十月，摊位沿江排开，经营者多是附近的居民，散场后有夜班公交。"


def page(number: str | None, *blocks: str, source: str | None = None, start: int = 1) -> Page:
    """A page of plain text: a line per block, a blank line after each; every page is a file where none is named."""
    lines = [part for block in blocks for part in (block, "")]
    file = source or f"{number}.txt"
    return Page(number, None, tuple(Line(file, at, text) for at, text in enumerate(lines, start)))


def stated(number: str, *rows: tuple[LineRole, str], article: int = 0) -> Page:
    file = f"0{number}.html"
    return Page(number, None, tuple(Line(file, at, text, role, article) for at, (role, text) in enumerate(rows, 1)))


def issue(*pages: Page, form: Form = "text") -> Issue:
    return Issue("澄江报", "澄江报", pages, form=form)


def texts(articles: Sequence[Article]) -> list[str]:
    return [article.text for article in articles]


@pytest.mark.parametrize("onward", ["下转第3版", "▶下转第3版"])
@pytest.mark.parametrize("back", ["上接第1版", "◀上接第1版"])
def test_the_parts_on_two_pages_are_one_article(onward: str, back: str) -> None:
    found = segment(
        issue(
            page("1", "新馆昨日开放", "本报讯（记者 王小满）" + LIBRARY, onward, "江岸夜市开市", "本报讯 " + MARKET),
            page("3", "新馆昨日开放", back, LIBRARY_2 + "（记者 李禾）", "望潮大桥换索", "本报讯 " + BRIDGE),
        )
    )
    assert [(article.title, article.page) for article in found] == [
        ("新馆昨日开放", "1"),
        ("江岸夜市开市", "1"),
        ("望潮大桥换索", "3"),
    ]
    whole = found[0]
    assert whole.text == LIBRARY + "\n" + LIBRARY_2
    assert whole.ranges == (Range("1.txt", 1, 5), Range("3.txt", 1, 5))
    assert [(p.lines, p.source) for p in whole.paragraphs] == [((3,), None), ((5,), "3.txt")]
    assert whole.authors == (Author("王小满", "记者"), Author("李禾", "记者"))
    assert not whole.truncated
    assert [article.id for article in found] == ["澄江报:1", "澄江报:2", "澄江报:3"]


def test_a_sentence_cut_at_the_jump_is_one_again() -> None:
    cut = LIBRARY.index("首日") + 4
    (article,) = segment(
        issue(
            page("1", "新馆昨日开放", "本报讯 " + LIBRARY[:cut] + "（下转第3版）"),
            page("3", "（上接第1版）" + LIBRARY[cut:], LIBRARY_2),
        )
    )
    assert article.text == LIBRARY + "\n" + LIBRARY_2
    assert [(p.lines, p.source) for p in article.paragraphs] == [((3,), None), ((3,), "3.txt")]
    assert article.ranges == (Range("1.txt", 1, 3), Range("3.txt", 1, 3))


@pytest.mark.parametrize("back", ["◀上接第1版", "（紧接第一版）", "上接01版《新馆昨日开放》"])
@pytest.mark.parametrize("rows", [[], ["新馆昨日开放"]])
def test_a_rest_below_another_article_begins_at_its_mark(back: str, rows: list[str]) -> None:
    found = segment(
        issue(
            page("1", "新馆昨日开放", "本报讯 " + LIBRARY, "下转第三版", MARKET),
            page("3", "望潮大桥换索", "本报讯 " + BRIDGE, *rows, back, LIBRARY_2),
        )
    )
    assert texts(found) == [LIBRARY + "\n" + LIBRARY_2, MARKET, BRIDGE]
    assert found[0].ranges == (Range("1.txt", 1, 5), Range("3.txt", 5, 7 + 2 * len(rows)))


def test_an_article_may_jump_twice() -> None:
    (article,) = segment(
        issue(
            page("1", "新馆昨日开放", "本报讯 " + LIBRARY, "下转第2版"),
            page("2", "◀上接第1版", LIBRARY_2, "下转第4版"),
            page("4", "◀上接第2版", MARKET),
        )
    )
    assert article.text == "\n".join([LIBRARY, LIBRARY_2, MARKET])
    assert [part.source for part in article.ranges] == ["1.txt", "2.txt", "4.txt"]
    assert not article.truncated


@pytest.mark.parametrize("named", [True, False])
def test_two_jumps_between_the_same_pages_are_told_by_title_or_words(named: bool) -> None:
    rest = [("新馆昨日开放" if named else "", LIBRARY_2), ("望潮大桥换索" if named else "", BRIDGE_2)]
    found = segment(
        issue(
            page(
                "1", "新馆昨日开放", "本报讯 " + LIBRARY, "下转第3版", "望潮大桥换索", "本报讯 " + BRIDGE, "下转第3版"
            ),
            *(
                page("3", f"◀上接第1版《{title}》" if title else "◀上接第1版", text, source=f"3{k}.txt")
                for k, (title, text) in enumerate(reversed(rest))
            ),
        )
    )
    assert texts(found) == [LIBRARY + "\n" + LIBRARY_2, BRIDGE + "\n" + BRIDGE_2]


def test_page_numbers_forbid_what_words_suggest() -> None:
    found = segment(
        issue(
            page("1", "新馆昨日开放", "本报讯 " + LIBRARY, "下转第3版"),
            page("2", "◀上接第5版", LIBRARY_2),
            page("3", "◀上接第1版", MARKET),
        )
    )
    assert texts(found) == [LIBRARY + "\n" + MARKET, LIBRARY_2]


def test_a_letter_before_the_number_may_be_left_out() -> None:
    found = segment(
        issue(page("A1", "新馆昨日开放", "本报讯 " + LIBRARY, "下转第3版"), page("A3", "上接第1版", LIBRARY_2))
    )
    assert texts(found) == [LIBRARY + "\n" + LIBRARY_2]
    found = segment(
        issue(page("A1", "新馆昨日开放", "本报讯 " + LIBRARY, "下转第A3版"), page("B3", "上接第1版", LIBRARY_2))
    )
    assert texts(found) == [LIBRARY, LIBRARY_2]


def test_without_page_numbers_a_pair_must_stand_alone_or_be_clear() -> None:
    first, second = (
        page(None, "新馆昨日开放", "本报讯 " + LIBRARY, "下转第3版"),
        page(None, "◀上接第1版", LIBRARY_2, source="b"),
    )
    assert texts(segment(issue(first, second))) == [LIBRARY + "\n" + LIBRARY_2]
    bridge = page(None, "◀上接第1版", BRIDGE_2, source="c")
    assert texts(segment(issue(first, bridge, second))) == [LIBRARY + "\n" + LIBRARY_2, BRIDGE_2]
    neither = [page(None, "◀上接第1版", "四月的风吹过山岗。", source=name) for name in ("d", "e")]
    found = segment(issue(first, *neither))
    assert len(found) == 3
    assert found[0].truncated


def test_a_mark_without_a_partner_stays_and_says_that_words_are_elsewhere() -> None:
    (row,) = segment(issue(page("1", "新馆昨日开放", "本报讯 " + LIBRARY, "下转第3版")))
    assert (row.text, row.truncated, row.lines) == (LIBRARY, True, (1, 5))
    (inside,) = segment(issue(page("1", "新馆昨日开放", "本报讯 " + LIBRARY + "（下转第3版）")))
    assert (inside.text, inside.truncated) == (LIBRARY + "（下转第3版）", True)
    (back,) = segment(issue(page("3", "◀上接第1版", LIBRARY_2)))
    assert (back.text, back.truncated) == (LIBRARY_2, False)


def test_a_heading_below_the_mark_stays_in_the_text() -> None:
    (article,) = segment(
        issue(
            page("1", "新馆昨日开放", "本报讯 " + LIBRARY, "下转第3版"),
            page("3", "◀上接第1版", "书比人先老", LIBRARY_2),
        )
    )
    assert [(p.kind, p.lines) for p in article.paragraphs] == [("p", (3,)), ("heading", (3,)), ("p", (5,))]
    assert article.text == "\n".join([LIBRARY, "书比人先老", LIBRARY_2])


def test_pages_of_one_file_keep_their_line_numbers() -> None:
    first = page("1", "新馆昨日开放", "本报讯 " + LIBRARY, "下转第3版", source="a.txt")
    third = page("3", "◀上接第1版", LIBRARY_2, source="a.txt", start=20)
    (article,) = segment(issue(first, third))
    assert article.ranges == (Range("a.txt", 1, 5), Range("a.txt", 20, 22))
    assert [(p.lines, p.source) for p in article.paragraphs] == [((3,), None), ((22,), None)]


def test_stated_articles_jump_too() -> None:
    (article,) = segment(
        issue(
            stated("1", ("title", "新馆昨日开放"), ("body", "本报讯 " + LIBRARY), ("body", "下转第3版")),
            stated("3", ("title", "新馆开放"), ("body", "（上接第1版）"), ("body", LIBRARY_2)),
            form="html",
        )
    )
    assert (article.title, article.text) == ("新馆昨日开放", LIBRARY + "\n" + LIBRARY_2)
    assert article.ranges == (Range("01.html", 1, 3), Range("03.html", 1, 3))


BLOCK = st.one_of(
    st.sampled_from(
        [
            "下转第1版",
            "下转第2版",
            "◀上接第1版",
            "上接第2版《新馆昨日开放》",
            "（上接第1版）" + LIBRARY_2,
            LIBRARY + "（下转第2版）",
            LIBRARY[:20] + "（下转第3版）",
            "新馆昨日开放",
            "记者 李禾 摄",
        ]
    ),
    st.sampled_from([LIBRARY, LIBRARY_2, BRIDGE, "本报讯 " + BRIDGE_2]),
)


@given(st.lists(st.tuples(st.sampled_from(["1", "2", "3", None]), st.lists(BLOCK, max_size=6)), max_size=4))
@settings(max_examples=200, deadline=None)
def test_no_character_is_lost_or_invented(parts: list[tuple[str | None, list[str]]]) -> None:
    pages = [page(number, *blocks, source=f"{k}.txt") for k, (number, blocks) in enumerate(parts)]
    printed = issue(*pages)
    got: Counter[str] = Counter()
    for each in drafts(printed):
        words = (*(row.text for row in each.rows), *each.bylines, *(p.raw for p in each.paragraphs))
        got.update("".join("".join(words).split()))
    assert got == Counter("".join("".join(line.text for part in pages for line in part.lines).split()))
    found = segment(printed)
    held = [(r.source, n) for article in found for r in article.ranges for n in range(r.first, r.last + 1, 2)]
    assert len(held) == len(set(held)) == sum(len(blocks) for _, blocks in parts)
