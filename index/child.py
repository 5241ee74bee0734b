"""A child process that works on one thing after the other, so that none can hang the parent or bring it down."""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from io import BufferedReader
from typing import BinaryIO, Literal, Self, TypeVar, cast

from index.messages import Tell

T = TypeVar("T")
Message = tuple[Literal["ready", "said", "returned", "raised"], object]

BUFFER = 1 << 16
"""Bytes read from a child in one go: after each read the parent's threads take the interpreter from each other."""
_OVERDUE = 1  # the status that faulthandler's watchdog leaves with
_GRACE = 5.0  # seconds for a child that closed its end to be gone


class ChildEnded(Exception):
    """A child ended instead of answering: ``overdue``, or with a ``status``."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the child process ended (status {status})")
        self.status, self.overdue = status, status == _OVERDUE


class Child:
    """Runs functions in a child process and cuts them off; a context manager, to be used by one thread at a time.

    ``seconds`` is how long a function may go without returning or saying something, ``memory`` how many bytes of data
    the child may hold, where the system counts them (Linux). The child is started on entering, beside whatever the
    caller does before its first call, and anew after a call that it did not survive; it imports the module ``ahead`` as
    soon as it is there. It is a fresh interpreter, not a fork and not multiprocessing's spawn: it shares no locks and
    does not run the caller's script.
    """

    def __init__(self, seconds: float, memory: int | None = None, ahead: str | None = None) -> None:
        self._serving = seconds, memory, ahead
        self._child: subprocess.Popen[bytes] | None = None
        self._answers = False

    def __enter__(self) -> Self:
        self._child = self._started()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def runs(self) -> bool:
        """Is there a child, of which nobody knows that it has ended?"""
        return self._child is not None

    def close(self) -> None:
        """End the child, whatever it is at; the next call starts another."""
        self._stop()

    def call(self, tell: Tell, function: Callable[..., T], *args: object) -> T:
        """Return ``function(*args, tell=…)``, worked out by the child; the function must be found by its module.

        What it says is handed on to ``tell``. Raises what the function raises, and ChildEnded when it takes too long or
        brings the child down.
        """
        request = pickle.dumps((function, args))
        try:
            message = self._ask(self._ready(), request, tell)
        except BaseException:
            self._stop()  # lest its answer be taken for that of the next call
            raise
        if message is None:
            raise ChildEnded(self._stop(_GRACE))
        kind, value = message
        if kind == "returned":
            return cast(T, value)
        raise cast(BaseException, value)

    def _started(self) -> subprocess.Popen[bytes]:
        program = f"import sys; sys.path[:] = {sys.path!r}; from index.child import serve; serve(*{self._serving!r})"
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=BUFFER,
        )

    def _ready(self) -> subprocess.Popen[bytes]:
        """The child, once it has said that it is there."""
        self._child = self._child or self._started()
        if not self._answers:
            if _receive(self._child) is None:
                raise RuntimeError(f"the child process did not start (status {self._stop(_GRACE)})")
            self._answers = True
        return self._child

    def _ask(self, child: subprocess.Popen[bytes], request: bytes, tell: Tell) -> Message | None:
        """Send a request and hand on what is said until it ends; None when the child ended instead."""
        requests = cast(BinaryIO, child.stdin)
        with contextlib.suppress(OSError):  # a child that is gone shows below
            requests.write(request)
            requests.flush()
        while (message := _receive(child)) and message[0] == "said":
            tell(cast(str, message[1]))
        return message

    def _stop(self, grace: float = 0.0) -> int:
        """End the child, if there is one, and return the status it left with."""
        child, self._child, self._answers = self._child, None, False
        if child is None:
            return 0
        for stream in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):  # what was still to be written
                cast(BinaryIO, stream).close()
        try:
            return child.wait(grace)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()


def _receive(child: subprocess.Popen[bytes]) -> Message | None:
    try:
        return cast(Message, pickle.load(cast(BinaryIO, child.stdout)))  # noqa: S301 - written by ``serve``
    except (EOFError, pickle.UnpicklingError):
        return None


def serve(seconds: float, memory: int | None, ahead: str | None) -> None:
    """Be the child: answer the requests on standard input until it ends.

    The child keeps the clock itself, in a thread of faulthandler's that needs no interpreter lock: a library that
    never comes back is cut off too, and so is a child whose parent was killed.
    """
    requests, answers = cast(BufferedReader, sys.stdin.buffer), os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # libraries print
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which ends its child
    if memory:
        _cap_memory(memory)

    def send(kind: Literal["ready", "said", "returned", "raised"], value: object) -> None:
        answers.write(pickle.dumps((kind, value)))
        answers.flush()

    def wind() -> None:
        faulthandler.dump_traceback_later(seconds, exit=True, file=silence)

    def tell(text: str) -> None:
        wind()
        send("said", text)

    send("ready", None)
    if ahead:
        importlib.import_module(ahead)
    while requests.peek(1):
        try:
            function, args = pickle.load(requests)  # noqa: S301 - written by the parent
            wind()
            result = function(*args, tell=tell)
            faulthandler.cancel_dump_traceback_later()
            send("returned", result)
        except BaseException as error:  # noqa: BLE001 - the parent raises it
            faulthandler.cancel_dump_traceback_later()
            send("raised", _portable(error))


def _cap_memory(memory: int) -> None:
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


def _portable(error: BaseException) -> BaseException:
    """The error as it can travel, with the lines it came from as a note."""
    lines = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - an error whose making takes other arguments than it keeps
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(lines)
    return error
