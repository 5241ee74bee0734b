from __future__ import annotations

import socket
import time
from pathlib import Path
from threading import Event, Thread
from urllib.request import urlopen

import pytest
import uvicorn
from fastapi import FastAPI

from app import Server, app, listen
from index.console import run
from index.errors import BaowenError


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the program says as it fails."""
    with pytest.raises(SystemExit) as ended:
        run(app, arguments)
    assert ended.value.code == 1
    out, said = capsys.readouterr()
    assert out == ""
    return said


def test_a_missing_store_is_one_line_that_says_what_to_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    for missing in (tmp_path / "无此库", tmp_path / "文件"):
        (line,) = told(capsys, "--store", str(missing), "--port", "0").splitlines()
        assert line.startswith(f"出错：{missing} 里没有建好的库")


def test_options_may_come_from_the_environment(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "环境里的库"
    monkeypatch.setenv("BAOWEN_STORE", str(missing))
    monkeypatch.setenv("BAOWEN_PORT", "0")
    assert str(missing) in told(capsys)


def test_answers_do_not_wait_until_the_last_one_was_received() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_in_use_is_one_line_that_names_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        said = told(capsys, "--store", str(tmp_path), "--port", str(port))
    assert said == f"出错：端口 {port} 已被占用：请用 --port 换一个端口，或先停掉占用它的程序\n"


def test_the_doctor_says_what_is_wrong_with_the_settings_of_sites(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "sites.toml").write_text("[school", encoding="utf-8")
    said = told(capsys, "doctor", "--site", "school", "--url", "https://a.example/", "--store", str(tmp_path))
    assert said.startswith(f"出错：{tmp_path / 'sites.toml'}")
    assert said.count("\n") == 1


def test_the_doctor_looks_where_the_server_was_told_to(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "sites.toml").write_text("[school", encoding="utf-8")
    said = told(capsys, "--store", str(tmp_path), "doctor", "--site", "school", "--url", "https://a.example/")
    assert said.startswith(f"出错：{tmp_path / 'sites.toml'}")


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
