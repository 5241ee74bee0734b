"""What people type for a day or a page → as the archive has it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from index.text.printed import PAGE, page_label

_DATE: Final = re.compile(
    r"(?P<year>\d{4})(?:[-/.年]?(?P<month>\d\d)(?:[-/.月]?(?P<day>\d\d)日?|月)?"
    r"|[-/.年](?P<m>\d{1,2})(?:[-/.月](?P<d>\d{1,2})日?|月)?|年)?",
    re.ASCII,
)
_PAGE: Final = re.compile(rf"第?\s?(?P<page>{PAGE})\s?版?面?")


def day(said: str | None) -> str | None:
    """A day, month or year, as an address has it or as people type it, in ISO form; None when it is none.

    >>> day("2031-05"), day("2031/5/3"), day("2031年5月"), day("20310503"), day("2031-02-30"), day("soon"), day("")
    ('2031-05', '2031-05-03', '2031-05', '2031-05-03', None, None, None)
    """
    written = _DATE.fullmatch((said or "").strip())
    if not written:
        return None
    numbers = [written["year"], written["month"] or written["m"], written["day"] or written["d"]]
    iso = "-".join(f"{int(each):02}" for each in numbers if each)
    try:
        return iso if date.fromisoformat(f"{iso}-01-01"[:10]) else None
    except ValueError:
        return None


def page(said: str | None) -> str | None:
    """The label of a page, of what people type for it; other words as they are.

    >>> page("第3版"), page("A01"), page("一版"), page("头版"), page("副刊"), page("")
    ('3', 'A1', '1', '1', '副刊', None)
    """
    written = _PAGE.fullmatch((said or "").strip())
    if not written:
        return (said or "").strip() or None
    return page_label(written["page"])
