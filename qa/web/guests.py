"""Web sites that show the chat within their own pages: who may, until when, and how it looks there. From one TOML file.

What enforces it: browsers keep the frame from pages that its ``frame-ancestors`` do not name, and the API answers no
page of another origin. A guest without origins may show the chat only on this server itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter

from index.messages import Language
from qa.answer import Filters
from qa.web.addresses import origin_of
from qa.web.settings import settings
from qa.web.texts import FullText, Texts

FILE: Final = "sites.toml"
_ID: Final = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)
_ORIGIN: Final = re.compile(r"https?://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?", re.ASCII)
_BELOW: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.ASCII)
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}", re.ASCII | re.IGNORECASE)


def _matching(pattern: re.Pattern[str]) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return AfterValidator(check)


def _as_sent(origin: str) -> str:
    """An origin without a port that browsers leave out; ValueError for one that has it, or one that is no port."""
    if origin != origin_of(origin):
        raise ValueError(origin)
    return origin


Origin = Annotated[str, _matching(_ORIGIN), AfterValidator(_as_sent)]
"""Scheme, host and port as browsers send them; ``*.`` before the host stands for every host below it, not itself."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the questions from a guest's pages are about, unless a reader says otherwise; both days are included."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    since: date | None = None
    until: date | None = None
    page: str | None = None
    paper: str | None = None

    def filters(self) -> Filters | None:
        """As a question takes them, None when there are none."""
        since, until = (day.isoformat() if day else None for day in (self.since, self.until))
        said = Filters(since, until, self.page, self.paper, soft=False)
        return None if said.empty else said


@dataclass(frozen=True, slots=True)
class Guest:
    """One site's policy.

    ``expires`` is the first day on which it holds no more; ``per_minute`` and ``per_day`` are questions of all its
    readers together; ``full_text`` is how much of an article its pages and passes get from the API, if less than all
    pages do.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    origins: tuple[Origin, ...] = ()
    enabled: bool = True
    expires: date | None = None
    per_minute: Annotated[int, Field(ge=1)] = 300
    per_day: Annotated[int, Field(ge=1)] = 20_000
    title: str = ""
    greeting: str = ""
    suggestions: tuple[str, ...] = ()
    colour: Annotated[str, _matching(_COLOUR)] = "#9d2a20"
    corner: Literal["right", "left"] = "right"
    language: Language | None = None
    full_text: FullText | None = None
    filters: Limits = field(default_factory=Limits)

    def open_on(self, today: date) -> bool:
        """Does it hold on a day?"""
        return self.enabled and (self.expires is None or today < self.expires)

    def allows(self, origin: str) -> bool:
        """Is an origin one of its own?"""
        return any(_covers(pattern, origin) for pattern in self.origins)

    @property
    def ancestors(self) -> str:
        """The value of ``frame-ancestors``; every page around the frame must match, as browsers have it."""
        return " ".join(["'self'", *self.origins])


OWN: Final = Guest()
"""This server's own pages."""


def _covers(pattern: str, origin: str) -> bool:
    """Does a pattern mean an origin?

    >>> _covers("https://*.school.example", "https://www.school.example"), _covers("https://a.example", "http://a.example")
    (True, False)
    """
    scheme, _, host = pattern.partition("://")
    if not host.startswith("*."):
        return pattern == origin
    its_scheme, _, its_host = origin.partition("://")
    below = its_host.removesuffix(host[1:])
    return scheme == its_scheme and below != its_host and bool(_BELOW.fullmatch(below))


class Guests:
    """All guests of a server, by id."""

    def __init__(self, guests: Mapping[str, Guest]) -> None:
        self._guests = dict(guests)

    @classmethod
    def read(cls, path: Path) -> Guests:
        """The guests of a file, none when it is not there; BaowenError says what is wrong."""
        return cls(settings(path, TypeAdapter(dict[Annotated[str, _matching(_ID)], Guest]), {}))

    def named(self, id: str, today: date) -> Guest | None:
        """The guest of an id, if it may show the chat on a day; without an id this server itself."""
        guest = self._guests.get(id) if id else OWN
        return guest if guest and guest.open_on(today) else None

    def known(self, id: str) -> Guest | None:
        """The guest of an id, whether or not it may show the chat."""
        return self._guests.get(id)

    def at(self, origin: str, today: date) -> tuple[str, Guest] | None:
        """The first guest whose pages of an origin may ask the API, and its id."""
        return next(self._of(origin, today), None)

    def texts(self, texts: Texts, origin: str, today: date) -> Texts:
        """What pages of an origin may be shown: as all, or less where a guest whose it is says so."""
        for level in (guest.full_text for _, guest in self._of(origin, today) if guest.full_text):
            texts = texts.at_most(level)
        return texts

    def _of(self, origin: str, today: date) -> Iterator[tuple[str, Guest]]:
        return (each for each in self._guests.items() if each[1].open_on(today) and each[1].allows(origin))


NOBODY: Final = Guests({})
