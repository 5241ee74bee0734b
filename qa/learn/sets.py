"""Question sets: articles with questions whose right articles and answers are known, to fit on and to measure with.

The articles are records of a JSON Lines file, known by their ids, or those of newspaper issues, known by file name
and title (``澄江报_2031-03-12.txt#title``) or, without one, by their first words. A question without answers is one
that they do not answer.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cached_property
from pathlib import Path

from platformdirs import user_cache_path
from pydantic import TypeAdapter, ValidationError

from index.build import Options, build
from index.document import Article
from index.encoder import Encoder
from index.errors import BaowenError
from index.messages import Tell, say
from index.read.source import Refused
from index.read.worker import Worker
from index.store import STORE_VERSION, Store
from qa.question.turn import Turn

LARGE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its right articles and the words that answer it.

    ``today`` is the day it is asked, ``history`` the turns before it, the latest last.
    """

    id: int | str
    question: str
    relevant: tuple[int | str, ...] = ()
    answers: tuple[str, ...] = ()
    today: date | None = None
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True)
class QuestionSet:
    """A store of a set's articles, its questions, and which files of the set could not be read."""

    store: Store
    questions: tuple[Asked, ...]
    refused: tuple[Refused, ...] = ()

    @cached_property
    def _named(self) -> Mapping[str, Sequence[Article]]:
        named: dict[str, list[Article]] = defaultdict(list)
        for article in self.store.articles():
            record = article.issue.rpartition("#")[2] if "#" in article.issue else Path(article.source).name
            named[record].append(article)
        return named

    def relevant(self, asked: Asked) -> frozenset[str]:
        """The ids of the articles that answer a question."""
        names = [str(name).partition("#") for name in asked.relevant]
        return frozenset(a.id for name, _, title in names for a in self.named(name) if _squeeze(title) in _opening(a))

    def named(self, record: str) -> Sequence[Article]:
        """The articles that were read from a record or a file."""
        return self._named.get(record, ())

    def learned(self, asked: Asked) -> bool:
        """May a projection learn from a question? Weights are then fitted on the others, which it has not seen.

        Of a set of ``LARGE`` questions it learns from those about four articles of five; smaller ones stay whole.
        """
        if len(self.questions) < LARGE or not asked.relevant or not asked.answers:
            return False
        return hashlib.sha256(str(asked.relevant[0]).encode()).digest()[0] % 5 > 0


KEYS = tuple(field.name for field in fields(Asked))
_LINE = TypeAdapter(Asked)


def open_set(passages: Path, questions: Path, encoder: Encoder, tell: Tell) -> QuestionSet:
    """Read a set; its passages are built into a store in the user's cache, so that text is encoded once.

    BaowenError when they are one file and it cannot be read whole, or a folder without an article.
    """
    name = hashlib.sha256(f"{passages.resolve()}\n{encoder.identity}\n{STORE_VERSION}".encode()).hexdigest()[:16]
    folder = user_cache_path("baowen") / "sets" / name
    with Worker() as worker:
        report = build([passages], folder, encoder, Options(sync=True, allow_removals=sys.maxsize), worker, tell)
    if report.refused and not (passages.is_dir() and report.articles):
        raise BaowenError(say("{source}：{reason}", **asdict(report.refused[0])))
    if not report.articles:
        raise BaowenError(say("{path}：里面没有文章，请检查路径", path=passages))
    return QuestionSet(Store.open(folder), questions_of(questions), report.refused)


def _opening(article: Article) -> str:
    return _squeeze("".join((*article.heading, article.text[:40])))


def _squeeze(text: str) -> str:
    return "".join(text.split())


def questions_of(path: Path) -> tuple[Asked, ...]:
    """The questions of a file, a JSON object a line; BaowenError says which line is none, or that all are blank."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BaowenError(say("{path}：读不了题目文件，请检查路径和编码", path=path)) from error
    asked: list[Asked] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked.append(_LINE.validate_python(json.loads(line)))
        except (ValueError, ValidationError) as error:
            said = say(
                "{path}：第 {number} 行不是题目：要有 id 和 question，relevant 和 answers 写成方括号里的一列",
                path=path,
                number=number,
            )
            raise BaowenError(said) from error
    if not asked:
        raise BaowenError(say("{path}：里面一道题也没有，请检查路径", path=path))
    return tuple(asked)


def unread_keys(path: Path) -> Mapping[str, int]:
    """The keys of a file of questions that none of them is read from, each with the number of lines that have it."""
    lines = filter(str.strip, path.read_text(encoding="utf-8").splitlines())
    return Counter(key for line in lines for key in json.loads(line) if key not in KEYS)
