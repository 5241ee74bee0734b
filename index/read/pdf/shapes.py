"""What is drawn on a sheet of a PDF besides type: rules, frames, tinted grounds, pictures."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from index.layout import Box

if TYPE_CHECKING:
    import pypdfium2

Point = tuple[float, float]
Place = Callable[[float, float], Point]

MOST_SHAPES = 5_000
"""Drawn objects of one sheet that are looked at; a chart or a map may have more."""
_MOST_SEGMENTS = 400
"""Segments of one path that are looked at; beyond is an illustration."""
_THIN = 3.0
"""Points: what is drawn no thicker than this is a rule."""
_SHORT = 18.0
"""Points: what is drawn no longer than this is an ornament."""
_WHITE = 252
"""Of 255: a ground at least as light is paper."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """Rules, frames (or tinted grounds) and pictures of a sheet."""

    rules: tuple[Box, ...]
    frames: tuple[Box, ...]
    pictures: tuple[Box, ...]


def shapes_of(page: pypdfium2.PdfPage, place: Place) -> Shapes:
    """Return what is drawn on ``page``; ``place`` turns its points into those of the sheet."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    rules: list[Box] = []
    frames: list[Box] = []
    pictures: list[Box] = []
    wanted = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    try:
        for drawn in islice(page.get_objects(filter=wanted, max_depth=6), MOST_SHAPES):
            if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                pictures += _boxed(_placed(drawn, _UNIT, place))
            else:
                for box, whole in _path(drawn, place):
                    (rules if min(box.width, box.height) <= _THIN else frames if whole else []).append(box)
    except pypdfium2.PdfiumError:
        pass  # damaged drawing: the type can still be read
    return Shapes(tuple(rules), tuple(frames), tuple(pictures))


_UNIT: tuple[Point, ...] = ((0, 0), (1, 0), (1, 1), (0, 1))


def _placed(drawn: pypdfium2.PdfObject, points: Sequence[Point], place: Place) -> list[Point]:
    """Points of an object's own space on the sheet, through the forms it is nested in."""
    within: pypdfium2.PdfObject | None = drawn
    while within is not None:
        matrix = within.get_matrix()
        points = [matrix.on_point(x, y) for x, y in points]
        within = within.container
    return [place(x, y) for x, y in points]


def _boxed(points: Sequence[Point]) -> Iterator[Box]:
    """The box around ``points``, when it is of a size that is drawn on purpose."""
    if points and all(math.isfinite(part) and abs(part) < 1e6 for point in points for part in point):
        xs, ys = zip(*points, strict=True)
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if max(box.width, box.height) > _SHORT:
            yield box


def _path(drawn: pypdfium2.PdfObject, place: Place) -> Iterator[tuple[Box, bool]]:
    """The boxes of a path: of each part that is an upright rectangle (True), of each upright stroke (False)."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    inked = bool(stroke.value) or (bool(fill.value) and not _is_white(drawn))
    if not inked or pdfium.FPDFPath_CountSegments(drawn) > _MOST_SEGMENTS:
        return
    for points in _parts(drawn):
        placed = _placed(drawn, points, place)
        upright = all(abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1 for a, b in pairwise(placed))
        if upright and (fill.value or len(placed) in (4, 5)) and len(placed) <= 6:
            yield from ((box, True) for box in _boxed(placed))
        elif stroke.value:
            strokes = ((a, b) for a, b in pairwise(placed) if abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1)
            yield from ((box, False) for pair in strokes for box in _boxed(pair))


def _parts(drawn: pypdfium2.PdfObject) -> Iterator[list[Point]]:
    """The separate lines of a path, closed ones with their first point at both ends."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(drawn)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if points:
        yield points


def _is_white(drawn: pypdfium2.PdfObject) -> bool:
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
    return bool(known) and (min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0)
