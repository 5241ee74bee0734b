"""A noisy printer for tests: clean articles → the raw text that a converter leaves of a page, with its exact truth.

Printed lines are joined by a space, a blank line stands between blocks, columns break paragraphs and headlines, a line
is printed in a foreign paragraph, words are cut off at the foot of a column, characters are folded and misread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from unicodedata import normalize

from tests.index.segment.printing import printed_lines

_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）")
_HALF = str.maketrans("，：；？！（）％０１２３４５６７８９“”‘’", ",:;?!()%0123456789\"\"''")
_SHORTEST = 4
"""Printed lines that a paragraph needs before a column breaks it or it loses a line."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article as its author wrote it. ``headings`` are the positions of the paragraphs that are sub-headings.

    ``lead`` is the formula printed at the start of the first paragraph, ``closing`` the signature at the end of the
    last one; ``byline``, ``jump`` and ``signature`` are rows of their own, above, above and below the text; ``series``
    is a label below all. A story without a title is a caption beside its picture.
    """

    title: str | None
    paragraphs: tuple[str, ...]
    headings: frozenset[int] = frozenset()
    kicker: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    jump: str | None = None
    lead: str = ""
    closing: str = ""
    signature: str | None = None
    series: str | None = None


@dataclass(frozen=True, slots=True)
class Noise:
    """How noisy the print is: shares of the paragraphs (of the headings, of the articles) that each thing befalls.

    ``elsewhere`` is the share of the moved lines that land in another article; ``columns`` are the widths in em that
    articles are set in, ``headline`` that of the widest row; ``squeezed`` sets folded characters, half as wide.
    """

    broken: float = 0.15
    moved: float = 0.03
    elsewhere: float = 0.1
    lost: float = 0.02
    glued: float = 0.1
    misread: float = 0.5
    gaps: float = 0.05
    columns: tuple[float, ...] = (14, 15, 16, 17, 18, 19, 24, 25)
    headline: float = 21
    squeezed: bool = True


_USUAL = Noise()


@dataclass(frozen=True, slots=True)
class Move:
    """The printed line ``words`` stands on line ``line``; its place is before the text of line ``before``."""

    words: str
    line: int
    before: int


@dataclass(frozen=True, slots=True)
class TrueParagraph:
    """A paragraph as written, but for what was lost, and the lines of the file it stands on, moved lines left out."""

    text: str
    kind: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TrueArticle:
    """Where a story stands in the text: first and last line, its paragraphs, the lines moved out of it."""

    story: Story
    first: int
    last: int
    paragraphs: tuple[TrueParagraph, ...]
    moves: tuple[Move, ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class Noisy:
    """A raw issue and what is true of it."""

    text: str
    truth: tuple[TrueArticle, ...]


@dataclass(slots=True)
class _Block:
    """A block on its way to the page: printed lines of ``article``, of its paragraph ``paragraph`` (None: a row).

    ``gap`` blank lines stand above it; none puts it on the line of the block above. ``head`` says that its first
    printed line opens a paragraph of text; ``number`` is the line of the file it gets.
    """

    article: int
    paragraph: int | None
    printed: list[str]
    gap: int = 1
    head: bool = False
    number: int = 0


def print_issue(stories: Sequence[Story], seed: int, noise: Noise = _USUAL, *, per_page: int = 0) -> Noisy:
    """Print stories in their order, ``per_page`` of them under each page mark (0: no marks); one seed, one print.

    >>> print_issue([Story("新馆开放", ("昨日，新馆开放。",))], 1).text
    '新馆开放\\n\\n昨日,新馆开放。\\n'
    """
    rng = Random(seed)  # noqa: S311
    kept = [list(story.paragraphs) for story in stories]
    articles = [_set(story, k, kept[k], rng, noise) for k, story in enumerate(stories)]
    for blocks in articles[1:]:
        blocks[0].gap = 3 if blocks[0].paragraph is not None or rng.random() < noise.gaps else 1
    moved = _move(articles, rng, noise)
    text = _write(articles, per_page)
    truth = []
    for k, story in enumerate(stories):
        moves = tuple(Move(words, to.number, at.number) for words, at, to in moved if at.article == k)
        truth.append(_truth(story, kept[k], articles[k], moves))
    return Noisy(text, tuple(truth))


def fold(text: str) -> str:
    """Reduce text to what a comparison looks at: NFKC, without spaces, quotes, dashes and 一, read as a dash.

    >>> fold("“新馆——2031”, 一 是") == fold("新馆一2031,是")
    True
    """
    return re.sub(r"[\s\"'“”‘’—–－\-一]", "", normalize("NFKC", text))


def _set(story: Story, article: int, words: list[str], rng: Random, noise: Noise) -> list[_Block]:
    """Set one story; what is cut off at the foot of a column is cut from ``words`` too."""
    column = rng.choice(noise.columns)
    rows = [row for row in (story.kicker, story.title, story.subtitle) if row]
    above = [line for row in rows for line in _lines(row, noise.headline, noise, indent=False)]
    above += [row for row in (story.byline, story.jump) if row]
    found = [_Block(article, None, [line]) for line in above]
    for k, paragraph in enumerate(words):
        if k in story.headings:
            found += _heading(article, k, _lines(paragraph, column, noise, indent=False), rng, noise, bool(found))
            continue
        lead, closing = story.lead if k == 0 else "", story.closing if k == len(words) - 1 else ""
        printed = _lines(lead + paragraph + closing, column, noise)
        if not closing and len(printed) >= _SHORTEST and rng.random() < noise.lost:
            words[k] = paragraph[: -len(printed.pop())]
        found += _in_columns(article, k, printed, rng, noise)
    found += [_Block(article, None, [row]) for row in (story.signature, story.series) if row]
    for block in found:
        block.printed = [_misread(line, rng, noise) for line in block.printed]
    return found


def _heading(article: int, k: int, lines: list[str], rng: Random, noise: Noise, below: bool) -> list[_Block]:
    """Set a sub-heading: a block a row, or on the last line of the paragraph above."""
    if below and _NUMBERED.match(lines[0]) and rng.random() < noise.glued:
        return [_Block(article, k, lines, gap=0)]
    return [_Block(article, k, [line]) for line in lines]


def _in_columns(article: int, k: int, printed: list[str], rng: Random, noise: Noise) -> list[_Block]:
    """Set a paragraph, in two blocks where a column ends in it."""
    if len(printed) < _SHORTEST or rng.random() >= noise.broken:
        return [_Block(article, k, printed, head=True)]
    at = rng.randint(1, len(printed) - 1)
    return [_Block(article, k, printed[:at], head=True), _Block(article, k, printed[at:])]


def _lines(text: str, column: float, noise: Noise, *, indent: bool = True) -> list[str]:
    """Break text into printed lines; where it is squeezed, a folded character takes half the room."""
    found, at = [], 0
    for line in printed_lines(text.translate(_HALF) if noise.squeezed else text, column, indent=indent):
        found.append(text[at : at + len(line)])
        at += len(line)
    return found


def _misread(line: str, rng: Random, noise: Noise) -> str:
    """Fold a printed line as converters do, and read a dash as 一 and 一是 as -是."""
    if rng.random() < noise.misread:
        line = re.sub(r"^一是|(?<=[。；])一是", "-是", line.replace("——", "一"))
    return line.translate(_HALF)


def _move(articles: list[list[_Block]], rng: Random, noise: Noise) -> list[tuple[str, _Block, _Block]]:
    """Put first lines of paragraphs inside other blocks; return the words, where they are from, where they are."""
    everywhere = [block for blocks in articles for block in blocks]
    long = [block for block in everywhere if block.head and len(block.printed) >= _SHORTEST - 1]
    beheaded = [block for block in long if rng.random() < noise.moved]
    moved = []
    for block in beheaded:
        near = everywhere if rng.random() < noise.elsewhere else articles[block.article]
        into = [b for b in near if b.paragraph not in (None, block.paragraph) and len(b.printed) > 1]
        if into := [b for b in into if all(b is not other for other in beheaded)]:
            host, words = rng.choice(into), block.printed.pop(0)
            host.printed.insert(rng.randint(1, len(host.printed) - 1), words)
            moved.append((words, block, host))
    return moved


def _write(articles: list[list[_Block]], per_page: int) -> str:
    """Write the lines of the file and number the blocks by them."""
    lines: list[str] = []
    for k, blocks in enumerate(articles):
        if per_page and k % per_page == 0:
            lines += ["", f"第{k // per_page + 1}版"] if lines else ["第1版"]
        for block in blocks:
            if block.gap == 0:
                lines[-1] += " " + " ".join(block.printed)
            else:
                lines += [""] * (block.gap if lines else 0) + [" ".join(block.printed)]
            block.number = len(lines)
    return "\n".join(lines) + "\n"


def _truth(story: Story, words: list[str], blocks: list[_Block], moves: tuple[Move, ...]) -> TrueArticle:
    paragraphs = tuple(
        TrueParagraph(
            text,
            "heading" if k in story.headings else "p",
            tuple(dict.fromkeys(b.number for b in blocks if b.paragraph == k)),
        )
        for k, text in enumerate(words)
    )
    first, last = blocks[0].number, blocks[-1].number
    return TrueArticle(story, first, last, paragraphs, moves, tuple(words) != story.paragraphs)
