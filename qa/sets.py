"""Question sets: articles with questions whose right articles and answers are known, to fit on and to measure with.

The articles are records of a JSON Lines file, known by their ids, or newspaper issues, known by file name and title
(``澄江报_2031-03-12.txt#title``). A question without answers is one that they do not answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from platformdirs import user_cache_path
from pydantic import TypeAdapter, ValidationError

from index.build import Options, build
from index.document import Article
from index.encoder import Encoder
from index.errors import BaowenError
from index.store import Store

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its right articles and the words that answer it; ``today`` is the day it is asked."""

    id: int | str
    question: str
    relevant: tuple[int | str, ...] = ()
    answers: tuple[str, ...] = ()
    today: date | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A store of a set's articles, its questions, and the article that each name stands for."""

    store: Store
    questions: tuple[Asked, ...]
    articles: dict[str, str]

    def relevant(self, asked: Asked) -> frozenset[str]:
        """The ids of the articles that answer a question."""
        return frozenset(self.articles[str(name)] for name in asked.relevant if str(name) in self.articles)


_LINE = TypeAdapter(Asked)


def open_set(passages: Path, questions: Path, encoder: Encoder, say: Say) -> QuestionSet:
    """Read a set; its passages are built into a store in the user's cache, so that text is encoded once."""
    name = hashlib.sha256(f"{passages.resolve()}\n{encoder.identity}".encode()).hexdigest()[:16]
    folder = user_cache_path("baowen") / "sets" / name
    report = build([passages], folder, encoder, Options(), say)
    if report.refused:
        raise BaowenError(f"{report.refused[0].source}：{report.refused[0].reason}")
    store = Store.open(folder)
    return QuestionSet(store, _questions(questions), {_name(article): article.id for article in store.articles()})


def _name(article: Article) -> str:
    if article.kind == "record":
        return article.issue.rpartition("#")[2]
    return f"{Path(article.source).name}#{article.title or article.text[:15]}"


def _questions(path: Path) -> tuple[Asked, ...]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BaowenError(f"{path}：读不了题目文件，请检查路径和编码") from error
    asked: list[Asked] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked.append(_LINE.validate_python(json.loads(line)))
        except (ValueError, ValidationError) as error:
            raise BaowenError(f"{path}：第 {number} 行不是题目，至少要有 id 和 question") from error
    return tuple(asked)
