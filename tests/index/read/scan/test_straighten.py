from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from index.layout import Box, PrintedLine
from index.read.scan.ink import drawn_on, ink_of
from index.read.scan.lines import sizes_of
from index.read.scan.recogniser import Recogniser
from index.read.scan.straighten import level, straighten

if TYPE_CHECKING:
    from index.read.scan.pictures import Pixels


def paper(width: int = 400, height: int = 300, grey: int = 255) -> Image.Image:
    return Image.new("L", (width, height), grey)


def pixels(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGB")).copy()


def corners(*boxes: tuple[float, float, float, float]) -> Any:
    return np.array([[[a, b], [c, b], [c, d], [a, d]] for a, b, c, d in boxes], np.float32)


@dataclass
class Reader:
    """An engine that is sure of a line when its left half is darker than its right half."""

    def __call__(self, image: Pixels, **_: bool) -> Any:
        half = image.shape[1] // 2
        sure = 0.99 if image[:, :half].mean() < image[:, half:].mean() else 0.4

        @dataclass
        class Read:
            txts: tuple[str, ...] = ("字",)
            scores: tuple[float, ...] = (sure,)

        return Read()


READER = Recogniser(Reader())


def page() -> Image.Image:
    """Three lines, their left halves black."""
    image = paper()
    for y in (50, 100, 150):
        ImageDraw.Draw(image).rectangle((40, y, 139, y + 19), fill=0)
        ImageDraw.Draw(image).rectangle((140, y, 239, y + 19), fill=120)
    return image


LINES = corners((40, 50, 240, 70), (40, 100, 240, 120), (40, 150, 240, 170))


def test_a_straight_page_is_left_alone() -> None:
    image = pixels(page())
    turned = straighten(image, LINES, READER)
    assert turned.pixels is image
    assert turned.back(Box(1, 2, 3, 4)) == Box(1, 2, 3, 4)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_quarter_turns_are_undone_to_the_pixel(quarters: int) -> None:
    image = pixels(page())
    given = np.rot90(image, quarters).copy()
    lines = LINES
    for width in (400, 300, 400)[:quarters]:  # counterclockwise: (x, y) → (y, width - 1 - x)
        lines = np.stack([lines[:, :, 1], width - 1 - lines[:, :, 0]], axis=2)
        lines = np.roll(lines, -1, axis=1)
    turned = straighten(given, lines.astype(np.float32), READER)
    assert np.array_equal(turned.pixels, image)
    assert np.allclose(turned.lines, LINES, atol=0.01)
    there = turned.back(Box(40, 50, 240, 70))
    assert np.allclose(
        (there.x0, there.y0, there.x1, there.y1), (*lines[0].min(axis=0), *lines[0].max(axis=0)), atol=0.01
    )


def test_skew_is_undone() -> None:
    sink = 200 * np.tan(np.radians(2))
    lines = LINES.copy()
    lines[:, 1:3, 1] += sink
    turned = straighten(pixels(page()), lines, READER)
    assert np.allclose(turned.lines[:, 0, 1], turned.lines[:, 1, 1], atol=0.01)
    assert turned.pixels.shape[0] > 300
    around = turned.back(level(turned.lines[0]))
    assert around.x0 == pytest.approx(40, abs=1)
    assert around.y1 == pytest.approx(70 + sink, abs=1)


def test_a_page_without_lines_is_left_alone() -> None:
    image = pixels(paper())
    assert straighten(image, np.zeros((0, 4, 2), np.float32), READER).pixels is image


def type_(draw: ImageDraw.ImageDraw, x0: int, y0: int, x1: int, y1: int, ink: int = 0) -> None:
    """Strokes, two pixels of ink in every five, about as dense as type."""
    draw.line((x0, y0, x1 - 1, y0), fill=ink)
    draw.line((x0, y1 - 1, x1 - 1, y1 - 1), fill=ink)
    for x in [*range(x0, x1 - 2, 5), x1 - 2]:
        draw.rectangle((x, y0, x + 1, y1 - 1), fill=ink)


def test_ink_is_measured_dark_on_light_and_light_on_dark_without_the_next_row() -> None:
    for ground, ink in ((255, 0), (40, 230)):
        image = paper(grey=ground)
        type_(ImageDraw.Draw(image), 60, 104, 160, 126, ink)
        type_(ImageDraw.Draw(image), 60, 132, 160, 160, ink)
        assert ink_of(pixels(image), Box(50, 98, 170, 136)) == [Box(60, 104, 160, 126)]
    assert ink_of(pixels(paper()), Box(50, 98, 170, 136)) == []


def test_a_line_is_parted_at_a_gutter_and_not_at_a_space() -> None:
    image = paper()
    draw = ImageDraw.Draw(image)
    type_(draw, 20, 20, 250, 50)  # a headline over both columns
    rows = (60, 90, 120, 150, 180, 210, 240)
    for y in rows:
        type_(draw, 20, y, 120 if y != 90 else 127, y + 20)  # the second line sticks out
        type_(draw, 150, y, 250, y + 20)
    draw.rectangle((40, 120, 65, 139), fill=255)  # a space in the third line
    found = [[(box.x0, box.x1) for box in ink_of(pixels(image), Box(12, y - 4, 258, y + 24))] for y in rows]
    assert found == [[(20, 120 if y != 90 else 127), (150, 250)] for y in rows]


def test_rules_pictures_and_tinted_frames_are_told_apart() -> None:
    image = paper(900, 900)
    draw = ImageDraw.Draw(image)
    draw.rectangle((50, 100, 849, 101), fill=0)
    draw.rectangle((450, 120, 450, 499), fill=0)
    draw.rectangle((500, 150, 799, 399), fill=110)
    draw.rectangle((50, 600, 449, 799), fill=200)
    lines = [PrintedLine(70, y, 430, y + 20, "字" * 18, 20) for y in range(620, 780, 30)]
    for line in lines:
        type_(draw, 70, int(line.y0), 430, int(line.y1))
    drawn = drawn_on(pixels(image), lines, 20.0)
    across, upright = drawn.rules
    assert _near(across, (50, 100, 850, 102), 2)
    assert _near(upright, (450, 120, 451, 500), 2)
    assert [_near(box, (500, 150, 800, 400), 8) for box in drawn.pictures] == [True]
    assert [_near(box, (50, 600, 450, 800), 8) for box in drawn.frames] == [True]


def _near(box: Box, sides: tuple[int, int, int, int], by: float) -> bool:
    return np.allclose((box.x0, box.y0, box.x1, box.y1), sides, atol=by)


def test_sizes_of_type_are_told_by_most_characters() -> None:
    lines = [
        PrintedLine(0, 0, 9, 9, "字" * many, size) for size, many in ((24, 5), (25, 90), (26, 60), (27, 9), (50, 8))
    ]
    assert sizes_of(lines) == [25, 50]
