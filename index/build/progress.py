"""How far a build is, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable

from index.messages import Tell, say


class Progress:
    """Tells after each window how many are encoded of ``whole``, and from the rate so far how many minutes are left.

    ``clock`` gives seconds.
    """

    def __init__(self, whole: int, tell: Tell, clock: Callable[[], float] = time.monotonic) -> None:
        self._whole, self._tell, self._clock = whole, tell, clock
        self._started = clock()
        self._done = self._recalled = 0

    def recalled(self, windows: int) -> None:
        """So many windows were encoded before."""
        self._recalled += windows

    def encoded(self) -> None:
        """One more window is encoded."""
        self._done += 1
        seconds = self._clock() - self._started
        left = self._whole - self._done - self._recalled
        minutes = round(seconds / self._done * left / 60)
        done = self._done + self._recalled
        if minutes:
            said = say("编码 {done}/{whole}，还需约 {minutes} 分钟", done=done, whole=self._whole, minutes=minutes)
        else:
            said = say("编码 {done}/{whole}", done=done, whole=self._whole)
        self._tell(said)
