"""The product beside what others would use, on the same texts: python -m bench.peers PASSAGES QUESTIONS.

Peers: the ten lines a developer would write (sentence-transformers' default and a flat FAISS index), and txtai's hybrid
search, both with the product's weights. Every run is a process of its own; the contenders take turns, and the median
of their runs counts. Build: from the passages to an index on disk, the model prepared and loaded before. Query: from a
question's text to the ten best passages; of the product, the whole of ``Bot.ask``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from statistics import fmean, median
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np

from bench.memory import anonymous_memory
from index import e5
from index.build import Options, build
from index.encoder import load_encoder
from index.read.worker import Worker
from qa.bot import Bot
from qa.learn.sets import QuestionSet, questions_of

DEPTH = 10
WARM_UP = 20


class Task(NamedTuple):
    """Passages by id, with the file they come from, and questions, each with the ids of its right passages."""

    file: Path
    passages: Mapping[str, str]
    questions: Sequence[tuple[str, frozenset[str]]]


Search = Callable[[str], Sequence[str]]
"""The ids of the best passages for a question, best first."""
Contender = Callable[[Task, Path], tuple[float, Search]]
"""Builds an index in a folder; the seconds it took, and the search over it."""


def product(task: Task, folder: Path) -> tuple[float, Search]:
    """This product, by the commands' own functions."""
    with Worker() as worker:
        encoder = load_encoder()
        started = perf_counter()
        build([task.file], folder / "store", encoder, Options(), worker, lambda _: None)
        seconds = perf_counter() - started
    bot = Bot.open(folder / "store")
    names = {article.id: record for record in task.passages for article in QuestionSet(bot.store, ()).named(record)}
    return seconds, lambda question: [names[hit.article.id] for hit in bot.ask(question, k=DEPTH).hits]


def plain(task: Task, folder: Path) -> tuple[float, Search]:
    """The ten lines: encode the passages, add them to a flat index; encode a question, search it."""
    import faiss
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(e5.prepare(lambda _: None)), local_files_only=True)
    ids = list(task.passages)
    started = perf_counter()
    vectors = model.encode(
        list(task.passages.values()), prompt_name="passage", normalize_embeddings=True, show_progress_bar=False
    )
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(folder / "index.faiss"))
    seconds = perf_counter() - started

    def search(question: str) -> list[str]:
        vector = model.encode([question], prompt_name="query", normalize_embeddings=True, show_progress_bar=False)
        return [ids[row] for row in index.search(vector, DEPTH)[1][0]]

    return seconds, search


def txtai(task: Task, folder: Path) -> tuple[float, Search]:
    """txtai's hybrid search, with content."""
    from txtai import Embeddings

    model = str(e5.prepare(lambda _: None))
    prompts = {"query": "query: ", "data": "passage: "}
    embeddings = Embeddings(path=model, hybrid=True, content=True, instructions=prompts)
    started = perf_counter()
    embeddings.index([(id, text, None) for id, text in task.passages.items()])
    embeddings.save(str(folder / "txtai"))
    seconds = perf_counter() - started
    return seconds, lambda question: [each["id"] for each in embeddings.search(question, DEPTH)]


CONTENDERS: Mapping[str, Contender] = {"product": product, "plain": plain, "txtai": txtai}


def run(name: str, task: Task) -> dict[str, float]:
    """Build and ask once, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        seconds, search = CONTENDERS[name](task, Path(folder))
        ranks, times = [], list[float]()
        for number, (question, right) in enumerate([*task.questions[:WARM_UP], *task.questions]):
            started = perf_counter()
            found = search(question)
            if number >= WARM_UP:
                times.append((perf_counter() - started) * 1000)
                ranks.append(reciprocal_rank(found, right))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return {
        "build_passages_per_s": len(task.passages) / seconds,
        "query_ms_p50": float(np.percentile(times, 50)),
        "query_ms_p95": float(np.percentile(times, 95)),
        "rss_anon_mb": anonymous_memory(),
        "disk_bytes_per_passage": size / len(task.passages),
        "mrr_at_10": fmean(ranks),
    }


def reciprocal_rank(found: Sequence[str], right: Collection[str]) -> float:
    """One by the place of the first right id, 0 when none is."""
    return next((1 / place for place, id in enumerate(found, 1) if id in right), 0.0)


def machine() -> str:
    """What the figures were measured on (Linux)."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {platform.machine()}, {memory:.0f} GiB"


def read_task(passages: Path, questions: Path, most: int | None) -> Task:
    """Read a question set; of the questions the first ``most``."""
    records = [json.loads(line) for line in passages.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked = [(each.question, frozenset(map(str, each.relevant))) for each in questions_of(questions) if each.relevant]
    return Task(passages, {str(record["id"]): record["text"] for record in records}, asked[:most])


def compared(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """The medians of the runs of each contender."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in options.contenders}
    for _ in range(options.runs):
        for name, found in runs.items():
            command = [sys.executable, "-m", "bench.peers", str(options.passages), str(options.questions)]
            command += ["--only", name, *(["--most", str(options.most)] if options.most else [])]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603
            found.append(json.loads(done.stdout))
    return {name: {key: median(each[key] for each in found) for key in found[0]} for name, found in runs.items()}


def table(results: Mapping[str, Mapping[str, Any]]) -> str:
    """The results as a Markdown table, a line for each measure."""
    measures = list(next(iter(results.values())))
    lines = [f"| | {' | '.join(results)} |", f"|---|{'---|' * len(results)}"]
    return "\n".join(
        [*lines, *(f"| {name} | {' | '.join(f'{each[name]:.4g}' for each in results.values())} |" for name in measures)]
    )


def main() -> None:
    """Read the options and print one run or the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--most", type=int, help="questions asked at most")
    parser.add_argument("--contenders", nargs="+", default=list(CONTENDERS), choices=CONTENDERS)
    parser.add_argument("--only", choices=CONTENDERS, help="run one contender once, print JSON")
    parser.add_argument("--json", type=Path, help="also write the results there")
    options = parser.parse_args()
    say = partial(print, flush=True)
    if options.only:
        say(json.dumps(run(options.only, read_task(options.passages, options.questions, options.most))))
        return
    results = compared(options)
    say(table(results))
    if options.json:
        where = {"machine": machine(), "date": date.today().isoformat(), "runs": options.runs}
        options.json.write_text(json.dumps({**where, **results}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
