"""The picture of a printed page with one article on it brought out: what a reader compares the words with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from statistics import fmean

from index.document import Area
from index.messages import Tell, say
from index.read.scan.pictures import pictures_of
from index.read.source import File, Unreadable

LONGEST = 1600
"""Pixels along the longer side: the headlines of a broadsheet can be read, and a telephone loads it."""
_VEIL = 150
"""Of 255: how much of the paper's white lies over what is not the article."""
_PAPER, _INK = "#fbf8f1", "#9d2a20"
_PEN = 3
_ROOM = 6
"""Pixels between the words and the frame."""
_QUALITY = 80


def cutting(file: File, areas: Sequence[Area], alone: bool = False, *, tell: Tell) -> bytes:  # noqa: ARG001 - as ``Worker`` calls
    """A JPEG of the sheet that the first of ``areas`` lies on, framed where they lie and veiled elsewhere.

    ``alone`` says that nothing else may be read.

    Raises Unreadable when the file has no such sheet or it cannot be drawn.
    """
    from PIL import Image, ImageDraw

    sheet = areas[0].sheet
    with pictures_of(file) as (count, picture):
        if sheet >= count:
            raise Unreadable(file.given, say("没有第 {page} 页", page=sheet + 1))
        drawn = picture(sheet)
    image = Image.fromarray(drawn.pixels[:, :, ::-1])
    image.thumbnail((LONGEST, LONGEST))
    scale = drawn.scale * image.width / drawn.pixels.shape[1]
    frames = [_around([(x * scale, y * scale) for x, y in area.points]) for area in areas if area.sheet == sheet]
    veil = Image.new("L", image.size, 255 if alone else _VEIL)
    for frame in frames:
        ImageDraw.Draw(veil).polygon(frame, fill=0)
    image.paste(_PAPER, mask=veil)
    for frame in frames:
        ImageDraw.Draw(image).polygon(frame, outline=_INK, width=_PEN)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=_QUALITY, progressive=True)
    return made.getvalue()


def _around(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A polygon a little larger."""
    middle = [fmean(along) for along in zip(*corners, strict=True)]
    moved = [
        [at + _ROOM * ((at > mid) - (at < mid)) for at, mid in zip(corner, middle, strict=True)] for corner in corners
    ]
    return [(x, y) for x, y in moved]
