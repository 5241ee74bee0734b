from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Issue
from index.read.records import is_records, read_records
from index.read.source import File, Unreadable
from tests.files import of_text
from tests.stress import examples


def written(*records: object, name: str = "a.jsonl") -> File:
    raw = "\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records).encode()
    return of_text(gzip.compress(raw) if name.endswith(".gz") else raw, name)


def issues(file: File) -> list[Issue]:
    assert is_records(file)
    found = list(read_records(file))
    assert all(isinstance(each, Issue) for each in found)
    return [each for each in found if isinstance(each, Issue)]


def lines(issue: Issue) -> list[tuple[int, str | None, str]]:
    return [(line.number, line.role, line.text) for page in issue.pages for line in page.lines]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.txt"])
def test_one_record_is_one_issue(name: str) -> None:
    record = {
        "id": 7,
        "title": "新馆开放",
        "text": "昨日，新馆开放。\n欢迎读者。",
        "date": "2031-03-02",
        "paper": "澄江报",
        "page": "03",
    }
    (issue,) = issues(written(record, name=name))
    assert (issue.key, issue.source, issue.paper, issue.date) == (f"{name}#7", name, "澄江报", "2031-03-02")
    (page,) = issue.pages
    assert page.number == "3"
    assert [(line.number, line.role, line.article, line.text) for line in page.lines] == [
        (1, "title", 0, "新馆开放"),
        (1, "body", 0, "昨日，新馆开放。"),
        (1, "body", 0, "欢迎读者。"),
    ]


def test_records_without_an_id_go_by_their_line() -> None:
    assert [issue.key for issue in issues(written({"text": "甲"}, "", {"text": "乙"}))] == [
        "a.jsonl#L1",
        "a.jsonl#L3",
    ]


def test_a_date_that_cannot_be_read_is_unknown() -> None:
    assert [issue.date for issue in issues(written({"text": "甲", "date": "去年春天"}))] == [None]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"text": "甲"', "不是 JSON"),
        ('["甲"]', "不是 JSON 对象"),
        ('{"title": "甲"}', "没有正文"),
        ('{"text": " "}', "没有正文"),
        ('{"text": {"a": 1}}', "text 不是文字"),
        ('{"text": "\\ud83d"}', "残缺的字符"),
        ('{"text": "乙", "id": "1"}', "重复"),
        ("[" * 100_000, "不是 JSON"),
    ],
)
def test_a_bad_record_is_named_and_the_others_follow(bad: str, reason: str) -> None:
    first, refused, last = read_records(written({"text": "甲", "id": "1"}, bad, {"text": "丙", "id": "3"}))
    assert isinstance(first, Issue)
    assert isinstance(last, Issue)
    assert isinstance(refused, Unreadable)
    assert refused.source == "a.jsonl"
    assert refused.reason.startswith("第 2 行")
    assert reason in refused.reason


def test_a_line_in_another_encoding_is_refused_alone() -> None:
    first, refused = read_records(of_text(b'{"text": "a"}\n' + '{"text": "图书馆"}'.encode("gbk"), "a.jsonl"))
    assert isinstance(first, Issue)
    assert isinstance(refused, Unreadable)
    assert "UTF-8" in refused.reason


