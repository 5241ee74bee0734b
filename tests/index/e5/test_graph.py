import numpy as np

from index.e5.graph import outlying, quantise


def test_each_row_has_its_own_scale() -> None:
    # 254 / 127 = 2 steps of the first row, 12.7 / 127 = 0.1 of the second.
    steps, scale = quantise(np.array([[254.0, -127.0, 3.2], [-12.7, 0.04, 6.0]], np.float32))
    assert steps.dtype == np.int8
    assert steps.tolist() == [[127, -64, 2], [-127, 0, 60]]
    np.testing.assert_allclose(scale, [[2.0], [0.1]], rtol=1e-6)


def test_a_row_of_zeros_stays_zero() -> None:
    steps, _ = quantise(np.zeros((1, 4), np.float32))
    assert steps.tolist() == [[0, 0, 0, 0]]


def test_an_input_with_weights_far_beyond_the_others_is_outlying() -> None:
    # Largest weights: 1 in 19 columns, 21 in one; ten times their mean of 2 is 20.
    matrix = np.tile(np.array([[1.0], [-0.5]], np.float32), (1, 20))
    matrix[1, 7] = -21
    assert outlying(matrix).nonzero()[0].tolist() == [7]
    matrix[1, 7] = -9
    assert not outlying(matrix).any()
