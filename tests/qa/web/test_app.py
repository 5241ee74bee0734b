from __future__ import annotations

import time
from pathlib import Path
from threading import Event, Thread
from urllib.request import urlopen

import pytest
import uvicorn
from fastapi import FastAPI
from typer import Typer
from typer.testing import CliRunner

from app import Server, listen, main
from index.errors import BaowenError


@pytest.fixture
def command() -> Typer:
    command = Typer()
    command.command()(main)
    return command


def test_a_missing_store_is_one_line_that_says_what_to_do(command: Typer, tmp_path: Path) -> None:
    missing = tmp_path / "无此库"
    ran = CliRunner().invoke(command, ["--store", str(missing), "--port", "0"])
    assert ran.exit_code == 1
    assert ran.stdout == ""
    (line,) = ran.stderr.splitlines()
    assert str(missing) in line


def test_options_may_come_from_the_environment(command: Typer, tmp_path: Path) -> None:
    missing = tmp_path / "环境里的库"
    ran = CliRunner().invoke(command, [], env={"BAOWEN_STORE": str(missing), "BAOWEN_PORT": "0"})
    assert str(missing) in ran.stderr


def test_a_port_in_use_is_one_line_that_names_it(command: Typer, tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        ran = CliRunner().invoke(command, ["--store", str(tmp_path), "--port", str(port)])
    assert ran.exit_code == 1
    assert ran.stderr == f"端口 {port} 已被占用：请用 --port 换一个端口，或先停掉占用它的程序\n"


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(BaowenError, match=r"无法在 203\.0\.113\.9 端口 7860 上监听"):
        listen("203.0.113.9", 7860)


def test_the_address_is_printed_once_it_answers(capsys: pytest.CaptureFixture[str]) -> None:
    plain, loaded = FastAPI(), Event()
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        server = Server(uvicorn.Config(plain, ws="none", log_level="critical"), loaded.set)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            deadline = time.monotonic() + 20
            while not server.started and time.monotonic() < deadline:
                thread.join(timeout=0.01)
            with urlopen(f"http://127.0.0.1:{port}/openapi.json", timeout=20) as reply:
                assert reply.status == 200
            assert loaded.wait(20)
        finally:
            server.should_exit = True
            thread.join(timeout=20)
    assert capsys.readouterr().out == f"报问已启动：http://127.0.0.1:{port} （按 Ctrl+C 停止）\n"
