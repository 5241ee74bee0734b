from __future__ import annotations

from qa.learn.fit import ANSWER, SELECT
from qa.rank import Rank
from qa.weights import Weights, weights_for, weights_json

BUNDLED = "multilingual-e5-small-q4/4/int8"


def test_the_bundled_model_has_weights_for_every_feature() -> None:
    weights = weights_for(BUNDLED)
    assert weights is not None
    assert weights.encoder == BUNDLED
    assert tuple(weights.select) == SELECT
    assert tuple(weights.answer) == ANSWER
    assert 0 < weights.threshold < 1


def test_another_model_has_none() -> None:
    assert weights_for("someone/else/fp32") is None


def test_weights_are_text_and_back() -> None:
    weights = Weights("a", Rank(1.0, 10.0, 10.0), {"cover": 1.0}, {"one": -1.0}, 0.5)
    assert weights_json.validate_json(weights_json.dump_json(weights)) == weights
