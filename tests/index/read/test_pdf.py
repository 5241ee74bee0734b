"""PDFs written by hand: what is read from them, and what is refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Issue
from index.read.pdf import NoTextLayer, read_pdf
from index.read.source import Unreadable
from tests.files import of_text
from tests.index.read.pdfs import HIGH, WIDE, frame, pdf, picture, text
from tests.stress import examples

LEFT = ["昨日，石桥镇把最后一段渠", "道清了出来，水到了田头，", "村民开始育秧。"]
RIGHT = ["渠长三公里，灌溉水田五百", "亩，去年秋天动工，今年三", "月完工。"]


def column(x: float, y: float, rows: list[str], *, indent: bool) -> list[str]:
    return [text(x + 20 * (indent and k == 0), y + 15 * k, row) for k, row in enumerate(rows)]


def article() -> list[str]:
    drawn = [text(90, 100, "石桥镇春灌开闸", 24)]
    drawn += column(50, 140, ["昨日，石桥镇把最后一", *LEFT[1:2], "村民开始育秧，早稻的种子"], indent=True)
    return drawn + column(200, 140, ["都已经备齐。渠长三公里，", *RIGHT[1:]], indent=False)


def folio() -> list[str]:
    return [text(50, 30, "澄江报", 16), text(200, 34, "2031年3月12日 星期三"), text(400, 34, "第03版 要闻")]


def read(data: bytes) -> Issue:
    issue = next(read_pdf(of_text(data, "a.pdf")))
    assert isinstance(issue, Issue)
    return issue


def test_an_article_is_read_in_order_with_its_roles() -> None:
    issue = read(pdf([[*reversed(article()), *folio()]]))
    (page,) = issue.pages
    assert (issue.paper, issue.date, issue.form) == ("澄江报", "2031-03-12", "pdf")
    assert page.number == "3"
    assert [(line.role, line.text, line.continues) for line in page.lines] == [
        ("title", "石桥镇春灌开闸", False),
        ("body", "昨日，石桥镇把最后一", False),
        ("body", "道清了出来，水到了田头，", True),
        ("body", "村民开始育秧，早稻的种子", True),
        ("body", "都已经备齐。渠长三公里，", True),
        ("body", "亩，去年秋天动工，今年三", True),
        ("body", "月完工。", True),
    ]
    assert [line.number for line in page.lines] == list(range(1, 8))
    assert {line.article for line in page.lines} == {1}


def test_a_line_knows_its_place_on_the_sheet() -> None:
    line = read(pdf([article()])).pages[0].lines[0]
    assert line.area is not None
    (x0, y0), (x1, y1) = line.area.points
    assert (line.area.picture, line.area.sheet) == ("a.pdf", 0)
    assert (round(x0), round(y0), round(x1), round(y1)) == (90, 100, 258, 124)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_sheet_has_its_size_as_it_is_shown(turn: int) -> None:
    issue = read(pdf([article()], page=f"/Rotate {turn}"))
    wide, high = (WIDE, HIGH) if turn == 180 else (HIGH, WIDE)
    points = [point for line in issue.pages[0].lines if line.area for point in line.area.points]
    assert all(-1 <= x <= wide + 30 and -1 <= y <= high + 30 for x, y in points)


def test_what_is_in_a_frame_is_an_article_of_its_own() -> None:
    boxed = [text(360, 150, "开闸时间", 20), text(360, 180, "本月底前每天八时开闸，"), text(360, 195, "十八时关闸。")]
    issue = read(pdf([[*article(), *boxed, frame(350, 140, 500, 215)]]))
    framed = [line.text for line in issue.pages[0].lines if line.article == 2]
    assert framed == ["开闸时间", "本月底前每天八时开闸，", "十八时关闸。"]


def test_a_picture_of_a_page_is_left_to_recognition() -> None:
    file = of_text(pdf([[picture(0, 0, WIDE, HIGH)]]), "scan.pdf")
    with pytest.raises(NoTextLayer, match="扫描"):
        next(read_pdf(file))


def test_sheets_that_are_pictures_among_others_are_named() -> None:
    issue, missing = read_pdf(of_text(pdf([article(), [picture(0, 0, WIDE, HIGH)], article()]), "a.pdf"))
    assert isinstance(issue, Issue)
    assert isinstance(missing, Unreadable)
    assert missing.reason.startswith("第 2 页是图片")


def test_an_encrypted_file_is_refused() -> None:
    secret = "00" * 32
    locked = f"/ID[<{secret}><{secret}>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{secret}>/U<{secret}>>>"
    with pytest.raises(Unreadable, match="密码"):
        read(pdf([article()], trailer=locked))


def test_more_sheets_than_an_issue_has_are_refused() -> None:
    with pytest.raises(Unreadable, match="10000 页"):
        read(pdf([[]] * 10_000))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\x03\x04", pdf([article()])[:200]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data)


def test_a_file_whose_table_is_lost_is_read() -> None:
    whole = pdf([article(), article()])
    assert len(read(whole[: whole.rindex(b"startxref")]).pages) == 2


def test_a_blank_sheet_does_not_make_it_a_scan() -> None:
    issue = read(pdf([article(), []]))
    assert [len(page.lines) for page in issue.pages] == [7, 0]


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_damaged_bytes_are_read_or_refused(data: st.DataObject) -> None:
    """Truncated, with bytes changed, with a stretch cut out."""
    whole = bytearray(pdf([[*article(), frame(40, 90, 360, 220), picture(400, 100, 500, 200)], [*folio(), *article()]]))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=20)):
        whole[place] = data.draw(st.integers(0, 255))
    start = data.draw(st.integers(0, len(whole)))
    del whole[start : start + data.draw(st.sampled_from([0, 1, 40, len(whole)]))]
    with suppress(Unreadable):
        issue = read(bytes(whole))
        assert all(line.text.strip() for page in issue.pages for line in page.lines)


@settings(max_examples=examples(40), deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(b"%PDF-1.4\n" + data)
