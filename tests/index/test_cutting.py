"""The picture of a page: the article framed, the rest veiled."""

from __future__ import annotations

import io
from pathlib import PurePath

import pytest
from PIL import Image

from index.cutting import LONGEST, cutting
from index.document import Area
from index.read.source import File, Unreadable
from tests.index.read.pdfs import frame, pdf

BOX = Area("1.png", 0, ((40, 60), (200, 60), (200, 300), (40, 300)))


def picture(data: bytes, *areas: Area) -> Image.Image:
    made = cutting(File(PurePath("/1"), "1", data), areas, tell=lambda _: None)
    return Image.open(io.BytesIO(made)).convert("RGB")


def grey(width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "#808080").save(made, "PNG")
    return made.getvalue()


def near(pixel: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 25 for a, b in zip(pixel, wanted, strict=True))


def test_the_article_stays_as_printed_and_the_rest_is_veiled() -> None:
    image = picture(grey(400, 600), BOX)
    assert image.size == (400, 600)
    assert near(image.getpixel((120, 180)), (128, 128, 128))
    assert near(image.getpixel((300, 500)), (200, 199, 194))
    assert near(image.getpixel((35, 180)), (157, 42, 32))


def test_points_of_a_pdf_are_turned_into_pixels() -> None:
    image = picture(pdf([[], [frame(0, 0, 1, 1)]]), Area("a.pdf", 1, ((150, 200), (300, 200), (300, 400), (150, 400))))
    assert image.size == (1200, 1600)
    assert near(image.getpixel((450, 600)), (255, 255, 255))
    assert near(image.getpixel((295, 600)), (157, 42, 32))


def test_a_large_scan_is_made_smaller_and_its_frame_with_it() -> None:
    image = picture(grey(3200, 1600), Area("1.png", 0, ((0, 0), (1600, 0), (1600, 1600), (0, 1600))))
    assert image.size == (LONGEST, LONGEST // 2)
    assert near(image.getpixel((700, 400)), (128, 128, 128))
    assert near(image.getpixel((900, 400)), (200, 199, 194))


def test_areas_on_other_sheets_are_left_out() -> None:
    image = picture(grey(400, 600), BOX, Area("1.png", 1, ((300, 400), (390, 400), (390, 590), (300, 590))))
    assert near(image.getpixel((350, 500)), (200, 199, 194))


def test_a_sheet_that_is_not_there_is_said() -> None:
    with pytest.raises(Unreadable, match="没有第 2 页"):
        picture(grey(400, 600), Area("1.png", 1, BOX.points))


def test_alone_nothing_else_can_be_read() -> None:
    made = cutting(File(PurePath("/1"), "1", grey(400, 600)), [BOX], True, tell=lambda _: None)
    assert near(Image.open(io.BytesIO(made)).convert("RGB").getpixel((300, 500)), (251, 248, 241))
