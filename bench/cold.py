"""Questions to a store whose files are still on disk: python -m bench.cold STORE QUESTIONS.

Each question is asked once: milliseconds of the first half and of the rest, and what was read from disk (Linux). Under
a limit of memory it shows what a small server does: ``systemd-run --scope -p MemoryMax=1G python -m bench.cold …``.
What the system still holds of the files is not read: ``echo 3 > /proc/sys/vm/drop_caches`` lets go of it first.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

from qa.bot import Bot
from qa.learn.sets import questions_of


def read_so_far() -> int:
    """Bytes that this process has had read from disk."""
    found = re.search(r"^read_bytes: (\d+)", Path("/proc/self/io").read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) if found else 0


def seconds_each(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """How long each question takes, asked one after the other."""
    times = []
    for question in questions:
        started = perf_counter()
        ask(question)
        times.append(perf_counter() - started)
    return times


def quantiles(seconds: Sequence[float]) -> dict[str, float]:
    """The median and the 95 % quantile, in milliseconds."""
    p50, p95 = np.quantile(seconds, [0.5, 0.95]) * 1e3
    return {"p50_ms": round(p50, 1), "p95_ms": round(p95, 1)}


def main() -> None:
    """Ask, and print a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--most", type=int, default=120, help="questions asked")
    options = parser.parse_args()
    say = partial(print, flush=True)
    started = perf_counter()
    bot = Bot.open(options.store)
    bot.warm()
    first, read = perf_counter() - started, read_so_far()
    asked = [each.question for each in questions_of(options.questions)]
    took = seconds_each(bot.ask, asked[:: max(1, len(asked) // options.most)][: options.most])
    half = len(took) // 2
    figures = {"first_answer_s": round(first, 2), "first_half": quantiles(took[:half]), "rest": quantiles(took[half:])}
    say(json.dumps(figures | {"read_mb_per_question": round((read_so_far() - read) / 1e6 / len(took), 1)}))


if __name__ == "__main__":
    main()
