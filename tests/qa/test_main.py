from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


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


def test_every_command_is_documented() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert all(f"python -m qa {command}" in text for command in ("ask", "evaluate", "fit"))
