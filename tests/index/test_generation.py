from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from index import generation
from index.generation import Input, Kept, Manifest, PartFiles, StoreError


def manifest(name: str, **files: str) -> Manifest:
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
        inputs=(),
        papers=(),
        parts=(),
        registry=files.get("registry", "r"),
        background=files.get("background", "b"),
    )


def read_from(n: int) -> Input:
    file, notes = Kept("/p", "p", f"hash{n}"), Kept("/issue.toml", "issue.toml", f"notes{n}")
    return Input(f"i{n}", "/p", "p", (file,), (notes,), epaper=False, paper=None, date=None)


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


def test_no_store_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="python -m index build"):
        generation.current(tmp_path)


def test_a_store_of_another_version_says_so(tmp_path: Path) -> None:
    generation.publish(tmp_path, replace(manifest("000001"), version=99))
    with pytest.raises(StoreError, match="第 99 版格式"):
        generation.current(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version": 3}', b"\xff\xfe"])
def test_a_damaged_manifest_says_so(tmp_path: Path, damage: bytes) -> None:
    generation.publish(tmp_path, manifest("000001"))
    (tmp_path / "generations" / "000001.json").write_bytes(damage)
    with pytest.raises(StoreError, match="已损坏"):
        generation.current(tmp_path)


def test_a_file_is_named_by_its_bytes_and_written_once(tmp_path: Path) -> None:
    name = generation.write_file(tmp_path, b"words", ".txt")
    assert name == hashlib.sha256(b"words").hexdigest() + ".txt"
    before = (tmp_path / "files" / name).stat().st_mtime_ns
    assert generation.write_file(tmp_path, b"words", ".txt") == name
    assert (tmp_path / "files" / name).stat().st_mtime_ns == before
    assert generation.read_file(tmp_path, name) == b"words"


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    name = generation.write_file(tmp_path, b"words", ".txt")
    (tmp_path / "files" / name).write_bytes(b"other")
    with pytest.raises(StoreError, match="已损坏"):
        generation.read_file(tmp_path, name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="缺少文件 gone"):
        generation.read_file(tmp_path, "gone")


def test_inputs_are_kept_byte_for_byte(tmp_path: Path) -> None:
    generation.keep_input(tmp_path, "abc", b"\xff\x00paper")
    assert generation.kept_input(tmp_path, "abc") == b"\xff\x00paper"
    assert gzip.decompress((tmp_path / "inputs" / "abc.gz").read_bytes()) == b"\xff\x00paper"


def test_a_store_is_built_by_one_process_at_a_time(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.generation import exclusive\n"
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


def test_pruning_keeps_what_serves_and_what_it_needs(tmp_path: Path) -> None:
    names = [generation.write_file(tmp_path, str(n).encode(), ".json") for n in range(4)]
    for n in range(1, 4):
        part = PartFiles(1, names[0], names[0], names[0], names[0])
        made = replace(manifest(f"00000{n}", registry=names[n], background=names[0]), parts=(part,))
        generation.publish(tmp_path, replace(made, inputs=(read_from(n),)))
        for name in (f"hash{n}", f"notes{n}"):
            generation.keep_input(tmp_path, name, b"")
    generation.point(tmp_path, "000001")
    assert generation.prune(tmp_path, keep=1) == ["000002"]
    assert generation.generations(tmp_path) == ["000001", "000003"]
    assert sorted(path.name for path in (tmp_path / "files").iterdir()) == sorted({names[0], names[1], names[3]})
    assert sorted(path.name for path in (tmp_path / "inputs").iterdir()) == [
        "hash1.gz",
        "hash3.gz",
        "notes1.gz",
        "notes3.gz",
    ]


def test_manifests_are_for_people_too(tmp_path: Path) -> None:
    generation.publish(tmp_path, manifest("000001"))
    text = (tmp_path / "generations" / "000001.json").read_text(encoding="utf-8")
    assert json.loads(text)["encoder"] == "fake"
    assert "\n" in text