def test_a_broken_archive_gives_what_it_holds_and_then_says_so() -> None:
    records = "\n".join(json.dumps({"text": f"第{n}篇" + str(hash(str(n)))}) for n in range(5000))
    raw = gzip.compress(records.encode())
    reading = read_records(of_text(raw[: len(raw) // 2], "a.jsonl.gz"))
    assert isinstance(next(reading), Issue)
    with pytest.raises(Unreadable, match="压缩文件已损坏"):
        list(reading)


def test_a_bomb_is_not_unpacked_to_its_end() -> None:
    with pytest.raises(Unreadable, match="大得不像文字"):
        list(read_records(of_text(gzip.compress(bytes(1 << 25)), "a.jsonl.gz")))


def test_a_text_that_begins_with_a_brace_is_still_text() -> None:
    assert not is_records(of_text("{图片说明}\n昨日，新馆开放。"))
    assert not is_records(of_text("[图片]\n昨日，新馆开放。"))
    assert not is_records(of_text("", "a.jsonl"))


def test_the_fields_of_schema_org_are_known() -> None:
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "新馆开放",
        "alternativeHeadline": "首日千人入馆",
        "author": [{"@type": "Person", "name": "赵一"}, {"name": "钱二"}],
        "datePublished": "2031-03-12T08:00:00+08:00",
        "printPage": "A03",
        "printSection": "民生",
        "isPartOf": {"@type": "PublicationIssue", "issueNumber": 1204, "isPartOf": {"name": "澄江报"}},
        "articleBody": "昨日，新馆开放。",
    }
    for file in (
        of_text(json.dumps(article, ensure_ascii=False, indent=1), "a.json"),
        of_text(json.dumps([article], ensure_ascii=False), "a.txt"),
        written(article),
    ):
        (issue,) = issues(file)
        assert (issue.paper, issue.date, issue.edition) == ("澄江报", "2031-03-12", "1204")
        assert [(page.number, page.name) for page in issue.pages] == [("A3", "民生")]
        assert lines(issue) == [
            (1, "title", "新馆开放"),
            (1, "subtitle", "首日千人入馆"),
            (1, "byline", "赵一、钱二"),
            (1, "body", "昨日，新馆开放。"),
        ]


def test_a_newspaper_that_an_article_is_part_of_is_the_paper() -> None:
    assert [each.paper for each in issues(written({"text": "甲", "isPartOf": {"name": "澄江报"}}))] == ["澄江报"]


def test_an_array_is_read_to_where_it_breaks_and_knows_its_lines() -> None:
    raw = '[\n {"text": "甲"},\n {"text": ""},\n 7,\n {"text": "乙",\n "id": 3},\n {"text": "丙"'
    first, empty, seven, second, broken = read_records(of_text(raw, "a.json"))
    assert isinstance(first, Issue)
    assert isinstance(second, Issue)
    assert (first.key, second.key, lines(second)) == ("a.json#L2", "a.json#3", [(5, "body", "乙")])
    assert [str(each).partition("：")[2][:6] for each in (empty, seven, broken)] == [
        "第 3 行没",
        "第 4 行不",
        "第 7 行起",
    ]


def test_markup_in_fields_is_shown_as_a_browser_shows_it() -> None:
    body = "<p><b>三层阅览区</b></p>\n<p>　　昨日，&ldquo;新馆&rdquo;开放。</p>"
    body += "<p><img src='1.jpg'/>读者<span>很</span>多。<br>欢迎。</p>"
    (issue,) = issues(written({"title": "新馆<br/>昨日开放", "author": "<i>赵一</i>", "text": body}))
    assert lines(issue) == [
        (1, "title", "新馆"),
        (1, "title", "昨日开放"),
        (1, "byline", "赵一"),
        (1, "heading", "三层阅览区"),
        (1, "body", "昨日，“新馆”开放。"),
        (1, "body", "读者很多。"),
        (1, "body", "欢迎。"),
    ]


def test_marks_inside_a_line_leave_the_lines_as_they_are() -> None:
    (issue,) = issues(written({"text": "昨日&nbsp;<b>开放</b>。\n若 a<b，则 <一> 不变，AT&T 也是。"}))
    assert [text for _, _, text in lines(issue)] == ["昨日 开放。", "若 a<b，则 <一> 不变，AT&T 也是。"]


def test_a_title_that_the_text_begins_with_again_stands_once() -> None:
    (issue,) = issues(written({"title": "新馆 开放", "text": "\n　新馆 开放\n昨日，新馆开放。\n新馆 开放"}))
    assert lines(issue) == [(1, "title", "新馆 开放"), (1, "body", "昨日，新馆开放。"), (1, "body", "新馆 开放")]
    assert [lines(each) for each in issues(written({"title": "新馆", "text": "新馆"}))] == [
        [(1, "title", "新馆"), (1, "body", "新馆")]
    ]


def test_a_text_of_nothing_but_pictures_is_none() -> None:
    (refused,) = read_records(written({"title": "新馆", "text": "<p><img src='1.jpg'></p>"}))
    assert isinstance(refused, Unreadable)
    assert "没有正文" in refused.reason


@pytest.mark.parametrize("nothing", ["null", "NULL", "无", "-", None, float("nan")])
def test_what_stands_for_nothing_is_nothing(nothing: object) -> None:
    (issue,) = issues(
        written({"text": "甲", "author": nothing, "page": nothing, "subtitle": nothing, "paper": nothing})
    )
    assert (lines(issue), issue.pages[0].number, issue.paper) == ([(1, "body", "甲")], None, None)


@pytest.mark.parametrize(("printed", "name"), [("第1版（要闻）", "要闻"), ("第03版：民生", "民生"), (3.0, None)])
def test_the_name_of_a_page_beside_its_number(printed: object, name: str | None) -> None:
    assert [each.pages[0].name for each in issues(written({"text": "甲", "page": printed}))] == [name]


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("2031/3/2", "2031-03-02"),
        ("2031.03.02", "2031-03-02"),
        (20310302, "2031-03-02"),
        (20310302.0, "2031-03-02"),
        ("2031年3月2日", "2031-03-02"),
        ("2031-03", "2031-03"),
        ("47913", None),
        ("3/2/2031", None),
    ],
)
def test_days_as_tables_write_them(printed: object, date: str | None) -> None:
    assert [each.date for each in issues(written({"text": "甲", "date": printed}))] == [date]


NAMES = st.sampled_from(["text", "正文", "author", "isPartOf", "name", "date", "id", "page", "headline", "issueNumber"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)
RECORDS = st.lists(st.dictionaries(NAMES, JSON, max_size=6), max_size=4)


@settings(max_examples=examples(100), deadline=None)
@given(RECORDS, st.sampled_from([None, 1]), st.integers(0, 200), st.binary(max_size=3))
def test_whatever_the_records_issues_or_reasons_come(
    records: list[object], indent: int | None, cut: int, noise: bytes
) -> None:
    array = json.dumps(records, ensure_ascii=False, indent=indent).encode(errors="replace")
    rows = b"\n".join(json.dumps(record).encode() for record in records)
    for raw in (array, rows, array[:cut] + noise + array[cut:], rows[:cut], gzip.compress(rows)[:-cut]):
        try:
            found = list(read_records(of_text(raw, "a.jsonl")))
        except Unreadable:
            continue
        assert all("\n" not in str(each) for each in found if isinstance(each, Unreadable))


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ("https://paper.example/2031/1.html", "https://paper.example/2031/1.html"),
        ("javascript:alert(1)", None),
        ("paper.example/1", None),
        ('https://x/"><script>', 'https://x/"><script>'),
        ("https://x/一", None),
        ({"href": "https://x/"}, None),
        (1, None),
    ],
)
def test_an_address_of_the_web_is_kept_and_nothing_else(told: object, url: str | None) -> None:
    (issue,) = issues(written({"title": "新桥", "text": "桥通了。", "网址": told}))
    assert issue.url == url
