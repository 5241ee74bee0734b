from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from index.document import Issue
from index.read import Unreadable
from index.read.scan import is_picture, read_scan
from index.read.scan.recogniser import recogniser
from tests.files import of_text
from tests.index.layout.press import Truth
from tests.index.read.scan.printing import errors, opened, printed, saved
from tests.stress import examples

if TYPE_CHECKING:
    from index.read.scan.pictures import Pixels

Printed = tuple[bytes, list[Truth]]
PDF_UNIT = 72 / 200


@pytest.fixture(scope="module")
def page() -> Printed:
    return printed()


def scanned(data: bytes, name: str = "03版.png") -> tuple[Issue, list[str]]:
    said: list[str] = []
    return read_scan(of_text(data, name), said.append), said


def articles(issue: Issue) -> int:
    return len({line.article for page in issue.pages for line in page.lines})


def check(issue: Issue, truth: list[Truth]) -> None:
    """One character in a hundred may be wrong: seven of this page; lines out of order would cost ten each."""
    assert errors(issue, truth) <= 0.01
    assert articles(issue) == 2
    titles = [line.text for page in issue.pages for line in page.lines if line.role == "title"]
    assert titles == [each.text for each in truth if each.role == "title"]


@pytest.mark.model
@pytest.mark.browser
def test_a_page_is_read_in_order(page: Printed) -> None:
    png, truth = page
    issue, said = scanned(png)
    check(issue, truth)
    assert (issue.form, issue.source) == ("scan", "03版.png")
    assert said[0] == "识别第 1 页，共 1 页"
    assert said[1].startswith("识别第 1 页，共 1 页：第 1 行，共 ")
    (only,) = issue.pages
    starts = [line.text for line in only.lines if line.role == "body" and not line.continues]
    assert len(starts) == sum(each.starts for each in truth)
    for line, each in zip(only.lines, truth, strict=True):
        assert line.area is not None
        (x0, y0), (x1, y1) = line.area.points
        assert (line.area.picture, line.area.sheet) == ("03版.png", 0)
        assert 0 <= x0 < x1 <= 1167
        assert 0 <= y0 < y1 <= 875
        if each.role == "body":
            assert 20 <= y1 - y0 <= 30  # 12 of 96 dpi are 25 pixels of 200 dpi


@pytest.mark.model
@pytest.mark.browser
def test_a_page_upside_down_and_one_askew_are_turned_and_their_areas_are_not(page: Printed) -> None:
    png, truth = page
    straight = opened(png)
    issue, _ = scanned(saved([straight.transpose(Image.Transpose.ROTATE_180)], "JPEG", quality=80))
    check(issue, truth)
    first = issue.pages[0].lines[0].area
    assert first is not None
    assert min(y for _, y in first.points) > 700
    askew = straight.rotate(1.5, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    check(scanned(saved([askew], "PNG"))[0], truth)


@pytest.mark.model
@pytest.mark.browser
def test_a_page_on_its_side_is_turned_by_its_exif_note_or_by_its_lines(page: Printed) -> None:
    png, truth = page
    side = opened(png).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned clockwise by a quarter
    check(scanned(saved([side], "JPEG", quality=90, exif=exif))[0], truth)
    check(scanned(saved([side], "PNG"))[0], truth)


@pytest.mark.model
@pytest.mark.browser
def test_a_pdf_of_pictures_has_a_page_for_each_and_areas_in_points(page: Printed) -> None:
    png, truth = page
    straight = opened(png)
    pdf = saved([straight, Image.new("RGB", straight.size, "white")], "PDF", resolution=200)
    issue, said = scanned(pdf, "a.pdf")
    check(issue, truth)
    assert (said[0], said[-1]) == ("识别第 1 页，共 2 页", "识别第 2 页，共 2 页")
    assert [len(each.lines) for each in issue.pages] == [len(truth), 0]
    areas = [line.area for line in issue.pages[0].lines if line.area]
    assert max(x for area in areas for x, _ in area.points) <= 1167 * PDF_UNIT


@pytest.mark.model
@pytest.mark.browser
def test_every_frame_of_a_tiff_is_a_page(page: Printed) -> None:
    png, truth = page
    grey = opened(png).convert("1")
    issue, said = scanned(saved([Image.new("1", (500, 500), 1), grey], "TIFF", compression="group4"), "a.tif")
    check(issue, truth)
    assert said[:2] == ["识别第 1 页，共 2 页", "识别第 2 页，共 2 页"]
    assert {line.area.sheet for line in issue.pages[1].lines if line.area} == {1}


@pytest.mark.model
def test_pictures_without_newspaper_type_are_refused() -> None:
    blank = Image.new("RGB", (900, 1200), "white")
    poster = blank.copy()
    ImageDraw.Draw(poster).text((100, 100), "OPEN DAILY 9-17", fill="black", font_size=90)
    gradient = Image.linear_gradient("L").resize((900, 900))
    for image in (blank, poster, gradient, Image.new("RGB", (1, 1))):
        with pytest.raises(Unreadable, match=r"^03版\.png：图上没有可读的报纸文字"):
            scanned(saved([image], "PNG"))


@pytest.mark.model
def test_the_models_are_those_of_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object, **__: object) -> None:
        pytest.fail("a download was tried")

    monkeypatch.setattr("requests.get", ask)
    recogniser.cache_clear()
    engine = recogniser()
    image = Image.new("RGB", (200, 60), "white")
    ImageDraw.Draw(image).text((20, 10), "2031", fill="black", font_size=36)
    found = engine.find(_pixels(image))
    assert found.shape == (1, 4, 2)
    assert engine.read(_pixels(image))[0] == "2031"


def _pixels(image: Image.Image) -> Pixels:
    return np.asarray(image).copy()


def test_without_the_libraries_it_is_said_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(Unreadable, match=r"pip install .*\[ocr\]"):
        scanned(b"\x89PNG\r\n\x1a\n")


def test_pictures_are_known_by_their_first_bytes() -> None:
    image = Image.new("RGB", (8, 8))
    for form in ("PNG", "JPEG", "TIFF", "WEBP", "BMP"):
        assert is_picture(of_text(saved([image], form))), form
    for other in (b"", b"BM is short for", b"%PDF-1.7", saved([image], "GIF"), "报".encode()):
        assert not is_picture(of_text(other))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A small picture or a PDF of it, cut short or with some bytes changed."""
    image = Image.new("RGB", (180, 60), "white")
    ImageDraw.Draw(image).text((10, 15), "Page 7", fill="black", font_size=30)
    data = bytearray(saved([image], draw(st.sampled_from(["PNG", "JPEG", "TIFF", "WEBP", "BMP", "PDF"]))))
    for _ in range(draw(st.integers(0, 12))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(0, len(data)))])


@pytest.mark.model
@settings(max_examples=examples(3, 50), deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_whatever_the_bytes_nothing_but_a_refusal_escapes(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        scanned(data)
    assert "\n" not in str(caught.value)
