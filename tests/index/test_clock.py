from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from index import clock


def test_from_four_in_the_afternoon_of_utc_it_is_the_next_day_in_china(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Clock(datetime):
        hour_of_utc = 15

        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            return datetime(2031, 12, 31, cls.hour_of_utc, 59, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Clock)
    assert clock.today() == date(2031, 12, 31)
    monkeypatch.setattr(Clock, "hour_of_utc", 16)
    assert clock.today() == date(2032, 1, 1)
