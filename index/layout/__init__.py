"""From characters or boxes on a sheet to lines in reading order, with their roles and articles."""

from __future__ import annotations

from collections.abc import Sequence

from index.document import Area, Line, Page
from index.layout.folio import folio, masthead
from index.layout.regions import regions
from index.layout.roles import Printed, roles
from index.layout.sheet import Box, Glyph, PrintedLine, Sheet
from index.layout.stories import stories

__all__ = ["Box", "Glyph", "PrintedLine", "Sheet", "compose", "masthead"]


def compose(sheets: Sequence[Sheet], source: str) -> tuple[Page, ...]:
    """Return one page per sheet: its lines in reading order, numbered from 1 over all sheets.

    Every line has its role, the number of its article (from 1 over all sheets), whether it goes on the paragraph above
    it, and its area (upper left and lower right corner). The folio gives a page its number and name and stays out of
    the lines.
    """
    pages: list[Page] = []
    lines = articles = 0
    for sheet in sheets:
        said, rest = folio(sheet)
        whole = Box(0.0, 0.0, sheet.width, sheet.height)
        printed: list[Line] = []
        for story in stories(regions(whole, rest.lines, rest.rules, rest.frames, rest.pictures)):
            articles += 1
            for each in roles(story):
                lines += 1
                printed.append(_line(each, sheet, source, lines, articles))
        pages.append(Page(said.page, said.section, tuple(printed)))
    return tuple(pages)


def _line(each: Printed, sheet: Sheet, source: str, number: int, article: int) -> Line:
    box = each.line
    area = Area(sheet.picture, sheet.number, ((box.x0, box.y0), (box.x1, box.y1)))
    return Line(source, number, box.text, each.role, article, each.continues, area)
