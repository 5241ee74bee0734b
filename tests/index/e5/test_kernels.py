from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from index import e5
from index.e5 import kernels
from index.e5.light import LightEncoder
from index.e5.weights import parse
from tests.index.e5.small_model import small_weights

TEXTS = ["澄江区新桥通车了", "江", "区新桥通车"]


def test_unsigned_weights_give_the_same_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    e5.write_folder(tmp_path, parse(small_weights()), lambda _: None)
    signed = LightEncoder(tmp_path, "small").encode_queries(TEXTS)
    monkeypatch.setattr(kernels, "exact", lambda: False)
    for one, other in zip(signed, LightEncoder(tmp_path, "small").encode_queries(TEXTS), strict=True):
        assert other.vector == pytest.approx(one.vector, abs=1e-6)
        assert other.states == pytest.approx(one.states, abs=1e-4)


def test_a_machine_that_cuts_sums_off_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    # Four pairs of products of 255 and 127, each cut off at the largest number of 16 bits.
    cut = Mock()
    cut.return_value.run.return_value = [np.full((1, 1), 4 * 32767 / 255, np.float32)]
    monkeypatch.setattr("onnxruntime.InferenceSession", cut)
    assert not kernels.exact.__wrapped__()


def test_the_probe_is_one_product_of_the_largest_weights() -> None:
    weights = numpy_helper.from_array(np.full((kernels.LENGTH, 1), kernels.LARGEST, np.int8), "weights")
    scale = numpy_helper.from_array(np.ones(1, np.float32), "scale")
    node = helper.make_node(kernels.PRODUCT, ["ones", "weights", "scale"], ["sums"], domain="com.microsoft")
    ones = helper.make_tensor_value_info("ones", TensorProto.FLOAT, [1, kernels.LENGTH])
    sums = helper.make_tensor_value_info("sums", TensorProto.FLOAT, [1, 1])
    graph = helper.make_graph([node], "probe", [ones], [sums], [weights, scale])
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10)
    assert onnx.load_model_from_string(b64decode(kernels.PROBE)) == model
