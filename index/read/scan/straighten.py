"""A picture of a page as it was laid on the glass → the page upright and straight, and the way back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.layout import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.read.scan.pictures import Pixels
    from index.read.scan.recogniser import Recogniser

    Corners = NDArray[np.float32]

_LEVEL = 0.1
"""Degrees of skew that are left: turning softens the type."""
_SURE = 0.85
"""Confidence above which lines are not upside down; typeset lines read at 0.95 to 1, upside down at about 0.5."""
_PROBES = 9


@dataclass(frozen=True, slots=True)
class Turned:
    """A page turned upright: its pixels, the corners of its lines, shape (lines, 4, 2), and how it was turned.

    ``matrix``, shape (2, 3), takes points of the picture to points of the page.
    """

    pixels: Pixels
    lines: Corners
    matrix: NDArray[np.float64]

    def back(self, box: Box) -> Box:
        """The box of the picture around a box of the page."""
        import cv2
        import numpy as np

        corners = np.array([[[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]]])
        points = cv2.transform(corners, cv2.invertAffineTransform(self.matrix))[0]
        (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
        return Box(float(x0), float(y0), float(x1), float(y1))


def straighten(pixels: Pixels, lines: Corners, recogniser: Recogniser) -> Turned:
    """Turn a picture by the quarter turns and the few degrees that make its lines run level, from left to right."""
    import numpy as np

    turned = Turned(pixels, lines, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))
    if len(lines) == 0:
        return turned
    if _tall(lines):
        turned = _turn(turned, 90)
    if _upside_down(turned, recogniser):
        turned = _turn(turned, 180)
    skew = _skew(turned.lines)
    return _turn(turned, -skew) if abs(skew) > _LEVEL else turned


def _sides(lines: Corners) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Widths and heights of lines."""
    import numpy as np

    return np.linalg.norm(lines[:, 1] - lines[:, 0], axis=1), np.linalg.norm(lines[:, 3] - lines[:, 0], axis=1)


def _tall(lines: Corners) -> bool:
    """Whether most lines run up and down, weighed by their length."""
    wide, high = _sides(lines)
    return float(high[high > 2 * wide].sum()) > float(wide[wide > 2 * high].sum())


def _upside_down(page: Turned, recogniser: Recogniser) -> bool:
    import numpy as np

    wide, high = _sides(page.lines)
    probes = [
        crop(page.pixels, level(page.lines[k])) for k in np.argsort(-np.minimum(wide / high, 12.0), kind="stable")
    ]
    probes = [probe for probe in probes if probe.size][:_PROBES]
    sure = [recogniser.read(probe)[1] for probe in probes]
    if not sure or np.median(sure) > _SURE:
        return False
    return bool(np.median([recogniser.read(np.rot90(probe, 2).copy())[1] for probe in probes]) > np.median(sure))


def _skew(lines: Corners) -> float:
    """Degrees by which long lines sink to the right."""
    import numpy as np

    wide, high = _sides(lines)
    along = (lines[:, 1] - lines[:, 0] + lines[:, 2] - lines[:, 3])[wide > 5 * high]
    return float(np.median(np.degrees(np.arctan2(along[:, 1], along[:, 0])))) if len(along) else 0.0


def _turn(page: Turned, degrees: float) -> Turned:
    """Turn a page clockwise, on paper large enough for all of it."""
    import cv2
    import numpy as np

    height, width = page.pixels.shape[:2]
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrix = np.array([[cos, -sin, 0.0], [sin, cos, 0.0]])
    ends = np.array([[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]]) @ matrix[:, :2].T
    matrix[:, 2] = -ends.min(axis=0)
    size = tuple(int(side) for side in np.ceil(np.ptp(ends, axis=0).round(3)) + 1)
    pixels = cv2.warpAffine(page.pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    lines = _ordered(cv2.transform(page.lines, matrix).astype(np.float32))
    whole = np.vstack([matrix, [0, 0, 1]]) @ np.vstack([page.matrix, [0, 0, 1]])
    return Turned(pixels, lines, whole[:2])


def _ordered(lines: Corners) -> Corners:
    """Corners of each line from the upper left, clockwise, after a turn has moved another corner there."""
    import numpy as np

    first = np.argmin(lines.sum(axis=2), axis=1)
    return np.take_along_axis(lines, ((first[:, None] + np.arange(4)) % 4)[:, :, None], axis=1)


def level(corners: Corners) -> Box:
    """The box between the middles of the sides of a line."""
    x0, x1 = sorted((float(corners[[0, 3], 0].mean()), float(corners[[1, 2], 0].mean())))
    y0, y1 = sorted((float(corners[[0, 1], 1].mean()), float(corners[[2, 3], 1].mean())))
    return Box(max(0.0, x0), max(0.0, y0), x1, y1)


def crop(pixels: Pixels, box: Box) -> Pixels:
    """The pixels inside a box."""
    return pixels[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
