"""What a site says of itself: its name, where help is to be had, what stands at the foot. From one TOML file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from pydantic import ConfigDict, TypeAdapter

from index.document import Article
from index.errors import BaowenError
from index.messages import message, say
from qa.web.settings import settings

FILE = "site.toml"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PLACE = re.compile(r"\{(year|month|day|page)\}")
_ODD = re.compile(r"\{\w*\}?|\}")
FullText = Literal["on", "excerpt", "off"]
"""How much of an article its page shows: all; its first sentence and what is quoted; what is quoted only."""

_LEVELS: Final[tuple[FullText, ...]] = ("off", "excerpt", "on")


@dataclass(frozen=True, slots=True)
class Texts:
    """``service`` is shown with refusals, and when a question has one of the ``service_words``.

    ``epaper`` says by the name of a paper where its own e-paper has a page: an address with ``{year}``, ``{month}``,
    ``{day}`` and ``{page}`` in it, of two digits and more. ``full_text_of`` says for words of a byline or a dateline
    (新华社) what holds in place of ``full_text``.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str = "报问"
    motto: str = message("问一份报纸，得报纸原话")
    service: str = ""
    service_words: tuple[str, ...] = ()
    origin: str = message("原文摘录，非人工智能生成")
    footer: tuple[str, ...] = ()
    epaper: Mapping[str, str] = field(default_factory=dict)
    full_text: FullText = "on"
    full_text_of: Mapping[str, FullText] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Texts:
        """The texts of a file, the usual ones where it says nothing or is not there; BaowenError says what is wrong."""
        texts = settings(path, TypeAdapter(cls), cls())
        if odd := next(filter(None, (_ODD.search(_PLACE.sub("", each)) for each in texts.epaper.values())), None):
            known = "{year}、{month}、{day}、{page}"
            raise BaowenError(say("{path}：epaper 里的 {odd} 不认识，只有 {known}", path=path, odd=odd[0], known=known))
        return texts

    def full_text_for(self, article: Article) -> FullText:
        """How much of an article may be shown."""
        printed = " ".join([article.dateline or "", *(f"{each.role} {each.name}" for each in article.authors)])
        return next((level for word, level in self.full_text_of.items() if word in printed), self.full_text)

    @property
    def limited(self) -> bool:
        """May anything not be shown in full?"""
        return self.full_text != "on" or any(level != "on" for level in self.full_text_of.values())

    def at_most(self, level: FullText) -> Texts:
        """The same texts, with no more of any article shown than ``level`` allows."""
        of = {word: min(each, level, key=_LEVELS.index) for word, each in self.full_text_of.items()}
        return replace(self, full_text=min(self.full_text, level, key=_LEVELS.index), full_text_of=of)

    def epaper_page(self, article: Article) -> str | None:
        """Where the paper's own e-paper has an article, or its page; None when nobody knows."""
        pattern, number = self.epaper.get(article.paper or ""), article.page or ""
        if article.url or not pattern or not (article.date and _DAY.fullmatch(article.date) and number.isdigit()):
            return article.url
        year, month, day = article.date.split("-")
        values = {"year": year, "month": month, "day": day, "page": number.zfill(2)}
        return _PLACE.sub(lambda place: values[place[1]], pattern)

    def help(self, question: str, *, found: bool) -> str:
        """The line where help is to be had, if it belongs under an answer."""
        wanted = not found or any(word in question for word in self.service_words)
        return self.service if wanted else ""
