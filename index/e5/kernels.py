"""Products of 8-bit numbers as this machine makes them.

Where a processor has no instruction for them (x86 before VNNI), ONNX Runtime adds the products of signed weights in
pairs, in 16 bits, and cuts off what is beyond; unsigned weights take a slower way that is exact (its documentation on
quantisation, "U8S8" and "U8U8"). The weights are the same numbers either way, so the vectors are too.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import onnxruntime
from onnx import ModelProto, helper, numpy_helper

PRODUCT = "DynamicQuantizeMatMul"
CONTRIB = "com.microsoft"
MIDDLE = 128
"""What an unsigned weight is more than the signed one: its zero."""


@cache
def exact() -> bool:
    """Are products with signed weights exact here? Measured by one whose pairs are far beyond 16 bits."""
    length, most = 64, 127
    weights = numpy_helper.from_array(np.full((length, 16), most, np.int8), "weights")
    scale = numpy_helper.from_array(np.ones(16, np.float32), "scale")
    node = helper.make_node(PRODUCT, ["ones", "weights", "scale"], ["sums"], domain=CONTRIB)
    ones = helper.make_tensor_value_info("ones", helper.np_dtype_to_tensor_dtype(np.dtype("float32")), [1, length])
    sums = helper.make_tensor_value_info("sums", ones.type.tensor_type.elem_type, [1, 16])
    graph = helper.make_graph([node], "probe", [ones], [sums], [weights, scale])
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(CONTRIB, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found = session.run(None, {"ones": np.ones((1, length), np.float32)})[0]
    return bool(np.allclose(found, length * most, rtol=1e-3))


def unsigned(model: ModelProto) -> ModelProto:
    """A graph with the signed weights of its products made unsigned; the model given is changed."""
    constants = {each.name: each for each in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == PRODUCT:
            signed = numpy_helper.to_array(constants[node.input[1]])
            shifted = (signed.astype(np.int16) + MIDDLE).astype(np.uint8)
            constants[node.input[1]].CopyFrom(numpy_helper.from_array(shifted, node.input[1]))
            zero = f"{node.input[1]}.zero"
            middle = np.full(signed.shape[1], MIDDLE, np.uint8)
            model.graph.initializer.append(numpy_helper.from_array(middle, zero))
            node.input[3] = zero
    return model
