"""What a store keeps of every token: where it ends and, in two bits a dimension, what it means where it stands.

Four levels, at the optimum for a normal distribution (Max, "Quantizing for minimum distortion", 1960, table I); unit
vectors of ``d`` dimensions are about normal with deviation 1/√d.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded
from index.projection import DIMENSIONS, Projection

LEVELS = np.array([-1.510, -0.4528, 0.4528, 1.510], np.float32)
BOUNDS = np.array([-0.9816, 0.0, 0.9816], np.float32)
PACKED = DIMENSIONS // 4
TOKEN = PACKED + 1
"""Bytes of a token: its code, then the offset in its window after its last character, 0 for one of the headline."""
LONGEST = 255
BUDGET = 4096 // TOKEN
"""Tokens kept of a passage at most."""

Codes = NDArray[np.uint8]
Tokens = NDArray[np.float32]

_SHIFTS = np.array([0, 2, 4, 6], np.uint8)
_DECODED = LEVELS[(np.arange(256, dtype=np.uint8)[:, None] >> _SHIFTS) & 3]
_AS_ONE = _DECODED.view(np.complex128)[:, 0]
_SQUARED = (_DECODED**2).sum(axis=1)


def pack(tokens: Tokens) -> Codes:
    """Unit vectors (tokens, ``DIMENSIONS``) → codes (tokens, ``PACKED``)."""
    levels = np.searchsorted(BOUNDS, tokens * DIMENSIONS**0.5).astype(np.uint8).reshape(len(tokens), PACKED, 4)
    codes: Codes = (levels << _SHIFTS).sum(axis=2).astype(np.uint8)
    return codes


def unpack(codes: Codes) -> Tokens:
    """Codes (tokens, ``PACKED``) → unit vectors (tokens, ``DIMENSIONS``)."""
    # The four numbers of a byte are 16 bytes, moved as one: NumPy gathers such numbers several times faster than rows.
    tokens: Tokens = _AS_ONE.take(codes).view(np.float32)
    tokens /= np.sqrt(_SQUARED.take(codes).sum(axis=1, keepdims=True))
    return tokens


def kept(text: str, head: int, first: bool, offsets: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which tokens of an encoded window are kept, and where each ends in it, 0 in the headline: both (tokens,).

    The first ``head`` characters of ``text`` are the headline; its tokens are kept of the ``first`` window of a passage
    only, and punctuation of none.
    """
    ends = np.maximum(offsets[:, 1] - head, 0)
    letters = np.concatenate([[0], np.cumsum([character.isalnum() for character in text])])
    words = letters[offsets[:, 1]] > letters[offsets[:, 0]]
    return words & (first | (ends > 0)) & (ends <= LONGEST), ends


def window_codes(text: str, head: int, first: bool, encoded: Encoded, projection: Projection | None) -> Codes:
    """What is kept of a window, (tokens, ``TOKEN``), see ``kept``; nothing without a projection."""
    if projection is None:
        return np.zeros((0, TOKEN), np.uint8)
    chosen, ends = kept(text, head, first, encoded.offsets)
    codes = pack(projection.tokens(encoded.states[chosen]))
    return np.concatenate([codes, ends[chosen, None].astype(np.uint8)], axis=1)


def within_budget(windows: Sequence[Codes], projection: Projection | None) -> list[Codes]:
    """The windows of one passage with ``BUDGET`` tokens at most in all: those that would matter least are left out."""
    surplus = sum(map(len, windows)) - BUDGET
    if surplus <= 0 or projection is None:
        return list(windows)
    together = np.concatenate(windows)
    merit = unpack(together[:, :PACKED]) @ projection.importance
    chosen = np.ones(len(together), np.bool_)
    chosen[np.argsort(merit, kind="stable")[:surplus]] = False
    cuts = np.cumsum([0, *map(len, windows)])
    return [together[a:b][chosen[a:b]] for a, b in pairwise(cuts)]
