"""How many examples a fuzzing test tries: a slice in CI, the full count in ``make stress``."""

from __future__ import annotations

import os


def examples(default: int, most: int | None = None) -> int:
    """The number in BAOWEN_STRESS, at most ``most``; ``default`` where it is not set."""
    wanted = int(os.environ.get("BAOWEN_STRESS", default))
    return wanted if most is None else min(wanted, most)
