"""Who reads one file after the other in a child process: no file can hang a build or bring it down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self, TypeVar

from index.child import Child, ChildEnded
from index.messages import Tell, say
from index.read.source import Unreadable

T = TypeVar("T")

SECONDS = 120.0
"""How long reading a file may go on without a sign of life."""
MEMORY = 4 << 30
"""Bytes of data a child may hold; a full page under OCR takes about 1 GiB."""


class Worker:
    """A ``Child`` to read files in: those that it does not survive are refused. To be used by one thread."""

    def __init__(self, seconds: float = SECONDS, ahead: str | None = None) -> None:
        self._seconds, self._child = seconds, Child(seconds, MEMORY, ahead)

    def __enter__(self) -> Self:
        self._child.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close()

    def call(self, tell: Tell, given: str, function: Callable[..., T], *args: object) -> T:
        """As ``Child.call``; Unreadable for the file ``given`` that takes too long or too much memory, or ends it."""
        try:
            return self._child.call(tell, function, *args)
        except MemoryError as error:
            if not hasattr(error, "__notes__"):  # the child did not raise it
                raise
            said = say("内存不够，没有读完：文件可能已损坏；若是好的，请拆成小一些的文件")
            raise Unreadable(given, said) from error
        except ChildEnded as ended:
            raise Unreadable(given, self._verdict(ended)) from ended

    def _verdict(self, ended: ChildEnded) -> str:
        if ended.overdue:
            return say(
                "读了 {seconds:g} 秒还没有读完，已放弃：文件可能已损坏；若是好的，请拆成小一些的文件",
                seconds=self._seconds,
            )
        return say(
            "读到一半程序退出了（状态 {status}）：文件可能已损坏或太大，请重新取得，或另存为其他格式",
            status=ended.status,
        )
