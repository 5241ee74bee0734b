"""Headline rows → kicker (肩题), title, subtitle, series, and the body that signs them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.segment.seam import spans_word
from index.text import CJK, clean
from index.text.lines import width
from index.text.names import is_office

_SERIES = re.compile(
    r"(?!.*[是为成最].*之一$)"
    r".*(?:[①-⑳]|系列(?:报道|评论|访谈)?|专栏|专题|特刊|之[一二三四五六七八九十]{1,2}|评论员(?:文章|观察|评论))"
)
_SAME_LENGTH = 1.0
"""Em by which the rows of one title in two rows may differ."""
_FULL_ROW = 19.0
"""Em from which a row is taken to have been filled when the next is much shorter."""
_GOES_ON = re.compile(
    r".*(?:[、《“(（和与及暨的对将把被向为在从由至到让使给于]|关于|授予|荣获|获得|获评|入选|成为|评为|召开|举行的)|关于[^的]*"
)
_CARRIES_ON = re.compile(r"[)）》”、，,!！?？：:]|[(（]")
_SPACED = re.compile(rf"[{CJK}](?:\s+[{CJK}])+")
_PHRASE = 12.0
"""Em below which what stands before a space is a phrase rather than a printed line: a headline has no indent."""
_LABEL = 5.0
"""Em up to which the first of two rows is the name of a column, not a title with its subtitle."""
_DASH = re.compile(r"[—－\-─]{1,2}")


@dataclass(frozen=True, slots=True)
class Headline:
    """The parts of a headline as printed, each None when absent; ``signed`` is the body named below the title."""

    kicker: str | None = None
    title: str | None = None
    subtitle: str | None = None
    series: str | None = None
    signed: str | None = None


def headline(rows: Sequence[str], *, printed: bool = True) -> Headline:
    """Assign their roles to the rows of a headline, from the top; ``printed`` says that spaces may be ends of lines.

    Rows that are one phrase are joined first. Type sizes are not in the text, so that the second of two or three
    phrases is taken for the title, the first for its kicker; two of the same length are one title in two rows.

    >>> headline(["澄江区图书馆", "周末延长开放"])
    Headline(kicker='澄江区图书馆', title='周末延长开放', subtitle=None, series=None, signed=None)
    """
    phrases = joined([_cleaned(row, printed) for row in rows])
    labels = [phrase for phrase in phrases if is_series(phrase)]
    series = labels[0] if labels and len(phrases) > 1 else None
    phrases = [phrase for phrase in phrases if phrase is not series]
    signed = phrases.pop() if len(phrases) > 1 and is_office(phrases[-1]) and not is_office(phrases[-2]) else None
    kicker = phrases.pop(0) if len(phrases) > 2 or (len(phrases) == 2 and _is_kicker(*phrases)) else None
    below = len(phrases) > 1 and (kicker is not None or _is_subtitle(*phrases))
    title = phrases[0] if below else " ".join(phrases)
    subtitle = " ".join(phrases[1:]) if below else None
    return Headline(kicker, title or None, subtitle, series, signed)


def _cleaned(row: str, printed: bool) -> str:
    """Return a row without the spaces that part its characters, or ended its printed lines; others part its phrases."""
    pieces = row.split()
    if _SPACED.fullmatch(" ".join(pieces)):
        return "".join(pieces)
    two = len(pieces) == 2 and width(pieces[0]) < _PHRASE
    apart = two and not _GOES_ON.fullmatch(pieces[0]) and not spans_word(*pieces)
    return clean(row) if printed and not apart else " ".join(pieces)


def is_series(row: str) -> bool:
    """Is the row the label of a series of articles?

    >>> is_series("澄江区2024年调研成果③"), is_series("调研成果发布")
    (True, False)
    """
    return _SERIES.fullmatch(row.strip()) is not None


def _is_kicker(first: str, second: str) -> bool:
    if is_office(first):
        return True
    return not _is_subtitle(first, second) and abs(width(first) - width(second)) > _SAME_LENGTH


def _is_subtitle(first: str, second: str) -> bool:
    spaced = " " in second and " " not in first and width(first) > _LABEL
    return _DASH.match(second) is not None or spaced


def joined(rows: Sequence[str]) -> list[str]:
    """Join the rows of a headline that one phrase runs over.

    >>> joined(["区图书馆新馆和", "儿童馆", "昨日开放"])
    ['区图书馆新馆和儿童馆', '昨日开放']
    """
    phrases: list[str] = []
    for row in rows:
        if phrases and _one_phrase(phrases[-1], row):
            figures = (phrases[-1][-1:] + row[:1]).isdecimal()
            phrases[-1] += f" {row}" if figures else row
        else:
            phrases.append(row)
    return phrases


def _one_phrase(above: str, row: str) -> bool:
    if _GOES_ON.fullmatch(above) or _CARRIES_ON.match(row):
        return True
    if is_office(above) or is_office(row):
        return False
    return spans_word(above, row) or (width(above) >= _FULL_ROW and width(row) < width(above) / 2)
