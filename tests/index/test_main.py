from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.__main__ import scarce
from index.build import Options
from index.store import generation
from tests.building import build
from tests.conftest import ROOT
from tests.fake import FakeEncoder

PAPER = "望潮大桥恢复通车\n\n本报讯(记者 甲乙)12月6日,望潮大桥恢复通车。市民纷纷上桥参观。\n"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "index", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "paper.txt").write_text(PAPER, encoding="utf-8")
    return tmp_path / "paper.txt"


@pytest.fixture
def store(tmp_path: Path, paper: Path) -> Path:
    target = tmp_path / "store"
    build([paper], target, FakeEncoder(), Options())
    paper.write_text(PAPER.replace("12月6日", "12月7日"), encoding="utf-8")
    build([paper], target, FakeEncoder(), Options())
    return target


def test_segment_prints_one_json_object(paper: Path) -> None:
    done = run("segment", str(paper), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (issue,) = json.loads(done.stdout)["issues"]
    (article,) = issue["articles"]
    assert (issue["source"], issue["paper"], issue["date"]) == (str(paper), None, None)
    assert (article["title"], article["first_line"], article["last_line"]) == ("望潮大桥恢复通车", 1, 3)
    assert article["authors"] == [{"name": "甲乙", "role": "记者"}]


def test_without_json_standard_output_stays_empty(paper: Path) -> None:
    done = run("segment", str(paper))
    assert done.stdout == ""
    assert "1–3" in done.stderr


def test_info(store: Path) -> None:
    result = json.loads(run("info", "--store", str(store), "--json").stdout)
    assert set(result) == {
        "generation",
        "generations",
        "articles",
        "passages",
        "encoder",
        "form",
        "built_at",
        "bytes",
    }
    assert (result["generation"], result["generations"], result["articles"]) == ("000002", ["000001", "000002"], 1)
    said = run("info", "--store", str(store)).stderr
    assert said.startswith("第 000002 代：1 篇文章，1 段，建于 20")
    assert said.endswith("存有各代：000001、000002\n")


def test_a_build_that_finds_nothing_to_begin_with_fails(tmp_path: Path) -> None:
    done = run("build", str(tmp_path / "没有"), "--store", str(tmp_path / "store"))
    assert done.returncode == 1
    assert "没有这个文件或目录" in done.stderr
    assert "库没有建" in done.stderr
    assert not (tmp_path / "store").exists()


def test_a_path_that_is_not_there_is_an_error_and_the_others_are_built(tmp_path: Path, paper: Path) -> None:
    store, wrong = str(tmp_path / "store"), str(tmp_path / "没有")
    done = run("build", wrong, str(paper), "--store", store, "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, result["added"], result["missing"]) == (1, 1, [wrong])
    assert done.stderr == f"出错：{wrong} 没有收录：请检查路径；其余照常\n"


@pytest.mark.parametrize(
    ("free", "encoder", "prepared", "said"),
    [
        (None, "e5-small", False, None),
        (600_000_000, "e5-small", True, None),
        (599_000_000, "e5-small", True, "可用内存约 0.6 GB，这次约需 0.6 GB"),
        (1_200_000_000, "e5-small", True, None),
        (1_200_000_000, "other", False, None),
        (1_200_000_000, "e5-small", False, "可用内存约 1.2 GB，这次约需 1.6 GB"),
    ],
)
def test_too_little_memory_is_told_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int | None, encoder: str, said: str | None, *, prepared: bool
) -> None:
    monkeypatch.setattr("index.store.memory.left", lambda: free)
    monkeypatch.setattr("index.e5.folder_in", lambda: tmp_path if prepared else tmp_path / "none")
    warning = scarce(encoder)
    assert (warning and warning.partition("，可能")[0]) == said


def test_a_dry_run_says_what_would_be_done_and_no_totals(tmp_path: Path, paper: Path) -> None:
    done = run("build", str(paper), "--store", str(tmp_path / "store"), "--dry-run")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith("会新增 1 篇，改动 0 篇，移除 0 篇，未变 0 篇；没有写库\n")
    assert not (tmp_path / "store").exists()


def test_rollback_and_forward_again(store: Path) -> None:
    assert json.loads(run("rollback", "--store", str(store), "--json").stdout) == {
        "generation": "000001",
        "before": "000002",
    }
    assert generation.current(store).generation == "000001"
    assert "没有比第 000001 代更早的" in run("rollback", "--store", str(store)).stderr
    assert run("rollback", "--to", "000002", "--store", str(store)).returncode == 0
    assert generation.current(store).generation == "000002"


def test_rollback_leads_away_from_a_damaged_manifest(store: Path) -> None:
    (store / "generations" / "000002.json").write_text("{")
    assert "rollback" in run("info", "--store", str(store)).stderr
    assert run("rollback", "--store", str(store)).returncode == 0
    assert generation.current(store).generation == "000001"


def test_rollback_does_not_lead_to_a_generation_that_lacks_a_file(store: Path) -> None:
    (store / "files" / generation.manifest(store, "000001").background).unlink()
    assert "缺少文件" in run("rollback", "--store", str(store)).stderr
    assert generation.current(store).generation == "000002"


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"nonsense"])
def test_a_damaged_pointer_is_put_right_by_naming_a_generation(store: Path, pointer: bytes) -> None:
    (store / "current").write_bytes(pointer)
    done = run("info", "--store", str(store))
    assert done.returncode == 1
    assert "current 已损坏：请用 python -m index rollback --to 指定一代（有：000001、000002）" in done.stderr
    assert run("rollback", "--store", str(store)).returncode == 1
    ran = run("rollback", "--to", "000002", "--store", str(store), "--json")
    assert json.loads(ran.stdout) == {"generation": "000002", "before": None}
    assert generation.current(store).generation == "000002"


