"""Products of 8-bit numbers as this machine makes them.

Where a processor has no instruction for them (x86 before VNNI), ONNX Runtime adds the products of signed weights in
pairs, in 16 bits, and cuts off what is beyond; unsigned weights take a slower way that is exact (its documentation on
quantisation, "U8S8" and "U8U8"). The weights are the same numbers either way, so the vectors are too.
"""

from __future__ import annotations

from base64 import b64decode
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

if TYPE_CHECKING:
    from onnx import ModelProto

PRODUCT = "DynamicQuantizeMatMul"
MIDDLE = 128
"""What an unsigned weight is more than the signed one: its zero."""
LENGTH, LARGEST = 8, 127
PROBE = (
    "CAo6qQEKQgoEb25lcwoHd2VpZ2h0cwoFc2NhbGUSBHN1bXMiFUR5bmFtaWNRdWFudGl6ZU1hdE11bDoNY29tLm1pY3Jvc29mdBIFcHJvYmUqGQgI"
    "CAEQA0IHd2VpZ2h0c0oIf39/f39/f38qEQgBEAFCBXNjYWxlSgQAAIA/WhYKBG9uZXMSDgoMCAESCAoCCAEKAggIYhYKBHN1bXMSDgoMCAESCAoC"
    "CAEKAggBQgQKABAUQhEKDWNvbS5taWNyb3NvZnQQAQ=="
)
"""A model of one product: ``LENGTH`` ones by as many weights, each ``LARGEST``. The tests write it with ``onnx``, which
whoever answers does without."""


@cache
def exact() -> bool:
    """Are products with signed weights exact here? Measured by one whose pairs are far beyond 16 bits."""
    session = onnxruntime.InferenceSession(b64decode(PROBE), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"ones": np.ones((1, LENGTH), np.float32)})
    return bool(np.allclose(found, LENGTH * LARGEST, rtol=1e-3))


def unsigned(model: ModelProto) -> ModelProto:
    """A graph with the signed weights of its products made unsigned; the model given is changed."""
    from onnx import numpy_helper

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
