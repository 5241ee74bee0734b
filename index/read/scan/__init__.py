"""Page pictures and PDFs that are pictures of pages → Issue, by recognising their lines of type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.document import Area, Issue, Line, Page
from index.layout import Box, compose, masthead
from index.messages import Tell, say
from index.read.scan.pictures import pictures_of
from index.read.scan.recogniser import Recogniser, recogniser
from index.read.scan.sheet import Back, sheet_of
from index.read.source import File, Unreadable
from index.text import CHINESE

_FEWEST = 40
"""Chinese characters below which the pictures show no newspaper."""

_MAGIC = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|II\*\0|MM\0\*|RIFF.{4}WEBP|BM.{4}\0\0\0\0",
    re.DOTALL,
)


def is_picture(file: File) -> bool:
    """Whether a file begins as a PNG, JPEG, TIFF, WebP or BMP does."""
    return _MAGIC.match(file.data) is not None


def read_scan(file: File, tell: Tell) -> Issue:
    """Read the issue whose pages an image file (PNG, JPEG, WebP, BMP, TIFF of one or more) or a PDF shows.

    ``tell`` hears of each page and every few lines; a broadsheet takes about 15 s on two cores. Areas are in pixels of
    an image, held as its EXIF orientation tells, in points of a PDF. Raises Unreadable when the pictures cannot be
    decoded or show no newspaper, and when the libraries that recognise them are not installed.
    """
    engine = _engine(file)
    sheets, ways = [], []
    with pictures_of(file) as (count, picture_of):
        for picture in map(picture_of, range(count)):
            at = say("识别第 {page} 页，共 {count} 页", page=picture.number + 1, count=count)
            tell(at)
            sheet, back = sheet_of(file.given, picture, engine, _within(at, tell))
            sheets.append(sheet)
            ways.append(back)
    if sum(len(CHINESE.findall(line.text)) for sheet in sheets for line in sheet.lines) < _FEWEST:
        raise Unreadable(file.given, say("图上没有可读的报纸文字；请确认是报纸版面，扫描不低于 200 dpi"))
    told = masthead(sheets)
    pages = tuple(_placed(page, ways) for page in compose(sheets, file.given))
    return Issue(file.given, file.given, pages, told.paper, told.date, form="scan")


def _within(at: str, tell: Tell) -> Tell:
    return lambda text: tell(say("{at}：{text}", at=at, text=text))


def _engine(file: File) -> Recogniser:
    try:
        import pypdfium2  # noqa: F401 - asked for here, with the other two

        return recogniser()
    except ImportError:
        raise Unreadable(file.given, say('识别图片需要另装文字识别库：pip install -e ".[ocr]"')) from None


def _placed(page: Page, ways: Sequence[Back]) -> Page:
    """The page with the areas of its lines where they are in the file."""
    return replace(page, lines=tuple(replace(line, area=_area(line, ways)) for line in page.lines))


def _area(line: Line, ways: Sequence[Back]) -> Area | None:
    if line.area is None:
        return None
    (x0, y0), (x1, y1) = line.area.points
    box = ways[line.area.sheet](Box(x0, y0, x1, y1))
    return replace(line.area, points=tuple((round(x, 1), round(y, 1)) for x, y in ((box.x0, box.y0), (box.x1, box.y1))))
