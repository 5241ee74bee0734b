"""A store enlarged to any size, for measuring: the archive's own sentences in a new order, its vectors a little moved.

Encoding a million passages would take seven hours. Instead the articles are made of random sentences of a real store; a
window's vector is the mean of the vectors of the real windows that its sentences stand in, moved by the difference of
two others so that neighbours are about as near as real ones; its token codes are those of the first of them. All else
(cutting, terms, files, merging) is the product's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.chunk import chunk, windows
from index.document import Article, Paragraph, Range
from index.states import PACKED, Codes
from index.store import Store, generation
from index.store.background import Spread
from index.store.catalogue import News
from index.store.compact import compacted
from index.store.generation import Manifest, PartFiles
from index.store.lexical import Postings
from index.store.part import Part
from index.store.rows import Halves, Vectors
from index.store.save import Fresh, Row, save, written
from index.text import sentences, terms

BATCH = 2000
"""Articles of a part as it is made."""
MOVED = 0.45
"""How far a vector is moved, as a share of the difference of two others."""


class Sentence(NamedTuple):
    """A sentence of the real store, its terms, and the number of the window that it stands in."""

    text: str
    terms: Sequence[str]
    window: int


class Stock(NamedTuple):
    """What new articles are made of: sentences, and of the real windows the vectors and the token codes."""

    sentences: Sequence[Sentence]
    vectors: Vectors
    codes: Sequence[Codes]
    lengths: Sequence[int]

    @classmethod
    def of(cls, store: Store) -> Stock:
        """Take a store apart; its articles' lengths in sentences are kept."""
        vectors, codes, found, lengths = [], list[Codes](), list[Sentence](), list[int]()
        for part in store.parts:
            held = part.columns
            vectors.append(held.vectors.astype(np.float32))
            base = len(codes)
            codes += [held.tokens[a:b] for a, b in pairwise(held.token_starts.tolist())]
            for passage in range(part.files.passages):
                text, spans = part.article_of(passage).text, part.windows_of(passage)
                inside = [(window, *held.window_spans[window].tolist()) for window in spans]
                cut = [
                    (base + window, text[a:b]) for window, start, end in inside for a, b in sentences(text, start, end)
                ]
                found += [Sentence(words, terms(words), window) for window, words in cut]
                lengths.append(len(cut))
        return cls(found, np.concatenate(vectors), codes, lengths)

    def article(self, number: int, random: Random) -> tuple[Article, list[Sentence]]:
        """A new article of random sentences, as many as those of two real passages."""
        chosen = random.choices(self.sentences, k=max(2, random.choice(self.lengths) + random.choice(self.lengths)))
        text = "".join(each.text for each in chosen)
        day = f"{2000 + number % 26}-{1 + number // 26 % 12:02}-{1 + number // 312 % 28:02}"
        source = f"{day}.txt"
        where = Paragraph(0, len(text), "p", (1,))
        title = chosen[0].text[:20]
        article = Article(f"{number:010x}", source, source, "news", text, (where,), (Range(source, 1, 1),), title=title)
        return replace(article, paper="语料", date=day), chosen


def fresh(stock: Stock, numbers: range) -> Fresh:
    """New articles, by their numbers, with all that is computed for them."""
    random, noise = Random(numbers.start), np.random.default_rng(numbers.start)  # noqa: S311
    rows, words, sources = list[Row](), list[list[str]](), list[list[int]]()
    for number in numbers:
        article, chosen = stock.article(number, random)
        ends = np.cumsum([len(each.text) for each in chosen])
        passages = chunk(article)
        spans = [windows(passage) for passage in passages]
        spread = tuple((passage.start, passage.end) for passage in passages)
        rows.append(Row(source(article), article, (), spread, tuple(map(tuple, spans))))
        words += [[t for each in _of(chosen, ends, p.start, p.end) for t in each.terms] for p in passages]
        sources += [[each.window for each in _of(chosen, ends, *span)] for of_passage in spans for span in of_passage]
    vectors = np.stack([stock.vectors[each].mean(axis=0) for each in sources])
    pairs = noise.integers(len(stock.vectors), size=(2, len(vectors)))
    vectors += MOVED * (stock.vectors[pairs[0]] - stock.vectors[pairs[1]])
    halves: Halves = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    lengths = [end - start for row in rows for spans in row.windows for start, end in spans]
    codes = [_cut(stock.codes[each[0]], length) for each, length in zip(sources, lengths, strict=True)]
    keys = noise.integers(2**63, size=len(vectors)).tolist()
    return Fresh(rows, halves, keys, codes, Postings.of(words))


def source(article: Article) -> str:
    """The input that an article would have been read from: its day's."""
    return f"input {article.date}"


def _of(chosen: Sequence[Sentence], ends: NDArray[np.int64], start: int, end: int) -> Sequence[Sentence]:
    first = int(np.searchsorted(ends, start, side="right"))
    last = int(np.searchsorted(ends, end, side="left"))
    return chosen[first : last + 1]


def _cut(codes: Codes, length: int) -> Codes:
    return codes[(codes[:, PACKED] <= length) & (codes[:, PACKED] > 0)]


def batches(articles: int) -> list[range]:
    """The numbers of the articles of each part, for so many articles in all."""
    return [range(first, min(first + BATCH, articles)) for first in range(0, articles, BATCH)]


def write_part(store: Path, stock: Stock, numbers: range) -> PartFiles:
    """Write new articles, by their numbers, as a part."""
    return save(store, fresh(stock, numbers), News(), "000001")


def publish(store: Path, real: Manifest, files: Sequence[PartFiles]) -> None:
    """Merge parts as a build does, and let them serve."""
    parts = [Part(store, each) for each in compacted(store, files, print)]
    made = replace(
        real,
        generation="000001",
        articles=sum(each.files.size for each in parts),
        passages=sum(each.files.passages for each in parts),
        parts=tuple(each.files for each in parts),
        background=written(store, ".safetensors", Spread.of_all([each.columns.vectors for each in parts]).save),
    )
    generation.publish(store, made)
