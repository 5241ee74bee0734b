"""Articles → rows with vectors, token codes and terms, encoding only text that the store has never encoded.

Only windows are encoded, each under the headline: a window's vector finds what a whole passage's blurs, and its tokens
say more in a short text. Encoding passages besides took three quarters more time and ranked no better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from index.build.progress import Progress
from index.chunk import chunk, windows
from index.document import Article, Passage
from index.encoder import Encoder
from index.projection import Projection, projection_for
from index.states import window_codes, within_budget
from index.store.lexical import Postings
from index.store.part import Known, Span
from index.store.save import Fresh, Row, key_of
from index.story import Sketch
from index.text import terms

Recall = Callable[[int], Known | None]
"""What was encoded before, by the key of its words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A window as the encoder reads it: ``head`` characters of headline as context, then its words.

    ``first`` says that it is the first of its passage.
    """

    text: str
    head: int
    first: bool

    @property
    def key(self) -> int:
        """By which it is known again: what is kept of it depends on all three."""
        return key_of(f"{self.head} {self.first:d} {self.text}")


def pieces_in(article: Article, windows: Sequence[Span]) -> list[Piece]:
    """The windows of one of an article's passages."""
    head = f"{article.headline}\n" if article.title else ""
    return [Piece(head + article.text[a:b], len(head), first=number == 0) for number, (a, b) in enumerate(windows)]


def rows_of(put: Sequence[tuple[str, Article, Sketch]]) -> list[Row]:
    """Cut articles, each with the input it came from and its sketch, into passages and windows."""
    rows = []
    for source, article, sketch in put:
        passages = chunk(article)
        spans = tuple((p.start, p.end) for p in passages)
        rows.append(Row(source, article, sketch, spans, tuple(tuple(windows(p)) for p in passages)))
    return rows


def encoded_rows(rows: Sequence[Row], encoder: Encoder, recall: Recall, progress: Progress) -> tuple[Fresh, int]:
    """Encode the windows of rows, but those that are recalled; also how many passages had one to encode."""
    pieces = [pieces_in(row.article, windows) for row in rows for windows in row.windows]
    passages = [[(piece.key, piece) for piece in of_passage] for of_passage in pieces]
    known = {key: recall(key) for pieces in passages for key, _ in pieces}
    missing = {key: piece for pieces in passages for key, piece in pieces if known[key] is None}
    encoded = sum(any(key in missing for key, _ in pieces) for pieces in passages)
    projection = projection_for(encoder.identity)
    progress.recalled(sum(map(len, passages)) - len(missing))
    with ThreadPoolExecutor(1) as beside:
        # Cutting words takes one core a little; the encoder, which has both, hardly notices.
        postings = beside.submit(_postings, rows)
        made = dict(zip(missing, _encoded(list(missing.values()), encoder, projection, progress), strict=True))
    found = [[known[key] or made[key] for key, _ in pieces] for pieces in passages]
    kept = [within_budget([each.codes for each in of_passage], projection) for of_passage in found]
    vectors = [each.vector for of_passage in found for each in of_passage]
    fresh = Fresh(
        rows=rows,
        vectors=np.stack(vectors) if vectors else np.zeros((0, encoder.dimensions), np.float16),
        keys=[key for pieces in passages for key, _ in pieces],
        codes=[codes for of_passage in kept for codes in of_passage],
        postings=postings.result(),
    )
    return fresh, encoded


def _postings(rows: Sequence[Row]) -> Postings:
    return Postings.of([passage_terms(Passage(row.article, *span)) for row in rows for span in row.passages])


def passage_terms(passage: Passage) -> list[str]:
    """What the lexical index counts: the terms of the headline, then those of the words."""
    return [term for words in (*passage.article.heading, passage.text) for term in terms(words)]


def _encoded(
    pieces: Sequence[Piece], encoder: Encoder, projection: Projection | None, progress: Progress
) -> Iterator[Known]:
    # The encoder has all cores; the threads of a matrix product as small as these would only keep them from it.
    with threadpool_limits(1, "blas"):
        made = encoder.encode_passages([piece.text for piece in pieces])
        for piece, encoded in zip(pieces, made, strict=True):
            codes = window_codes(piece.text, piece.head, piece.first, encoded, projection)
            yield Known(encoded.vector.astype(np.float16), codes)
            progress.encoded()
