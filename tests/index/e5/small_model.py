"""A weights file small enough to write by hand: 1 layer, hidden 32, 18 tokens. Its vectors mean nothing."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import numpy as np

from index import e5

HIDDEN, HEADS, FEED_FORWARD, POSITIONS, TYPES = 32, 2, 64, 12, 2
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁passage", "▁query", ":", *"澄江区新桥通车了", "<mask>")
SCORES = tuple(-float(place) for place in range(len(PIECES)))


def small_weights() -> bytes:
    """The file's bytes: matrices in blocks of seeded random half bytes, vectors of ones (norms) or zeros (biases)."""
    random = np.random.default_rng(20231017)
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, HEADS, FEED_FORWARD, len(PIECES), POSITIONS, TYPES, 1e-12, 32)
    head += _vocabulary() + struct.pack("<iI", 3, 5) + b"table"
    tensors = [(name, kind, count, _raw(random, name, kind, count)) for name, kind, count in _tensors()]
    directory = sum(2 + len(name) + 21 for name, *_ in tensors)
    offset = len(head) + 4 + directory
    entries = b""
    for name, kind, count, raw in tensors:
        entries += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, offset, len(raw))
        offset += len(raw)
    return head + struct.pack("<i", len(tensors)) + entries + b"".join(raw for *_, raw in tensors)


def trust(weights: Path) -> None:
    """Let this process take a file for the bundled weights."""
    data = weights.read_bytes()
    e5.SIZE, e5.SHA256 = len(data), hashlib.sha256(data).hexdigest()


def _vocabulary() -> bytes:
    encoded = [piece.encode("utf-8") for piece in PIECES]
    offsets = np.cumsum([0, *map(len, encoded)])
    blob = b"".join(encoded)
    numbers = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob))
    return numbers + struct.pack(f"<{len(offsets)}I", *offsets) + struct.pack(f"<{len(SCORES)}f", *SCORES) + blob


def _tensors() -> list[tuple[str, int, int]]:
    square, wide = HIDDEN * HIDDEN, HIDDEN * FEED_FORWARD
    matrices = {"q": square, "k": square, "v": square, "ao": square, "fi": wide, "fo": wide}
    tensors = [
        ("emb.word", 1, len(PIECES) * HIDDEN),
        ("emb.pos", 0, POSITIONS * HIDDEN),
        ("emb.type", 0, TYPES * HIDDEN),
    ]
    tensors += [(f"l0.{name}.w", 1, count) for name, count in matrices.items()]
    tensors += [(f"l0.{name}.b", 0, FEED_FORWARD if name == "fi" else HIDDEN) for name in matrices]
    return tensors + [(f"{name}.{part}", 0, HIDDEN) for name in ("emb.ln", "l0.aln", "l0.oln") for part in "wb"]


def _raw(random: np.random.Generator, name: str, kind: int, count: int) -> bytes:
    if kind == 0:
        values = random.normal(size=count) if name in ("emb.pos", "emb.type") else np.full(count, name.endswith("w"))
        return values.astype("<f4").tobytes()
    scale = np.float16(0.05).tobytes()
    return b"".join(scale + random.bytes(16) for _ in range(count // 32))
