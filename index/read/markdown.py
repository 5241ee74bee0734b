"""Markdown → Issue: headings tell its articles, front matter the issue; marks go, words stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.document import Issue, LineRole
from index.read.decode import decode
from index.read.fields import edition_field, fields, page_field
from index.read.outline import Row
from index.read.plain import as_printed
from index.read.source import File
from index.text.printed import iso_date

_FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_RULE = re.compile(r"[|: -]*-[|: -]*")
_TAG = re.compile(r"<[^<>]*>")
_SETTING = re.compile(r"([^\s:#-][^:]*?)[ \t]*:[ \t]+(.+?)[ \t]*")
_ROWS: tuple[tuple[str, LineRole], ...] = (
    ("series", "series"),
    ("kicker", "kicker"),
    ("subtitle", "subtitle"),
    ("author", "byline"),
)


def is_markdown(file: File) -> bool:
    """Is it called Markdown? Nothing else tells it from text."""
    return file.path.suffix.lower() in (".md", ".markdown")


def read_markdown(file: File) -> Issue:
    """Read Markdown (CommonMark, and tables of ``|``), its lines numbered as in the file; raises Unreadable.

    ``#`` titles an article, lower headings stand inside (index.read.outline); emphasis and link targets go, numbers of
    lists stay, pictures are left out. Front matter tells title, author, date, paper and page by any of their names.
    """
    text = decode(file.data, file.given).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    if front and not any(map(_SETTING.fullmatch, front[1].split("\n"))):
        front = None
    first = text.count("\n", 0, front.end()) if front else 0
    told = _settings(front[1] if front else "")
    parser = MarkdownIt("commonmark")
    rows = list(_rows(parser.parse(text[front.end() :] if front else text), first))
    page, name = page_field(told.get("page"))
    issue = as_printed(_under(told, rows), file)
    opening, *others = issue.pages
    opening = replace(opening, number=page or opening.number, name=told.get("section") or name or opening.name)
    return replace(
        issue,
        pages=(opening, *others),
        paper=told.get("paper") or issue.paper,
        date=iso_date(told.get("date", "")) or issue.date,
        edition=edition_field(told.get("edition")) or issue.edition,
    )


def _settings(front: str) -> Mapping[str, str]:
    """The known fields of front matter: lines of a name, a colon and a value; what is nested is passed over."""
    found = (_SETTING.fullmatch(line) for line in front.split("\n"))
    return fields({match[1]: match[2].strip("\"'[]") for match in found if match})


def _under(told: Mapping[str, str], rows: Sequence[Row]) -> list[Row]:
    """The rows below those of the front matter, unless the file holds several articles.

    Its title is the article's, and a different one in the text heads a part.
    """
    titles = [row for row in rows if row.level == 1]
    if len(titles) > 1:
        return list(rows)
    above: list[Row] = []
    if "title" in told and told["title"] not in [row.text for row in titles]:
        above = [Row(1, told["title"], level=1)]
        rows = [replace(row, level=row.level and row.level + 1) for row in rows]
    elif titles and rows[0] is titles[0]:
        above, rows = [rows[0]], rows[1:]
    return [*above, *(Row(1, told[field], role=role) for field, role in _ROWS if field in told), *rows]


def _rows(tokens: Sequence[Token], first: int) -> Iterator[Row]:
    """The lines of the blocks, ``first`` lines of the file being above them."""
    for k, token in enumerate(tokens):
        number = first + (token.map[0] if token.map else 0) + 1
        if token.type in ("fence", "code_block", "html_block"):
            words = _TAG.sub("", token.content) if token.type == "html_block" else token.content
            number += token.type == "fence"
            yield from (Row(number + n, line) for n, line in enumerate(words.split("\n")) if line.strip())
        elif token.type == "inline" and tokens[k - 1].type == "heading_open":
            words, level = " ".join(_lines(token)), int(tokens[k - 1].tag[1:])
            yield Row(number, words, None if tokens[k - 1].markup == "-" and "。" in words else level)
        elif token.type == "inline" and tokens[k - 1].type == "paragraph_open":
            item = tokens[k - 2]
            opening = f"{item.info}{item.markup} " if item.type == "list_item_open" and item.info else ""
            for n, line in enumerate(_lines(token)):
                if (row := _cells(line if n else opening + line)) is not None:
                    yield Row(number + n, row, continues=n > 0 and not line.startswith("|"))


def _cells(line: str) -> str | None:
    """The cells of a table's row with tabs between them, None for the rule below its head; other lines as they are."""
    if not line.startswith("|"):
        return line
    return None if _RULE.fullmatch(line) else "\t".join(cell.strip() for cell in line.strip("| ").split("|"))


def _lines(inline: Token) -> list[str]:
    """The words of a block, line by line; a picture has none."""
    parts = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
    return "".join(parts).split("\n")
