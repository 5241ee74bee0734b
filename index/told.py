"""What editors wrote down, laid over what was read: sidecars before content, the paper's own notes behind it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath

from index.document import Issue, Page
from index.find import PAPER_NOTES
from index.read import File
from index.sidecar import IssueNotes, PaperNotes, parse_issue, parse_paper, parse_register


@dataclass(frozen=True, slots=True)
class Notes:
    """All that is written about the files of one source, the nearest first."""

    issues: tuple[IssueNotes, ...] = ()
    registers: tuple[tuple[PurePath, dict[str, IssueNotes]], ...] = ()
    papers: tuple[PaperNotes, ...] = ()

    def about(self, file: File, told: IssueNotes) -> IssueNotes:
        """What is known of a file by hand: as ``told`` on the command line, else in a sidecar, else in a register."""
        rows = [rows[name] for folder, rows in self.registers for name in _names(file.path, folder) if name in rows]
        known = (told, *self.issues, *rows)
        return IssueNotes(
            paper=next((each.paper for each in known if each.paper), None),
            date=next((each.date for each in known if each.date), None),
            edition=next((each.edition for each in known if each.edition), None),
            page=next((each.page for each in known if each.page), None),
            corrections=tuple(correction for each in known for correction in each.corrections),
        )


def parse_notes(files: Sequence[File]) -> Notes:
    """Read the notes about a source, the nearest first; raises Unreadable for the first that cannot be read."""
    papers = [parse_paper(file) for file in files if file.path.name == PAPER_NOTES]
    issues = [parse_issue(file) for file in files if file.path.suffix == ".toml" and file.path.name != PAPER_NOTES]
    registers = [(file.path.parent, dict(parse_register(file))) for file in files if file.path.suffix != ".toml"]
    return Notes(tuple(issues), tuple(registers), tuple(papers[:1]))


def _names(path: PurePath, folder: PurePath) -> tuple[str, ...]:
    """The names that a register in ``folder`` may have for a file."""
    return (path.relative_to(folder).as_posix(), path.name) if path.is_relative_to(folder) else (path.name,)


def extract(rows: Mapping[str, IssueNotes], folder: PurePath, paths: Sequence[PurePath]) -> bytes:
    """A register in ``folder`` as far as it is about some files, empty where it has none of them."""
    names = {name: None for path in paths for name in _names(path, folder) if name in rows}
    table = io.StringIO(newline="")
    written = csv.DictWriter(table, ("file", "date", "page", "paper", "edition"), extrasaction="ignore")
    if names:
        written.writeheader()
    written.writerows({"file": name, **asdict(rows[name])} for name in names)
    return table.getvalue().encode()


def lay_over(issue: Issue, notes: IssueNotes, papers: Sequence[PaperNotes]) -> Issue:
    """Return the issue as the notes have it; what is left unknown of the paper's name is taken from its own notes."""
    date = notes.date or issue.date
    pages = issue.pages
    if notes.page and len(pages) == 1:
        pages = (replace(pages[0], number=notes.page),)
    footers = {"".join(footer.split()) for paper in papers for footer in paper.footers}
    return replace(
        issue,
        paper=notes.paper or issue.paper or next((paper.name_on(date) for paper in papers), None),
        date=date,
        edition=notes.edition or issue.edition,
        pages=tuple(_without(page, footers) for page in pages) if footers else pages,
        corrections=notes.corrections,
    )


def _without(page: Page, footers: set[str]) -> Page:
    """The page without the lines that are printed in every issue; a blank one stays where each was."""
    return replace(
        page,
        lines=tuple(replace(line, text="") if "".join(line.text.split()) in footers else line for line in page.lines),
    )


def together(issues: Sequence[Issue], source: str) -> Issue:
    """Return one issue of all the pages, in the order of their numbers, those without one where they stood."""
    first = issues[0]
    pages = sorted((page for issue in issues for page in issue.pages), key=_order)
    corrections = {correction: None for issue in issues for correction in issue.corrections}
    return replace(
        first,
        source=source,
        pages=tuple(pages),
        paper=next((issue.paper for issue in issues if issue.paper), None),
        date=next((issue.date for issue in issues if issue.date), None),
        edition=next((issue.edition for issue in issues if issue.edition), None),
        corrections=tuple(corrections),
    )


def _order(page: Page) -> tuple[str, int]:
    number = page.number or ""
    digits = "".join(char for char in number if char.isdigit())
    return number[: len(number) - len(digits)], int(digits or 0)
