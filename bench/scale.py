"""How answering and adding hold as a store grows: python -m bench.scale REAL QUESTIONS --sizes 10000 100000 1000000.

REAL is a store built from real text, which is enlarged (see ``bench.enlarged``); the stores stay in --folder. For
each size: seconds to open and to the first answer, milliseconds of whole questions, what eight readers get against
one by all the processes of a server, memory that no file stands behind, of one process and of all, bytes of all
files, how many of the ten nearest windows and of the ten best articles an exact search agrees on, how near neighbours
are, and what an issue of 40 articles more takes: seconds of the whole command, and bytes written.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter

import numpy as np

from bench.cold import seconds_each
from bench.enlarged import Stock, batches, publish, write_part
from bench.exact import neighbours, recalls
from bench.memory import anonymous_memory, children
from index import clock
from index.store import Store
from index.store.part import PartFiles
from index.store.prune import sweep
from qa.bot import Bot
from qa.crew import Crew
from qa.learn.sets import questions_of
from qa.replica import Posed

COMPARED = 200
"""Questions whose results are compared with an exact search, at most."""
READERS = 8
STARTED = 60.0
"""Seconds until all processes answer, if there is memory for them."""
K = 5
"""Articles wanted, as ever."""
ISSUE = 40
PASSAGES = 1.98
"""Passages of an article, about."""


def enlarge(real: Path, target: Path, size: int, processes: int) -> None:
    """Make a store of about ``size`` passages, unless it is there."""
    if (target / "current").is_file():
        return
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    # A part a task: the workers of a run that was killed end with the part that they are at.
    tasks = [(real, target, numbers) for numbers in batches(int(size / PASSAGES))]
    with get_context("spawn").Pool(processes) as pool:
        made = pool.starmap(_write, tasks, chunksize=1)
    publish(target, Store.open(real).manifest, made)
    sweep(target)


def _write(real: Path, target: Path, numbers: range) -> PartFiles:
    return write_part(target, _stock(real), numbers)


@cache
def _stock(real: Path) -> Stock:
    return Stock.of(Store.open(real))


def measured(store: Path, questions: Sequence[str]) -> dict[str, float | list[float]]:
    """Everything about one store that answering shows; to be run in a fresh process."""
    started = perf_counter()
    bot = Bot.open(store)
    opened = perf_counter() - started
    bot.ask(questions[0])
    first = perf_counter() - started
    for question in questions[:30]:
        bot.ask(question)
    times = seconds_each(bot.ask, questions)
    memory = anonymous_memory()
    together = _together(Crew(bot, partial(Bot.open, store)), questions)
    size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    return {
        "passages": bot.store.manifest.passages,
        "parts": len(bot.store.parts),
        "open_s": opened,
        "first_answer_s": first,
        "query_ms_p50": float(np.percentile(times, 50)) * 1000,
        "query_ms_p95": float(np.percentile(times, 95)) * 1000,
        "rss_anon_mb": memory,
        "bytes_per_passage": size / bot.store.manifest.passages,
        **together,
        **recalls(bot, questions[:COMPARED]),
        **neighbours(bot.store),
    }


def _together(crew: Crew, questions: Sequence[str]) -> dict[str, float]:
    """What eight readers get who ask without a pause, against one: answers a second, and how long they wait.

    First they ask until all processes are there that answer, and these have been asked as much as the first was.
    """
    deadline = perf_counter() + STARTED
    while crew.waiting < crew.processes - 1 and perf_counter() < deadline:
        _asked_by(READERS, crew, questions[:READERS])
    _asked_by(READERS, crew, [*questions, *questions])
    alone, each_alone = _asked_by(1, crew, questions)
    together, each = _asked_by(READERS, crew, questions)
    processes = 1 + crew.waiting
    memory = anonymous_memory() + sum(map(anonymous_memory, children()))
    crew.close()
    return {
        "eight_readers_throughput": alone / together,
        "eight_readers_p95_by_p50": float(np.percentile(each, 95) / np.percentile(each_alone, 50)),
        "eight_readers_rss_anon_mb": memory,
        "eight_readers_processes": processes,
    }


def _asked_by(readers: int, crew: Crew, questions: Sequence[str]) -> tuple[float, list[float]]:
    """Seconds that so many readers take to ask all questions, and how long each of these waited."""
    waited: list[float] = []
    today = clock.today()

    def ask(question: str) -> object:
        return crew.ask(Posed(question, (), K, None, today))

    def reader(number: int) -> None:
        waited.extend(seconds_each(ask, questions[number::readers]))

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(readers)]
    started = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return perf_counter() - started, waited


def added(store: Path, real: Path) -> dict[str, float]:
    """What adding one issue takes, the whole command and its build alone; the store is left with it.

    The issue is of the real store's sentences.
    """
    random, stock = Random(), Stock.of(Store.open(real))  # noqa: S311
    lines = [stock.article(random.randrange(10**6), random)[0] for _ in range(ISSUE)]
    name = f"issue-{random.randrange(10**9)}"
    issue = store.parent / f"{name}.jsonl"
    record = [{"id": f"{name}-{n}", "title": each.title, "text": each.text} for n, each in enumerate(lines)]
    issue.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in record), encoding="utf-8")
    before = {path: path.stat().st_size for path in (store / "files").iterdir()}
    command = [sys.executable, "-m", "index", "build", str(issue), "--store", str(store)]
    started = perf_counter()
    told = subprocess.run(  # noqa: S603
        [*command, "--paper", "语料", "--date", "2031-05-03", "--json"], check=True, stdout=subprocess.PIPE
    )
    seconds, report = perf_counter() - started, json.loads(told.stdout)
    issue.unlink()
    written = sum(path.stat().st_size for path in (store / "files").iterdir() if path not in before)
    return {"add_s": seconds, "build_s": report["seconds"], "add_passages": report["encoded"], "add_bytes": written}


def main() -> None:
    """Read the options; measure every size in processes of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("real", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, default=Path("data/scale"))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--most", type=int, default=400, help="questions asked")
    parser.add_argument("--only", choices=["ask", "add"], help="measure one thing in the store --folder, print JSON")
    options = parser.parse_args()
    say = partial(print, flush=True)
    if options.only == "ask":
        say(json.dumps(measured(options.folder, [q.question for q in questions_of(options.questions)][: options.most])))
    elif options.only == "add":
        say(json.dumps(added(options.folder, options.real)))
    else:
        for size in options.sizes:
            store = options.folder / str(size)
            enlarge(options.real, store, size, options.processes)
            command = [sys.executable, "-m", "bench.scale", str(options.real), str(options.questions)]
            command += ["--folder", str(store), "--most", str(options.most)]
            runs = [
                subprocess.run([*command, "--only", what], check=True, stdout=subprocess.PIPE)  # noqa: S603
                for what in ("ask", "add")
            ]
            say(json.dumps({name: value for run in runs for name, value in json.loads(run.stdout).items()}))


if __name__ == "__main__":
    main()
