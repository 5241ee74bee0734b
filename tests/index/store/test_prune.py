from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.build import Options
from index.store import Store
from index.store.generation import current, generations, point, publish
from index.store.prune import prune, sweep
from tests.building import build
from tests.fake import FakeEncoder

PAPER = "望潮大桥恢复通车\n\n本报讯(记者 甲乙)12月{}日,望潮大桥恢复通车。市民纷纷上桥参观。\n"


def built(tmp_path: Path, *days: int) -> Path:
    """A store with a generation for each day, of a paper that was mended every time."""
    for day in days:
        (tmp_path / "paper.txt").write_text(PAPER.format(day), encoding="utf-8")
        build([tmp_path / "paper.txt"], tmp_path / "store", FakeEncoder(), Options())
    return tmp_path / "store"


def test_pruning_keeps_what_serves_and_what_it_needs(tmp_path: Path) -> None:
    store = built(tmp_path, 6, 7, 8)
    point(store, "000001")
    first, last = current(store), "000003"
    assert prune(store, keep=1) == ["000002"]
    assert generations(store) == ["000001", last]
    assert first.names <= {path.name for path in (store / "files").iterdir()}
    assert len(list((store / "inputs").iterdir())) == 2
    for name in ("000001", last):
        point(store, name)
        (article,) = Store.open(store).articles()
        assert article.text.startswith("12月6日" if name == "000001" else "12月8日")


def test_while_a_generation_cannot_be_read_nothing_that_it_may_need_is_deleted(tmp_path: Path) -> None:
    store = built(tmp_path, 6, 7, 8)
    (store / "generations" / "000002.json").write_text("{", encoding="utf-8")
    files = set((store / "files").iterdir())
    assert prune(store, keep=2) == ["000001"]
    assert set((store / "files").iterdir()) == files
    assert prune(store, keep=1) == ["000002"]
    assert {path.name for path in (store / "files").iterdir()} == current(store).names


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    store = built(tmp_path, 6, 7)
    (store / "generations" / "000002 - 副本.json").write_text("", encoding="utf-8")
    (store / "files" / "@eaDir").mkdir()
    assert generations(store) == ["000001", "000002"]
    assert prune(store, keep=1) == ["000001"]
    assert (store / "files" / "@eaDir").is_dir()


def test_what_no_generation_names_is_swept_away(tmp_path: Path) -> None:
    store = built(tmp_path, 6)
    (store / "files" / "left.db").write_bytes(b"half a part")
    publish(store, replace(current(store), generation="000002"))
    sweep(store)
    assert {path.name for path in (store / "files").iterdir()} == current(store).names
