"""Question sets → what a projection learns from: token states of questions and hits, and which sentences are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encode import Piece, pieces_in
from index.encoder import Encoded, Encoder
from index.errors import BaowenError
from index.messages import Tell, say
from index.states import kept
from index.store import Store
from index.text import fold
from qa.learn.cases import holds
from qa.learn.sets import Asked, QuestionSet
from qa.question import Question
from qa.reader.sentences import sentences_of
from qa.retrieve import Wording, retrieve
from qa.weights import RANK

PLAIN = ("window", "ahead", "grams_around", "named", "lead", "length")
"""Features of a sentence that need no token states."""
HITS = 10
WIDTH = 384
"""Dimensions that states are brought to first; what they lose had no part in the choice of a sentence."""
SAMPLE = 800
"""Windows of each set that the basis is taken from."""

Half = NDArray[np.float16]
Spans = Sequence[NDArray[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The principal axes of token states, each layer's states of the same weight: (states - mean) @ axes."""

    axes: NDArray[np.float32]
    offset: NDArray[np.float32]

    @classmethod
    def of(cls, states: NDArray[np.float32], layer: int) -> Basis:
        """The ``WIDTH`` first axes of states (tokens, width) of layers ``layer`` wide."""
        mean = states.mean(axis=0)
        centred = states - mean
        size = np.sqrt((centred.reshape(len(states), -1, layer) ** 2).sum(axis=2).mean(axis=0))
        scale = np.repeat(1 / size, layer)
        scaled = centred * scale
        _, vectors = np.linalg.eigh(scaled.T @ scaled / len(states))
        axes = (scale[:, None] * vectors[:, ::-1][:, :WIDTH]).astype(np.float32)
        return cls(axes, mean @ axes)

    def reduced(self, states: NDArray[np.float32]) -> Half:
        """States (tokens, width) → (tokens, ``WIDTH``)."""
        half: Half = (states @ self.axes - self.offset).astype(np.float16)
        return half


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A question's states, its hits' states and scores, and the sentences of the best hits.

    ``tokens`` are those of the hits' passages, which lessons share; ``owner`` says to which hit a token belongs;
    ``spans`` are the tokens of each sentence, ``plain`` its features.
    """

    question: Half
    tokens: Sequence[Half]
    owner: NDArray[np.int64]
    scores: NDArray[np.float32]
    right_hits: NDArray[np.bool_]
    spans: Spans
    plain: NDArray[np.float32]
    right: NDArray[np.bool_]


def basis_of(sets: Sequence[QuestionSet], encoder: Encoder) -> Basis:
    """The basis of an encoder's states, from an even sample of every set's windows.

    Raises BaowenError for an encoder that shows none.
    """
    states = []
    for archive in sets:
        pieces = [piece for *_, piece in _windows(archive.store)]
        sample = pieces[:: max(1, len(pieces) // SAMPLE)]
        states += [each.states for each in encoder.encode_passages([piece.text for piece in sample])]
    if not any(map(len, states)):
        raise BaowenError(say("这个编码模型不给出逐词状态，学不出投影；请用自带模型的 int8 形式"))
    return Basis.of(np.concatenate(states), encoder.dimensions)


def lessons(archive: QuestionSet, encoder: Encoder, basis: Basis, everything: bool, tell: Tell) -> Iterator[Lesson]:
    """A lesson for each question of a set that a projection may learn from; with ``everything`` each with answers."""
    questions = [
        asked
        for asked in archive.questions
        if asked.question.strip() and (archive.learned(asked) or (everything and asked.answers))
    ]
    if not questions:
        return
    tokens = _states(archive, encoder, basis, tell)
    encoded = encoder.encode_queries([asked.question for asked in questions])
    for asked, each in zip(questions, encoded, strict=True):
        yield _lesson(archive, asked, each, tokens, basis)


def pieces_of(store: Store, row: int) -> list[Piece]:
    """The windows of a passage as they were encoded."""
    return pieces_in(store.passage(row).article, store.windows(row))


Place = tuple[str, int]
"""A passage: its article's id, and where it starts there."""
Kept = tuple[Half, NDArray[np.int64]]


def _windows(store: Store) -> Iterator[tuple[Place, int, Piece]]:
    """All windows as they were encoded, with their passage, and where they start in the article."""
    for row in store.rows().tolist():
        passage = store.passage(row)
        for (start, _), piece in zip(store.windows(row), pieces_of(store, row), strict=True):
            yield (passage.article.id, passage.start), start, piece


def _states(archive: QuestionSet, encoder: Encoder, basis: Basis, tell: Tell) -> dict[Place, Kept]:
    """The states of each passage's tokens, and where they end in the article."""
    pieces = list(_windows(archive.store))
    parts: dict[Place, list[Kept]] = {}
    encoded = encoder.encode_passages([piece.text for *_, piece in pieces])
    for number, ((place, start, piece), each) in enumerate(zip(pieces, encoded, strict=True)):
        chosen, ends = kept(piece.text, piece.head, piece.first, each.offsets)
        placed = np.where(ends[chosen] > 0, start + ends[chosen], -1)
        parts.setdefault(place, []).append((basis.reduced(each.states[chosen]), placed))
        if number % 100 == 0:
            tell(say("编码 {done}/{whole}", done=number, whole=len(pieces)))
    return {
        place: (np.concatenate([states for states, _ in each]), np.concatenate([ends for _, ends in each]))
        for place, each in parts.items()
    }


def _lesson(archive: QuestionSet, asked: Asked, encoded: Encoded, states: dict[Place, Kept], basis: Basis) -> Lesson:
    relevant, gold = archive.relevant(asked), [fold(answer) for answer in asked.answers]
    hits = retrieve(archive.store, [Wording.of(asked.question, encoded, None)], RANK)[:HITS]
    sentences = sentences_of(Question.of(asked.question, archive.store.lexical), hits)
    of_hits = [[states[hit.article.id, passage.start] for passage in hit.passages] for hit in hits]
    ends = [np.concatenate([ends for _, ends in of_hit]) for of_hit in of_hits]
    first = np.cumsum([0, *map(len, ends)])
    at = {id(hit): place for place, hit in enumerate(hits)}
    spans = []
    for sentence in sentences:
        place = at[id(sentence.hit)]
        inside = (ends[place] > sentence.start) & (ends[place] <= sentence.end)
        spans.append(first[place] + np.flatnonzero(inside))
    return Lesson(
        question=basis.reduced(encoded.states),
        tokens=[tokens for of_hit in of_hits for tokens, _ in of_hit],
        owner=np.repeat(np.arange(len(hits)), [len(each) for each in ends]),
        scores=np.array([hit.score for hit in hits], np.float32),
        right_hits=np.array([hit.article.id in relevant for hit in hits], np.bool_),
        spans=spans,
        plain=sentences.table(PLAIN).astype(np.float32),
        right=np.array([s.hit.article.id in relevant and holds(s.hit, s.start, s.end, gold) for s in sentences]),
    )
