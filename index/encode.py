"""Articles → rows with vectors and terms, encoding only text that the store has never encoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.chunk import chunk, windows
from index.document import Article, Passage
from index.encoder import Encoder
from index.lexical import Postings
from index.part import Part, Row
from index.store import Store
from index.story import Sketch
from index.text import terms
from index.vectors import VectorIndex, Vectors

Say = Callable[[str], None]


def encode_rows(
    put: Sequence[tuple[str, Article, Sketch]], encoder: Encoder, before: Store | None, say: Say
) -> tuple[Part, int]:
    """Make a part of articles, each with the input it came from and its sketch; also how many texts were encoded.

    Vectors of text that ``before`` holds, as the same words under the same headline, are taken from there.
    """
    rows = tuple(_row(*each) for each in put)
    passages = [Passage(row.article, *span) for row in rows for span in row.passages]
    spans = [span for row in rows for of_passage in row.windows for span in of_passage]
    owners = [row.article for row in rows for of_passage in row.windows for _ in of_passage]
    texts = [with_headline(p.article, p.start, p.end) for p in passages]
    short = [with_headline(article, *span) for article, span in zip(owners, spans, strict=True)]
    known = _known(before)
    fresh = list(dict.fromkeys(text for text in (*texts, *short) if text not in known))
    vectors = _encode(fresh, encoder, say)
    known |= dict(zip(fresh, vectors, strict=True))
    part = Part(
        rows=rows,
        passages=VectorIndex.of(_stack(texts, known, encoder.dimensions)),
        windows=VectorIndex.of(_stack(short, known, encoder.dimensions)),
        postings=Postings.of([passage_terms(passage) for passage in passages]),
    )
    return part, len(fresh)


def with_headline(article: Article, start: int, end: int) -> str:
    """What the encoder reads: the headline as context, then the words."""
    return f"{article.headline}\n{article.text[start:end]}" if article.title else article.text[start:end]


def passage_terms(passage: Passage) -> list[str]:
    """What the lexical index counts: the terms of the headline, then those of the words."""
    return [term for words in (*passage.article.heading, passage.text) for term in terms(words)]


def _row(source: str, article: Article, sketch: Sketch) -> Row:
    passages = chunk(article)
    spans = tuple((p.start, p.end) for p in passages)
    return Row(source, article, sketch, spans, tuple(tuple(windows(p)) for p in passages))


def _known(before: Store | None) -> dict[str, Vectors]:
    if before is None:
        return {}
    rows = before.part.rows
    texts = [with_headline(row.article, *span) for row in rows for span in row.passages]
    short = [with_headline(row.article, *span) for row in rows for spans in row.windows for span in spans]
    vectors = np.concatenate([before.part.passages.vectors(), before.part.windows.vectors()])
    return dict(zip((*texts, *short), vectors, strict=True))


def _encode(texts: Sequence[str], encoder: Encoder, say: Say) -> Vectors:
    def progress(done: int) -> None:
        say(f"编码 {done}/{len(texts)}")

    return encoder.encode_passages(texts, progress=progress)


def _stack(texts: Sequence[str], known: Mapping[str, Vectors], dimensions: int) -> Vectors:
    return np.stack([known[text] for text in texts]) if texts else np.zeros((0, dimensions), dtype=np.float32)
