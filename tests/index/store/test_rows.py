from __future__ import annotations

import numpy as np

from index.store.rows import even_sample

AXES = np.eye(4, dtype=np.float16)


def test_a_sample_is_spread_evenly_over_the_parts() -> None:
    assert even_sample([AXES, AXES[:2]], 3).tolist() == AXES[[0, 2, 0]].tolist()
    assert even_sample([AXES], 9).tolist() == AXES.tolist()