def test_a_mistyped_store_is_not_made(tmp_path: Path) -> None:
    for command in (["prune", "--keep", "1"], ["rollback"], ["rollback", "--to", "000001"]):
        assert run(*command, "--store", str(tmp_path / "none")).returncode == 1
    assert not (tmp_path / "none").exists()


def test_what_the_system_refuses_is_one_clear_line(tmp_path: Path, paper: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("build", str(paper), "--store", str(tmp_path / "file" / "store"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("出错：")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("kind", ["columns", "background"])
def test_a_damaged_file_is_one_clear_line(store: Path, kind: str) -> None:
    manifest = generation.current(store)
    name = manifest.background if kind == "background" else getattr(manifest.parts[0], kind)
    (store / "files" / name).write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "qa", "ask", "桥通车了吗", "--store", str(store)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert "已损坏" in done.stderr
    assert "Traceback" not in done.stderr


def test_verify_finds_a_damaged_file(store: Path) -> None:
    assert run("verify", "--store", str(store)).returncode == 0
    (store / "files" / generation.current(store).parts[0].catalogue).write_bytes(b"damaged")
    done = run("verify", "--store", str(store))
    assert done.returncode == 1
    assert "已损坏" in done.stderr


def test_prune(store: Path) -> None:
    assert json.loads(run("prune", "--keep", "1", "--store", str(store), "--json").stdout) == {"removed": ["000001"]}
    assert run("verify", "--store", str(store)).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("info", "--store", "{tmp}/nowhere"), "没有建好的库"),
        (("segment", "{tmp}/nowhere.txt"), "没有这个文件"),
        (("segment", "{tmp}/empty.txt"), "empty.txt"),
        (("segment", "{tmp}/picture.txt"), "picture.txt"),
        (("rollback", "--store", "{tmp}/store", "--to", "000009"), "没有第 000009 代"),
    ],
)
def test_an_error_is_one_clear_line(tmp_path: Path, store: Path, arguments: tuple[str, ...], said: str) -> None:
    assert store == tmp_path / "store"
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    done = run(*(argument.format(tmp=tmp_path) for argument in arguments))
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("nonsense",),
        ("build", "x", "--store", "y", "--date", "2031-02-30"),
        ("build", "x", "--store", "y", "--no-sync"),
    ],
)
def test_wrong_usage_exits_with_two(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).returncode == 2


def test_every_command_is_documented() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    chinese = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    for command in ("build", "segment", "info", "verify", "rollback", "prune"):
        assert f"python -m index {command}" in readme
        assert f"python -m index {command}" in chinese
        shown = " ".join(run(command, "--help").stdout.split())
        assert f"例：python -m index {command}" in shown
        assert "…" not in shown, "cut off"
