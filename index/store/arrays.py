"""Named arrays in one file, mapped instead of read: what is large and is touched in places.

The format is that of safetensors (https://github.com/huggingface/safetensors): eight bytes with the length of a JSON
header, the header, the arrays one after the other. Its own library copies an array when it opens one.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Arrays = Mapping[str, NDArray[Any]]
Shapes = Mapping[str, tuple[DTypeLike, tuple[int, ...]]]

_NAMES = {"F16": "float16", "F32": "float32", "U8": "uint8", "I32": "int32", "I64": "int64", "U64": "uint64"}
_CODES = {np.dtype(name): code for code, name in _NAMES.items()}
_ALIGNED = 64


def create(path: Path, shapes: Shapes) -> Arrays:
    """A new file of arrays of these types and shapes, all zero, mapped for writing."""
    header: dict[str, object] = {}
    at = 0
    # The widest first, so that each begins at a multiple of its own width.
    for name, (dtype, shape) in sorted(shapes.items(), key=lambda pair: -np.dtype(pair[1][0]).itemsize):
        size = np.dtype(dtype).itemsize * int(np.prod(shape))
        header[name] = {"dtype": _CODES[np.dtype(dtype)], "shape": shape, "data_offsets": (at, at + size)}
        at += size
    words = json.dumps(header).encode()
    words += b" " * (-(8 + len(words)) % _ALIGNED)
    with path.open("wb") as file:
        file.write(len(words).to_bytes(8, "little") + words)
        file.truncate(8 + len(words) + at)
        if hasattr(os, "posix_fallocate"):  # a mapped file on a full disk kills the process that writes to it
            os.posix_fallocate(file.fileno(), 0, 8 + len(words) + at)
    return _mapped(path, "r+b", mmap.ACCESS_WRITE)


def write(path: Path, arrays: Arrays) -> None:
    """Write arrays to a new file."""
    created = create(path, {name: (array.dtype, array.shape) for name, array in arrays.items()})
    for name, array in arrays.items():
        created[name][...] = array


def mapped(path: Path, *, sparing: bool = False) -> Arrays:
    """The arrays of a file, which stay on disk until they are touched; ValueError when it is not such a file.

    ``sparing`` reads no more than what is touched. Else the system reads what is around it too: most of a file that
    fits into memory then is there early, one that does not is read again and again.
    """
    return _mapped(path, "rb", mmap.ACCESS_READ, sparing=sparing)


def _mapped(path: Path, mode: str, access: int, *, sparing: bool = False) -> Arrays:
    with path.open(mode) as file:
        data = mmap.mmap(file.fileno(), 0, access=access)
    if sparing:
        data.madvise(mmap.MADV_RANDOM)
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    return {name: _array(data, start, **entry) for name, entry in header.items()}


def _array(data: mmap.mmap, start: int, dtype: str, shape: list[int], data_offsets: tuple[int, int]) -> NDArray[Any]:
    flat = np.frombuffer(data, np.dtype(_NAMES[dtype]), int(np.prod(shape)), start + data_offsets[0])
    return flat.reshape(shape)
