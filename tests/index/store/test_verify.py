from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.build import Options
from index.errors import StoreError
from index.store import Store
from index.store.generation import current, publish
from index.store.verify import verify
from tests.building import build
from tests.fake import FakeEncoder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    paper = tmp_path / "paper.txt"
    paper.write_text("望潮大桥恢复通车\n\n12月6日,望潮大桥恢复通车。市民纷纷上桥参观。\n", encoding="utf-8")
    build([paper], tmp_path / "store", FakeEncoder(), Options())
    return tmp_path / "store"


def test_a_whole_store_is_what_its_manifest_says(store: Path) -> None:
    assert verify(store) == current(store)


@pytest.mark.parametrize("kind", ["catalogue", "columns"])
def test_a_file_with_other_bytes_is_found(store: Path, kind: str) -> None:
    name = getattr(current(store).parts[0], kind)
    (store / "files" / name).write_bytes(b"damaged")
    with pytest.raises(StoreError, match=f"{name} 已损坏"):
        verify(store)


def test_a_damaged_original_is_found(store: Path) -> None:
    (known,) = Store.open(store).inputs().values()
    (store / "inputs" / f"{known.files[0].sha256}.gz").write_bytes(b"damaged")
    with pytest.raises(StoreError, match=r"原件 .*已损坏"):
        verify(store)


@pytest.mark.parametrize("wrong", [{"articles": 2}, {"passages": 0}])
def test_a_manifest_that_counts_otherwise_is_found(store: Path, wrong: dict[str, int]) -> None:
    publish(store, replace(current(store), **wrong))  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="文章数与清单不符"):
        verify(store)
