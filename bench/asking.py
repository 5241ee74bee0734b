"""Whole questions on one archive, the product and its peers in turns: python -m bench.asking STORE QUESTIONS.

The peers index the store's passages; encoding them again would take half an hour, so each is lent the vector of its
first window, which a question's time does not depend on. Every contender is a process of its own, all are warm, and
they take turns at blocks of questions.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from bench.memory import anonymous_memory
from bench.peers import DEPTH
from index import e5
from index.store import Store
from index.store.rows import Vectors
from qa.bot import Bot
from qa.learn.sets import questions_of

BLOCK = 10
WARM_UP = 30

Asked = Callable[[str], object]


def product(store: Path) -> Asked:
    """The whole of ``Bot.ask``."""
    return Bot.open(store).ask


def plain(store: Path) -> Asked:
    """sentence-transformers' default and a flat FAISS index."""
    import faiss
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(e5.prepare(lambda _: None)), local_files_only=True)
    _, vectors = lent(store)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)

    def search(question: str) -> object:
        vector = model.encode([question], prompt_name="query", normalize_embeddings=True, show_progress_bar=False)
        return index.search(vector, DEPTH)

    return search


def txtai(store: Path) -> Asked:
    """txtai's hybrid search, with content; questions are encoded by sentence-transformers."""
    from sentence_transformers import SentenceTransformer
    from txtai import Embeddings

    model = SentenceTransformer(str(e5.prepare(lambda _: None)), local_files_only=True)
    texts, vectors = lent(store)
    known = dict(zip(texts, vectors, strict=True))

    def encode(asked: Sequence[str]) -> Vectors:
        if all(each in known for each in asked):
            return np.stack([known[each] for each in asked])
        return model.encode(list(asked), prompt_name="query", normalize_embeddings=True, show_progress_bar=False)

    embeddings = Embeddings(method="external", transform=encode, hybrid=True, content=True)
    embeddings.index([(number, text, None) for number, text in enumerate(texts)])
    return lambda question: embeddings.search(question, DEPTH)


def lent(store: Path) -> tuple[list[str], Vectors]:
    """The passages of a store, and of each the vector of its first window."""
    texts, vectors = list[str](), list[Vectors]()
    for part in Store.open(store).parts:
        for passage in range(part.files.passages):
            start, end = part.columns.passage_spans[passage].tolist()
            texts.append(part.article_of(passage).text[start:end])
            vectors.append(part.columns.vectors[part.windows_of(passage)[0]].astype(np.float32))
    return texts, np.stack(vectors)


CONTENDERS = {"product": product, "plain": plain, "txtai": txtai}


def serve(name: str, store: Path, questions: Sequence[str]) -> None:
    """Print the milliseconds of the questions of each block that standard input names."""
    ask = CONTENDERS[name](store)
    for question in questions[:WARM_UP]:
        ask(question)
    say = partial(print, flush=True)
    say(json.dumps(anonymous_memory()))
    for line in sys.stdin:
        start, times = int(line), list[float]()
        for question in questions[start : start + BLOCK]:
            started = perf_counter()
            ask(question)
            times.append((perf_counter() - started) * 1000)
        say(json.dumps(times))


def main() -> None:
    """Read the options; let the contenders take turns and print their times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--most", type=int, default=400, help="questions asked")
    parser.add_argument("--only", choices=CONTENDERS, help="be one contender, blocks read from standard input")
    options = parser.parse_args()
    questions = [each.question for each in questions_of(options.questions)][: options.most + WARM_UP]
    if options.only:
        serve(options.only, options.store, questions)
    else:
        compare(options, questions)


def compare(options: argparse.Namespace, questions: Sequence[str]) -> None:
    """Let the contenders take turns, and print their times."""
    command = [sys.executable, "-m", "bench.asking", str(options.store), str(options.questions)]
    command += ["--most", str(options.most), "--only"]
    pipe = subprocess.PIPE
    running = {
        name: subprocess.Popen([*command, name], stdin=pipe, stdout=pipe, text=True, bufsize=1)  # noqa: S603
        for name in CONTENDERS
    }
    memory = {name: float(_answer(each)) for name, each in running.items()}
    times: dict[str, list[float]] = {name: [] for name in running}
    for start in range(WARM_UP, len(questions), BLOCK):
        for name, each in running.items():
            times[name] += _answer(each, start)
    say = partial(print, flush=True)
    for name, found in times.items():
        p50, p95 = np.percentile(found, [50, 95])
        say(f"{name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, {memory[name]:.0f} MB, {len(found)} questions")
        running[name].communicate()


def _answer(contender: subprocess.Popen[str], block: int | None = None) -> Any:
    if contender.stdin is None or contender.stdout is None:
        raise ValueError("the contender has no pipes")
    if block is not None:
        contender.stdin.write(f"{block}\n")
    return json.loads(contender.stdout.readline())


if __name__ == "__main__":
    main()
