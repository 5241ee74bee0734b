"""The encoder alone: python -m bench.encoding PASSAGES QUESTIONS.

How long the product takes for the windows of the first passages, beside sentence-transformers' default for the same
windows and for the passages whole, in turns; and how well the windows' vectors alone find the right passage (by its
best window) in 8 bits and in float32, with the standard error of the difference. With 848 passages some ten minutes
on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from bench.peers import DEPTH, reciprocal_rank
from index import e5
from index.encoder import Encoder, load_encoder
from index.store import Store
from qa.learn.lessons import pieces_of
from qa.learn.sets import Asked, QuestionSet, open_set

ROUNDS = 5
Numbers = NDArray[np.float64]


def timed(store: Store, rows: Sequence[int]) -> dict[str, float]:
    """Median seconds for some passages of a store."""
    from sentence_transformers import SentenceTransformer

    windows = [piece.text for row in rows for piece in pieces_of(store, row)]
    whole = [store.passage(row).text for row in rows]
    model = SentenceTransformer(str(e5.prepare(lambda _: None)), local_files_only=True)
    encode = partial(model.encode, prompt_name="passage", normalize_embeddings=True, show_progress_bar=False)
    encoder = load_encoder()
    ways: dict[str, Callable[[], object]] = {
        f"product, {len(windows)} windows": lambda: list(encoder.encode_passages(windows)),
        "default, the windows": lambda: encode(windows),
        "default, the passages": lambda: encode(whole),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            started = perf_counter()
            way()
            took[name].append(perf_counter() - started)
    return {name: median(seconds) for name, seconds in took.items()}


def reciprocal_ranks(encoder: Encoder, archive: QuestionSet, asked: Sequence[Asked]) -> Numbers:
    """One by the rank of each question's first passage of a right article, 0 beyond the first ten."""
    store, rows = archive.store, archive.store.rows().tolist()
    windows = [[piece.text for piece in pieces_of(store, row)] for row in rows]
    articles = [store.passage(row).article.id for row in rows]
    starts = np.cumsum([0, *map(len, windows)])[:-1]
    vectors = np.stack([each.vector for each in encoder.encode_passages(list(chain.from_iterable(windows)))])
    queries = np.stack([each.vector for each in encoder.encode_queries([each.question for each in asked])])
    found = []
    for question, scores in zip(asked, np.maximum.reduceat(queries @ vectors.T, starts, axis=1), strict=True):
        best = np.argsort(-scores, kind="stable")[:DEPTH].tolist()
        found.append(reciprocal_rank([articles[i] for i in best], archive.relevant(question)))
    return np.array(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--most", type=int, default=600, help="questions asked")
    parser.add_argument("--timed", type=int, default=120, help="passages timed")
    options = parser.parse_args()
    say = partial(print, flush=True)
    archive = open_set(options.passages, options.questions, load_encoder(), say)
    asked = [each for each in archive.questions if archive.relevant(each)][: options.most]
    seconds = timed(archive.store, archive.store.rows()[: options.timed].tolist())
    product = next(iter(seconds.values()))
    for name, took in seconds.items():
        say(f"{name}: {took:.2f} s, {took / product:.2f} of the product's")
    eight, full = (reciprocal_ranks(load_encoder(form=form), archive, asked) for form in ("int8", "fp32"))
    error = (eight - full).std() / len(asked) ** 0.5
    say(f"MRR@10 of {len(asked)} questions: int8 {eight.mean():.4f}, fp32 {full.mean():.4f}, difference ± {error:.4f}")


if __name__ == "__main__":
    main()
