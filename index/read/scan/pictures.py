"""The pictures of pages that a file holds: of an image file its frames, of a PDF its sheets, drawn."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from index.messages import message, say
from index.read.pdf.opened import is_pdf, opened
from index.read.source import File, Unreadable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Pixels = NDArray[np.uint8]

MOST_SHEETS = 200
"""Sheets beyond which a scan is refused: they take hours."""
MOST_PIXELS = 120_000_000
"""Pixels of a picture that are decoded: a broadsheet at 600 dpi has 98 million."""
LONGEST = 6_000
"""Pixels along the longer side of the pictures handed on: a broadsheet at 300 dpi."""
DPI = 200
"""Dots per inch at which the sheets of a PDF are drawn."""
_TOO_LARGE = message("图片太大；请缩小到每边 {longest} 像素以内")
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP")


@dataclass(frozen=True, slots=True)
class Picture:
    """Sheet ``number`` (from 0): its pixels, shape (height, width, 3), blue, green, red.

    ``scale`` is pixels to one unit of the file: a point of a PDF, a pixel of an image file.
    """

    number: int
    pixels: Pixels
    scale: float


Pictures = tuple[int, Callable[[int], Picture]]
"""How many there are, and what decodes that of a number (from 0)."""


@contextmanager
def pictures_of(file: File) -> Iterator[Pictures]:
    """Open the pictures of a PDF or an image file.

    Raises Unreadable when there are none that can be decoded, or when they are too many or too large.
    """
    with _pdf(file) if is_pdf(file) else _image(file) as (count, picture):
        if count > MOST_SHEETS:
            reason = say("有 {count} 页，多于 {most} 页，一次识别不完；请按期拆开", count=count, most=MOST_SHEETS)
            raise Unreadable(file.given, reason)
        yield count, picture


@contextmanager
def _pdf(file: File) -> Iterator[Pictures]:
    with opened(file) as document:
        yield len(document), partial(_drawn, file, document)


def _drawn(file: File, document: Any, number: int) -> Picture:
    import pypdfium2

    try:
        with closing(document[number]) as page:
            longer = max(page.get_size())
            scale = min(DPI / 72, LONGEST / max(longer, 1.0))
            pixels = page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3].copy()
    except pypdfium2.PdfiumError:
        reason = say("PDF 第 {page} 页已损坏，画不出来；请重新导出", page=number + 1)
        raise Unreadable(file.given, reason) from None
    return Picture(number, pixels, scale)


@contextmanager
def _image(file: File) -> Iterator[Pictures]:
    from PIL import Image

    with _decoding(file):
        image = Image.open(io.BytesIO(file.data), formats=_FORMATS)
    with closing(image):
        with _decoding(file):
            frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        yield frames, partial(_frame, file, image)


@contextmanager
def _decoding(file: File) -> Iterator[None]:
    """Turn whatever Pillow's decoders raise on bytes that are no picture into a refusal."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (Unreadable, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise Unreadable(file.given, say(_TOO_LARGE, longest=LONGEST)) from None
    except Exception:  # noqa: BLE001 - they raise OSError, SyntaxError, ValueError, struct.error, KeyError …
        reason = say("图片不完整或已损坏，打不开；请重新扫描，或另存为 PNG、JPEG")
        raise Unreadable(file.given, reason) from None


def _frame(file: File, image: Image, number: int) -> Picture:
    import numpy as np
    from PIL import ImageOps

    with _decoding(file):
        image.seek(number)
        if image.width * image.height > MOST_PIXELS:
            raise Unreadable(file.given, say(_TOO_LARGE, longest=LONGEST))
        longer = max(image.size)
        image.draft("RGB", (LONGEST, LONGEST))
        upright = _flat(ImageOps.exif_transpose(image))
        upright.thumbnail((LONGEST, LONGEST))
        return Picture(number, np.ascontiguousarray(np.asarray(upright)[:, :, ::-1]), max(upright.size) / longer)


def _flat(image: Image) -> Image:
    """A picture of any depth as 8 bits of red, green and blue on white paper."""
    import numpy as np
    from PIL import Image

    if image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    return image.convert("RGB")
