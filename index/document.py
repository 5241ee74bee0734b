"""The records that flow through a build: Issue → Article → Passage.

All are frozen. Positions inside an article are counted in Unicode code points of ``Article.text``; line numbers are
1-based in the source file, blank lines counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LineRole = Literal["kicker", "title", "subtitle", "series", "byline", "body"]
ParagraphKind = Literal["p", "heading"]
ArticleKind = Literal["news", "report", "caption", "notice", "record"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source: its text as extracted, and where it stands.

    ``role`` and ``article`` are set only by readers of formats that state them (a title field, a record number);
    segmentation then follows them instead of working them out.
    """

    source: str
    number: int
    text: str
    role: LineRole | None = None
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One printed page (版): its number and name where the source tells them, and its lines in reading order."""

    number: str | None
    name: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue as read, before segmentation.

    ``key`` identifies it inside the archive and does not depend on the date, which may be found later.
    ``date`` is ISO 8601 for a day, a month or a year (``2023-10-17``, ``2023-10``, ``2023``), or None when unknown.
    ``source`` is the path as it was given.
    """

    key: str
    source: str
    pages: tuple[Page, ...]
    paper: str | None = None
    date: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """A name in a byline with its role as printed (记者, 通讯员, 署名单位 …)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Range:
    """Lines ``first`` to ``last`` of a source, both included."""

    source: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair: the words as extracted, the words as shown, the lines that prove it.

    ``start`` and ``end`` are where ``after`` stands in ``Article.text`` (equal when the repair only took words away).
    """

    kind: Literal["moved", "removed", "dash", "numeral"]
    before: str
    after: str
    lines: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``Article.text[start:end]``, and the lines of the source it was printed on, in reading order."""

    start: int
    end: int
    kind: ParagraphKind
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article: what was printed, cleaned of line ends, with every repair listed.

    ``text`` is the paragraphs joined by a line feed; headline and byline are not part of it. ``truncated`` says that
    words were lost at the end of some paragraph; they are never completed. ``dateline`` is the formula that opened the
    report, without its names (新华社北京7月13日电). ``id`` is provisional until a build mints it.
    """

    id: str
    issue: str
    source: str
    kind: ArticleKind
    text: str
    paragraphs: tuple[Paragraph, ...]
    ranges: tuple[Range, ...]
    paper: str | None = None
    date: str | None = None
    page: str | None = None
    section: str | None = None
    kicker: str | None = None
    title: str | None = None
    subtitle: str | None = None
    series: str | None = None
    authors: tuple[Author, ...] = ()
    dateline: str | None = None
    edits: tuple[Edit, ...] = ()
    truncated: bool = False

    @property
    def headline(self) -> str:
        """Kicker and title in one line; a caption without a title is 〔图片说明〕 and its first 15 characters."""
        if printed := " ".join(part for part in (self.kicker, self.title) if part):
            return printed
        opening = self.text[:15].replace("\n", " ")
        return f"〔图片说明〕{opening}" if self.kind == "caption" else opening

    @property
    def heading(self) -> tuple[str, ...]:
        """The rows printed above the text, as far as there are any: kicker, title, subtitle."""
        return tuple(row for row in (self.kicker, self.title, self.subtitle) if row)

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line of the article in its source."""
        return min(r.first for r in self.ranges), max(r.last for r in self.ranges)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article: the unit that is encoded, indexed and scored."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """The passage's words: a slice of the article, so that a quotation cannot drift."""
        return self.article.text[self.start : self.end]
