"""Reading order of typeset pages: python -m bench.layout [SEED…]. Needs the system's Chromium."""

from __future__ import annotations

import sys
from pathlib import PurePath
from time import perf_counter

from index.document import Issue
from index.read.pdf import read_pdf
from index.read.source import File
from tests.index.layout.score import Score, score
from tests.index.layout.typeset import KINDS, typeset


def main(seeds: list[str]) -> None:
    """Print one row per layout: lines followed by their true next line, articles and roles right, ms per sheet."""
    print(f"{'layout':16}{'next':>8}{'worst':>8}{'articles':>10}{'roles':>8}{'ms':>6}")  # noqa: T201
    means = []
    for name in KINDS:
        scores: list[Score] = []
        seconds = []
        for paper in typeset([(name, seed) for seed in seeds]):
            start = perf_counter()
            (issue,) = read_pdf(File(PurePath(f"/{name}.pdf"), f"{name}.pdf", paper.pdf))
            assert isinstance(issue, Issue)  # noqa: S101 - a sheet lost would be an Unreadable beside it
            seconds.append((perf_counter() - start) / len(issue.pages))
            scores.append(score(issue, paper.truth))
        following = [each.following for each in scores]
        means.append(sum(following) / len(following))
        articles = sum(each.articles for each in scores) / len(scores)
        roles = sum(each.roles for each in scores) / len(scores)
        row = f"{name:16}{means[-1]:8.4f}{min(following):8.4f}{articles:10.3f}{roles:8.3f}{1e3 * min(seconds):6.0f}"
        print(row)  # noqa: T201
    print(f"{'mean':16}{sum(means) / len(means):8.4f}{min(means):8.4f}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:] or ["0", "1", "2"])
