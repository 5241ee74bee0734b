"""Segmentation of raw text, real and printed in noise: python -m bench.segment [NUMBER of noisy issues]."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path, PurePath
from random import Random
from time import perf_counter
from typing import Any

from index.document import Article, Edit, Issue
from index.read.plain import read_plain
from index.read.source import File
from index.segment import segment
from index.segment.archive import NO_ARCHIVE, Archive, runs_of
from index.segment.byline import closing, is_imprint, lead, signature
from index.segment.jump import jump
from tests.noise import Move, Noise, Story, fold, print_issue
from tests.stories import STORIES

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "issues"
NEWS = ROOT.parent / "shared" / "corpus" / "news.jsonl.gz"
TOLD = 1000
"""News articles that an archive holds; others are printed."""
REAL = {
    "jiangbei/000_4b7b3af5b6a0fb68": ".articles.json",
    "hndaily/hndaily_2026-07-14": ".gt.json",
    "hndaily/hndaily_2026-07-21": ".gt.json",
}
WIDTHS: Sequence[tuple[float, ...]] = ((14, 15, 16, 17, 18, 19, 24, 25), (14, 16, 18, 24), (17,))
"""Columns of the noisy issues, by turns: many, few, one for all articles."""
ARTICLES = 40


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of an article: first and last line, its paragraphs as far as printed, lines moved out of them."""

    first: int
    last: int
    paragraphs: tuple[str, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over the articles of some issues; ``seconds`` is the time that segmenting them took.

    ``intact`` articles hold no foreign words and lost none; ``equal`` ones have them in the printed order too.
    """

    articles: int = 0
    found: int = 0
    starts: int = 0
    exact: int = 0
    intact: int = 0
    equal: int = 0
    moves: int = 0
    home: int = 0
    wrong: int = 0
    seconds: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def row(self, name: str) -> str:
        """One row of the table: shares of the true articles, counts of moves, ms per forty articles."""
        f1 = 2 * self.starts / max(1, self.found + self.articles)
        shares = (f1, *(count / max(1, self.articles) for count in (self.exact, self.intact, self.equal)))
        ms = 1e3 * ARTICLES * self.seconds / max(1, self.articles)
        cells = "".join(f"{share:8.3f}" for share in shares)
        return f"{name:30}{self.articles:6}{cells}{f'{self.home}/{self.moves}':>10}{self.wrong:7}{ms:8.0f}"


def main(arguments: Sequence[str]) -> None:
    """Print the table; issues of the development data that are not here are named and left out.

    A first issue is taken apart before, so that the dictionary is loaded and the times are warm.
    """
    segment(read("渡口\n\n昨日，渡口开放。\n\n候船的人多。".encode(), "first.txt"))
    titles = "".join(f"{name:>8}" for name in ("F1", "exact", "intact", "equal"))
    print(f"{'':30}{'true':>6}{titles}{'home':>10}{'wrong':>7}{'ms/40':>8}")  # noqa: T201
    for name, ending in REAL.items():
        here = (SHARED / f"{name}.txt").is_file()
        print(judged(*real(SHARED / name, ending)).row(name) if here else f"{name}: not here")  # noqa: T201
    number = int(arguments[0]) if arguments else 24
    for name, stories in (("stories, in noise", list(STORIES)), ("samples, in noise", list(sampled()))):
        scores = [judged(*printed(stories, seed)) for seed in range(number)]
        print(sum(scores, Score()).row(name))  # noqa: T201
    if NEWS.is_file():
        told, stories = news()
        for name, archive in (("news, in noise", NO_ARCHIVE), ("news, beside an archive", runs_of(told))):
            scores = [judged(*printed(stories, seed), archive) for seed in range(number)]
            print(sum(scores, Score()).row(name))  # noqa: T201


def real(path: Path, ending: str) -> tuple[Issue, list[Truth]]:
    """Read an issue of the development data and what is true of it; words that were lost are cut from the truth."""
    data = path.with_name(path.name + ".txt").read_bytes()
    rows = data.decode().split("\n")
    truth = json.loads(path.with_name(path.name + ending).read_text(encoding="utf-8"))
    return read(data, path.name), [_true(each, rows) for each in truth["articles"]]


def _true(article: dict[str, Any], rows: Sequence[str]) -> Truth:
    """Read the truth of one article, in either form."""
    body = article.get("paragraphs") or article["body"]
    words = [paragraph["text"] for paragraph in body]
    moves = [Move(each["text"], each["from_line"], each["to_before_line"]) for each in article.get("moved", [])]
    for change in article.get("ops", []):
        if change["op"] == "truncated":
            words[change["para"]] = words[change["para"]][: -len(change["lost"])]
        elif change["op"] == "moved":
            line = next(number for number, row in enumerate(rows, 1) if change["text"] in row)
            moves.append(Move(change["text"], line, body[change["from_para"]]["lines"][0]))
    return Truth(article["first_line"], article["last_line"], tuple(words), tuple(moves))


def printed(stories: Sequence[Story], seed: int) -> tuple[Issue, list[Truth]]:
    """Print forty of the stories, or all, in another order and noise for every seed."""
    order = Random(seed).sample(stories, min(len(stories), ARTICLES))  # noqa: S311
    noisy = print_issue(order, seed, Noise(moved=0.08, columns=WIDTHS[seed % 3], squeezed=seed % 2 == 0))
    truth = [Truth(t.first, t.last, tuple(p.text for p in t.paragraphs), t.moves) for t in noisy.truth]
    return read(noisy.text.encode(), f"{seed}.txt"), truth


def sampled() -> Iterator[Story]:
    """The articles of the sample newspaper, as stories to be printed again."""
    for path in sorted((ROOT / "samples").glob("*.txt")):
        for each in segment(read(path.read_bytes(), path.name)):
            names = " ".join(author.name for author in each.authors)
            yield Story(
                each.title if each.kind != "caption" else None,
                tuple(each.text[paragraph.start : paragraph.end] for paragraph in each.paragraphs),
                frozenset(k for k, paragraph in enumerate(each.paragraphs) if paragraph.kind == "heading"),
                kicker=each.kicker,
                subtitle=each.subtitle,
                lead=f"{each.dateline}（记者 {names}）" if each.dateline else "",
                byline=f"本报记者 {names}" if each.kind == "report" else None,
                signature=f"{names} 摄" if each.kind == "caption" else None,
                series=each.series,
            )


def news() -> tuple[list[str], list[Story]]:
    """Return news articles for an archive, and others as stories: title, and paragraphs of 50 to 180 characters."""
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    Random(5).shuffle(texts)  # noqa: S311
    return texts[:TOLD], [story for text in texts[TOLD : 4 * TOLD] if len((story := _story(text)).paragraphs) > 1]


def _story(text: str) -> Story:
    rng, paragraphs = Random(text), [""]  # noqa: S311
    for sentence in re.split(r"\s+|(?<=。)(?!”)", text):
        if len(paragraphs[-1]) > rng.randint(50, 180):
            paragraphs.append("")
        paragraphs[-1] += sentence
    title = "".join(re.findall(r"[一-鿿]", text[:30]))[:12]
    return Story(f"关于{title}", tuple(paragraphs[:10]))


def read(data: bytes, name: str) -> Issue:
    """Read the one issue of a text."""
    (issue,) = read_plain(File(PurePath("/", name), name, data))
    return issue


def judged(issue: Issue, truth: Sequence[Truth], archive: Archive = NO_ARCHIVE) -> Score:
    """Compare what segmentation finds with the truth."""
    start = perf_counter()
    found = segment(issue, archive)
    seconds = perf_counter() - start
    at = {article.lines[0]: article for article in found}
    pairs = [(at[each.first], each) for each in truth if each.first in at]
    bodies = [(_body(_paragraphs(article)), _body(each.paragraphs)) for article, each in pairs]
    moved = [edit for article in found for edit in article.edits if edit.kind == "moved"]
    true = [move for each in truth for move in each.moves]
    home = sum(any(_is_home(edit, move) for move in true) for edit in moved)
    return Score(
        articles=len(truth),
        found=len(at),
        starts=len(pairs),
        exact=sum(article.lines == (each.first, each.last) for article, each in pairs),
        intact=sum(Counter(got) == Counter(wanted) for got, wanted in bodies),
        equal=sum(got == wanted for got, wanted in bodies),
        moves=len(true),
        home=home,
        wrong=len(moved) - home,
        seconds=seconds,
    )


def _is_home(edit: Edit, move: Move) -> bool:
    """Was this line brought home?"""
    return edit.lines == (move.line, move.before) and fold(move.words) == fold(edit.before)


def _paragraphs(article: Article) -> list[str]:
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]


def _body(paragraphs: Sequence[str]) -> str:
    """Fold the words of a body, without bylines and jump marks, which some truths keep there."""
    return fold("".join(map(_unsigned, paragraphs)))


def _unsigned(paragraph: str) -> str:
    text = paragraph.strip()
    if signature(text) or jump(text) or is_imprint(text):
        return ""
    opening, ending = lead(text), closing(text)
    return text[opening.end if opening else 0 : ending.start if ending else len(text)]


if __name__ == "__main__":
    main(sys.argv[1:])
