from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import StoreError
from index.store import generation
from index.store.generation import Manifest


def manifest(name: str) -> Manifest:
    return Manifest(
        version=generation.STORE_VERSION,
        generation=name,
        built_at="2031-05-03T00:00:00+00:00",
        encoder="fake",
        form="fp32",
        identity="fake/1",
        projection=None,
        dimensions=4,
        text_version=1,
        articles=0,
        passages=0,
        papers=(),
        parts=(),
        background="b",
    )


def test_the_newest_published_generation_serves(tmp_path: Path) -> None:
    generation.publish(tmp_path, manifest("000001"))
    generation.publish(tmp_path, manifest("000002"))
    assert generation.current(tmp_path).generation == "000002"
    assert generation.generations(tmp_path) == ["000001", "000002"]


def test_pointing_back_is_rolling_back(tmp_path: Path) -> None:
    generation.publish(tmp_path, manifest("000001"))
    generation.publish(tmp_path, manifest("000002"))
    generation.point(tmp_path, "000001")
    assert generation.current(tmp_path).generation == "000001"


def test_going_back_leads_past_a_generation_that_was_gone_back_from(tmp_path: Path) -> None:
    for name, since in (("000001", None), ("000002", "000001"), ("000003", "000001"), ("000004", "000003")):
        if since:
            generation.point(tmp_path, since)
        generation.publish(tmp_path, manifest(name))
    names = ("000004", "000003", "000002", "000001")
    assert [generation.preceding(tmp_path, name) for name in names] == ["000003", "000001", "000001", None]
    (tmp_path / "generations" / "000003.json").write_text("{")
    assert generation.preceding(tmp_path, "000003") == "000002"
    (tmp_path / "generations" / "000003.json").unlink()
    assert generation.preceding(tmp_path, "000004") == "000002"


def test_a_manifest_of_before_does_not_say_what_it_follows(tmp_path: Path) -> None:
    for name in ("000001", "000002"):
        generation.publish(tmp_path, manifest(name))
    path = tmp_path / "generations" / "000002.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    assert said.pop("follows") == "000001"
    path.write_text(json.dumps(said), encoding="utf-8")
    assert generation.current(tmp_path).follows is None
    assert generation.preceding(tmp_path, "000002") == "000001"


def test_no_store_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="python -m index build"):
        generation.current(tmp_path)


def test_a_store_of_another_version_says_so(tmp_path: Path) -> None:
    generation.publish(tmp_path, replace(manifest("000001"), version=99))
    with pytest.raises(StoreError, match="第 99 版格式"):
        generation.current(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version": 6}', b"\xff\xfe"])
def test_a_damaged_manifest_says_so(tmp_path: Path, damage: bytes) -> None:
    generation.publish(tmp_path, manifest("000001"))
    (tmp_path / "generations" / "000001.json").write_bytes(damage)
    with pytest.raises(StoreError, match="已损坏"):
        generation.current(tmp_path)


def test_a_store_is_built_by_one_process_at_a_time(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.store.generation import exclusive\n"
        "with exclusive(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="正由另一个进程重建"), generation.exclusive(tmp_path):
            pass
    finally:
        holder.communicate()
    with generation.exclusive(tmp_path):
        pass


def test_a_store_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="不是目录"), generation.exclusive(tmp_path / "store"):
        pass


def test_manifests_are_for_people_too(tmp_path: Path) -> None:
    generation.publish(tmp_path, manifest("000001"))
    text = (tmp_path / "generations" / "000001.json").read_text(encoding="utf-8")
    assert json.loads(text)["encoder"] == "fake"
    assert "\n" in text


def test_the_size_is_that_of_the_files_that_are_still_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "current").write_bytes(b"000001")
    (tmp_path / "files" / "a.db").write_bytes(b"0123456789")
    there = [tmp_path / "files", tmp_path / "current", tmp_path / "files" / "a.db", tmp_path / "files" / "gone.db"]
    monkeypatch.setattr(Path, "rglob", lambda *_: there)
    monkeypatch.setattr(Path, "is_file", lambda path: path.suffix == ".db" or path.name == "current")
    assert generation.size(tmp_path) == 16
