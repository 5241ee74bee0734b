"""What is printed on a page turned upright: the ink of a line, rules, pictures and tinted frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.layout import Box, PrintedLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.read.scan.pictures import Pixels

    Mask = NDArray[np.uint8]

_TINT = 24
"""Of 255, by which a ground is darker than the paper."""
_TEXT = 0.15
"""Share of a ground that lines cover, from which it is a tinted frame and not a picture."""
_GUTTER = 1.0
"""Times the height of a line that a gutter is wide; a full stop before an opening quotation mark leaves 0.9."""
_CLEAR = 0.5
"""Times the height of a line that is clear in a gutter all the way; figures may stick out into it."""
_REACH = 4
"""Heights of a line that a gutter goes on for above it, below it, or half of them above and half below."""
_LEADING = 0.1
"""Share of the height at which a line was found that is white between it and the next."""
_PLAIN = 64
"""Of 255, by which the brightness of one colour may vary in a scan."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rules, tinted frames and pictures of a page, in its pixels."""

    rules: tuple[Box, ...]
    frames: tuple[Box, ...]
    pictures: tuple[Box, ...]


def ink_of(pixels: Pixels, box: Box) -> list[Box]:
    """The boxes around the ink of a line found at ``box``: one, several where it runs across gutters, or none.

    A gutter is as wide as the line is high, and of one colour along the line and the rows above it, below it or both:
    under a headline it begins, at the foot of a page it ends.
    """
    import numpy as np

    x0, y0 = round(box.x0), round(box.y0)
    mask = _ink(pixels[y0 : round(box.y1), x0 : round(box.x1)])
    if not mask.any():
        return []
    first, last = _row(mask)
    columns = np.flatnonzero(mask[first:last].any(axis=0))
    top, bottom = y0 + first, y0 + last
    high = bottom - top
    wide = np.flatnonzero(np.diff(columns) > _GUTTER * high)
    reaches = ((_REACH, 0), (_REACH // 2, _REACH // 2), (0, _REACH))
    bands = [pixels[max(0, top - up * high) : bottom + down * high] for up, down in reaches]
    gaps = [(k, slice(x0 + columns[k] + 1, x0 + columns[k + 1])) for k in wide.tolist()]
    cuts = [k for k, gap in gaps if any(_plain(band[:, gap]) > _CLEAR * high for band in bands)]
    firsts, lasts = [0, *(k + 1 for k in cuts)], [*cuts, len(columns) - 1]
    return [
        Box(x0 + int(columns[one]), top, x0 + int(columns[other]) + 1, bottom)
        for one, other in zip(firsts, lasts, strict=True)
    ]


def _ink(line: Pixels) -> Mask:
    """Where a line has ink, dark on light or light on dark."""
    import cv2
    import numpy as np

    if not line.size:
        return np.zeros((0, 0), np.uint8)
    grey = cv2.cvtColor(line, cv2.COLOR_BGR2GRAY)
    _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return np.asarray(255 - mask if mask.mean() > 127 else mask, np.uint8)


def _row(mask: Mask) -> tuple[int, int]:
    """First row and end of the row of characters in ``mask``, without what reaches into it from the rows beside it."""
    import numpy as np

    inked = np.flatnonzero(mask.any(axis=1))
    runs = np.split(inked, np.flatnonzero(np.diff(inked) > 1 + _LEADING * len(mask)) + 1)
    run = max(runs, key=lambda run: int(np.count_nonzero(mask[run])))
    return int(run[0]), int(run[-1]) + 1


def _plain(strip: Pixels) -> int:
    """The most columns of pixels side by side that do not change from top to bottom."""
    import numpy as np

    (changing,) = np.nonzero((strip.max(axis=0) - strip.min(axis=0)).max(axis=1) >= _PLAIN)
    return int(np.diff([-1, *changing.tolist(), strip.shape[1]]).max()) - 1


def drawn_on(pixels: Pixels, lines: Sequence[PrintedLine], em: float) -> Drawn:
    """Find what is drawn besides ``lines``, whose body type is ``em`` pixels high.

    Rules are strokes of four em and more that are not thicker than a third of one; grounds darker than the paper and
    larger than five em are frames when they hold lines, and pictures when they do not.
    """
    import cv2
    import numpy as np

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    paper = float(np.bincount(grey[::4, ::4].ravel(), minlength=256)[96:].argmax() + 96)
    dark = (grey < paper - _TINT).astype(np.uint8)
    grounds = list(_grounds(dark, em))
    for line in lines:
        dark[max(0, round(line.y0)) : round(line.y1) + 1, max(0, round(line.x0)) : round(line.x1) + 1] = 0
    rules = [*_strokes(dark, em, level=True), *_strokes(dark, em, level=False)]
    frames = [box for box in grounds if _covered(box, lines) >= _TEXT]
    pictures = [box for box in grounds if _covered(box, lines) < _TEXT]
    free = [rule for rule in rules if not any(ground.holds(rule, em) for ground in pictures)]
    return Drawn(tuple(free), tuple(frames), tuple(pictures))


def _strokes(dark: Mask, em: float, *, level: bool) -> Iterator[Box]:
    """Long thin strokes; those of one pixel may drift by one."""
    import cv2
    import numpy as np

    long, thin = max(8, round(4 * em)), max(2, round(em / 3))
    thick = cv2.dilate(dark, np.ones((3, 1) if level else (1, 3), np.uint8))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, long) if level else (long, 1), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(opened)
    for x, y, width, height, _ in found[1:].tolist():
        if (height if level else width) <= thin + 2:
            yield Box(x, y, x + width, y + height)


def _grounds(dark: Mask, em: float) -> Iterator[Box]:
    """Boxes of large grounds, looked for at a fifth of an em to the pixel."""
    import cv2
    import numpy as np

    step = max(1, round(em / 5))
    small = cv2.resize(dark * 255, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    mask = (small > 127).astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((11, 11), np.uint8))  # lines that the closing tied on
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        x, y, width, height = cv2.boundingRect(contour)
        if min(width, height) >= 25 and cv2.contourArea(contour) >= 0.6 * width * height:
            yield Box(x * step, y * step, (x + width) * step, (y + height) * step)


def _covered(ground: Box, lines: Sequence[PrintedLine]) -> float:
    within = [line for line in lines if ground.holds(line, line.size)]
    return sum(line.width * line.height for line in within) / (ground.width * ground.height)
