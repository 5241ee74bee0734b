"""The models that find lines of type in a picture and read them: RapidOCR's, from inside its wheel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.read.scan.pictures import Pixels

FIND_AT = 2_400
"""Pixels along the longer side at which lines are looked for; they are read at full size.

9-point type on a broadsheet is then 12 pixels high. On such a page, typeset and drawn at 200 dpi, all 459 lines are
found from 1600 pixels on; at full size (3939) it takes seven times as long and 2 GB, and finds no more.
"""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """``engine`` is a RapidOCR, made once in a process: loading its models takes a second."""

    engine: Any

    def find(self, pixels: Pixels) -> NDArray[np.float32]:
        """The corners of the lines in a picture, shape (lines, 4, 2): from the upper left of each, clockwise."""
        import numpy as np

        boxes = self.engine(pixels, use_det=True, use_cls=False, use_rec=False).boxes
        return np.zeros((0, 4, 2), np.float32) if boxes is None else np.asarray(boxes, np.float32)

    def read(self, line: Pixels) -> tuple[str, float]:
        """The text of a picture of one line, and how sure it is, from 0 to 1."""
        result = self.engine(line, use_det=False, use_cls=False, use_rec=True)
        return (result.txts[0], float(result.scores[0])) if result.txts else ("", 0.0)


@cache
def recogniser() -> Recogniser:
    """Load the models; raises ImportError where RapidOCR is not installed."""
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    # Every path is given: with none RapidOCR compares checksums and downloads what differs. It would also shrink
    # pictures to 2000 pixels before reading them.
    settings: dict[str, object] = {
        "Global.log_level": "critical",
        "Global.use_preprocess_img": False,
        "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
        "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
        "Det.limit_type": "max",
        "Det.limit_side_len": FIND_AT,
        "Det.max_candidates": 20_000,
    }
    return Recogniser(rapidocr.RapidOCR(params=settings))
