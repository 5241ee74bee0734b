"""The records that flow through a build: Issue → Article → Passage.

All are frozen. Positions inside an article are counted in Unicode code points of ``Article.text``; line numbers are
1-based in the source file, blank lines counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.text.opening import opening

LineRole = Literal["kicker", "title", "subtitle", "series", "byline", "heading", "body"]
ParagraphKind = Literal["p", "heading"]
ArticleKind = Literal["news", "round-up", "caption", "report", "notice", "correction", "opinion", "other"]
Form = Literal["html", "record", "pdf", "text", "scan"]
"""What an issue was read from, the better form first: where two hold the same page, the better one is kept."""


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon on the picture of a page: sheet ``sheet`` (from 0) of the file ``picture``.

    ``points`` are x, y from the upper left corner, in points of a PDF and in pixels of any other picture.
    """

    picture: str
    sheet: int
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source: its text as extracted, and where it stands.

    ``number`` is its line in the file, for files without lines its place in reading order, from 1. ``role``,
    ``article`` and ``continues`` are set only by readers of formats that show them (a title field, a large type, a
    record number); segmentation then follows them instead of working them out. ``continues`` says that a body line
    goes on the paragraph of the line above it. ``area`` is where it is printed, when that is known.
    """

    source: str
    number: int
    text: str
    role: LineRole | None = None
    article: int | None = None
    continues: bool = False
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One printed page (版): its number and name where the source tells them, and its lines in reading order."""

    number: str | None
    name: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What an editor says by hand about the lines ``line`` to ``last`` of the file called ``file`` (None: any file).

    ``title``: the article that begins there has these rows above it. ``merge``: it belongs to the article before it.
    ``split``: an article begins there. ``drop``: the lines are left out. ``undo``: no repair is made on the line.
    """

    action: Literal["title", "merge", "split", "drop", "undo"]
    line: int
    last: int
    file: str | None = None
    kicker: str | None = None
    title: str | None = None
    subtitle: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue, or as much of it as one file holds, before segmentation.

    ``key`` identifies it inside the archive and does not depend on the date, which may be found later.
    ``date`` is ISO 8601 for a day, a month or a year (``2023-10-17``, ``2023-10``, ``2023``), or None when unknown.
    ``source`` is the path as it was given, of its first file where it has several. ``url`` is where the paper itself
    has it on the web, of a record of one article.
    """

    key: str
    source: str
    pages: tuple[Page, ...]
    paper: str | None = None
    date: str | None = None
    edition: str | None = None
    form: Form = "text"
    url: str | None = None
    corrections: tuple[Correction, ...] = ()


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

    kind: Literal["moved", "removed", "dash", "numeral", "tidied"]
    before: str
    after: str
    lines: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``Article.text[start:end]``, and the lines of ``source`` it was printed on, in reading order.

    ``source`` is None for the article's first source. Of a paragraph that runs from one file into another, the lines
    are those of the first.
    """

    start: int
    end: int
    kind: ParagraphKind
    lines: tuple[int, ...]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class EventDate:
    """A time that ``Article.text[start:end]`` speaks of (昨日, 10月9日): ISO days, both included."""

    since: str
    until: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article: what was printed, cleaned of line ends, with every repair listed.

    ``text`` is the paragraphs joined by a line feed; headline and byline are not part of it. ``truncated`` says that
    words were lost at the end of some paragraph; they are never completed. ``dateline`` is the formula that opened the
    report, without its names (新华社北京7月13日电). ``story`` is shared by articles of the archive that tell the same
    story in nearly the same words, None for a story told once. ``url`` is where the paper itself has it on the web.
    ``id`` is provisional until a build mints it.
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
    edition: str | None = None
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
    event_dates: tuple[EventDate, ...] = ()
    areas: tuple[Area, ...] = ()
    form: Form = "text"
    url: str | None = None
    story: str | None = None

    def times_in(self, start: int, end: int) -> tuple[EventDate, ...]:
        """The times that ``text[start:end]`` speaks of, those that begin in it."""
        return tuple(time for time in self.event_dates if start <= time.start < end)

    @property
    def headline(self) -> str:
        """Kicker and title in one line; without a title how the text opens, of a caption after 〔图片说明〕."""
        if printed := " ".join(part for part in (self.kicker, self.title) if part):
            return printed
        return f"〔图片说明〕{opening(self.text)}" if self.kind == "caption" else opening(self.text)

    @property
    def told_as(self) -> str:
        """What it has in common with the articles that tell the same story, and with no other."""
        return self.story or self.id

    @property
    def heading(self) -> tuple[str, ...]:
        """The rows printed above the text, as far as there are any: kicker, title, subtitle, series."""
        return tuple(row for row in (self.kicker, self.title, self.subtitle, self.series) if row)

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line of the article in its first source."""
        here = [r for r in self.ranges if r.source == self.ranges[0].source]
        return min(r.first for r in here), max(r.last for r in here)


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
