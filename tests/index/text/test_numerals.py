from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.numerals import value, written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("１2", 12),
        ("007", 7),
        ("十", 10),
        ("一十", 10),
        ("十一", 11),
        ("一一", 11),
        ("二十", 20),
        ("九十九", 99),
        ("三四", 34),
        ("一〇", 10),
        ("二○零一", 2001),
        ("十十", None),
        ("十一十", None),
        ("一一十", None),
        ("〇十", None),
        ("百", None),
        ("-1", None),
        (" 1", None),
        ("²", None),
        ("9" * 5000, None),
    ],
)
def test_what_numerals_are_worth(text: str, number: int | None) -> None:
    assert value(text) == number


@given(st.integers(1, 99))
def test_what_is_written_is_read(number: int) -> None:
    assert value(written(number)) == number
