from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index import console
from qa import __main__ as qa
from tests.conftest import ROOT
from tests.fake import FakeEncoder


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qa", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def test_no_store_is_one_clear_line(tmp_path: Path) -> None:
    done = run("ask", "大桥", "--store", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有建好的库" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_questions_file_that_is_missing_is_one_clear_line(tmp_path: Path) -> None:
    done = run("ask", "--questions", str(tmp_path / "none.txt"), "--store", str(tmp_path))
    assert done.returncode == 1
    assert "none.txt" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [("ask", "--store", "s"), ("ask", "q", "--store", "s", "--today", "tomorrow"), ("ask", "q"), ("sing",)]
)
def test_wrong_usage_exits_with_two(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).returncode == 2


@pytest.mark.usefixtures("questions")
def test_what_a_set_of_questions_lacks_or_has_too_much_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qa, "load_encoder", lambda *_, **__: FakeEncoder())
    asked, out = tmp_path / "q.jsonl", tmp_path / "weights.json"
    asked.write_text(asked.read_text(encoding="utf-8").replace('"today"', '"day"'), encoding="utf-8")
    sets = ("--passages", str(tmp_path / "p.jsonl"), "--questions", str(asked))
    odd = f"{asked}：1 行有 day，没有用到：题目只有 id、question、relevant、answers、today、history\n"
    for arguments in (("evaluate", *sets, "--json"), ("fit", *sets, "--out", str(out))):
        with pytest.raises(SystemExit) as ended:
            console.run(qa.app, arguments)
        assert not ended.value.code
    said, told = capsys.readouterr()
    assert json.loads(said)["questions"] == 4
    few = "只有 3 题可供拟合，不到 100 题：换一批题，权重就会大变；请拿别的题目 evaluate 核对\n"
    assert told == f"{odd}{odd}{few}权重已写入 {out}\n"


@pytest.mark.parametrize("command", ["fit", "project"])
@pytest.mark.parametrize("name", ["无此/weights.json", "."])
def test_what_cannot_be_written_to_is_said_before_the_work(
    command: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / name
    with pytest.raises(SystemExit) as ended:
        console.run(qa.app, (command, "--passages", "p", "--questions", "q", "--out", str(out)))
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(f"出错：写不到 {out}：要写成已有文件夹里的一个文件；用法见 ")


def test_every_command_is_documented() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert all(f"python -m qa {command}" in text for command in ("ask", "evaluate", "fit"))
