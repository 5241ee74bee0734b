from __future__ import annotations

import numpy as np
import pytest

from index.encoder import Encoded
from index.projection import Projection
from qa.late import SILENCE, Echo, Heard

PROJECTION = Projection("e", np.eye(2, dtype=np.float32), np.zeros(2, np.float32), np.zeros(2, np.float32))
# Four tokens of an article against two of a question; the first stands in the headline.
ECHO = Echo(
    ends=np.array([-1, 2, 5, 9]),
    cosines=np.array([[0.9, 0.0], [0.2, 0.4], [0.6, 0.1], [0.5, 0.8]], np.float32),
    shares=np.array([0.75, 0.25], np.float32),
)


def test_the_best_match_of_each_of_the_questions_tokens_counts() -> None:
    assert ECHO.whole() == pytest.approx(0.75 * 0.9 + 0.25 * 0.8)


def test_a_sentence_has_the_tokens_that_end_in_it() -> None:
    spans = [(5, 9), (0, 5), (9, 12), (0, 9), (3, 3), (1, 2)]
    expected = [0.75 * 0.5 + 0.25 * 0.8, 0.75 * 0.6 + 0.25 * 0.4, 0.0, 0.75 * 0.6 + 0.25 * 0.8, 0.0, 0.25]
    assert ECHO.within_each(spans) == pytest.approx(expected)


def test_tokens_need_not_stand_in_the_order_of_the_text() -> None:
    cosines = np.array([[0.5], [0.25], [-0.5], [1.0]], np.float32)
    echo = Echo(np.array([8, 3, 3, -1]), cosines, np.ones(1, np.float32))
    assert echo.within_each([(0, 3), (3, 8), (0, 8), (8, 9)]).tolist() == [0.25, 0.5, 0.5, 0.0]


def test_an_article_that_does_not_say_it() -> None:
    assert ECHO.without(5, 9).ends.tolist() == [-1, 2, 5]
    assert ECHO.without(5, 9).whole() == pytest.approx(0.75 * 0.9 + 0.25 * 0.4)


def test_without_tokens_there_is_silence() -> None:
    assert (SILENCE.whole(), SILENCE.within_each([(0, 9)]).tolist()) == (0.0, [0.0])
    assert Echo.of(None, np.zeros((0, 2), np.float32), np.zeros(0, np.int64)) is SILENCE


def test_a_question_is_heard_only_where_tokens_are_kept() -> None:
    asked = Encoded(np.zeros(2, np.float32), np.array([[3.0, 4.0]], np.float32), np.array([[0, 1]]))
    assert Heard.of(asked, None) is None
    assert Heard.of(Encoded.of(asked.vector), PROJECTION) is None
    heard = Heard.of(asked, PROJECTION)
    assert heard is not None
    np.testing.assert_allclose(heard.tokens, [[0.6, 0.8]], rtol=1e-6)
    echo = Echo.of(heard, np.array([[1, 0], [0, 1]], np.float32), np.array([1, 2]))
    assert echo.whole() == pytest.approx(0.8)
