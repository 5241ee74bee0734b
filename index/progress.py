"""How far a build is, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable


class Progress:
    """Tells after each window how many are encoded of ``whole``, and from the rate so far how many minutes are left.

    ``clock`` gives seconds.
    """

    def __init__(self, whole: int, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._whole, self._say, self._clock = whole, say, clock
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
        rest = f"，还需约 {minutes} 分钟" if minutes else ""
        self._say(f"编码 {self._done + self._recalled}/{self._whole}{rest}")
