from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Never

import pytest

from index.child import Child, ChildEnded

Tell = Callable[[str], None]
SECONDS = 60.0


class Odd(Exception):
    """It takes two arguments and keeps one: pickle cannot make it again."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what} in {where}")


def turned(text: str, *, tell: Tell) -> str:
    tell(f"读 {text}")
    print("a library that prints")  # noqa: T201
    tell("读完")
    return text[::-1]


def size(data: bytes, *, tell: Tell) -> int:
    return len(data)


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
    with Child(SECONDS) as running:
        assert running.call(said.append, turned, "澄江") == "江澄"
        assert running.call(said.append, turned, "日报") == "报日"
    assert said == ["读 澄江", "读完", "读 日报", "读完"]


def test_a_module_is_imported_ahead_of_the_first_call() -> None:
    with Child(SECONDS, ahead="colorsys") as running:
        assert running.call(quiet, loaded, "colorsys")
    with Child(SECONDS) as running:
        assert not running.call(quiet, loaded, "colorsys")


def test_one_child_serves_many_calls_and_large_data() -> None:
    with Child(SECONDS) as running:
        one = running.call(quiet, child)
        assert running.call(quiet, size, b"x" * 5_000_000) == 5_000_000
        assert running.call(quiet, child) == one != os.getpid()


def test_a_function_that_never_ends_is_cut_off() -> None:
    with Child(0.5) as running:
        with pytest.raises(ChildEnded) as caught:
            running.call(quiet, endless)
        assert caught.value.overdue
        assert running.call(quiet, turned, "澄江") == "江澄"


def test_what_is_said_winds_the_clock_up_again() -> None:
    said: list[str] = []
    with Child(1) as running:
        assert running.call(said.append, chatty, 6) == len(said) == 6


@pytest.mark.parametrize(("end", "status"), [(crash, 3), (killed, -signal.SIGKILL)])
def test_a_child_that_dies_is_replaced(end: Callable[..., None], status: int) -> None:
    with Child(SECONDS) as running:
        with pytest.raises(ChildEnded, match=rf"status {status}\)") as caught:
            running.call(quiet, end)
        assert (caught.value.status, caught.value.overdue) == (status, False)
        assert running.call(quiet, turned, "澄江") == "江澄"


@pytest.mark.parametrize(
    ("function", "error", "words"),
    [(fail, ValueError, "bad"), (fail_oddly, RuntimeError, "Odd: ink in press"), (leave, SystemExit, "4")],
)
def test_a_bug_shows_with_where_it_was(function: Callable[..., None], error: type[BaseException], words: str) -> None:
    with Child(SECONDS) as running:
        one = running.call(quiet, child)
        with pytest.raises(error, match=words) as caught:
            running.call(quiet, function)
        assert f"in {function.__name__}" in caught.value.__notes__[0]
        assert running.call(quiet, child) == one


def test_what_cannot_travel_is_an_error_and_not_a_hang() -> None:
    with Child(SECONDS) as running:
        with pytest.raises((AttributeError, TypeError), match="pickle"):
            running.call(quiet, unportable)
        with pytest.raises((AttributeError, TypeError), match="pickle"):
            running.call(quiet, lambda tell: None)
        assert running.call(quiet, turned, "澄江") == "江澄"


def test_an_interruption_is_left_to_the_parent() -> None:
    with Child(SECONDS) as running:
        assert running.call(quiet, interrupted) == "still here"


def test_when_the_caller_is_interrupted_the_child_is_gone() -> None:
    children: list[str] = []

    def interrupt(text: str) -> None:
        children.append(text)
        raise KeyboardInterrupt

    with Child(SECONDS) as running:
        one = running.call(interrupt, child)
        with pytest.raises(KeyboardInterrupt):
            running.call(interrupt, chatty, 1000)
        with pytest.raises(ProcessLookupError):
            os.kill(one, 0)
        assert running.call(interrupt, child) != one
    assert children == ["0"]


def test_leaving_ends_the_child() -> None:
    with Child(SECONDS) as running:
        one = running.call(quiet, child)
    with pytest.raises(ProcessLookupError):
        os.kill(one, 0)


def test_a_child_that_cannot_start_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [])
    with Child(SECONDS) as running, pytest.raises(RuntimeError, match="did not start"):
        running.call(quiet, child)
