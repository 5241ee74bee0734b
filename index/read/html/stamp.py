"""The day a web page says it was published, in a field made for it; a date in running text or a footer is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from index.clock import CHINA
from index.read.html.markup import Markup, blocks
from index.text.printed import iso_date

_FIELDS = (
    "article:published_time",
    "og:published_time",
    "bytedance:published_time",
    "datepublished",
    "publishdate",
    "publish_date",
    "publishtime",
    "publish_time",
    "pubdate",
    "pub_date",
    "pubtime",
    "firstpublishedtime",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "article:create_at",
)
_LINKED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_PLACE = re.compile(r"(?:^|[\s_-])(?:pub(?:lish(?:ed)?)?|release|issue)[-_]?(?:time|date)(?:$|[\s_-])", re.IGNORECASE)
_SECONDS = re.compile(r"""\b(?:ct|ori_create_time|oriCreateTime)\b["']?\s*[:=]\s*["'](\d{10})["']""")
_WRITTEN = re.compile(
    r"""\b(?:publish_time|create_time|createTime)\b["']?\s*[:=]\s*(?:JsDecode\()?["'](\d{4}-\d\d-\d\d)"""
)


def fields(markup: Markup) -> Mapping[str, str]:
    """Return the page's ``meta`` fields by lower-case name, the first of each that is not blank."""
    found: dict[str, str] = {}
    for element in markup.root.iter("meta"):
        value = " ".join(element.get("content", "").split())
        for name in ("property", "name", "itemprop"):
            if value and (key := element.get(name, "").strip().lower()):
                found.setdefault(key, value)
    return found


def published(markup: Markup) -> str | None:
    """Return the day of publication as ISO 8601, from the first kind of field that tells one day, else None."""
    meta = fields(markup)
    for dates in (
        [meta[name] for name in _FIELDS if name in meta][:1],
        [match[1] for match in _LINKED.finditer(markup.text)][:1],
        list(_times(markup)),
        list(_places(markup)),
    ):
        days = {day for text in dates if (day := _day(text))}
        if len(days) == 1:
            return days.pop()
    return None


def wechat_day(markup: Markup) -> str | None:
    """Return the day of a 公众号 article from ``#publish_time`` or, where a script fills that in, from the script."""
    for text in _places(markup):
        if day := _day(text):
            return day
    if match := _WRITTEN.search(markup.text):
        return _day(match[1])
    if match := _SECONDS.search(markup.text):
        return _day(datetime.fromtimestamp(int(match[1]), UTC).astimezone(CHINA).date().isoformat())
    return None


def _day(text: str) -> str | None:
    day = iso_date(text.strip())
    return day if day and len(day) == len("2023-10-17") else None


def _times(markup: Markup) -> Iterator[str]:
    """The moments of ``time`` elements: those marked as publication, else all."""
    times = [element for element in markup.root.iter("time") if element.get("datetime")]
    marked = [each for each in times if "pubdate" in each.attrib or each.get("itemprop", "").lower() == "datepublished"]
    for element in marked or times:
        yield element.get("datetime")


def _places(markup: Markup) -> Iterator[str]:
    """The words of elements whose id or class says that they are the time of publication."""
    for element in markup.root.iter("span", "em", "div", "p", "i", "td", "li", "time"):
        if any(_PLACE.search(element.get(name, "")) for name in ("id", "class")):
            yield " ".join(block.text for block in blocks(element))
