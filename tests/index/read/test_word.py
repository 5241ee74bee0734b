from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Issue
from index.read.source import File, Unreadable
from index.read.word import is_word, read_word
from tests.files import of_text
from tests.stress import examples


def written(write: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    write(document)
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def read(write: Callable[[Document], object]) -> Issue:
    file = of_text(written(write), "库/a.docx")
    assert is_word(file)
    return one(file)


def one(file: File) -> Issue:
    (issue,) = read_word(file)
    assert isinstance(issue, Issue)
    return issue


def lines(issue: Issue) -> list[tuple[int, str | None, int | None, str]]:
    return [
        (line.number, line.role, line.article, line.text)
        for page in issue.pages
        for line in page.lines
        if line.text.strip()
    ]


def spliced(raw: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """The package with words of one part replaced."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
    return out.getvalue()


def two_articles(document: Document) -> None:
    document.add_paragraph("2031年3月12日 星期三")
    document.add_heading("图书馆开放", 1)
    document.add_paragraph("首日千人入馆", style="Subtitle")
    document.add_paragraph("昨日，新馆开放。")
    document.add_heading("一、借阅", 2)
    document.add_paragraph("可借十本。")
    document.add_paragraph("第3版 民生")
    document.add_heading("停水通知", 1)
    document.add_paragraph("请储水。")


def test_heading_styles_tell_the_articles() -> None:
    issue = read(two_articles)
    assert (issue.date, issue.paper, issue.form) == ("2031-03-12", None, "text")
    assert [(page.number, page.name) for page in issue.pages] == [(None, None), ("3", "民生")]
    assert lines(issue) == [
        (2, "title", 1, "图书馆开放"),
        (3, "subtitle", 1, "首日千人入馆"),
        (4, "body", 1, "昨日，新馆开放。"),
        (5, "heading", 1, "一、借阅"),
        (6, "body", 1, "可借十本。"),
        (8, "title", 2, "停水通知"),
        (9, "body", 2, "请储水。"),
    ]


def test_without_styles_lines_are_plain() -> None:
    def write(document: Document) -> None:
        for text in ("图书馆开放", "", "昨日，新馆开放。\n欢迎读者。"):
            document.add_paragraph(text)

    issue = read(write)
    assert [(line.number, line.role, line.text) for line in issue.pages[0].lines] == [
        (1, None, "图书馆开放"),
        (2, None, ""),
        (3, None, "昨日，新馆开放。"),
        (4, None, "欢迎读者。"),
    ]


def test_a_title_over_headings_names_the_collection() -> None:
    def write(document: Document) -> None:
        document.add_heading("三月稿件", 0)
        document.add_heading("图书馆开放", 1)
        document.add_paragraph("昨日，新馆开放。")

    assert lines(read(write)) == [(2, "title", 1, "图书馆开放"), (3, "body", 1, "昨日，新馆开放。")]


def test_a_title_over_text_is_the_articles() -> None:
    def write(document: Document) -> None:
        document.add_heading("图书馆开放", 0)
        document.add_paragraph("昨日，新馆开放。")
        document.add_heading("借阅", 1)

    assert [role for _, role, _, _ in lines(read(write))] == ["title", "body", "heading"]


def test_a_style_counts_by_what_it_is_based_on() -> None:
    def write(document: Document) -> None:
        own = document.styles.add_style("版面主标题", 1)
        own.base_style = document.styles["Heading 1"]
        document.add_paragraph("图书馆开放", style="版面主标题")
        document.add_paragraph("昨日，新馆开放。")

    assert [role for _, role, _, _ in lines(read(write))] == ["title", "body"]


def test_a_table_is_read_row_by_row_where_it_stands() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("开放时间")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("周一", "闭馆", "周二", "9时"), strict=True):
            cell.text = text
        document.add_paragraph("欢迎。")

    assert [text for *_, text in lines(read(write))] == ["开放时间", "周一\t闭馆", "周二\t9时", "欢迎。"]


def test_words_that_word_shows_are_read_and_no_others() -> None:
    raw = written(lambda document: document.add_paragraph("甲乙丙"))
    marked = spliced(
        raw,
        "<w:r><w:t>甲乙丙</w:t></w:r>",
        "<w:ins><w:r><w:t>甲</w:t></w:r></w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>丁</w:t></w:r></w:moveFrom><w:r><w:t>丙</w:t><w:tab/><w:t>戊</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    )
    assert [text for *_, text in lines(one(of_text(marked, "a.docx")))] == ["甲丙\t戊", "框"]


def test_the_dates_of_the_properties_are_not_the_issues() -> None:
    assert read(lambda document: document.add_paragraph("甲。")).date is None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (written(lambda _: None), "没有文字"),
        (written(two_articles)[:900], "已损坏"),
        (spliced(written(two_articles), "<w:body>", "<w:bodyy>"), "已损坏"),
    ],
)
def test_what_cannot_be_read_is_refused(raw: bytes, reason: str) -> None:
    file = of_text(raw, "a.docx")
    assert is_word(file)
    with pytest.raises(Unreadable, match=reason):
        one(file)


def test_a_bomb_is_not_opened() -> None:
    raw = io.BytesIO(written(two_articles))
    with ZipFile(raw, "a", 8) as opened:
        opened.writestr("word/media/image1.png", bytes(1 << 26))
    with pytest.raises(Unreadable, match="大得不像"):
        one(of_text(raw.getvalue(), "a.docx"))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("机密", encoding="utf-8")
    raw = spliced(written(lambda document: document.add_paragraph("甲乙丙")), "甲乙丙", "甲&x;")
    declared = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{(tmp_path / "a.txt").as_uri()}">]><w:document '
    issue = one(of_text(spliced(raw, "<w:document ", declared), "a.docx"))
    assert [text for *_, text in lines(issue)] == ["甲"]


def test_other_files_are_no_word_files() -> None:
    assert not is_word(of_text("甲", "a.docx"))
    assert not is_word(of_text(b"PK\x05\x06" + bytes(18), "a.zip"))


SOUND = spliced(written(two_articles), "图书馆", "图书馆")


@settings(max_examples=examples(50), deadline=None)
@given(st.data())
def test_whatever_the_bytes_an_issue_or_a_reason_comes(data: st.DataObject) -> None:
    """Bytes are changed in the whole package, and in the text's XML alone, whose checksum is then right."""
    raw = bytearray(SOUND)
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[at] = data.draw(st.integers(0, 255))
    old = data.draw(st.sampled_from(["<w:p>", "</w:p>", "<w:r>", "w:val", "<w:t>", "图书馆"]))
    new = data.draw(st.sampled_from(["", "<w:tbl>", "<w:p>", "&x;", "\x01", "<!-- 甲 -->", "<w:tr><w:tc/>", "<?a b?>"]))
    for broken in (bytes(raw), bytes(raw[: data.draw(st.integers(0, len(raw)))]), spliced(SOUND, old, new)):
        try:
            issue = one(of_text(broken, "a.docx"))
        except Unreadable:
            continue
        assert lines(issue)


def test_paragraphs_of_named_fields_are_records() -> None:
    def write(document: Document) -> None:
        for text in (
            "标题：新馆昨日开放",
            "作者：赵一",
            "日期：2031-03-12",
            "正文：",
            "昨日，新馆开放。",
            "标题：渡口",
            "正文：船来了。",
        ):
            document.add_paragraph(text)

    library, ferry = read_word(of_text(written(write), "a.docx"))
    assert isinstance(library, Issue)
    assert isinstance(ferry, Issue)
    assert (library.date, library.form) == ("2031-03-12", "record")
    assert [(role, text) for _, role, _, text in lines(library)] == [
        ("title", "新馆昨日开放"),
        ("byline", "赵一"),
        ("body", "昨日，新馆开放。"),
    ]
    assert [number for number, *_ in lines(ferry)] == [6, 6]
