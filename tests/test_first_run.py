"""The main job on the samples, with the real model and every way out of the machine shut."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest
from platformdirs import user_cache_path
from playwright.sync_api import expect, sync_playwright

from bench.memory import children
from tests.conftest import ROOT

pytestmark = pytest.mark.model
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "BAOWEN_"))}
QUESTION = "望潮大桥哪天恢复通车？"
ANSWER = "12月6日10时"


def offline(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.offline", *arguments]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("first") / "store"
    built = offline("index", "build", "samples", "--store", str(target), "--paper", "澄江报", "--json")
    assert built.returncode == 0, built.stderr
    report = json.loads(built.stdout)
    assert (report["generation"], report["articles"], report["refused"]) == ("000001", 66, [])
    assert report["undated"] == ["samples/澄江报_合订本补页.txt"]
    return target


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[tuple[int, str]]:
    """The number of its process, and its address."""
    command = [sys.executable, "-u", "-m", "tests.offline", "app", "--store", str(store), "--port", "0"]
    command += ["--processes", "2"]
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert line.startswith("报问已启动：http://127.0.0.1:"), line
        yield server.pid, line.removeprefix("报问已启动：").split()[0]
        assert server.poll() is None, "the server left the machine or died"
        server.terminate()


@pytest.fixture
def address(server: tuple[int, str]) -> str:
    return server[1]


def test_the_guard_sees_a_way_out() -> None:
    code = (
        "import socket, sys; from tests.offline import forbid\n"
        "sys.addaudithook(forbid); socket.getaddrinfo('a.test', 1)"
    )
    guarded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert guarded.returncode == 99
    assert "left the machine" in guarded.stderr


def test_serving_imports_no_pytorch(store: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from qa.bot import Bot; from qa.web.server import create_app\n"
        "from qa.feedback import Queue; from qa.web.texts import Texts\n"
        "bot = Bot.open(Path(sys.argv[1])); create_app(bot, Queue(Path(sys.argv[1])), Texts())\n"
        f"assert bot.ask({QUESTION!r}).found\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(store)]
    served = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert (served.returncode, served.stdout) == (0, "[]\n"), served.stderr


def test_asked_on_the_command_line(store: Path) -> None:
    asked = offline("qa", "ask", QUESTION, "--store", str(store), "--today", "2032-04-01", "--json")
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    first = answer["citations"][0]
    assert answer["found"] is True
    assert ANSWER in first["quote"]
    assert (first["paper"], first["date"]) == ("澄江报", "2031-12-17")


def test_nothing_is_left_in_the_home_for_a_library_to_report(store: Path, tmp_path: Path) -> None:
    # Its native code could reach the network unseen by the guard; the queue of what it would send is a file.
    models = tmp_path / ".cache" / "baowen"
    models.parent.mkdir()
    models.symlink_to(user_cache_path("baowen"))
    environment = {**ENVIRONMENT, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(models.parent)}
    command = [sys.executable, "-m", "qa", "ask", QUESTION, "--store", str(store)]
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert list(tmp_path.rglob("*")) == [models.parent, models]


def test_asked_many_at_once(store: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.txt"
    questions.write_text(f"{QUESTION}\n\n火星上有没有报纸？\n", encoding="utf-8")
    asked = offline("qa", "ask", "--questions", str(questions), "--store", str(store), "--json")
    assert [answer["found"] for answer in json.loads(asked.stdout)["answers"]] == [True, False]
    said = offline("qa", "ask", "--questions", str(questions), "--store", str(store)).stderr
    heads = [line for line in said.splitlines() if line.startswith("【")]
    assert heads == [f"【{QUESTION}】", "【火星上有没有报纸？】"]


SAID = [
    ("望潮大桥什么时候恢复通车", "12月6日10时"),
    ("望潮大桥更换了多少根斜拉索？", "128根"),
    ("鹭湾院区挂号电话是多少？", "62829988"),
    ("第十三届三槐蜜橘文化节签约金额是多少？", "4150万元"),
    ("鹭湾中学迎来多少名新生？", "540名"),
    ("区婚姻登记处为什么要搬迁？", "搬迁"),
]
UNSAID = [
    "轨道交通99号线什么时候开通？",
    "火星上有没有报纸？",
    "望潮大桥的总设计师是谁？",
    "春茶节的票价是多少？",
    "今天股市怎么样",
]


def test_what_is_said_is_quoted_and_what_is_not_is_not(store: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.txt"
    questions.write_text("\n".join([*(question for question, _ in SAID), *UNSAID]), encoding="utf-8")
    asked = offline(
        "qa", "ask", "--questions", str(questions), "--store", str(store), "--today", "2032-04-01", "--json"
    )
    answers = json.loads(asked.stdout)["answers"]
    for (question, words), answer in zip(SAID, answers[: len(SAID)], strict=True):
        assert any(words in citation["quote"] for citation in answer["citations"]), question
    assert [answer["found"] for answer in answers[len(SAID) :]] == [False] * len(UNSAID)


def ticks(process: int) -> int:
    """The processor time that a process has had, in ticks; 0 of one that is gone (Linux)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def test_readers_who_ask_at_once_are_answered_by_another_process_too(server: tuple[int, str]) -> None:
    process, address = server
    number = count(1)
    assert children(process) == set()

    def ask(_: int) -> bool:
        # Each in other words, lest it be answered from memory.
        asked = {"question": f"{QUESTION}{'？' * next(number)}"}
        return ANSWER in httpx.post(f"{address}/api/ask", json=asked, timeout=60).json()["citations"][0]["quote"]

    deadline = monotonic() + 60
    with ThreadPoolExecutor(4) as readers:
        while not children(process):
            assert all(readers.map(ask, range(4)))
            assert monotonic() < deadline
        (other, *_) = children(process)
        # Once it has opened the archive it has time of the processor only while readers ask.
        while (before := ticks(other)) == 0 or idle(other) != before:
            assert monotonic() < deadline
        while ticks(other) <= before + 10:
            assert all(readers.map(ask, range(4)))
            assert monotonic() < deadline


def idle(process: int) -> int:
    """Its processor time after half a second."""
    sleep(0.5)
    return ticks(process)


@pytest.mark.browser
def test_asked_in_the_browser(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        page = browser.new_page()
        page.goto(address)
        box = page.get_by_role("textbox").first
        box.fill(QUESTION)
        box.press("Enter")
        mark = page.locator("mark", has_text=ANSWER).first
        expect(mark).to_be_visible(timeout=30_000)
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="阅读全文").first.click()
        article = opened.value
        expect(article.locator("mark", has_text=ANSWER).first).to_be_in_viewport()
        browser.close()
