"""The passages and questions of ``bench.terms``, as terms, and their BM25 the long way."""

from __future__ import annotations

import gzip
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

K1: Final = 1.2
B: Final = 0.75
LENGTH = 500
"""Characters after which a passage ends with its sentence."""
ASKED, MADE = 400, 200
"""Questions from the file, and made of the corpus's sentences."""
SEED = 2031

Questions = Sequence[Sequence[str]]


class Source(NamedTuple):
    """Each distinct sentence's terms, its characters, and the corpus's own passages as numbers of sentences."""

    terms: list[str]
    characters: list[int]
    passages: list[list[int]]

    def texts(self, size: int) -> Iterator[str]:
        """The passages of an archive of a size; more than that are a further issue."""
        if size <= len(self.passages):
            yield from (self._text(numbers) for numbers in self.passages[:size])
        random = Random(SEED + size)  # noqa: S311
        while True:
            numbers, length = [], 0
            while length < LENGTH:
                numbers.append(random.randrange(len(self.terms)))
                length += self.characters[numbers[-1]]
            yield self._text(numbers)

    def _text(self, numbers: Sequence[int]) -> str:
        return " ".join([self.terms[number] for number in numbers])


def cut(corpus: Path) -> tuple[Source, list[str]]:
    """Cut the corpus into passages and its distinct sentences into terms; the sentences come along."""
    from index.text import sentences, terms

    number: dict[str, int] = {}
    passages: list[list[int]] = []
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            text, length = json.loads(line)["text"], LENGTH
            for start, end in sentences(text):
                if length >= LENGTH:
                    passages.append([])
                    length = 0
                passages[-1].append(number.setdefault(text[start:end], len(number)))
                length += end - start
    return Source([" ".join(terms(each)) for each in number], [max(len(each), 1) for each in number], passages), [
        *number
    ]


def questions_of(path: Path, sentences: Sequence[str]) -> Questions:
    """The terms of the first questions of a file, and of words that stand together in a sentence, mixed."""
    from index.text import words
    from qa.question.query import asked_terms

    random = Random(SEED)  # noqa: S311
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["question"] for line in islice(lines, ASKED)]
    while len(texts) < ASKED + MADE:
        found, length = words(random.choice(sentences)), random.randint(6, 12)
        if len(found) >= length:
            start = random.randint(0, len(found) - length)
            texts.append("".join(found[start : start + length]))
    random.shuffle(texts)  # so that any first part of them is a fair sample
    return [list(dict.fromkeys(asked_terms(text))) for text in texts]


def dense(passages: Iterable[str], questions: Questions) -> Iterator[NDArray[np.float32]]:
    """BM25 of every passage for each question, with nothing left out."""
    wanted = {term for terms in questions for term in terms}
    held = {term: array("i") for term in wanted}
    lengths = []
    for row, text in enumerate(passages):
        counts = Counter(text.split())
        lengths.append(counts.total())
        for term in counts.keys() & wanted:
            held[term].extend((row, counts[term]))
    norms = K1 * (1 - B + B * np.array(lengths) / np.mean(lengths))
    for terms in questions:
        scores = np.zeros(len(lengths))
        for term in terms:
            rows, often = np.array(held[term]).reshape(-1, 2).T
            idf = np.log1p((len(lengths) - len(rows) + 0.5) / (len(rows) + 0.5))
            scores[rows] += idf * often * (K1 + 1) / (often + norms[rows])
        yield scores.astype(np.float32)
