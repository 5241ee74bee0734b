"""What day it is where the papers appear: the clock of a server may be that of another place."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def today() -> date:
    """The day it is in China."""
    return datetime.now(CHINA).date()
