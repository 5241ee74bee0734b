"""Whatever bytes come, the readers of web pages yield issues of the page's own words or say why not."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.document import Issue
from index.read import Unreadable
from index.read.html import is_epaper, is_html, read_epaper, read_saved
from index.read.html.markup import tidy
from tests.files import of_text
from tests.index.read.html.epaper import (
    CHROME,
    first_article,
    first_page,
    first_tail,
    paragraphs,
    second_article,
    third_article,
    third_page,
)
from tests.index.read.html.test_saved import SECTIONS, page, wechat
from tests.stress import examples

BODY = paragraphs("图书馆昨日开馆，接待读者一千二百余人次。", "馆长林若水说：“周末将延长开放两小时。”")
PAGES = [
    first_page([("content_1.htm", "区图书馆开馆")]),
    first_article(
        "区图书馆开馆", BODY, kicker="惠民", author="记者 林若水", photo="沈青禾 摄", tail=first_tail("区图书馆开馆")
    ),
    second_article("区图书馆开馆", BODY, kicker="惠民", subtitle="藏书", author="林若水"),
    third_page([("content_1.htm", "区图书馆开馆")]),
    third_article("区图书馆开馆", BODY, kicker="惠民", author="林若水"),
    page(),
    wechat(SECTIONS, 'var ct = "1697500000";'),
]
seeded = settings(max_examples=examples(40), derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


def words(data: bytes) -> list[str]:
    """All that the readers make of the bytes; nothing but Unreadable may come of them."""
    file = of_text(data, "content_1.htm")
    is_html(file)
    is_epaper(file)
    found = list(read_epaper([file]))
    try:
        found.append(read_saved(file))
    except Unreadable as error:
        found.append(error)
    assert all("\n" not in each.reason and each.reason for each in found if isinstance(each, Unreadable))
    issues = [each for each in found if isinstance(each, Issue)]
    return [line.text for issue in issues for each in issue.pages for line in each.lines]


@seeded
@given(st.sampled_from(PAGES), st.floats(0, 1), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_pages_cut_short(text: str, share: float, encoding: str) -> None:
    words(text.encode(encoding)[: int(share * len(text.encode(encoding)))])


@seeded
@given(st.sampled_from(PAGES), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=20))
def test_pages_with_broken_bytes(text: str, flips: list[tuple[float, int]]) -> None:
    data = bytearray(text.encode())
    for at, value in flips:
        data[int(at * (len(data) - 1))] = value
    words(bytes(data))


@seeded
@given(
    st.binary(max_size=2000), st.sampled_from([b"", b"<html>", b"<!doctype html><div id=ozoom>", b"<!--enpproperty "])
)
def test_any_bytes(data: bytes, opening: bytes) -> None:
    words(opening + data)


ARTICLES = [PAGES[1], PAGES[2], PAGES[4]]
PRINTED = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=60)
TAGS = ["<p>", "</p>", "<br>", "<b>", "</b>", "<table>", "<td>", "</table>", "<div>", "</div>", "<li>", "&#0;", "<h1>"]
BROKEN = st.lists(st.sampled_from([*TAGS, "甲。", "　乙", "<", "&nbsp;"]), max_size=30).map("".join)


@seeded
@given(st.sampled_from(ARTICLES), PRINTED)
def test_any_words_in_the_text_come_out_as_they_are(text: str, inserted: str) -> None:
    said = words(text.replace("接待读者", f"接待{html.escape(inserted)}读者").encode())
    assert tidy(f"图书馆昨日开馆，接待{inserted}读者一千二百余人次。") in said


@seeded
@given(st.sampled_from(PAGES), st.text(max_size=60))
def test_any_tags_in_the_text(text: str, inserted: str) -> None:
    words(text.replace("昨日", f"昨{inserted}日").encode("utf-8", "ignore"))


@seeded
@given(BROKEN)
def test_no_foreign_text_enters_an_article(body: str) -> None:
    """Between its comments the text may be as broken as it likes: what stands outside stays outside."""
    said = words(first_article("题", f"{body}完。", tail=first_tail("题")).encode())
    assert not any(chrome in text for text in said for chrome in CHROME)


@seeded
@given(st.sampled_from(ARTICLES), st.floats(0, 1), st.integers(1, 60))
def test_pages_with_a_piece_cut_out_say_nothing_new(text: str, share: float, length: int) -> None:
    at = int(share * len(text))
    cut = text[:at] + text[at + length :]
    assert set("".join(words(cut.encode()))) <= set(html.unescape(cut))


@seeded
@given(
    st.lists(
        st.tuples(st.sampled_from(PAGES), st.sampled_from(["node_1", "content_1", "a/content_1", "题"])), max_size=6
    )
)
def test_any_pages_thrown_together(chosen: list[tuple[str, str]]) -> None:
    files = [of_text(text, f"{k}/{name}.htm") for k, (text, name) in enumerate(chosen)]
    found = list(read_epaper(files))
    sources = [line.source for each in found if isinstance(each, Issue) for page in each.pages for line in page.lines]
    assert set(sources) <= {file.given for file in files}
    assert len({each.key for each in found if isinstance(each, Issue)}) == sum(
        isinstance(each, Issue) for each in found
    )


@seeded
@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert once == once.strip()


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "<html><div id=ozoom>" + "<div>" * n + "深。",
        lambda n: "<html><div id=ozoom>" + "<b>" * n + "深。" + "</b>" * n,
        lambda n: "<html><div id=ozoom>" + "<table><tr><td>" * n + "深。",
        lambda n: f"<html><p title='{'x' * n * 100}'><div id=ozoom>深。</div>",
        lambda n: "<html><div id=ozoom>" + "<!--enpproperty " * n,
        lambda n: "<html><div id=ozoom>" + "<!--" * n + "深。",
        lambda n: "<html><map name=pagepicmap>" + "<area coords='1,1' href=content_1.htm>" * (n // 100) + "</map>",
        lambda n: "<html><div id=ozoom>" + "第1版" * n + "</div>",
        lambda n: "<html><div id=ozoom>" + "<img src='data:image/png;base64," + "A" * n * 100 + "'>深。</div>",
    ],
)
def test_a_monstrous_page_ends(make: Callable[[int], str]) -> None:
    words(make(100_000).encode())
