"""From an encoder's token states to the few numbers a store keeps of each token: a learned linear map.

After ColBERT (Khattab and Zaharia 2020), whose tokens are such projections at length one. The map is fitted once for an
encoder (``python -m qa project``) and lies here as text.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

DIMENSIONS = 48
"""Of 32 to 64 dimensions at 2 bits, the fewest that choose the answering sentence as well as exact states."""
LARGEST = 127

FOLDER = resources.files("index") / "projections"

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Projection:
    """A map of token states: ``matrix`` (width, dimensions), ``offset`` (dimensions,) taken from the product.

    ``importance`` (dimensions,) says by its product with a token how much the token matters in a question.
    """

    encoder: str
    matrix: Matrix
    offset: Matrix
    importance: Matrix

    def tokens(self, states: Matrix) -> Matrix:
        """States (tokens, width) → (tokens, dimensions), each of length one."""
        if not len(states):
            return np.zeros((0, len(self.offset)), np.float32)
        mapped = states @ self.matrix - self.offset
        unit: Matrix = mapped / np.linalg.norm(mapped, axis=1, keepdims=True)
        return unit

    def shares(self, tokens: Matrix) -> Matrix:
        """How much each of a question's tokens counts, (tokens,), one in all: half of it alike, half by importance."""
        weights = np.exp(tokens @ self.importance)
        shares: Matrix = (weights / weights.sum() + 1 / len(tokens)) / 2
        return shares

    @property
    def identity(self) -> str:
        """A short hash: codes made with two projections may be compared if and only if theirs are equal."""
        parts = (self.matrix, self.offset, self.importance)
        return hashlib.sha256(b"".join(part.astype("<f4").tobytes() for part in parts)).hexdigest()[:12]


class _File(BaseModel):
    """A projection as text: each column of the matrix as 8-bit steps, in base64, with the size of its step."""

    encoder: str
    offset: list[float]
    importance: list[float]
    steps: list[float]
    columns: list[str]


def write(projection: Projection, path: Path) -> None:
    """Write a projection, rounded to 8 bits a number."""
    scale = np.abs(projection.matrix).max(axis=0) / LARGEST
    columns = np.rint(projection.matrix / scale).astype(np.int8).T
    file = _File(
        encoder=projection.encoder,
        offset=projection.offset.round(5).tolist(),
        importance=projection.importance.round(4).tolist(),
        steps=scale.tolist(),
        columns=[base64.b64encode(column.tobytes()).decode() for column in columns],
    )
    path.write_text(file.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read(data: bytes) -> Projection:
    """Read what ``write`` wrote."""
    file = _File.model_validate_json(data)
    columns = [np.frombuffer(base64.b64decode(column), np.int8) for column in file.columns]
    return Projection(
        encoder=file.encoder,
        matrix=np.stack(columns, axis=1).astype(np.float32) * np.array(file.steps, np.float32),
        offset=np.array(file.offset, np.float32),
        importance=np.array(file.importance, np.float32),
    )


@cache
def projection_for(encoder: str) -> Projection | None:
    """The projection fitted for an encoder's identity; None when it has none, and no token states are kept."""
    for file in FOLDER.iterdir():
        if file.name.endswith(".json"):
            projection = read(file.read_bytes())
            if projection.encoder == encoder:
                return projection
    return None


def projection_identity(encoder: str) -> str | None:
    """The identity of an encoder's projection; None when it has none."""
    projection = projection_for(encoder)
    return projection.identity if projection else None
