"""Fitted numbers: how signals are weighed and when an answer is one. They belong to an encoder and a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from pydantic import TypeAdapter

from qa.rank import Rank

RANK = Rank(window=1.0, terms=10.0, late=10.0)
"""Ranking weights for an encoder that has none of its own: signals count deviations and shares, so they carry over."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``rank`` weighs the signals of a hit; ``select`` and ``answer`` weigh a sentence's features by name.

    ``threshold`` is the probability from which a sentence is given as the answer.
    """

    encoder: str
    rank: Rank
    select: Mapping[str, float]
    answer: Mapping[str, float]
    threshold: float


weights_json = TypeAdapter(Weights)


def weights_for(encoder: str) -> Weights | None:
    """The weights fitted for an encoder's identity; None when it has none."""
    for file in (resources.files("qa") / "fitted").iterdir():
        if file.name.endswith(".json"):
            weights = weights_json.validate_json(file.read_bytes())
            if weights.encoder == encoder:
                return weights
    return None
