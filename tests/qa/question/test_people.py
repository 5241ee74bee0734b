from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import tokenizer
from qa.question.people import people, tagger


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区长王建国到会讲话", ["王建国"]),
        ("主演:史蒂文·斯皮尔伯格。", ["史蒂文·斯皮尔伯格"]),
        ("大桥恢复通车", []),
        ("", []),
    ],
)
def test_names_of_persons(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in people(text)] == names


@given(st.text(max_size=60))
def test_names_stand_in_the_text(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in people(text))


def test_the_tagger_uses_the_dictionary_that_is_loaded_already() -> None:
    assert tagger().tokenizer is tokenizer()
