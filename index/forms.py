"""The same issue in several forms is one issue: what a better form holds, a lesser one does not add again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import get_args

from index.dates import is_day
from index.document import Article, Form
from index.story import runs

SAME_ISSUE = 0.5
"""Share of an issue's words that the better form must hold before the two are taken for one."""
HELD = 0.6
"""Share of an article's words that the better form must hold before the article is left to it."""
_RANK = {form: rank for rank, form in enumerate(get_args(Form))}


def covered(live: Mapping[str, tuple[str, Article]]) -> dict[str, str]:
    """Return the articles that a better form of their issue holds: their id, and the id of the article that has most.

    ``live`` gives for each id the input and the article. Issues are the same when their day and, as far as both are
    known, their papers are the same, and most of the words of one are found in the other; undated ones when their
    files are called the same.
    """
    days: dict[str, dict[tuple[int, str], list[Article]]] = defaultdict(lambda: defaultdict(list))
    for input, article in live.values():
        days[day_of(article)][_RANK[article.form], input].append(article)
    found: dict[str, str] = {}
    for forms in days.values():
        if len({rank for rank, _ in forms}) > 1:
            found |= _covered(forms)
    return {id: better for id, better in found.items() if better not in found}


def day_of(article: Article) -> str:
    """What two forms of one issue have in common: its day or, when that is unknown, what its files are called."""
    if article.date is not None and is_day(article.date):
        return article.date
    path = PurePath(article.issue.partition("#")[0])
    return f"file {path.parent / path.stem}"


def _covered(forms: Mapping[tuple[int, str], Sequence[Article]]) -> dict[str, str]:
    """For one day: what the inputs hold that were read from a better form, best first."""
    found: dict[str, str] = {}
    words = {article.id: _words(article) for articles in forms.values() for article in articles}
    for (rank, _), articles in sorted(forms.items(), key=lambda pair: pair[0]):
        papers = {article.paper for article in articles if article.paper}
        better = [
            article
            for (other, _), more in forms.items()
            if other < rank
            for article in more
            if article.id not in found and (not papers or article.paper is None or article.paper in papers)
        ]
        found |= _held(articles, better, words)
    return found


def _held(
    articles: Sequence[Article], better: Sequence[Article], words: Mapping[str, frozenset[int]]
) -> dict[str, str]:
    holders: dict[int, list[str]] = defaultdict(list)
    for article in better:
        for run in words[article.id]:
            holders[run].append(article.id)
    seen = {a.id: sum(run in holders for run in words[a.id]) / max(1, len(words[a.id])) for a in articles}
    size = sum(len(words[a.id]) for a in articles)
    if sum(seen[a.id] * len(words[a.id]) for a in articles) < SAME_ISSUE * size:
        return {}
    return {
        a.id: Counter(id for run in words[a.id] for id in holders.get(run, ())).most_common(1)[0][0]
        for a in articles
        if seen[a.id] >= HELD
    }


def _words(article: Article) -> frozenset[int]:
    return frozenset(runs("".join((*article.heading, article.text))).tolist())
