from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from index.read import Unreadable
from index.read.scan import pictures as module
from index.read.scan.pictures import Picture, pictures_of
from tests.files import of_text
from tests.index.read.scan.printing import saved


def pictures(data: bytes) -> list[Picture]:
    with pictures_of(of_text(data)) as (count, picture):
        return [picture(number) for number in range(count)]


def test_pixels_are_blue_green_red() -> None:
    (only,) = pictures(saved([Image.new("RGB", (3, 2), (200, 100, 50))], "PNG"))
    assert only.pixels.shape == (2, 3, 3)
    assert only.pixels[0, 0].tolist() == [50, 100, 200]
    assert (only.number, only.scale) == (0, 1.0)


@pytest.mark.parametrize(
    ("image", "value"),
    [
        (Image.new("RGBA", (2, 2), (0, 0, 0, 0)), 255),  # what is transparent is paper
        (Image.new("1", (2, 2), 1), 255),
        (Image.new("L", (2, 2), 90), 90),
        (Image.fromarray(np.full((2, 2), 90 * 256, np.uint16)), 90),
    ],
)
def test_every_depth_becomes_eight_bits_on_white(image: Image.Image, value: int) -> None:
    (only,) = pictures(saved([image], "PNG"))
    assert only.pixels.tolist() == [[[value] * 3] * 2] * 2


def test_a_large_picture_is_made_smaller_and_says_how_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 50)
    (only,) = pictures(saved([Image.new("RGB", (40, 200), "white")], "PNG"))
    assert only.pixels.shape == (50, 10, 3)
    assert only.scale == 0.25


def test_the_sheets_of_a_pdf_are_drawn_at_200_dpi() -> None:
    images = [Image.new("RGB", (100, 50), "white"), Image.new("RGB", (20, 40), "black")]
    one, two = pictures(saved(images, "PDF", resolution=100))
    assert (one.pixels.shape, two.pixels.shape) == ((100, 200, 3), (80, 40, 3))
    assert two.pixels.max() == 0
    assert one.scale == 200 / 72


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    for side in (12_000, 60_000):
        head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
        bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
        with pytest.raises(Unreadable, match="图片太大"):
            pictures(bomb)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SHEETS", 2)
    images = [Image.new("RGB", (10, 10))] * 3
    for form in ("TIFF", "PDF"):
        with pytest.raises(Unreadable, match="有 3 页，多于 2 页"):
            pictures(saved(images, form))


def test_an_encrypted_pdf_and_a_broken_one_are_refused() -> None:
    pdf = saved([Image.new("RGB", (10, 10))], "PDF")
    locked = pdf.replace(
        b"/Root",
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + b"x" * 32 + b") /U (" + b"y" * 32 + b") /P -4 >> /Root",
    )
    with pytest.raises(Unreadable, match="加了密"):
        pictures(locked)
    with pytest.raises(Unreadable, match="不完整或已损坏"):
        pictures(pdf[:40])


def test_a_picture_cut_short_is_refused() -> None:
    noise = Image.effect_noise((200, 200), 90)
    for form in ("PNG", "JPEG", "TIFF", "WEBP", "BMP"):
        data = saved([noise], form)
        with pytest.raises(Unreadable, match="图片不完整"):
            pictures(data[: len(data) // 2])
