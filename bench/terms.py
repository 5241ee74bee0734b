"""Four lexical indexes on the same passages and questions: python -m bench.terms CORPUS QUESTIONS --sizes 10000 100000.

Needs tantivy and bm25s beside the project's own libraries. Sizes beyond the corpus's own passages are made of random
sentences of it: cutting a million passages with jieba would take hours, so each distinct sentence is cut once and the
terms are strung together. Such passages keep the corpus's vocabulary and frequencies, but words of one subject do not
keep together in them, the vocabulary stops growing, and of a million about ninety hold any one sentence.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.memory import anonymous_memory
from bench.terms_candidates import Bm25s, Candidate, Fts5, Tantivy
from bench.terms_mapped import Mapped
from bench.terms_texts import SEED, Questions, Source, cut, dense, questions_of

CANDIDATES: Final[dict[str, Callable[[Path], Candidate]]] = {
    "mapped": Mapped,
    "tantivy": Tantivy,
    "bm25s": Bm25s,
    "fts5": Fts5,
}
ISSUE = 80
"""Passages of one day."""
K = 100
SCORED = 200
"""Candidates of one question: the K best, the rest at random."""
CHECKED = 100_000
"""Passages up to which what is found is compared with BM25 the long way."""
ROUNDS = 3
BUDGET = 60.0
"""Seconds of one round of questions; a slow candidate gets only as many as fit."""


def built(name: str, folder: Path, source: Source, size: int) -> dict[str, Any]:
    """Build, add one issue, and take the times."""
    texts = source.texts(size)
    candidate = CANDIDATES[name](folder)
    start = perf_counter()
    candidate.build(islice(texts, size))
    end = perf_counter()
    issue = list(islice(texts, ISSUE))
    candidate.open()
    added = perf_counter()
    try:
        candidate.add(issue)
    except NotImplementedError:
        shutil.rmtree(folder)
        candidate.build(islice(source.texts(size), size + ISSUE))
        candidate.open()
    return {"build": end - start, "add": perf_counter() - added}


def timed(call: Callable[[int], object], count: int) -> list[float]:
    """Milliseconds of a call on each number, as many as fit the time; of several rounds the one of the best median."""
    rounds: list[list[float]] = []
    for _ in range(ROUNDS):
        taken: list[float] = []
        begun = perf_counter()
        while len(taken) < count and (rounds or perf_counter() - begun < BUDGET):
            start = perf_counter()
            call(len(taken))
            taken.append((perf_counter() - start) * 1000)
        count = len(taken)
        rounds.append(taken)
    return min(rounds, key=median)


def asked(name: str, folder: Path, questions: Questions, size: int, hits: Path | None) -> dict[str, Any]:
    """Ask every question, score candidates, and take times and memory."""
    candidate, empty = CANDIDATES[name](folder), anonymous_memory()
    candidate.open()
    found = timed(lambda i: candidate.top(questions[i], K), len(questions))
    random = np.random.default_rng(SEED)
    best = [candidate.top(terms, K) for terms in questions[: len(found)]]
    others = random.choice(size, SCORED, replace=False)
    rows = [np.append(top, others[~np.isin(others, top)])[:SCORED] for top, _ in best]
    scored = timed(lambda i: candidate.scores(questions[i], rows[i]), len(rows))
    counted = timed(lambda i: candidate.frequency(questions[i][0]), len(rows))
    if hits:
        hits.write_text(json.dumps([[top.tolist(), scores.tolist()] for top, scores in best]))
    return {
        "questions": len(found),
        "p50": median(found),
        "p95": quantiles(found, n=20)[-1],
        "scored": median(scored),
        "df": None if candidate.frequency(questions[0][0]) is None else median(counted),
        "memory": anonymous_memory(),
        "memory_empty": empty,
        "bytes": sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / (size + ISSUE),
    }


def _send(pipe: Any, task: Callable[..., object], arguments: Sequence[object]) -> None:
    pipe.send(task(*arguments))


def alone(task: Callable[..., dict[str, Any]], *arguments: object, seconds: float, gigabytes: float) -> dict[str, Any]:
    """Run a task in a process of its own; past a limit it is ended, and the limit returned."""
    context = get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(send, task, arguments))
    process.start()
    send.close()
    start, peak = perf_counter(), 0.0
    while not receive.poll(0.2):
        peak = max(peak, anonymous_memory(process.pid or "self"))
        over = f"> {seconds:.0f} s" if perf_counter() - start > seconds else ""
        if over := f"> {gigabytes:g} GB" if peak > gigabytes * 1024 else over:
            process.kill()
            process.join()
            return {"limit": over, "peak": peak}
    try:
        result: dict[str, Any] = receive.recv()
        process.join()
    except EOFError:
        process.join()
        result = {"limit": f"ended with {process.exitcode}"}
    return {**result, f"peak_{task.__name__}": peak}


def agreement(hits: Path, exact: Iterable[NDArray[np.float32]]) -> dict[str, float]:
    """Which share of the passages found belongs to the exact best, and how far their scores are off at most."""
    right, off = [], 0.0
    for scores, (rows, found) in zip(exact, json.loads(hits.read_text()), strict=False):
        ideal = np.sort(scores)[::-1][:K]
        ideal = ideal[ideal > 0]
        # Equal scores may come in any order, so a passage counts by its score, not by its row.
        right.append(float(np.sum(scores[rows] >= ideal[-1] - 1e-4)) / len(ideal) if len(ideal) else 1.0)
        off = max(off, float(np.max(np.abs(scores[rows] - found), initial=0.0)))
    return {"agreement": float(np.mean(right)), "off": off}


HEAD = """\
| index | passages | build s | add 80 s | p50 ms | p95 ms | 200 scored ms | df ms | RssAnon MB | B/passage | exact |
|---|---|---|---|---|---|---|---|---|---|---|"""


def row(result: dict[str, Any]) -> str:
    """One row of the table."""
    start = f"| {result['name']} | {result['size']:,} |"
    if "p50" not in result:
        return f"{start} {result['limit']} |" + " – |" * 8
    df = "not offered" if result["df"] is None else f"{result['df']:.3f}"
    exact = f"{result['agreement']:.2%}" if "agreement" in result else "–"
    times = " | ".join(f"{result[each]:.2f}" for each in ("build", "add", "p50", "p95", "scored"))
    return f"{start} {times} | {df} | {result['memory']:.0f} | {result['bytes']:.0f} | {exact} |"


def measured(name: str, size: int, source: Source, questions: Questions, options: argparse.Namespace) -> dict[str, Any]:
    """Build and ask one candidate at one size, its index removed again."""
    limits = {"seconds": options.seconds, "gigabytes": options.gigabytes}
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        folder, hits = Path(work) / "index", Path(work) / "hits.json"
        result = {"name": name, "size": size, **alone(built, name, folder, source, size, **limits)}
        if "limit" not in result:
            result |= alone(asked, name, folder, questions, size, hits, **limits)
        if size <= CHECKED and "limit" not in result:
            result |= agreement(hits, dense(islice(source.texts(size), size + ISSUE), questions))
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000])
    parser.add_argument("--only", nargs="+", choices=CANDIDATES, default=list(CANDIDATES))
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument("--work", type=Path, help="a folder for the indexes")
    parser.add_argument("--seconds", type=float, default=1200)
    parser.add_argument("--gigabytes", type=float, default=12)
    options = parser.parse_args()
    source, sentences = cut(options.corpus)
    questions = questions_of(options.questions, sentences)
    versions = {name: version(name) for name in ("numpy", "tantivy", "bm25s")} | {"sqlite": sqlite3.sqlite_version}
    results: list[dict[str, Any]] = []
    print(HEAD)  # noqa: T201
    for size in options.sizes:
        for name in options.only:
            results.append(measured(name, size, source, questions, options))
            print(row(results[-1]), flush=True)  # noqa: T201
            options.json.write_text(json.dumps({"versions": versions, "results": results}, indent=1))


if __name__ == "__main__":
    main()
