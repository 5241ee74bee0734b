from __future__ import annotations

from math import log

import pytest

from index.segment.cohesion import Cohesion

TEXTS = ["水鸟在湿地过冬。", "湿地里的水鸟多了。", "大桥换了斜拉索。", ""]


def test_stretches_about_the_same_thing_are_alike() -> None:
    cohesion = Cohesion(TEXTS)
    assert cohesion.between([0], [0]) == pytest.approx(1.0)
    assert cohesion.between([0], [1]) > 0.2
    assert cohesion.between([0, 1], [2]) == 0.0
    assert cohesion.between([0], [3]) == 0.0
    assert cohesion.between([], [0]) == 0.0


def test_a_line_is_nearer_the_text_that_has_its_words_too() -> None:
    """水鸟 stands in two of what counts as two hundred texts: log 100 nats. Its own words count for nothing."""
    cohesion = Cohesion(TEXTS)
    assert cohesion.nearer("水鸟", 2, 0) == pytest.approx(log(100))
    assert cohesion.nearer("水鸟", 0, 1) == pytest.approx(log(100))
    assert cohesion.nearer("水鸟", 0, 2) == 0.0
    assert Cohesion(["水鸟、水鸟", "大桥"]).nearer("水鸟", 0, 1) == pytest.approx(-log(200))
