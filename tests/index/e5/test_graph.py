import numpy as np
import onnxruntime
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.e5.graph import largest_alone, largest_pair, outlying, quantise


def test_each_row_has_its_own_scale() -> None:
    # 254 / 127 = 2 steps of the first row, 12.7 / 127 = 0.1 of the second.
    matrix = np.array([[254.0, -127.0, 3.2], [-12.7, 0.04, 6.0]], np.float32)
    steps, scale = quantise(matrix, largest_alone(matrix))
    assert steps.dtype == np.int8
    assert steps.tolist() == [[127, -64, 2], [-127, 0, 60]]
    np.testing.assert_allclose(scale, [[2.0], [0.1]], rtol=1e-6)


def test_a_row_of_zeros_stays_zero() -> None:
    for largest in (largest_alone, largest_pair):
        steps, _ = quantise(np.zeros((1, 4), np.float32), largest(np.zeros((1, 4), np.float32)))
        assert steps.tolist() == [[0, 0, 0, 0]]


def test_a_pair_is_as_large_as_what_it_has_of_one_sign() -> None:
    # Row one: 3 + 4 of the second pair. Row two: 2 + 3 negative in the first, 4 alone in the second.
    matrix = np.array([[5.0, -6.0, 3.0, 4.0], [-2.0, -3.0, 4.0, -1.0]], np.float32)
    assert largest_pair(matrix).tolist() == [7, 5]


@given(arrays(np.float32, (3, 8), elements=st.integers(-999, 999)))
def test_no_pair_of_steps_is_cut_off_at_16_bits(matrix: NDArray[np.float32]) -> None:
    steps, _ = quantise(matrix, largest_pair(matrix))
    pairs = steps.astype(int).reshape(3, 4, 2)
    assert 255 * pairs.clip(min=0).sum(axis=2).max() <= 2**15 - 1
    assert 255 * pairs.clip(max=0).sum(axis=2).min() >= -(2**15)


def test_this_machine_sums_such_steps_exactly() -> None:
    # Each row has one sign and equal pairs: nothing costlier is quantised. Ones become 255 steps.
    matrix = np.tile(np.array([[1, 3], [-3, -1]], np.float32), (8, 32))
    steps, scale = quantise(matrix, largest_pair(matrix))
    constants = [numpy_helper.from_array(steps.T.copy(), "weights"), numpy_helper.from_array(scale[:, 0], "scale")]
    node = helper.make_node("DynamicQuantizeMatMul", ["ones", "weights", "scale"], ["sums"], domain="com.microsoft")
    ones = helper.make_tensor_value_info("ones", TensorProto.FLOAT, [4, 64])
    sums = helper.make_tensor_value_info("sums", TensorProto.FLOAT, [4, 16])
    graph = helper.make_graph([node], "product", [ones], [sums], constants)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10).SerializeToString()
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"ones": np.ones((4, 64), np.float32)})
    # 32 pairs of 1 + 3, to a step of 127ths of a pair in each weight.
    np.testing.assert_allclose(found, np.tile([128.0, -128.0], (4, 8)), rtol=0.01)


def test_an_input_with_weights_far_beyond_the_others_is_outlying() -> None:
    # Largest weights: 1 in 19 columns, 21 in one; ten times their mean of 2 is 20.
    matrix = np.tile(np.array([[1.0], [-0.5]], np.float32), (1, 20))
    matrix[1, 7] = -21
    assert outlying(matrix).nonzero()[0].tolist() == [7]
    matrix[1, 7] = -9
    assert not outlying(matrix).any()
