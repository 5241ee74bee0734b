from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file

from index.store import arrays
from tests.mappings import told_to_spare

TABLES: dict[str, NDArray[Any]] = {
    "bytes": np.arange(3, dtype=np.uint8),
    "none": np.ones((0, 4), np.float16),
    "numbers": np.arange(6, dtype=np.int64).reshape(2, 3),
}


def test_a_file_and_back(tmp_path: Path) -> None:
    arrays.write(tmp_path / "a", TABLES)
    again = arrays.mapped(tmp_path / "a")
    for name, table in TABLES.items():
        assert (again[name].dtype, again[name].shape) == (table.dtype, table.shape)
        assert again[name].tolist() == table.tolist()
        assert again[name].flags.aligned


def test_the_format_is_the_one_that_others_read(tmp_path: Path) -> None:
    arrays.write(tmp_path / "a", TABLES)
    assert {name: table.tolist() for name, table in load_file(tmp_path / "a").items()} == {
        name: table.tolist() for name, table in TABLES.items()
    }


def test_what_is_mapped_cannot_be_changed(tmp_path: Path) -> None:
    arrays.write(tmp_path / "a", TABLES)
    with pytest.raises(ValueError, match="read-only"):
        arrays.mapped(tmp_path / "a")["bytes"][0] = 1


def test_new_arrays_are_zero_and_keep_what_is_put_into_them(tmp_path: Path) -> None:
    created = arrays.create(tmp_path / "a", {"x": (np.int32, (2, 2))})
    assert created["x"].tolist() == [[0, 0], [0, 0]]
    created["x"][1] = 7
    assert arrays.mapped(tmp_path / "a")["x"].tolist() == [[0, 0], [7, 7]]


@pytest.mark.parametrize("cut", [4, 20, 100])
def test_a_file_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    arrays.write(tmp_path / "a", TABLES)
    whole = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(whole[: len(whole) - cut])
    with pytest.raises(ValueError, match=r"."):
        arrays.mapped(tmp_path / "a")


@pytest.mark.parametrize("sparing", [True, False])
def test_the_system_is_told_whether_to_read_around(tmp_path: Path, sparing: bool) -> None:
    arrays.write(tmp_path / "a", TABLES)
    held = arrays.mapped(tmp_path / "a", sparing=sparing)
    assert held["numbers"].tolist() == TABLES["numbers"].tolist()
    assert told_to_spare(tmp_path / "a") is sparing
