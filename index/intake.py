"""Sources → articles under their lasting ids: read in a child process, held against what was read before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_
from pathlib import Path

from index.document import Article, Issue
from index.find import Found, find, sha256
from index.gather import Source, gather
from index.generation import Input, Kept
from index.messages import say
from index.read import File, Unreadable
from index.read.html import read_epaper
from index.read.readers import read
from index.read.worker import Worker
from index.registry import Registry, match, mint
from index.segment import segment, unused
from index.segment.archive import NO_ARCHIVE, Archive
from index.sidecar import IssueNotes, PaperNotes
from index.told import lay_over, parse_notes, together

Tell = Callable[[str], None]

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
    if not any(cut.articles for cut in cuts):
        raise refused[0] if refused else Unreadable(given, say("没有找到文章，请确认它是报纸文本"))
    return Reading(tuple(cuts), tuple(refused), written.papers)


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


def input_of(
    source: Source,
    files: Sequence[File],
    notes: Sequence[File],
    known: Input | None,
    paper: str | None,
    date: str | None,
) -> Input:
    """What the manifest will say of a source; options left out are those of its last reading."""
    return Input(
        id=known.id if known else hashlib.sha256(str(source.path).encode()).hexdigest()[:12],
        path=str(source.path),
        given=source.given,
        files=tuple(Kept(str(file.path), file.given, sha256(file.data)) for file in files),
        notes=tuple(Kept(str(note.path), note.given, sha256(note.data)) for note in notes),
        epaper=source.epaper,
        paper=paper or (known.paper if known else None),
        date=date or (known.date if known else None),
    )


def absent_files(known: Input, input: Input) -> tuple[Kept, ...]:
    """The files of an input's last reading that it lacks now, also under another name."""
    paths, hashes = {each.path for each in input.files}, set(input.bytes)
    return tuple(each for each in known.files if each.path not in paths and each.sha256 not in hashes)


def files_of(
    input: Input, at_hand: Iterable[File], kept: Callable[[str], bytes]
) -> tuple[Sequence[File], Sequence[File]]:
    """The files of an input and its notes: those at hand, the others as the store ``kept`` them."""
    opened = {str(file.path): file for file in at_hand}

    def file(each: Kept) -> File:
        return opened.get(each.path) or File(Path(each.path), each.given, kept(each.sha256))

    return [file(each) for each in input.files], [file(each) for each in input.notes]


class Known:
    """The inputs of the last build, found by path or, for files that have moved, by their bytes."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        self._by_path = {each.path: each for each in inputs}
        self._by_bytes = {each.bytes: each for each in inputs}

    def find(self, path: Path, files: Sequence[File]) -> Input | None:
        """The input that a source was read as before; None when it is new."""
        same = self._by_bytes.get(tuple(sha256(file.data) for file in files))
        moved = same if same and not any(Path(each.path).exists() for each in same.files) else None
        return self._by_path.get(str(path)) or moved


def identify(
    input: Input, articles: Sequence[Article], known: Input | None, old: Sequence[Article], registry: Registry
) -> tuple[list[Article], Registry]:
    """Give the articles of an input the ids, and the stories, of the ``old`` articles they continue, or new ids.

    They continue an article when they share lines of a file whose bytes are the same, or paragraphs.
    """
    kept, absorbed = match(
        {a.id: _signs(a, _hashes(known)) for a in old}, [_signs(a, _hashes(input)) for a in articles]
    )
    seeds = [f"{Path(input.path).name}\n{a.headline}\n{a.text[:80]}" for a in articles]
    fresh = [i for i, name in enumerate(kept) if name is None]
    minted = dict(zip(fresh, mint([seeds[i] for i in fresh], registry.knows), strict=True))
    ids = [name or minted[i] for i, name in enumerate(kept)]
    told = {article.id: article.story for article in old}
    named = [with_(article, id=name, story=told.get(name)) for article, name in zip(articles, ids, strict=True)]
    return named, registry.extended(ids, {name: ids[i] for name, i in absorbed.items()})


def unsettled(input: Input, known: Input | None, old: Sequence[Article], reading: Reading) -> list[Article]:
    """The ``old`` articles of an input that stay although a reading lacks them: it does not know all their files.

    It knows those that are gone for good, and those that were read with the bytes they had, not what is refused now.
    """
    lines = {r.source for article in reading.articles for r in article.ranges}
    refused = {error.source for error in reading.refused} - lines
    read = {each.sha256 for each in input.files if each.given not in refused}
    gone = set(absent_files(known, input)) if known else set()
    settled = {each.given for each in (known.files if known else ()) if each.sha256 in read or each in gone}
    return [article for article in old if any(r.source not in settled for r in article.ranges)]


def _hashes(input: Input | None) -> Mapping[str, str]:
    return {each.given: each.sha256 for each in input.files} if input else {}


def _signs(article: Article, hashes: Mapping[str, str]) -> list[tuple[str, int] | str]:
    lines = [(hashes.get(r.source, ""), line) for r in article.ranges for line in range(r.first, r.last + 1)]
    return [*lines, *(article.text[p.start : p.end] for p in article.paragraphs), article.headline]
