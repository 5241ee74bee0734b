import struct

import numpy as np
import pytest

from index.e5.weights import Shape, WeightsError, dequantise, parse
from tests.index.e5.small_model import PIECES, SCORES, small_weights


def test_a_block_is_its_scale_times_half_bytes_less_eight() -> None:
    # Byte j is 0x?? with weight j in the low half and weight j + 16 in the high half.
    halves = bytes([0x80, 0x1F, 0x98] + [0x88] * 13)
    block = struct.pack("<e", 0.5) + halves
    expected = np.zeros(32, np.float32)
    expected[0], expected[16] = (0 - 8) * 0.5, (8 - 8) * 0.5
    expected[1], expected[17] = (15 - 8) * 0.5, (1 - 8) * 0.5
    expected[2], expected[18] = (8 - 8) * 0.5, (9 - 8) * 0.5
    assert dequantise(block).tolist() == expected.tolist()


def test_blocks_follow_one_another_each_with_its_scale() -> None:
    blocks = struct.pack("<e", 2.0) + bytes([0x99] * 16) + struct.pack("<e", -1.0) + bytes([0x66] * 16)
    assert dequantise(blocks).tolist() == [2.0] * 32 + [2.0] * 32


def test_a_small_file_is_read_whole() -> None:
    weights = parse(small_weights())
    assert weights.shape == Shape(32, 1, 2, 64, 17, 12, 2, weights.shape.epsilon)
    assert weights.shape.epsilon == pytest.approx(1e-12)
    vocabulary = weights.vocabulary
    assert vocabulary.pieces == PIECES
    assert vocabulary.scores.tolist() == list(SCORES)
    assert (vocabulary.bos, vocabulary.pad, vocabulary.eos, vocabulary.unk) == (0, 1, 2, 3)
    shapes = {name: tensor.shape for name, tensor in weights.tensors.items()}
    assert len(shapes) == 3 + 12 + 6
    assert shapes["emb.word"] == (17, 32)
    assert shapes["emb.pos"] == (12, 32)
    assert shapes["emb.type"] == (2, 32)
    assert shapes["l0.q.w"] == (32, 32)
    assert shapes["l0.fi.w"] == (64, 32)
    assert shapes["l0.fo.w"] == (32, 64)
    assert shapes["l0.fi.b"] == (64,)
    assert shapes["l0.aln.w"] == (32,)
    assert weights.tensors["emb.ln.w"].tolist() == [1.0] * 32
    assert weights.tensors["l0.oln.b"].tolist() == [0.0] * 32


@pytest.mark.parametrize("data", [b"", b"E5S1", b"GGUF" + small_weights()[4:], b"E5S1\x02" + small_weights()[5:]])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(WeightsError, match="权重文件"):
        parse(data)


@pytest.mark.parametrize("kept", [60, 200, 1000])
def test_a_file_cut_short_is_refused(kept: int) -> None:
    with pytest.raises(WeightsError, match="中断"):
        parse(small_weights()[:kept])
