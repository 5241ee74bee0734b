"""Articles → rows with vectors, token codes and terms, encoding only text that the store has never encoded.

Only windows are encoded, each under the headline: a window's vector finds what a whole passage's blurs, and its tokens
say more in a short text. Encoding passages besides took three quarters more time and ranked no better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from index.chunk import chunk, windows
from index.document import Article, Passage
from index.encoder import Encoder
from index.lexical import Postings
from index.part import Part, Row
from index.projection import Projection, projection_for
from index.states import Codes, States, window_codes, within_budget
from index.store import Store
from index.story import Sketch
from index.text import terms
from index.vectors import VectorIndex, Vectors

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A window as the encoder reads it: ``head`` characters of headline as context, then its words.

    ``first`` says that it is the first of its passage.
    """

    text: str
    head: int
    first: bool

    @classmethod
    def of(cls, article: Article, start: int, end: int, first: bool) -> Piece:
        """The window ``article.text[start:end]``."""
        head = f"{article.headline}\n" if article.title else ""
        return cls(head + article.text[start:end], len(head), first)


class Known(NamedTuple):
    """What is kept of a window."""

    vector: Vectors
    codes: Codes


def encode_rows(
    put: Sequence[tuple[str, Article, Sketch]], encoder: Encoder, before: Store | None, say: Say
) -> tuple[Part, int]:
    """Make a part of articles, each with the input it came from and its sketch; also how many passages were encoded.

    What ``before`` holds of the same words under the same headline is taken from there.
    """
    rows = tuple(_row(*each) for each in put)
    passages = [pieces for row in rows for pieces in _pieces(row)]
    known = _known(before)
    fresh = list(dict.fromkeys(piece for pieces in passages for piece in pieces if piece not in known))
    encoded = sum(any(piece not in known for piece in pieces) for pieces in passages)
    projection = projection_for(encoder.identity)
    known |= _encode(fresh, encoder, projection, say)
    kept = [within_budget([known[piece].codes for piece in pieces], projection) for pieces in passages]
    part = Part(
        rows=rows,
        windows=VectorIndex.of(_stack(passages, known, encoder.dimensions)),
        states=States.of([codes for of_passage in kept for codes in of_passage]),
        postings=Postings.of([passage_terms(Passage(row.article, *span)) for row in rows for span in row.passages]),
    )
    return part, encoded


def passage_terms(passage: Passage) -> list[str]:
    """What the lexical index counts: the terms of the headline, then those of the words."""
    return [term for words in (*passage.article.heading, passage.text) for term in terms(words)]


def _row(source: str, article: Article, sketch: Sketch) -> Row:
    passages = chunk(article)
    spans = tuple((p.start, p.end) for p in passages)
    return Row(source, article, sketch, spans, tuple(tuple(windows(p)) for p in passages))


def _pieces(row: Row) -> Iterator[list[Piece]]:
    for spans in row.windows:
        yield [Piece.of(row.article, start, end, number == 0) for number, (start, end) in enumerate(spans)]


def _known(before: Store | None) -> dict[Piece, Known]:
    if before is None:
        return {}
    pieces = [piece for row in before.part.rows for of_passage in _pieces(row) for piece in of_passage]
    vectors, states = before.part.windows.vectors(), before.part.states
    return {piece: Known(vectors[i], states.window(i)) for i, piece in enumerate(pieces)}


def _encode(pieces: Sequence[Piece], encoder: Encoder, projection: Projection | None, say: Say) -> dict[Piece, Known]:
    made: dict[Piece, Known] = {}
    # The encoder has all cores; the threads of a matrix product as small as these would only keep them from it.
    with threadpool_limits(1, "blas"):
        for piece, encoded in zip(pieces, encoder.encode_passages([piece.text for piece in pieces]), strict=True):
            codes = window_codes(piece.text, piece.head, piece.first, encoded, projection)
            made[piece] = Known(encoded.vector, codes)
            say(f"编码 {len(made)}/{len(pieces)}")
    return made


def _stack(passages: Sequence[Sequence[Piece]], known: Mapping[Piece, Known], dimensions: int) -> Vectors:
    vectors = [known[piece].vector for pieces in passages for piece in pieces]
    return np.stack(vectors) if vectors else np.zeros((0, dimensions), dtype=np.float32)
