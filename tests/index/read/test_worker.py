from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Never

import pytest

from index.read import Unreadable
from index.read.source import File
from index.read.worker import Worker
from tests.files import of_text

Tell = Callable[[str], None]


class Odd(Exception):
    """It takes two arguments and keeps one: pickle cannot make it again."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what} in {where}")


def turned(text: str, *, tell: Tell) -> str:
    tell(f"读 {text}")
    print("a library that prints")  # noqa: T201
    tell("读完")
    return text[::-1]


def size(file: File, *, tell: Tell) -> int:
    return len(file.data)


def loaded(module: str, *, tell: Tell) -> bool:
    return module in sys.modules


def child(*, tell: Tell) -> int:
    return os.getpid()


def endless(*, tell: Tell) -> Never:
    while True:
        pass


def chatty(times: int, *, tell: Tell) -> int:
    """Take a quarter of a second each time."""
    for time in range(times):
        tell(str(time))
        threading.Event().wait(0.25)
    return times


def crash(*, tell: Tell) -> Never:
    os._exit(3)


def killed(*, tell: Tell) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupted(*, tell: Tell) -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "still here"


def greedy(*, tell: Tell) -> int:
    return len(bytearray(64 << 30))


def refuse(*, tell: Tell) -> Never:
    raise Unreadable("a.pdf", "打不开：请重新取得")


def fail(*, tell: Tell) -> Never:
    raise ValueError("bad")


def fail_oddly(*, tell: Tell) -> Never:
    raise Odd("ink", "press")


def leave(*, tell: Tell) -> Never:
    raise SystemExit(4)


def unportable(*, tell: Tell) -> Tell:
    return tell


def quiet(_: str) -> None:
    """Nobody listens."""


def test_a_call_returns_and_says_while_it_runs() -> None:
    said: list[str] = []
    with Worker() as reader:
        assert reader.call(said.append, "a.txt", turned, "澄江") == "江澄"
        assert reader.call(said.append, "b.txt", turned, "日报") == "报日"
    assert said == ["读 澄江", "读完", "读 日报", "读完"]


def test_a_module_is_imported_ahead_of_the_first_call() -> None:
    with Worker(ahead="colorsys") as reader:
        assert reader.call(quiet, "a.txt", loaded, "colorsys")
    with Worker() as reader:
        assert not reader.call(quiet, "a.txt", loaded, "colorsys")


def test_one_child_serves_many_calls_and_large_files() -> None:
    with Worker() as reader:
        one = reader.call(quiet, "a.txt", child)
        assert reader.call(quiet, "a.txt", size, of_text(b"x" * 5_000_000)) == 5_000_000
        assert reader.call(quiet, "a.txt", child) == one != os.getpid()


def test_a_function_that_never_ends_is_cut_off() -> None:
    with Worker(0.5) as reader:
        with pytest.raises(Unreadable, match=r"a\.pdf：读了 0\.5 秒还没有读完"):
            reader.call(quiet, "a.pdf", endless)
        assert reader.call(quiet, "b.txt", turned, "澄江") == "江澄"


def test_what_is_said_winds_the_clock_up_again() -> None:
    said: list[str] = []
    with Worker(1) as reader:
        assert reader.call(said.append, "a.pdf", chatty, 6) == len(said) == 6


@pytest.mark.parametrize(("end", "status"), [(crash, 3), (killed, -signal.SIGKILL)])
def test_a_child_that_dies_is_replaced(end: Callable[..., None], status: int) -> None:
    with Worker() as reader:
        with pytest.raises(Unreadable, match=rf"a\.pdf：读到一半程序退出了（状态 {status}）"):
            reader.call(quiet, "a.pdf", end)
        assert reader.call(quiet, "b.txt", turned, "澄江") == "江澄"


def test_a_refusal_arrives_as_it_was_made() -> None:
    with Worker() as reader:
        with pytest.raises(Unreadable) as caught:
            reader.call(quiet, "folder/a.pdf", refuse)
        assert (caught.value.source, caught.value.reason) == ("a.pdf", "打不开：请重新取得")
        assert str(caught.value) == "a.pdf：打不开：请重新取得"


@pytest.mark.parametrize(
    ("function", "error", "words"),
    [(fail, ValueError, "bad"), (fail_oddly, RuntimeError, "Odd: ink in press"), (leave, SystemExit, "4")],
)
def test_a_bug_shows_with_where_it_was(function: Callable[..., None], error: type[BaseException], words: str) -> None:
    with Worker() as reader:
        one = reader.call(quiet, "a.txt", child)
        with pytest.raises(error, match=words) as caught:
            reader.call(quiet, "a.txt", function)
        assert f"in {function.__name__}" in caught.value.__notes__[0]
        assert reader.call(quiet, "a.txt", child) == one


def test_what_cannot_travel_is_an_error_and_not_a_hang() -> None:
    with Worker() as reader:
        with pytest.raises((AttributeError, TypeError), match="pickle"):
            reader.call(quiet, "a.txt", unportable)
        with pytest.raises((AttributeError, TypeError), match="pickle"):
            reader.call(quiet, "a.txt", lambda tell: None)
        assert reader.call(quiet, "b.txt", turned, "澄江") == "江澄"


def test_a_file_that_takes_all_memory_is_refused() -> None:
    with Worker() as reader, pytest.raises(Unreadable, match=r"a\.tif：内存不够"):
        reader.call(quiet, "a.tif", greedy)


def test_an_interruption_is_left_to_the_parent() -> None:
    with Worker() as reader:
        assert reader.call(quiet, "a.txt", interrupted) == "still here"


def test_when_the_caller_is_interrupted_the_child_is_gone() -> None:
    children: list[str] = []

    def interrupt(text: str) -> None:
        children.append(text)
        raise KeyboardInterrupt

    with Worker() as reader:
        one = reader.call(interrupt, "a.txt", child)
        with pytest.raises(KeyboardInterrupt):
            reader.call(interrupt, "a.txt", chatty, 1000)
        with pytest.raises(ProcessLookupError):
            os.kill(one, 0)
        assert reader.call(interrupt, "a.txt", child) != one
    assert children == ["0"]


def test_leaving_ends_the_child() -> None:
    with Worker() as reader:
        one = reader.call(quiet, "a.txt", child)
    with pytest.raises(ProcessLookupError):
        os.kill(one, 0)


def test_a_child_that_cannot_start_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [])
    with Worker() as reader, pytest.raises(RuntimeError, match="did not start"):
        reader.call(quiet, "a.txt", child)
