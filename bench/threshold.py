"""Found or not, in stores of 30, 1,000 and 10,000 passages: python -m bench.threshold PASSAGES QUESTIONS CORPUS.

PASSAGES and QUESTIONS are a question set, CORPUS (JSON Lines, gzip or not, a ``text`` each) fills the stores up. Prints
the share of answerable questions answered and of unanswerable ones declined (their own articles are kept away); for 30
passages the mean of ten draws. The first run encodes about 9,000 passages of the corpus: some ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any

from platformdirs import user_cache_path

from index.chunk import PASSAGE
from index.console import screen
from index.encoder import Encoder, load_encoder
from qa.learn.evaluate import evaluate
from qa.learn.sets import open_set

SIZES = {30: (20, 10), 1_000: (500, 1), 10_000: (848, 1)}
"""Passages of a store → articles of the set in it, and how many stores are drawn."""
SEED = 2031
MEASURES = ("answered_of_answerable", "declined_of_unanswerable", "answerable_auroc")

Record = dict[str, Any]


def records(path: Path) -> list[Record]:
    """The lines of a JSON Lines file, gzip or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return [json.loads(line) for line in text.splitlines() if line]


def write(path: Path, lines: Iterable[Record]) -> Path:
    """Write a JSON Lines file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def filled(articles: Sequence[Record], corpus: Iterable[Record], size: int) -> list[Record]:
    """Articles of a set, and as many of the corpus as make about ``size`` passages together."""
    chosen, passages = list(articles), sum(1 + len(each["text"]) // PASSAGE for each in articles)
    for each in corpus:
        if passages >= size:
            break
        chosen.append({"id": f"corpus-{each['id']}", "text": each["text"]})
        passages += 1 + len(each["text"]) // PASSAGE
    return chosen


def measured(folder: Path, chosen: Sequence[Record], asked: Sequence[Record], encoder: Encoder) -> tuple[int, Record]:
    """How many passages a store of chosen articles has, and how its questions are answered."""
    ids = {each["id"] for each in chosen}
    passages = write(folder / "p.jsonl", chosen)
    questions = write(folder / "q.jsonl", [each for each in asked if ids.issuperset(each["relevant"])])
    archive = open_set(passages, questions, encoder, lambda _: None)
    return archive.store.manifest.passages, evaluate(archive, encoder, None, lambda _: None)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    options = parser.parse_args()
    encoder, random = load_encoder(), Random(SEED)  # noqa: S311
    articles, asked, corpus = (records(each) for each in (options.passages, options.questions, options.corpus))
    for size in options.sizes:
        number, draws = SIZES[size]
        results = []
        for draw in range(draws):
            chosen = filled(random.sample(articles, min(number, len(articles))), corpus, size)
            folder = user_cache_path("baowen") / "bench" / f"threshold-{size}-{draw}"
            results.append(measured(folder, chosen, asked, encoder))
            screen.print(f"{size}: {draw + 1}/{draws}", markup=False)
        means = (f"{name} {fmean(result[name] for _, result in results):.4f}" for name in MEASURES)
        print(f"{fmean(n for n, _ in results):6.0f} passages  " + "  ".join(means))  # noqa: T201


if __name__ == "__main__":
    main()
