from __future__ import annotations

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
