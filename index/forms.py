"""The same issue in several forms or copies is one issue: what one of them holds, the others do not add again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from typing import get_args

import numpy as np

from index.document import Article, Form
from index.story import runs
from index.text.dates import is_day

SAME_ISSUE = 0.5
"""Share of an issue's words that another must hold before the two are taken for one."""
HELD = 0.6
"""Share of an article's words that the better form must hold before the article is left to it; a copy must hold all."""
_RANK = {form: rank for rank, form in enumerate(get_args(Form))}

Holders = defaultdict[int, list[Article]]
"""The articles that have a run of letters."""


@dataclass(frozen=True, slots=True)
class Aside:
    """So many ``articles`` of a source that were left out, as another source, ``same``, is of the same issue."""

    source: str
    same: str
    articles: int


def covered(live: Mapping[str, tuple[str, Article]], known: Collection[str] = ()) -> dict[str, str]:
    """Return the articles that another form or copy of their issue holds: their id, and the id of that which has most.

    ``live`` gives for each id the input and the article. Issues are the same when their day and, as far as both are
    known, their papers are the same, and most of the words of one are found in the other; undated ones when their
    files are called the same. Of two in one form the longer one counts as the better, else that with the ``known`` ids,
    else that which is cut into more articles, lies less deep or has the shorter name.
    """
    days: dict[str, dict[tuple[int, str], list[Article]]] = defaultdict(lambda: defaultdict(list))
    for input, article in live.values():
        days[day_of(article)][_RANK[article.form], input].append(article)
    found: dict[str, str] = {}
    for forms in days.values():
        if len(forms) > 1 and _share(list(forms.values())) >= SAME_ISSUE / 2:
            found |= _covered(forms, known)
    return found


def heirs(lost: Iterable[Article], live: Sequence[Article]) -> dict[str, str]:
    """Return which ``lost`` articles are among the ``live`` ones under another id: their id, and the id there.

    Those have most of the words, and the date if the lost one had any.
    """
    found: dict[str, str] = {}
    there = {**_by_date(live), None: live}
    for date, articles in _by_date(lost).items():
        holders: Holders = defaultdict(list)
        _add(holders, there.get(date, ()))
        found |= _held(articles, holders, HELD)
    return found


def _by_date(articles: Iterable[Article]) -> Mapping[str | None, Sequence[Article]]:
    found: dict[str | None, list[Article]] = defaultdict(list)
    for article in articles:
        found[article.date].append(article)
    return found


def day_of(article: Article) -> str:
    """What two forms of one issue have in common: its day or, when that is unknown, what its files are called."""
    if article.date is not None and is_day(article.date):
        return article.date
    return f"file {PurePath(article.issue.partition('#')[0]).stem}"


def _share(forms: Sequence[Sequence[Article]]) -> float:
    """About the largest share of its words that one of some forms has in the others: most have none, told at once."""
    none = np.zeros(0, np.uint64)
    own = [np.concatenate([none, *(runs(row) for article in each for row in _rows(article))]) for each in forms]
    whole = [np.concatenate([none, *(runs("".join(_rows(article))) for article in each)]) for each in forms]
    every = [np.union1d(rows, joined) for rows, joined in zip(own, whole, strict=True)]
    found, holders = np.unique(np.concatenate([none, *every]), return_counts=True)
    shared = found[holders > 1]
    return float(max((np.isin(mine, shared).mean() for mine in own if len(mine)), default=0.0))


def _covered(forms: Mapping[tuple[int, str], Sequence[Article]], known: Collection[str]) -> dict[str, str]:
    """For one day: what the inputs hold that were read from a better form, best first, or before in the same one."""

    def order(pair: tuple[tuple[int, str], Sequence[Article]]) -> tuple[int, ...]:
        (rank, _), articles = pair
        letters = sum(sum(map(str.isalnum, "".join(_rows(article)))) for article in articles)
        name = PurePath(articles[0].issue)
        return rank, -letters, articles[0].id not in known, -len(articles), len(name.parts), len(name.name)

    found: dict[str, str] = {}
    better: Holders = defaultdict(list)
    for _, alike in groupby(sorted(forms.items(), key=order), key=lambda pair: pair[0][0]):
        copies: Holders = defaultdict(list)
        for _, articles in alike:
            found |= _held(articles, better, HELD)
            rest = [article for article in articles if article.id not in found]
            found |= _held(rest, copies, 1)
            _add(copies, [article for article in rest if article.id not in found])
        for run, holding in copies.items():
            better[run] += holding
    return found


def _add(holders: Holders, articles: Iterable[Article]) -> None:
    for article in articles:
        for run in _words(article).union(runs("".join(_rows(article))).tolist()):
            holders[run].append(article)


def _held(articles: Sequence[Article], holders: Holders, least: float) -> dict[str, str]:
    if not holders:
        return {}
    papers = {article.paper for article in articles if article.paper}
    holding = {
        a.id: [
            [each.id for each in holders.get(run, ()) if not papers or each.paper is None or each.paper in papers]
            for run in _words(a)
        ]
        for a in articles
    }
    seen = {id: sum(map(bool, runs)) / max(1, len(runs)) for id, runs in holding.items()}
    size = sum(map(len, holding.values()))
    if sum(seen[id] * len(runs) for id, runs in holding.items()) < SAME_ISSUE * size:
        return {}
    return {
        id: Counter(each for ids in runs for each in ids).most_common(1)[0][0]
        for id, runs in holding.items()
        if seen[id] >= least
    }


def _rows(article: Article) -> list[str]:
    return [*article.heading, *(article.text[each.start : each.end] for each in article.paragraphs)]


def _words(article: Article) -> frozenset[int]:
    """The runs of each of its rows: where rows meet, another form may have cut."""
    return frozenset(run for row in _rows(article) for run in runs(row).tolist())
