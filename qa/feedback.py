"""What readers think of answers and what they find wrong in articles, for the editors: one JSON object a line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final, Literal

from pydantic import TypeAdapter, ValidationError

from index.errors import BaowenError
from index.messages import message, say

Kind = Literal["useful", "unsure", "useless", "mistake"]
OPINIONS: Final[dict[Kind, str]] = {
    "useful": message("有用"),
    "unsure": message("不确定"),
    "useless": message("没用"),
}
"""What readers may say of an answer."""
KINDS: Final[dict[Kind, str]] = {**OPINIONS, "mistake": message("纠错")}
LONGEST = 500
"""Characters of a question or a remark that are kept."""
FULL = 20 * 1024 * 1024
"""Bytes of the file from which nothing more is taken in: it stands open to everybody."""
FILE = "feedback.jsonl"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One reader's word: when (ISO 8601), on the answer to which question or on which article (its id)."""

    at: str
    kind: Kind
    question: str = ""
    word: str = ""
    article: str | None = None


_LINE = TypeAdapter(Feedback)


class Queue:
    """The file of a store that holds what readers said, the first first."""

    def __init__(self, store: Path) -> None:
        self._path = store / FILE

    def add(self, feedback: Feedback) -> None:
        """Keep a word, its texts cut to ``LONGEST``; BaowenError when the file is full."""
        if self._path.exists() and self._path.stat().st_size > FULL:
            raise BaowenError(say("意见箱已经满了，请直接与报社联系"))
        kept = replace(feedback, question=feedback.question[:LONGEST], word=feedback.word[:LONGEST])
        try:
            with self._path.open("a+b") as file:
                file.write(b"\n" * _torn(file) + _LINE.dump_json(kept) + b"\n")
        except OSError as error:
            raise BaowenError(say("意见没能存下，请直接与报社联系")) from error

    def __iter__(self) -> Iterator[Feedback]:
        """All that can be read; a line that was cut off when a server was killed is passed over."""
        if not self._path.exists():
            return
        for line in self._path.read_bytes().splitlines():
            try:
                yield _LINE.validate_json(line)
            except ValidationError:
                continue


def _torn(file: BinaryIO) -> bool:
    """Does a file, open at its end, end inside a line? It would take the next one along."""
    if not file.tell():
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"
