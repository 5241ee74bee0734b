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
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from bench.threshold import Record, records
from index import e5
from index.chunk import WINDOW, pack, pieces_of
from index.encoder import Encoder, load_encoder

TIMED, ROUNDS = 120, 5
DEPTH = 10
Numbers = NDArray[np.float64]


def windows_of(passage: Record) -> list[str]:
    """The windows of a passage, each under its title, as a store has them."""
    text, head = passage["text"], f"{passage['title']}\n" if passage.get("title") else ""
    return [head + text[a:b] for a, b in pack(pieces_of(text, 0, len(text), WINDOW), WINDOW)]


def timed(passages: Sequence[Record]) -> dict[str, float]:
    """Median seconds for some passages."""
    from sentence_transformers import SentenceTransformer

    windows, whole = [each for p in passages for each in windows_of(p)], [p["text"] for p in passages]
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


def reciprocal_ranks(encoder: Encoder, passages: Sequence[Record], asked: Sequence[Record]) -> Numbers:
    """One by the rank of each question's first right passage, 0 beyond the first ten."""
    windows = [windows_of(p) for p in passages]
    starts = np.cumsum([0, *map(len, windows)])[:-1]
    vectors = np.stack([each.vector for each in encoder.encode_passages([w for of in windows for w in of])])
    queries = np.stack([each.vector for each in encoder.encode_queries([q["question"] for q in asked])])
    best = np.maximum.reduceat(queries @ vectors.T, starts, axis=1)
    found = []
    for question, scores in zip(asked, best, strict=True):
        first = [passages[i]["id"] in question["relevant"] for i in np.argsort(-scores, kind="stable")[:DEPTH]]
        found.append(1 / (1 + first.index(True)) if any(first) else 0.0)
    return np.array(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--most", type=int, default=600, help="questions asked")
    options = parser.parse_args()
    say = partial(print, flush=True)
    passages = records(options.passages)
    ids = {each["id"] for each in passages}
    asked = [q for q in records(options.questions) if ids & {*q["relevant"]}][: options.most]
    seconds = timed(passages[:TIMED])
    product = next(iter(seconds.values()))
    for name, took in seconds.items():
        say(f"{name}: {took:.2f} s, {took / product:.2f} of the product's")
    eight, full = (reciprocal_ranks(load_encoder(form=form), passages, asked) for form in ("int8", "fp32"))
    error = (eight - full).std() / len(asked) ** 0.5
    say(f"MRR@10 of {len(asked)} questions: int8 {eight.mean():.4f}, fp32 {full.mean():.4f}, difference ± {error:.4f}")


if __name__ == "__main__":
    main()
