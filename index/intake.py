"""Sources → articles with provisional ids, read in a child process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.document import Article, Issue
from index.find import Found, find
from index.gather import Source, gather
from index.messages import Tell, say
from index.read import File, Unreadable
from index.read.html import read_epaper
from index.read.readers import read
from index.read.worker import Worker
from index.segment import segment, unused
from index.segment.archive import NO_ARCHIVE, Archive
from index.sidecar import IssueNotes, PaperNotes
from index.told import lay_over, parse_notes, together

_OFTEN = 500
"""Issues of one file after which it gives one."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An issue taken apart."""

    source: str
    paper: str | None
    date: str | None
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A source read: its issues taken apart, what of it was refused, and what is known of its paper."""

    cuts: tuple[Cut, ...]
    refused: tuple[Unreadable, ...]
    papers: tuple[PaperNotes, ...]

    @property
    def articles(self) -> list[Article]:
        """The articles of all issues, with provisional ids."""
        return [article for cut in self.cuts for article in cut.articles]

    @property
    def unread(self) -> set[str]:
        """The sources that were refused and of which no article has a line."""
        lines = {r.source for article in self.articles for r in article.ranges}
        return {error.source for error in self.refused} - lines


def take_apart(
    given: str,
    epaper: bool,
    files: Sequence[File],
    notes: Sequence[File],
    told: IssueNotes,
    archive: Archive,
    *,
    tell: Tell,
) -> Reading:
    """Read the files of one source and segment their issues; ``told`` is what the command line says, the
    ``archive`` what was printed before, a witness for repairs.

    A file that cannot be read is among the refused, the others are read. Raises Unreadable for notes that cannot be
    read, and when nothing of the source can be.
    """
    written = parse_notes(notes)
    refused: list[Unreadable] = []
    issues: list[Issue] = []
    for file, issue in _issues(epaper, files, tell):
        if isinstance(issue, Unreadable):
            refused.append(issue)
        else:
            issues.append(lay_over(issue, written.about(file, told), written.papers))
    if not epaper and len(files) > 1 and issues:
        issues = [together(issues, given)]
    cuts = [Cut(issue.source, issue.paper, issue.date, tuple(segment(issue, archive))) for issue in issues]
    refused += _unmet(given, issues, cuts)
    dropped = any(each.action == "drop" for issue in issues for each in issue.corrections)
    if not dropped and not any(cut.articles for cut in cuts):
        raise refused[0] if refused else Unreadable(given, say("没有找到文章，请确认它是报纸文本"))
    return Reading(tuple(cuts), tuple(refused), written.papers)


def refusals(files: Sequence[File], *, tell: Tell) -> list[Unreadable]:
    """Why files cannot be read; nothing as soon as one can."""
    refused: list[Unreadable] = []
    for _, issue in _issues(False, files, tell):
        if isinstance(issue, Issue):
            return []
        refused.append(issue)
    return refused


def read_now(path: Path, worker: Worker, tell: Tell) -> Reading:
    """Read what stands at one path, without a store; raises Unreadable when nothing of it can be read."""
    found = list(find([path]))
    sources = gather([each for each in found if isinstance(each, Found)])
    refused = [each for each in (*found, *sources) if isinstance(each, Unreadable)]
    cuts: list[Cut] = []
    for source in (each for each in sources if isinstance(each, Source)):
        try:
            files, notes = ([each.file() for each in group] for group in (source.files, source.notes))
            call = (source.given, source.epaper, files, notes, IssueNotes(), NO_ARCHIVE)
            reading = worker.call(tell, source.given, take_apart, *call)
        except Unreadable as error:
            refused.append(error)
        else:
            cuts += reading.cuts
            refused += reading.refused
    if not cuts:
        raise refused[0] if refused else Unreadable(str(path), say("里面没有报纸文件：请检查路径"))
    return Reading(tuple(cuts), tuple(refused), ())


def _issues(epaper: bool, files: Sequence[File], tell: Tell) -> Iterator[tuple[File, Issue | Unreadable]]:
    """The issues of the files, each with a file that it stands in."""
    if epaper:
        by_name = {file.given: file for file in files}
        for issue in read_epaper(files):
            yield by_name.get(issue.source, files[0]), issue
        return
    for file in files:
        tell(say("读取 {file}", file=file.given))
        try:
            for number, issue in enumerate(read(file, tell), 1):
                if number % _OFTEN == 0:
                    tell(say("读取 {file}：{articles} 篇", file=file.given, articles=number))
                yield file, issue
        except Unreadable as error:
            yield file, error


def _unmet(given: str, issues: Sequence[Issue], cuts: Sequence[Cut]) -> Iterator[Unreadable]:
    """The corrections that nothing of any issue answers to."""
    failed = [unused(issue, cut.articles) for issue, cut in zip(issues, cuts, strict=True)]
    for correction in failed[0] if failed else ():
        if all(correction in each for each in failed):
            where = f"{correction.file} " if correction.file else ""
            reason = say(
                "[[{action}]] 没有用上（报纸照常收录）：{where}第 {line} 行没有可改的，请核对 issue.toml",
                action=correction.action,
                where=where,
                line=correction.line,
            )
            yield Unreadable(given, reason)
