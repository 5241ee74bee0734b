"""Renamings as editors write them, one line each: ``澄江县 → 2009 澄江区``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from index.messages import say
from index.read.fields import shown
from index.text.printed import iso_date

EXAMPLE = "澄江县 → 2009 澄江区"

_ARROW = re.compile(r"→|-+>|[＞>]")
_SINCE = re.compile(r"(约?)(\d{4}(?:-\d\d){0,2})(?:年起?|\s|$)\s*")
_OR = re.compile(r"[|｜/、]")


@dataclass(frozen=True, slots=True)
class Called:
    """What something is called: its names, the usual one first, and the ISO day, month or year they hold from.

    ``since`` is None when it is not known; ``about`` says that it differs from place to place.
    """

    names: tuple[str, ...]
    since: str | None = None
    about: bool = False


Renaming = tuple[Called, ...]
"""What one thing was called by turns; each name holds until the next."""


def parse_renaming(line: str) -> Renaming:
    """Read a line of names by turns: ``→`` between them, each with the date it holds from, ``|`` between equals.

    The date is a year, month or day, or left out when not known; 约 before it says about. Raises ValueError.

    >>> parse_renaming("澄江县 → 2009 澄江区|澄江")[1]
    Called(names=('澄江区', '澄江'), since='2009', about=False)
    """
    try:
        renaming = tuple(_called(step.strip()) for step in _ARROW.split(line))
    except ValueError as error:
        raise ValueError(say("{line} {error}", line=shown(line), error=error)) from None
    if sum(len(called.names) for called in renaming) < 2:
        raise ValueError(say("{line} 只有一个名称，应形如 {example}", line=shown(line), example=EXAMPLE))
    dates = [called.since for called in renaming if called.since]
    if any(before[: len(after)] > after for before, after in pairwise(dates)):
        raise ValueError(say("{line} 的日期应从早到晚", line=shown(line)))
    return renaming


def _called(step: str) -> Called:
    since = _SINCE.match(step)
    names = tuple(name.strip() for name in _OR.split(step[since.end() if since else 0 :]))
    if any(len(name) < 2 for name in names):
        raise ValueError(say("里的名称至少要有两个字，应形如 {example}", example=EXAMPLE))
    if since and iso_date(since[2]) is None:
        raise ValueError(say("里的 {since} 不是日期", since=since[2]))
    return Called(names, since[2] if since else None, bool(since and since[1]))
